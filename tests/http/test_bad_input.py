"""Whatever is sent to the real server gets a clear answer: nothing is stored, and nobody else is kept waiting."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from time import monotonic
from urllib.parse import quote

import pytest
from sqlalchemy import Engine

from ledger.db.session import open_engine
from tests.support.databases import SqliteDatabases
from tests.support.served import OFFICER, PASSWORD, Caller, Served, demo_database, served
from tests.support.site import rows_of_every_table

MOST_BODY = 20_000
CLOSED = 0
"""In the place of a status: the connection was closed without a word."""
DEEP = b"[" * 9_000 + b"]" * 9_000
MULTIPART = b"Content-Type: multipart/form-data; boundary=x\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
HOST = b"Host: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def url(sqlite_databases: SqliteDatabases) -> str:
    made = sqlite_databases.new_url()
    demo_database(made)
    return made


@pytest.fixture(scope="module")
def server(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    settings = {"LEDGER_MAX_BODY_BYTES": str(MOST_BODY), "LEDGER_MAX_FILE_BYTES": "1"}
    with served(url, tmp_path_factory.mktemp("served"), settings) as running:
        yield running


@pytest.fixture(scope="module")
def engine(url: str) -> Iterator[Engine]:
    made = open_engine(url)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def officer(server: Served) -> Caller:
    """Somebody who is signed in, so that bad input gets past the door."""
    someone = server.caller()
    token = someone.form("/logga-in")
    assert someone.ask("POST", "/logga-in", csrf_token=token, login=OFFICER, password=PASSWORD)[0] == 303
    return someone


def send(server: Served, *parts: bytes) -> int:
    """Send the bytes as they are, and give the status of the answer."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        try:
            for part in parts:
                line.sendall(part)
            begun = line.recv(200)
        except (ConnectionError, BrokenPipeError):
            return CLOSED
    assert not begun or begun.startswith(b"HTTP/1."), begun
    return int(begun.split()[1]) if begun else CLOSED


def post(path: bytes, headers: bytes, body: bytes, *, length: int | None = None) -> bytes:
    """A request with a body, and with its length as told."""
    told = len(body) if length is None else length
    return b"POST %s HTTP/1.1\r\n%sContent-Length: %d\r\n%s\r\n%s" % (path, HOST, told, headers, body)


BROKEN = {
    "a body over the limit": (post(b"/logga-in", FORM, b"a=" + b"x" * MOST_BODY), {413}),
    "a body over the limit in pieces": (
        b"POST /logga-in HTTP/1.1\r\n"
        + HOST
        + b"Transfer-Encoding: chunked\r\n\r\n"
        + (b"1000\r\n" + b"x" * 0x1000 + b"\r\n") * 6,
        {413},
    ),
    "a length that is no number": (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: many\r\n\r\n", {400}),
    "a length below nothing": (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n", {400}),
    "two lengths": (post(b"/logga-in", b"Content-Length: 3\r\n", b"a=b"), {400}),
    "pieces of no length": (
        b"POST /logga-in HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nmany\r\n",
        {400},
    ),
    "an unknown way of sending": (b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: zip\r\n\r\n", {400, 501}),
    "deep JSON": (post(b"/logga-in", b"Content-Type: application/json\r\n", DEEP), {400}),
    "a form in parts without parts": (post(b"/logga-in", MULTIPART, b"--x\r\nnot a part"), {400}),
    "a form in parts without a boundary": (
        post(b"/logga-in", b"Content-Type: multipart/form-data\r\n", b"--x--"),
        {400},
    ),
    "a form of a thousand and one parts": (
        post(b"/logga-in", MULTIPART, b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n" * 300 + b"--x--"),
        {400, 413},
    ),
    "a form of bytes that are no text": (post(b"/logga-in", FORM, b"login=\xff\xfe&password=%ff%00"), {400}),
    "a path of bytes that are no text": (
        b"GET /b/\xff\xfe/sammanstallning HTTP/1.1\r\n" + HOST + b"\r\n",
        {303, 400, 404},
    ),
    "a path with a null": (b"GET /b/%00/sammanstallning HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    "a raw null in the first line": (b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n", {400}),
    "a null in a header": (b"GET / HTTP/1.1\r\n" + HOST + b"X: \x00\r\n\r\n", {303, 400}),
    "a header without a name": (b"GET / HTTP/1.1\r\n" + HOST + b": x\r\n\r\n", {400}),
    "a header that goes on below": (b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n\r\n", {303, 400}),
    "ten thousand headers": (b"GET / HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 10_000 + b"\r\n", {431}),
    "a header without end": (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 100_000 + b"\r\n\r\n", {431}),
    "an address without end": (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", {431}),
    "no host": (b"GET /logga-in HTTP/1.1\r\n\r\n", {400}),
    "another's host": (b"GET /logga-in HTTP/1.1\r\nHost: annan.example\r\n\r\n", {400}),
    "a host with a way out": (b"GET /logga-in HTTP/1.1\r\nHost: 127.0.0.1@annan.example\r\n\r\n", {400}),
    "an unknown method": (b"BREW /logga-in HTTP/1.1\r\n" + HOST + b"\r\n", {405}),
    "a method of another kind": (b"GET\r\n\r\n", {400}),
    "another protocol": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", {400}),
    "a cookie that is none": (
        b"GET / HTTP/1.1\r\n" + HOST + b"Cookie: medel=\xff\xfe.x.y; language=\x7f\r\n\r\n",
        {400},
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_refused(server: Served, engine: Engine, name: str) -> None:
    request, expected = BROKEN[name]
    before = rows_of_every_table(engine)
    close_after = request.replace(HOST, HOST + b"Connection: close\r\n", 1)
    assert send(server, close_after) in expected
    require_unharmed(server)
    assert rows_of_every_table(engine) == before


def test_bad_input_from_somebody_signed_in_is_refused(server: Served, engine: Engine, officer: Caller) -> None:
    token = officer.form("/konto")
    before = rows_of_every_table(engine)
    asked = [
        officer.ask("GET", "/b/vastkom/sammanstallning?per=%ff%fe"),
        officer.ask("GET", "/b/vastkom/sammanstallning?per=" + "9" * 10_000),
        officer.ask("GET", "/b/vastkom/sammanstallning?per=%F0%9F%92%B0"),
        officer.ask("GET", "/b/vastkom/avstamning/..%2f..%2fetc%2fpasswd.xlsx"),
        officer.ask("GET", "/b/vastkom/avstamning/%27%20OR%201=1.xlsx"),
        officer.ask("GET", "/b/" + quote("å" * 2_000) + "/sammanstallning"),
        officer.ask("GET", "/static/..%2f..%2fconfig.py"),
        officer.ask("POST", "/konto/inloggningar/99999999999999999999/avsluta", csrf_token=token),
        officer.ask(
            "POST",
            "/konto/losenord",
            csrf_token=token,
            old="💰",
            new="x" * 9_000,
        ),
    ]
    statuses = [status for status, _ in asked]
    assert statuses == [422, 422, 422, 404, 404, 404, 404, 404, 401]
    require_unharmed(server)
    told = {"audit": before["audit"] + 1}  # that the password was wrong
    assert rows_of_every_table(engine) == {**before, **told}


def test_who_sends_half_a_request_keeps_nobody_waiting(server: Served) -> None:
    halves = (
        b"GET /logga-in HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        post(b"/logga-in", FORM, b"login=", length=1_000),
        b"POST /logga-in HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    )
    with ExitStack() as waiting:
        for no in range(240):
            line = waiting.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            line.sendall(halves[no % len(halves)])
        begun = monotonic()
        for _ in range(5):
            require_unharmed(server)
        assert monotonic() - begun < 10, "half a request is in somebody's way"


def require_unharmed(server: Served) -> None:
    """The server answers others as before, and has nothing to be ashamed of in its log."""
    assert send(server, b"GET /readyz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n") == 200
    assert "Traceback" not in server.log
    assert '"event": "fault"' not in server.log
