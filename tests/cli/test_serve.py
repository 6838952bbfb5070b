"""`medel serve` as a process: it answers, says who can sign in to a demo, and finishes what is under way."""

import signal
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from ledger.cli.main import main
from tests.support.databases import SqliteDatabases
from tests.support.served import OFFICER, PASSWORD, SECRET, Served, demo_database, served


@pytest.fixture
def demo_url(sqlite_databases: SqliteDatabases) -> Iterator[str]:
    url = sqlite_databases.new_url()
    demo_database(url)
    yield url
    sqlite_databases.drop(url)


@pytest.fixture
def server(demo_url: str, tmp_path: Path) -> Iterator[Served]:
    with served(demo_url, tmp_path) as running:
        yield running


def test_it_says_where_and_who_and_the_sign_in_holds(server: Served) -> None:
    assert f"http://127.0.0.1:{server.port}" in server.printed
    assert PASSWORD in server.printed
    assert server.printed.count("@vastkom.example") == 7
    someone = server.caller()
    assert someone.ask("GET", "/readyz") == (200, '{"status":"ok"}\n')
    token = someone.form("/logga-in")
    status, _ = someone.ask("POST", "/logga-in", csrf_token=token, login=OFFICER, password=PASSWORD)
    assert status == 303
    status, page = someone.ask("GET", "/b/vastkom/sammanstallning")
    assert (status, "33\u00a0422\u00a0811" in page) == (200, True)


def test_a_database_that_is_no_demo_has_no_sign_ins_to_tell(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    with served(sqlite_databases.new_url(), tmp_path) as running:
        assert running.printed == f"Medelsboken svarar på {running.address} (avsluta med Ctrl-C)\n"
        assert "Demonstration" not in running.caller().ask("GET", "/logga-in")[1]


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(server: Served, told: signal.Signals) -> None:
    assert server.caller().ask("GET", "/healthz")[0] == 200
    server.process.send_signal(told)
    printed, _ = server.process.communicate(timeout=30)
    assert (server.process.returncode, printed) == (0, "Medelsboken är avslutad.\n")
    assert "Traceback" not in server.log


def test_what_is_under_way_is_finished_first(demo_url: str, server: Served) -> None:
    someone = server.caller()
    token = someone.form("/logga-in")
    held = sqlite3.connect(demo_url.removeprefix("sqlite:///"), isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    someone.send("POST", "/logga-in", csrf_token=token, login=OFFICER, password=PASSWORD)
    _wait_until_it_is_under_way(server)
    server.process.send_signal(signal.SIGTERM)
    _wait_until_nobody_new_is_let_in(server)
    assert server.process.poll() is None, "somebody still waits for an answer"
    held.execute("ROLLBACK")
    held.close()
    assert someone.answer()[0] == 303
    assert server.process.wait(timeout=30) == 0
    assert "Traceback" not in server.log


def _wait_until_it_is_under_way(server: Served) -> None:
    """A request is under way when another one, sent after it, has been answered; then it has come to the lock."""
    assert server.caller().ask("GET", "/healthz")[0] == 200
    sleep(0.5)


def _wait_until_nobody_new_is_let_in(server: Served) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
        except ConnectionError:
            return
        sleep(0.1)
    raise AssertionError("The server goes on letting people in")


@pytest.mark.parametrize(
    ("host", "code"), [("127.0.0.1", "[serve.port_taken]"), ("192.0.2.1", "[serve.refused]"), ("..", "[serve.refused]")]
)
def test_where_it_cannot_listen_is_told(
    demo_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    host: str,
    code: str,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = {
            "LEDGER_DATABASE_URL": demo_url,
            "LEDGER_HOST": host,
            "LEDGER_PORT": str(port),
            "LEDGER_SECRET_KEY": SECRET,
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as left:
            main(["serve"])
    told = capsys.readouterr()
    assert (left.value.code, told.out, told.err.splitlines()[-1]) == (2, "", code)
    assert str(port) in told.err


def test_behind_a_proxy_the_reader_is_who_the_proxy_saw_and_a_claim_is_nothing_without_one(
    demo_url: str, tmp_path: Path
) -> None:
    behind = {"LEDGER_TRUSTED_PROXIES": "1", "LEDGER_HTTPS": "1", "LEDGER_ALLOWED_HOSTS": "bok.example"}
    with served(demo_url, tmp_path, behind) as running:
        wrong = [_guess(running, "198.51.100.7", "bok.example") for _ in range(31)]
        elsewhere = _guess(running, "198.51.100.8", "bok.example")
        assert (wrong, elsewhere) == ([401] * 30 + [429], 401)
        asked = running.caller().connection
        asked.request("GET", "/healthz", headers=_forwarded("198.51.100.7", "bok.example"))
        assert asked.getresponse().headers["Strict-Transport-Security"].startswith("max-age=")
    with served(demo_url, tmp_path) as running:
        wrong = [_guess(running, f"198.51.100.{no}", "127.0.0.1") for no in range(31)]
        assert wrong == [401] * 30 + [429], "all are one place, whatever they claim"


def _forwarded(place: str, host: str) -> dict[str, str]:
    return {"X-Forwarded-For": place, "X-Forwarded-Proto": "https", "X-Forwarded-Host": host}


def _guess(server: Served, place: str, host: str) -> int:
    connection = server.caller().connection
    guessed = {"Authorization": "Bearer fel", **_forwarded(place, host)}
    connection.request("GET", "/b/vastkom/sammanstallning", headers=guessed)
    return connection.getresponse().status


@pytest.mark.parametrize(("above", "status"), [(0, 400), (1, 413)])
def test_a_body_as_large_as_the_limit_is_read_and_one_byte_more_is_refused(
    demo_url: str, tmp_path: Path, above: int, status: int
) -> None:
    limits = {"LEDGER_MAX_BODY_BYTES": "20000", "LEDGER_MAX_FILE_BYTES": "1"}
    with served(demo_url, tmp_path, limits) as running:
        asked = running.caller().connection
        asked.request("POST", "/logga-in", b"x" * (20_000 + above), {"Content-Type": "text/plain"})
        assert asked.getresponse().status == status
