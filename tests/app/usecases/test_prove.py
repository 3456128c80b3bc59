"""Proof: the centre is asked what it holds, and the desk believes neither itself nor an earlier answer."""

from collections.abc import Generator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from app.domain.access import Role
from app.domain.centre import OutgoingFile, ProofAnswer
from app.domain.errors import NetworkProblem, NotAllowed
from app.domain.ids import EventId, new_id
from app.domain.incarnation import Reason
from app.usecases.begin_incarnation import begin
from db.tables_centre import uploads
from tests.app.usecases.counter import Counter
from tests.builders import NOON, an_officer


@pytest.fixture
def counter(tmp_path: Path) -> Generator[Counter, None, None]:
    desk = Counter(tmp_path)
    yield desk
    desk.engine.dispose()


def test_what_is_held_is_confirmed_what_is_gone_waits_again_what_differs_is_marked(counter: Counter) -> None:
    held, gone, other = counter.record(3)
    counter.sync()
    del counter.centre.stored[gone.id]
    counter.centre.stored[other.id] = "0" * 64
    proof = counter.prove(an_officer())
    assert (proof.confirmed, proof.missing, proof.different, proof.extra) == (1, 1, 1, 0)
    assert counter.deliveries() == {
        held.id: ("confirmed", None),
        gone.id: ("pending", None),
        other.id: ("conflict", "proof_different"),
    }


def test_everything_ever_sent_is_asked_for_page_by_page_without_gap(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.usecases.prove.PAGE", 3)
    events = counter.record(7)
    counter.sync()
    counter.centre.asked.clear()
    counter.centre.spans.clear()
    assert counter.prove(an_officer()).confirmed == 7
    assert [id for page in counter.centre.asked for id in page] == [event.id for event in events]
    assert counter.centre.spans == [(0, 3), (3, 6), (6, None)]


def test_a_number_of_events_that_just_fills_its_pages_ends(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.usecases.prove.PAGE", 2)
    counter.record(4)
    counter.sync()
    counter.centre.spans.clear()
    assert counter.prove(an_officer()).confirmed == 4
    assert counter.centre.spans == [(0, 2), (2, 4), (4, None)]


def test_the_sync_asks_only_for_what_was_never_confirmed(counter: Counter) -> None:
    counter.record(5)
    counter.sync()
    (late,) = counter.record(1)
    counter.sync()
    assert counter.centre.asked[-1] == [late.id]
    assert counter.centre.spans[-1] is None


def test_what_the_centre_has_and_this_desk_does_not_know_is_counted(counter: Counter) -> None:
    (known,) = counter.record(1)
    counter.centre.extra = (known.id, EventId(new_id(NOON)))
    assert counter.prove(an_officer()).extra == 1


def test_the_signed_statement_is_kept(counter: Counter) -> None:
    from db.tables import proofs

    counter.prove(an_officer())
    with counter.engine.connect() as connection:
        (kept,) = connection.execute(proofs.select()).all()
    assert (kept.epoch, kept.held, kept.signature) == (counter.centre.epoch, 0, "signed")


def test_the_line_failing_changes_nothing(counter: Counter) -> None:
    counter.record(2)
    counter.sync()

    def fail() -> None:
        raise NetworkProblem("server_absent")

    counter.centre.on_proof = fail
    before = counter.deliveries()
    with pytest.raises(NetworkProblem, match="server_absent"):
        counter.prove(an_officer())
    assert counter.deliveries() == before


def test_an_auditor_may_not_ask(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        counter.prove(an_officer(Role.AUDITOR))


def files_of(counter: Counter) -> dict[str, str]:
    with counter.engine.connect() as connection:
        return {row.attachment_id: row.state for row in connection.execute(uploads.select())}


def test_a_complaint_is_confirmed_only_with_its_files(counter: Counter) -> None:
    (event, bare) = counter.record(2)
    first, second = counter.attach(event, b"surat"), counter.attach(event, b"foto")

    def cut(file: OutgoingFile) -> None:
        if file.id == second:
            raise NetworkProblem("server_timeout")

    counter.centre_files.before = cut
    counter.sync()
    assert counter.deliveries()[event.id] == ("accepted", None)
    assert counter.deliveries()[bare.id] == ("confirmed", None)
    counter.centre_files.before = lambda file: None
    counter.sync()
    assert counter.deliveries()[event.id] == ("confirmed", None)
    assert set(files_of(counter).values()) == {"confirmed"}
    assert not any(counter.outgoing.holds(counter.outgoing.name_of(id)) for id in (first, second))


def test_a_file_that_is_gone_at_the_centre_is_sent_again(counter: Counter) -> None:
    (event,) = counter.record(1)
    id = counter.attach(event, b"surat")
    counter.sync()
    del counter.centre_files.stored[id]
    proof = counter.prove(an_officer())
    assert (proof.confirmed, proof.missing) == (0, 1)
    assert files_of(counter) == {id: "pending"}
    counter.sync()
    assert id in counter.centre_files.stored
    assert counter.deliveries()[event.id] == ("confirmed", None)


def test_what_the_centre_holds_of_a_restored_desk_is_not_sealed_and_sent_again(counter: Counter) -> None:
    (event,) = counter.record(1)
    id = counter.attach(event, b"surat")
    counter.sync()
    kept = dict(counter.centre_files.stored)
    with counter.engine.execution_options(write=True).begin() as connection:
        connection.execute(uploads.delete())  # the backup was made before the file was sealed
    counter.outgoing.remove([counter.outgoing.name_of(id)])
    with counter.units() as unit:
        begin(unit, unit.staff.desk(), Reason.RESTORED, at=NOON)
        unit.commit()
    counter.centre_files.sent.clear()
    assert counter.sync().left == 0
    assert counter.centre_files.sent == []
    assert counter.centre_files.stored == kept
    assert files_of(counter) == {id: "confirmed"}
    assert counter.deliveries()[event.id] == ("confirmed", None)


def test_new_keys_that_the_centre_announced_are_kept(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.record(1)
    prove = counter.centre.prove

    def announcing(*args: Any, **how: Any) -> ProofAnswer:
        return replace(prove(*args, **how), keys=(b"n" * 32, b"w" * 32))

    monkeypatch.setattr(counter.centre, "prove", announcing)
    counter.sync()
    with counter.units() as unit:
        centre = unit.centre.centre()
    assert centre is not None
    assert (centre.public_key, centre.verify_key) == (b"n" * 32, b"w" * 32)


def test_a_full_proof_that_was_cut_is_asked_for_again(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server was put back from a backup, and the line broke between two pages of the proof that it owes."""
    monkeypatch.setattr("app.usecases.prove.PAGE", 2)
    events = counter.record(5)
    counter.sync()
    counter.centre.epoch = new_id(NOON)
    for lost in events[3:]:
        del counter.centre.stored[lost.id]
    proofs = count()

    def cut_at_the_third() -> None:
        if next(proofs) == 2:
            raise NetworkProblem("line_cut")

    counter.centre.on_proof = cut_at_the_third
    assert counter.sync().problem == "line_cut"
    counter.sync()
    assert counter.centre.stored == {event.id: event.sha256 for event in events}
    assert set(counter.deliveries().values()) == {("confirmed", None)}


def test_a_server_put_back_between_two_pages_is_asked_from_the_first_again(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.usecases.prove.PAGE", 2)
    events = counter.record(5)
    counter.sync()
    proofs = count()

    def put_back_before_the_third_page() -> None:
        if next(proofs) == 2:
            counter.centre.epoch = new_id(NOON)
            del counter.centre.stored[events[0].id]

    counter.centre.on_proof = put_back_before_the_third_page
    assert counter.prove(an_officer()).missing == 1
    counter.sync()
    assert counter.centre.stored == {event.id: event.sha256 for event in events}


def test_a_file_with_other_bytes_at_the_centre_proves_nothing_and_is_sent_again(counter: Counter) -> None:
    (event,) = counter.record(1)
    id = counter.attach(event, b"surat")
    counter.sync()
    sent = counter.centre_files.stored[id]
    counter.centre_files.stored[id] = sent[:-1]
    proof = counter.prove(an_officer())
    assert (proof.confirmed, proof.missing) == (0, 1)
    assert files_of(counter) == {id: "pending"}
    counter.sync()
    assert counter.deliveries()[event.id] == ("confirmed", None)
