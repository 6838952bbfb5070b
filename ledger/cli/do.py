"""`medel do`: every use case as a command, one at a time or many in one transaction."""

import json
import sys
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from ledger.cli.database import writing
from ledger.commands.batches import Done, run_lines
from ledger.commands.catalogue import find_command
from ledger.commands.fields import Content
from ledger.commands.manual import fields_text, list_text, manual
from ledger.commands.permission import Caller
from ledger.commands.reading import body_of, read_json
from ledger.commands.results import refusal_of
from ledger.commands.running import run, undone
from ledger.commands.sentences import details, sentence
from ledger.config import Config, language
from ledger.errors import CommandLineRefused, FileNotRead, LedgerError
from ledger.messages import explain
from ledger.services.persons import find_person

UNDONE = "Prövat: allt gick att göra, och inget är sparat."


@click.command()
@click.argument("name", required=False)
@click.argument("pairs", nargs=-1, metavar="[FÄLT=VÄRDE]...")
@click.option(
    "--fält", "--fields", "show_fields", is_flag=True, help="Visa kommandots fält i stället för att göra det."
)
@click.option("--by", metavar="LOGIN", help="Den som gör det. Behövs inte när den första personen läggs till.")
@click.option("--book", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option("--json", "json_file", metavar="FIL", help="Fälten som JSON ur en fil; - läser standard in.")
@click.option("--batch", metavar="FIL", help="Många kommandon i en transaktion, ett JSON-objekt per rad.")
@click.option("--preview", is_flag=True, help="Gör allt, visa svaret, och gör det ogjort.")
@click.option("--source-key", metavar="NYCKEL", help="Källnyckel: samma nyckel och innehåll görs bara en gång.")
@click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text", help="Hur svaret skrivs.")
@click.option("--docs", "show_manual", is_flag=True, help="Skriv ut hela kommandolistan som Markdown.")
@click.help_option("-h", "--hjälp", "--help", help="Visa den här hjälpen.")
def do(  # noqa: PLR0917 - click passes every option by name
    name: str | None,
    pairs: tuple[str, ...],
    show_fields: bool,
    by: str | None,
    book: str | None,
    json_file: str | None,
    batch: str | None,
    preview: bool,
    source_key: str | None,
    layout: str,
    show_manual: bool,
) -> None:
    """Gör något i boken: registrera, besluta, attestera, betala, rätta.

    Utan namn visas alla kommandon. FÄLT=VÄRDE är text, FÄLT:=JSON är JSON, FÄLT=@SÖKVÄG en fils innehåll, och
    rader.0.belopp ett fält i den första raden. Rollerna i boken gäller för den som anges med --by.
    """
    asked = _Asked(by, book, preview=preview)
    if show_manual:
        click.echo(manual(), nl=False)
    elif batch is not None:
        with _told(layout):
            done = _run_file(batch, asked)
        _tell(done, layout, preview=preview, many=True)
    elif name is None:
        click.echo(list_text(), nl=False)
    elif show_fields:
        click.echo(fields_text(find_command(name)), nl=False)
    else:
        with _told(layout):
            done = _run_one(name, _body(name, pairs, json_file, source_key), asked)
        _tell(done, layout, preview=preview, many=False)


@dataclass(frozen=True)
class _Asked:
    """By whom and in which book, and whether it is only to be tried."""

    by: str | None
    book: str | None
    preview: bool

    @contextmanager
    def session(self) -> Iterator[tuple[Session, Caller]]:
        """A session that keeps what is done unless it is only tried, and who does it."""
        with writing() as session, undone(session, when=self.preview):
            person_id = None if self.by is None else find_person(session, self.by)
            yield session, Caller(person_id, self.by or "", at_machine=True)


def _run_one(name: str, body: Any, asked: _Asked) -> tuple[Done, ...]:
    most = Config.from_environment().max_file_bytes
    with asked.session() as (session, caller):
        return (Done(1, name, run(session, caller, name, body, book=asked.book, max_file_bytes=most)),)


def _run_file(path: str, asked: _Asked) -> tuple[Done, ...]:
    most = Config.from_environment().max_file_bytes
    lines = _text_of(path).splitlines()
    with asked.session() as (session, caller):
        return tuple(run_lines(session, caller, lines, book=asked.book, max_file_bytes=most))


def _body(name: str, pairs: Sequence[str], json_file: str | None, source_key: str | None) -> Any:
    """The body of what was given: the JSON with the pairs over it."""
    said = {} if json_file is None else read_json(_text_of(json_file))
    given = body_of(_pair(name, pair) for pair in pairs)
    if source_key is not None:
        given["source_key"] = source_key
    return {**said, **given} if isinstance(said, dict) else said


def _pair(name: str, pair: str) -> tuple[str, Any]:
    key, sign, value = pair.partition("=")
    if not sign or not key:
        raise click.BadParameter(f"”{pair}” är inte FÄLT=VÄRDE.")
    if key.endswith(":"):
        return key.removesuffix(":"), read_json(value)
    if value.startswith("@") and isinstance(find_command(name).schema().fields.get(key), Content):
        return key, b64encode(_bytes_of(value[1:])).decode("ascii")
    return key, value


@contextmanager
def _told(layout: str) -> Iterator[None]:
    """Tell a refusal to programs too, where they asked for JSON, and why a line was refused before that it was."""
    try:
        yield
    except LedgerError as refusal:
        if layout == "json":
            click.echo(json.dumps({"refused": refusal_of(refusal, language())}, ensure_ascii=False, indent=2))
        if isinstance(refusal.__cause__, LedgerError) and isinstance(refusal, CommandLineRefused):
            click.echo(explain(refusal.__cause__, language()), err=True)
            click.echo(f"[{refusal.__cause__.code}]", err=True)
        raise


def _tell(done: Sequence[Done], layout: str, *, preview: bool, many: bool) -> None:
    if layout == "json":
        answers = [{"do": one.command, "answer": one.answer} for one in done]
        numbered = [{"line": one.line, **answer} for one, answer in zip(done, answers, strict=True)]
        document = {"preview": preview, "done": numbered} if many else {"preview": preview, **answers[0]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for one in done:
        click.echo(f"Rad {one.line}: {sentence(one)}" if many else sentence(one))
        for line in details(one):
            click.echo(f"  {line}")
    if preview:
        click.echo(UNDONE)


def _text_of(path: str) -> str:
    content = sys.stdin.buffer.read() if path == "-" else _bytes_of(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileNotRead(path=path, reason="encoding") from error


def _bytes_of(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise FileNotRead(path=path, reason=error.strerror or str(error)) from error
