"""``loket verify`` tells how far the log is anchored, and calmly when it is not the one the centre knows."""

import argparse
from types import SimpleNamespace

import pytest

from app.cli import verify
from app.cli.frame import OK, REFUSED
from app.domain.anchor import Anchor, LogForked
from app.services import Finding, Verified
from app.texts import texts
from tests.builders import NOON, a_desk

WORDS = texts("id")


def run(found: Verified) -> tuple[int, list[dict[str, object]], str]:
    """Give the code, the rows and what is said for an outcome."""
    rows: list[dict[str, object]] = []
    said: list[str] = []
    context = SimpleNamespace(
        services=SimpleNamespace(verify_desk=lambda officer: found),
        session=SimpleNamespace(desk=a_desk()),
        officer=None,
        words=WORDS,
        give=lambda row, words: rows.append(row),
        say=said.append,
    )
    return verify.run(argparse.Namespace(), context), rows, "\n".join(said)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", [None, "audit_rewritten", "audit_forked"])
def test_how_far_the_log_is_anchored_is_said_in_the_desks_own_time(code: str | None) -> None:
    findings = (Finding(code=code, subject="1284"),) if code else ()
    done, rows, said = run(
        Verified(complaints=2, findings=findings, anchor=Anchor(n=1284, head="a" * 64, at=NOON, since=1284))
    )
    assert done == (REFUSED if code else OK)
    assert "Catatan 1–1284 dijangkarkan di server provinsi pada 23-11-2026 12.00." in said
    assert rows[-1]["anchored"] == {"n": 1284, "at": "2026-11-23T04:00:00.000000Z"}
    assert (WORDS.problem(LogForked.notice()).safe in said) == bool(code)


def test_a_log_that_was_never_anchored_is_not_spoken_of() -> None:
    _, rows, said = run(Verified(complaints=0, findings=(), anchor=Anchor(since=3)))
    assert "anchored" not in rows[-1]
    assert "dijangkarkan" not in said
