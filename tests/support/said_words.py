"""Which words the product's own text says as facts of refusals: literals are followed to the refusal they reach."""

import ast
from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Scope: TypeAlias = Function | ast.Module
Parameter: TypeAlias = tuple[str, str]
"""The name of a refusal, function or class, and that of what it takes."""

Named: TypeAlias = Mapping[str, list[ast.expr]]
"""What a module names, its own before what others name so."""

SOURCE: Final = Path(__file__).parents[2] / "ledger"
_NOWHERE: Final = ast.Module([], [])


class _Call(NamedTuple):
    call: ast.Call
    scope: Scope
    named: Named

    @property
    def name(self) -> str:
        return str(getattr(self.call.func, "id", getattr(self.call.func, "attr", "")))


class _Module(NamedTuple):
    named: Named
    of_others: frozenset[str]


@dataclass(frozen=True)
class _Source:
    """The product's text: every call with where it stands, functions by name, and what modules name."""

    calls: list[_Call]
    signatures: dict[str, list[ast.arguments]]
    named: dict[str, list[ast.expr]]


def said(word_facts: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Every text that reaches one of the facts, by refusal; `0` stands for what is filled in when it is said."""
    source = _read()
    reached = {(refusal, fact) for refusal, facts in word_facts.items() for fact in facts}
    texts: set[str] = set()
    left = set(reached)
    while left:
        found: set[Parameter] = set()
        for at in source.calls:
            for given in _given(source, at, left):
                texts |= set(_texts(at.named, given, at.scope))
                found |= _passed_on(given, at.scope)
        left = found - reached
        reached |= left
    for name, taken in reached:
        for arguments in source.signatures.get(name, []):
            texts |= set(_default(source.named, arguments, taken))
    return frozenset(texts - {""})


def _read() -> _Source:
    source = _Source([], defaultdict(list), defaultdict(list))
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = dict(_names_given(tree))
        for name, value in own.items():
            source.named[name] += value
        _read_scope(source, tree, tree, _Module(ChainMap(own, source.named), frozenset(_of_others(tree))))
    return source


def _of_others(tree: ast.Module) -> Iterator[str]:
    """Functions a module takes from others than the product, which may bear the name of one of its own."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("ledger"):
            yield from (alias.asname or alias.name for alias in node.names)


def _names_given(tree: ast.Module) -> Iterator[tuple[str, list[ast.expr]]]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, [value]
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, [value]


def _read_scope(source: _Source, node: ast.AST, scope: Scope, module: _Module) -> None:
    for child in ast.iter_child_nodes(node):
        inner = scope
        if isinstance(child, Function):
            inner = child
            source.signatures[child.name].append(child.args)
        if isinstance(child, ast.Call) and getattr(child.func, "id", None) not in module.of_others:
            source.calls.append(_Call(child, scope, module.named))
        _read_scope(source, child, inner, module)


def _given(source: _Source, at: _Call, wanted: set[Parameter]) -> Iterator[ast.expr]:
    """What a call gives to the wanted parameters, by keyword or by place."""
    for keyword in at.call.keywords:
        if (at.name, keyword.arg) in wanted:
            yield keyword.value
    for arguments in source.signatures.get(at.name, []):
        for place, given in zip([*arguments.posonlyargs, *arguments.args], at.call.args, strict=False):
            if (at.name, place.arg) in wanted:
                yield given


def _passed_on(given: ast.expr, scope: Scope) -> set[Parameter]:
    """The parameter of the enclosing function that is passed on, if it is one."""
    if not (isinstance(given, ast.Name) and isinstance(scope, Function)):
        return set()
    taken = [*scope.args.posonlyargs, *scope.args.args, *scope.args.kwonlyargs]
    return {(scope.name, argument.arg) for argument in taken if argument.arg == given.id}


def _default(named: Named, arguments: ast.arguments, taken: str) -> Iterator[str]:
    by_place = zip(reversed([*arguments.posonlyargs, *arguments.args]), reversed(arguments.defaults), strict=False)
    by_name = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    for argument, value in (*by_place, *by_name):
        if argument.arg == taken and value is not None:
            yield from _texts(named, value, _NOWHERE)


def _texts(named: Named, given: ast.expr, scope: Scope) -> Iterator[str]:
    """The texts an expression may be, as far as they stand in the code."""
    match given:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield from _joined(named, parts, scope)
        case ast.IfExp(body=one, orelse=other):
            yield from (*_texts(named, one, scope), *_texts(named, other, scope))
        case ast.BoolOp(values=values):
            for value in values:
                yield from _texts(named, value, scope)
        case _:
            yield from _looked_up(named, given, scope)


def _looked_up(named: Named, given: ast.expr, scope: Scope) -> Iterator[str]:
    """The texts that a name stands for, or that a dict of that name has."""
    match given:
        case ast.Subscript(value=ast.Name(id=name)):
            yield from _values(named, name)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get"), args=[_, *other]):
            yield from _values(named, name)
            for value in other:
                yield from _texts(named, value, scope)
        case ast.Name(id=name):
            for value in _assigned(named, name, scope):
                yield from _texts(named, value, scope)


def _values(named: Named, name: str) -> Iterator[str]:
    """The texts among the values of the dicts that modules name so."""
    for given in named.get(name, []):
        for value in given.values if isinstance(given, ast.Dict) else []:
            for part in value.elts if isinstance(value, ast.Tuple) else [value]:
                yield from _texts(named, part, _NOWHERE)


def _joined(named: Named, parts: list[ast.expr], scope: Scope) -> list[str]:
    """Every way an f-string can come out."""
    ways = [""]
    for part in parts:
        inner = part.value if isinstance(part, ast.FormattedValue) else part
        ways = [way + text for way in ways for text in (list(_texts(named, inner, scope)) or ["0"])]
    return ways


def _assigned(named: Named, name: str, scope: Scope) -> Iterator[ast.expr]:
    """What a name is given in its function: by assignment, also among others, or as one of those gone through."""
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                yield from (
                    v for t, v in zip(targets, values, strict=False) if isinstance(t, ast.Name) and t.id == name
                )
            case ast.Assign(targets=[ast.Tuple() as several], value=ast.Subscript() as value) if name in _names(
                several
            ):
                yield value
            case ast.For(target=each, iter=through) if name in _names(each):
                rows = named.get(through.id, []) if isinstance(through, ast.Name) else [through]
                yield from _gone_through(name, each, [scope, *rows])


def _names(target: ast.expr) -> list[str]:
    """The names of a loop's target, in order."""
    return [
        node.id for node in (target.elts if isinstance(target, ast.Tuple) else [target]) if isinstance(node, ast.Name)
    ]


def _gone_through(name: str, target: ast.expr, among: list[ast.AST]) -> Iterator[ast.expr]:
    """That part of every row of as many parts: of what is gone through, or gathered for it in the function."""
    names = _names(target)
    for row in (node for place in among for node in ast.walk(place)):
        if isinstance(row, ast.Tuple) and len(row.elts) == len(names):
            part = row.elts[names.index(name)]
            if not isinstance(part, ast.Name):
                yield part
