"""What docs/pusat.md and the systemd unit tell people to type is what the program understands."""

import re
import shlex
from pathlib import Path

import pytest

from app.cli import frame

ROOT = Path(__file__).parents[3]
UNIT = (ROOT / "packaging" / "pusat.service").read_text("utf-8")
DOCS = (ROOT / "docs" / "pusat.md").read_text("utf-8")


def unit_command() -> list[str]:
    """Give what systemd would run, its variables filled in as it does."""
    told = dict(re.findall(r'^Environment="?(\w+)=([^"\n]*)"?$', UNIT, re.MULTILINE))
    (line,) = re.findall(r"^ExecStart=(.+)$", UNIT, re.MULTILINE)
    for name, value in told.items():
        line = line.replace(f"${{{name}}}", value).replace(f"${name}", value)
    assert "$" not in line
    return shlex.split(line)


def commands() -> list[str]:
    """Give the commands of the page: lines of its blocks, and whole ones within its sentences."""
    blocks, prose = (
        "\n".join(re.findall(r"```\n(.*?)```", DOCS, re.DOTALL)),
        re.sub(r"```.*?```", "", DOCS, flags=re.DOTALL),
    )
    lines = [line.partition(" #")[0].strip() for line in blocks.splitlines()]
    typed = [line for line in lines if re.match(r"\S*loket pusat ", line)]
    return typed + [
        one.replace("\n", " ") for one in re.findall(r"`[^`]*?(loket pusat [a-z]+ [^`]*--db [^`]*)`", prose)
    ]


def test_the_unit_starts_the_server() -> None:
    program, *words = unit_command()
    assert program == "/opt/loket/bin/loket"
    asked = frame.parser().parse_args(words)
    assert (asked.command, asked.pusat_command, asked.host, asked.port) == ("pusat", "serve", "127.0.0.1", 8311)
    assert asked.db == "postgresql+psycopg:///loket_pusat?host=/run/postgresql"


@pytest.mark.parametrize(
    "line", ["NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077", "LimitCORE=0", "KillSignal=SIGTERM"]
)
def test_the_unit_keeps_the_server_in_its_room(line: str) -> None:
    assert line in UNIT.splitlines()


def test_the_unit_waits_longer_than_the_server_takes_to_end() -> None:
    from app.pusat.serve import GRACE_S

    (waits,) = re.findall(r"^TimeoutStopSec=(\d+)$", UNIT, re.MULTILINE)
    assert int(waits) > GRACE_S + 5


@pytest.mark.parametrize("line", commands())
def test_every_command_of_the_page_is_understood(line: str) -> None:
    words = shlex.split(line)
    words = words[next(n for n, word in enumerate(words) if word.endswith("loket")) + 1 :]
    assert frame.parser().parse_args(words).command == "pusat"


def test_the_page_has_commands() -> None:
    assert len(commands()) >= 4
