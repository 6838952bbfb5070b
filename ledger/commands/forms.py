"""The schema of a command, made of its service's own signature: each argument becomes the field that its type says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, is_dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from inspect import Parameter, signature
from types import NoneType, UnionType
from typing import Any, ClassVar, Final, Union, get_args, get_origin, get_type_hints

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validates_schema

from ledger.commands import faults
from ledger.commands.fields import (
    Choice,
    Content,
    Day,
    Exact,
    KronorField,
    MethodField,
    OreField,
    Reference,
    Said,
    Text,
    VoucherField,
    Whole,
    YesNo,
)
from ledger.domain.shares import Receiver

MOST_ROWS: Final = 5_000
GIVEN: Final = ("session", "actor", "scope", "book_id", "max_bytes")
"""Arguments that the one who runs a command gives, not its body: the last is the installation's setting."""

Fields = dict[str, fields.Field[Any]]


@dataclass(frozen=True)
class Argument:
    """One argument of a service, or one field of the dataclass that it takes."""

    name: str
    hint: Any
    required: bool


@dataclass(frozen=True)
class Row:
    """How a mapping is written as rows: the field of the key and of the value."""

    key: Argument
    value: Argument


class Body(Schema):
    """The fields of a body, or of one of its rows; `made` is what they make up, a mapping where it is None."""

    class Meta:
        """What is not a field is refused."""

        unknown = RAISE

    error_messages = {"type": "object", "unknown": "unknown"}  # noqa: RUF012 - as the library declares it
    in_either_unit: ClassVar[Mapping[str, bool]] = {}
    """The amounts that may be given in öre or in kronor, and whether they must be."""
    makes: ClassVar[Callable[..., Any] | None] = None

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _one_of_two(self, data: Any, original: Any, **_: Any) -> None:
        """Each amount in öre or in kronor, not both, and one of them where it must be."""
        del data
        if not isinstance(original, Mapping):
            return
        wrong = {}
        for name, required in self.in_either_unit.items():
            given = [key for key in (name, in_kronor(name)) if key in original]
            if len(given) == 2:
                wrong[in_kronor(name)] = [faults.BOTH]
            elif not given and required:
                wrong[name] = [faults.MISSING]
        if wrong:
            told: dict[str, Any] = wrong
            raise ValidationError(told)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Any:
        """Amounts under one name, and what the fields make up."""
        for name in self.in_either_unit:
            if in_kronor(name) in data:
                data[name] = data.pop(in_kronor(name))
        made = self.makes
        return data if made is None else made(**data)


class Rows(fields.List[Any]):
    """A list of rows; as a mapping, each key once."""

    default_error_messages = {"required": "missing", "null": "missing", "invalid": "rows"}  # noqa: RUF012 - as above

    def __init__(self, inner: Any, *, into: type[Any], each_once: bool = False, **options: Any) -> None:
        super().__init__(inner, **options)
        self.into = into
        self.each_once = each_once or into is dict

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> Any:
        if not isinstance(value, list) or len(value) > MOST_ROWS:
            raise faults.refused(faults.ROWS)
        rows: list[Any] = super()._deserialize(value, attr, data, **options) or []
        if self.each_once:
            _refuse_twice([row[0] for row in rows] if self.into is dict else rows)
        return self.into(rows)


def _refuse_twice(keys: Sequence[Any]) -> None:
    """Refuse the rows whose key stands in an earlier row."""
    seen: set[Any] = set()
    twice: dict[Any, Any] = {}
    for place, key in enumerate(keys):
        if key in seen:
            twice[place] = [faults.TWICE]
        seen.add(key)
    if twice:
        raise ValidationError(twice)


class Inside(fields.Nested):
    """One row, or the fields of one part."""

    default_error_messages = {"required": "missing", "null": "missing", "type": "object"}  # noqa: RUF012 - as above


def in_kronor(name: str) -> str:
    """The name of an amount's field in kronor: `amount_kr` of `amount_ore`."""
    return f"{name.removesuffix('_ore')}_kr"


def arguments_of(service: Callable[..., Any]) -> Iterator[Argument]:
    """What a service takes besides who, where and with what session."""
    hints = get_type_hints(service)
    for name, parameter in signature(service).parameters.items():
        if name not in GIVEN:
            yield Argument(name, hints[name], parameter.default is Parameter.empty)


def arguments_of_dataclass(made: type[Any]) -> Iterator[Argument]:
    """What a dataclass is made of."""
    hints = get_type_hints(made)
    for one in dataclass_fields(made):
        if one.init:
            yield Argument(one.name, hints[one.name], one.default is MISSING and one.default_factory is MISSING)


def takes(service: Callable[..., Any], name: str) -> bool:
    """Whether a service has an argument of that name."""
    return name in signature(service).parameters


def schema_of(
    arguments: Sequence[Argument], *, special: Mapping[str, Any], made: Callable[..., Any] | None = None
) -> type[Body]:
    """The schema of some arguments; `special` has the arguments that their type does not say enough of, by name."""
    declared: Fields = {}
    amounts: dict[str, bool] = {}
    for argument in arguments:
        kind, may_be_absent = _bare(argument.hint)
        options: dict[str, Any] = {
            "required": argument.required,
            "allow_none": may_be_absent,
            "attribute": argument.name,
        }
        if kind is int and argument.name.endswith("_ore"):
            amounts[argument.name] = argument.required
            declared[argument.name] = OreField(**{**options, "required": False})
            declared[in_kronor(argument.name)] = KronorField(**{**options, "required": False, "attribute": None})
        else:
            declared[field_name(argument.name)] = _field(argument, kind, special, options)
    members: dict[str, Any] = {**declared, "in_either_unit": amounts}
    if made is not None:
        members["makes"] = staticmethod(made)
    return type("Body", (Body,), members)


def field_name(name: str) -> str:
    """The field of an argument: a reference is called what it refers to, `purpose` of `purpose_id`."""
    if name.endswith("_ids"):
        return f"{name.removesuffix('_ids')}s"
    return name.removesuffix("_id")


def _field(argument: Argument, kind: Any, special: Mapping[str, Any], options: dict[str, Any]) -> fields.Field[Any]:
    said = special.get(argument.name)
    if isinstance(said, Row):
        return Rows(Inside(_row(said, special)), into=dict, **options)
    if said is not None:
        return _special(said, options)
    if argument.name.endswith("_id"):
        return Reference(refers_to(argument.name), **options)
    rows = _rows_of(kind)
    if rows is not None:
        return _list(argument, rows, special, options)
    if isinstance(kind, type) and is_dataclass(kind):
        return Inside(_made_of(kind, special), **options)
    return _simple(argument, kind, options)


def _special(said: Any, options: dict[str, Any]) -> fields.Field[Any]:
    if isinstance(said, type) and issubclass(said, Body):
        return Inside(said, **options)
    if isinstance(said, Reference):
        return Reference(*said.kinds, beside_book=said.beside_book, **options)
    made: fields.Field[Any] = said(**options)
    return made


def _simple(argument: Argument, kind: Any, options: dict[str, Any]) -> Said:
    if kind in _SIMPLE:
        return _SIMPLE[kind](**options)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Choice(kind, **options)
    members = set(get_args(kind))
    if Receiver in members:
        return MethodField(**options)
    if Fraction in members:
        return Exact(**options)
    raise TypeError(f"no field is known for {argument.name}: {argument.hint}")


_SIMPLE: Final[dict[Any, type[Said]]] = {
    str: Text,
    int: Whole,
    bool: YesNo,
    date: Day,
    bytes: Content,
    Fraction: Exact,
    Decimal: Exact,
}


def _list(argument: Argument, of: Any, special: Mapping[str, Any], options: dict[str, Any]) -> Rows:
    if argument.name.endswith("_ids"):
        return Rows(Reference(refers_to(argument.name.removesuffix("s"))), into=tuple, each_once=True, **options)
    if of == tuple[int, int]:
        return Rows(VoucherField(), into=tuple, **options)
    return Rows(Inside(_made_of(of, special)), into=tuple, **options)


def _row(row: Row, special: Mapping[str, Any]) -> type[Body]:
    """The schema of a mapping's rows, each read as a pair."""
    names = (row.key.name, row.value.name)
    return schema_of((row.key, row.value), special=special, made=lambda **said: (said[names[0]], said[names[1]]))


def _made_of(made: type[Any], special: Mapping[str, Any]) -> type[Body]:
    return schema_of(tuple(arguments_of_dataclass(made)), special=special, made=made)


def _bare(hint: Any) -> tuple[Any, bool]:
    """The type without its None, and whether it may be None."""
    if get_origin(hint) not in {Union, UnionType}:
        return hint, False
    kinds = tuple(kind for kind in get_args(hint) if kind is not NoneType)
    return (kinds[0] if len(kinds) == 1 else Union[kinds]), len(kinds) < len(get_args(hint))  # noqa: UP007 - made of what is there


def _rows_of(kind: Any) -> Any:
    """What a sequence is made of, None for no sequence."""
    if get_origin(kind) is tuple or get_origin(kind) is Sequence:
        return get_args(kind)[0]
    return None


_OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "organisation": (
        *("supplier_id", "performer_id", "holder_id", "payer_id", "requisitioner_id"),
        *("report_to_id", "member_id", "group_id"),
    ),
    "pot": ("from_pot_id", "to_pot_id", "old_pot_id", "new_pot_id", "parent_id"),
    "decision": ("recommendation_id",),
    "book": ("other_book_id",),
    "attest_right": ("right_id",),
    "invoice": ("claim_invoice_id",),
    "credit_invoice": ("credit_id",),
    "use_report": ("report_id",),
    "unplaced_receipt": ("unplaced_id",),
    "bank_match": ("match_id",),
    "bank_statement": ("statement_id",),
}
_REFERS: Final = {name: kind for kind, names in _OTHER_NAMES.items() for name in names}


def refers_to(name: str) -> str:
    """The kind of thing that an argument's id is of: that of its own name, unless it plays a part of its own."""
    return _REFERS.get(name, name.removesuffix("_id"))
