"""The product served as it is for its users: `medel serve` in a process of its own, over the demo story."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from ledger.db.session import open_engine, write_session
from ledger.demo import tell
from ledger.demo.sign_ins import demo_password, let_in

SECRET = "ett prov på loopback har inga hemligheter"  # noqa: S105 - of servers that are made for a test
PASSWORD = demo_password(SECRET)
OFFICER = "ekonom@vastkom.example"
AUDITOR = "revisor@vastkom.example"
_PATIENCE_S = 60
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Caller:
    """A plain client with one connection and its cookies."""

    connection: HTTPConnection
    cookie: str = ""

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str]:
        """Send a request, and give the answer's status and words."""
        self.send(method, path, **fields)
        return self.answer()

    def send(self, method: str, path: str, **fields: str) -> None:
        """Send a request without waiting for its answer."""
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, path, urlencode(fields) if fields else None, headers)

    def answer(self) -> tuple[int, str]:
        """The status and the words of the answer to what was sent."""
        response = self.connection.getresponse()
        told = response.read().decode()
        for header in response.headers.get_all("Set-Cookie") or ():
            self.cookie = header.split(";")[0]
        return response.status, told

    def form(self, path: str) -> str:
        """The token of the form on a page."""
        found = _CSRF.search(self.ask("GET", path)[1])
        assert found is not None
        return found[1]


@dataclass
class Served:
    """A server that runs: its address, its process and what it writes to standard error."""

    port: int
    process: subprocess.Popen[str]
    log_file: Path
    printed: str = ""
    _callers: list[Caller] = field(default_factory=list)

    def caller(self) -> Caller:
        """A client of the server's."""
        self._callers.append(Caller(HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_S)))
        return self._callers[-1]

    def close(self) -> None:
        """Hang up on all clients, and end the process if it runs still."""
        for one in self._callers:
            one.connection.close()
        self.process.kill()
        self.process.communicate()

    @property
    def address(self) -> str:
        """Where its pages begin."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What it has written to standard error so far."""
        return self.log_file.read_text(encoding="utf-8")

    def terminate(self) -> tuple[int, str]:
        """Tell it to stop, and wait; gives the exit code and what it printed last."""
        self.process.send_signal(signal.SIGTERM)
        rest, _ = self.process.communicate(timeout=_PATIENCE_S)
        return self.process.returncode, rest


def demo_database(url: str) -> None:
    """Tell the story in the database, with users who can sign in."""
    engine = open_engine(url)
    with write_session(engine) as session:
        tell(session)
        let_in(session, PASSWORD)
    engine.dispose()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(database_url: str, folder: Path, settings: Mapping[str, str] = {}) -> Iterator[Served]:
    """`medel serve` on the database, on a free port, until the end of the block."""
    port = free_port()
    log_file = folder / f"serve-{port}.log"
    environment = {
        **os.environ,
        "LEDGER_DATABASE_URL": database_url.replace("+psycopg", ""),
        "LEDGER_PORT": str(port),
        "LEDGER_SECRET_KEY": SECRET,
        **settings,
    }
    command = [sys.executable, "-m", "ledger.cli", "serve"]
    with log_file.open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - the product's own command
            command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True, cwd=Path(__file__).parents[2]
        )
    running = Served(port, process, log_file)
    try:
        running.printed = _printed_until_it_answers(running)
        yield running
    finally:
        running.close()


def _printed_until_it_answers(running: Served) -> str:
    printed = ""
    assert running.process.stdout is not None
    for line in running.process.stdout:
        printed += line
        if "svarar på" in line:
            return printed
    raise AssertionError(f"It does not serve: {printed}{running.log}")
