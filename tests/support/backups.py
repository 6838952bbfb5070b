"""Backups taken apart and put together again by whoever wants to change what they say."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

from ledger.domain.canonical_rows import TableShape

MANIFEST = "manifest.json"
Parts: TypeAlias = dict[str, bytes]


def parts_of(path: Path) -> Parts:
    """Every part by its name."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(path: Path, change: Callable[[Parts], None]) -> Path:
    """Another backup beside it, whose parts have been changed."""
    parts = parts_of(path)
    change(parts)
    other = path.with_name(f"ändrad-{path.name}")
    with ZipFile(other, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return other


def manifest_says(parts: Parts) -> Any:
    """The manifest as plain JSON."""
    return json.loads(parts[MANIFEST])


def say(parts: Parts, manifest: Any) -> None:
    """Put a manifest in, written as the program writes it."""
    parts[MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def rows_of(parts: Parts, table: str) -> list[list[Any]]:
    """The rows of a table."""
    return [json.loads(line) for line in parts[f"tables/{table}.jsonl"].splitlines()]


def put_rows(parts: Parts, table: str, rows: list[list[Any]]) -> None:
    """Put other rows in, and let the manifest tell them as if they had always been there."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    part = "".join(f"{encode(row)}\n" for row in rows).encode()
    parts[f"tables/{table}.jsonl"] = part
    manifest = manifest_says(parts)
    for told in manifest["tables"]:
        if told["shape"]["name"] == table:
            told.update(rows=len(rows), digest=sha256(part).hexdigest())
    say(parts, manifest)


def column_of(parts: Parts, table: str, column: str) -> int:
    """Where in a row the column stands."""
    (told,) = (told for told in manifest_says(parts)["tables"] if told["shape"]["name"] == table)
    return [one["name"] for one in told["shape"]["columns"]].index(column)


def as_older(parts: Parts, revision: str, shapes: tuple[TableShape, ...]) -> None:
    """The backup as it would have been before the later versions' tables and columns, which must hold nothing else."""
    manifest = manifest_says(parts)
    known = {told["shape"]["name"]: told for told in manifest["tables"]}
    for name in set(known) - {shape.name for shape in shapes}:
        del parts[f"tables/{name}.jsonl"]
    manifest["tables"] = [known[shape.name] for shape in sorted(shapes, key=lambda shape: shape.name)]
    manifest["revision"] = revision
    say(parts, manifest)
    for shape in shapes:
        places = [column_of(parts, shape.name, column.name) for column in shape.columns]
        rows = [[row[place] for place in places] for row in rows_of(parts, shape.name)]
        _reshape(parts, shape)
        put_rows(parts, shape.name, rows)


def _reshape(parts: Parts, shape: TableShape) -> None:
    manifest = manifest_says(parts)
    for told in manifest["tables"]:
        if told["shape"]["name"] == shape.name:
            told["shape"]["columns"] = [
                {"name": one.name, "kind": one.kind, "nullable": one.nullable} for one in shape.columns
            ]
    say(parts, manifest)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """A disk that takes no file larger than that, in bytes."""
    soft, hard = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        setrlimit(RLIMIT_FSIZE, (soft, hard))
