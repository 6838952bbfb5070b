"""The examples for whoever runs it fit the program: commands, limits, times and settings are its own."""

import re
import shlex
from collections import defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledger.cli.main import medel
from ledger.config import Config
from ledger.http.server import FINISHING_S, IDLE_S, MOST_HEADER_BYTES

DOCS = Path(__file__).parents[1] / "docs"
DEPLOYMENT = (DOCS / "deployment.md").read_text(encoding="utf-8")
NGINX = (DOCS / "nginx.conf").read_text(encoding="utf-8")
ENVIRONMENT = dict(
    re.findall(r"^(LEDGER_\w+)=(\S+)", DEPLOYMENT.split("# /etc/medelsboken/environment")[1], re.MULTILINE)
)


def unit() -> dict[str, list[str]]:
    """The unit's lines by name."""
    lines = defaultdict(list)
    for line in (DOCS / "medelsboken.service").read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not line.startswith("#"):
            lines[name].append(value)
    return lines


def of_nginx(name: str) -> str:
    """The one value of a directive."""
    (value,) = re.findall(rf"^ +{name} ([^;]+);", NGINX, re.MULTILINE)
    return str(value)


def configured() -> Config:
    given = {name: value for name, value in ENVIRONMENT.items() if value != "…"}
    return Config.from_environment(given | {"LEDGER_SECRET_KEY": "x" * 64})


def test_the_unit_starts_a_command_that_is_there() -> None:
    (line,) = unit()["ExecStart"]
    program, *command = shlex.split(line)
    assert Path(program).name == "medel"
    assert command == ["serve"]
    assert medel.get_command(None, "serve") is not None  # type: ignore[arg-type] # it needs none


def test_the_unit_gives_what_is_under_way_its_time() -> None:
    (seconds,) = unit()["TimeoutStopSec"]
    assert int(seconds) > FINISHING_S + 1


def test_the_unit_may_write_where_it_works_and_nowhere_else() -> None:
    told = unit()
    assert told["ProtectSystem"] == ["strict"]
    assert told["WorkingDirectory"] == [f"/var/lib/{name}" for name in told["StateDirectory"]]
    assert "ReadWritePaths" not in told


def test_the_settings_of_the_installation_can_be_used_and_belong_together() -> None:
    web = configured().web
    assert (web.trusted_proxies, web.secure) == (1, True)
    assert f"http://{web.host}:{web.port}/readyz" in DEPLOYMENT
    names = set(re.findall(r"^ +server_name ([^_;]+);", NGINX, re.MULTILINE))
    assert names == set(web.allowed_hosts) - {web.host}


def test_the_proxy_asks_where_the_program_answers_and_takes_as_much() -> None:
    web = configured().web
    assert f"server {web.host}:{web.port};" in NGINX
    assert int(of_nginx("client_max_body_size")) == web.max_body_bytes
    assert "large_client_header_buffers" not in NGINX, "four of 8 KiB, as the proxy has by itself"
    assert MOST_HEADER_BYTES == 4 * 8 * 1024
    assert int(of_nginx("keepalive_timeout").removesuffix("s")) < IDLE_S


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Request-Id"])
def test_the_proxy_sets_each_header_that_the_program_believes(header: str) -> None:
    (value,) = re.findall(rf"proxy_set_header {header} (\S+);", NGINX)
    assert value in {"$remote_addr", "$scheme", "$host", "$request_id"}, "set anew, not added to what the reader sent"


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_what_is_for_the_keeper_is_hidden_from_outside(path: str) -> None:
    assert re.search(rf"location = {path} {{\s+return 404;", NGINX)


def test_the_commands_of_the_papers_are_there() -> None:
    papers = DEPLOYMENT + (DOCS / "operations.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:LEDGER_\w+=\S+ )?medel ([a-z]+)", papers, re.MULTILINE))
    assert named >= {"db", "user", "backup", "restore", "check", "move"}
    assert named <= set(medel.commands)


LOGIN, OTHER = "admin@prov.example", "ekonom@prov.example"


def first_steps() -> list[list[str]]:
    """The commands from an empty database to the first administrator, and then to the next person, as they are told."""
    (block,) = re.findall(r"^(medel db upgrade .*?)^cp ", DEPLOYMENT, re.MULTILINE | re.DOTALL)
    (following,) = re.findall(r"`(medel user add OTHER [^`]+)`", DEPLOYMENT)
    lines = [
        line.split("#")[0].replace("OTHER", OTHER).replace("LOGIN", LOGIN) for line in [*block.splitlines(), following]
    ]
    return [shlex.split(line)[1:] for line in lines]


def test_the_first_steps_lead_from_nothing_to_people_who_may_sign_in(tmp_path: Path) -> None:
    run = CliRunner(env={"LEDGER_DATABASE_URL": f"sqlite:///{tmp_path}/medel.db"})
    typed = "en lång mening som ingen gissar\n" * 2
    for step in first_steps():
        done = run.invoke(medel, step, input=typed if step[0] == "user" else None)
        assert done.exit_code == 0, (step, done.output)
    roles = run.invoke(medel, ["register", "roles", "--format", "csv"])
    assert [line.split(",")[1] for line in roles.output.splitlines()[-2:]] == [LOGIN, OTHER]
    refused = run.invoke(medel, [*first_steps()[-1][:3], "ny@prov.example", "--role", "ekonom"], input=typed)
    assert refused.exit_code != 0
