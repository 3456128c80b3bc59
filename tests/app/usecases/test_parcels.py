"""A desk without a line: nothing is lost, nothing doubled, whatever becomes of the stick."""

import errno
import hashlib
import os
from collections import Counter as Count
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.adapters import stick
from app.adapters.central import parcel_files
from app.adapters.identity_seal import new_device_keys
from app.domain.access import Role
from app.domain.changes import TrackingGiven
from app.domain.complaint import Secrecy
from app.domain.errors import AppError, NetworkProblem, NotAllowed, StorageProblem, UserProblem
from app.domain.ids import new_id
from app.domain.incarnation import Owed
from app.domain.lapor_export import number_at_head
from app.domain.outbox import Event, Outcome
from app.domain.parcel_parts import ParcelAnswer
from app.domain.sp4n_sheet import COLUMNS
from app.pusat.parcels import OPERATOR, Parcels
from db.pusat.feed import Line
from db.pusat.feed import tell as tell_all
from db.pusat.tables_files import files as stored_files
from db.pusat.tables_files import pieces
from db.search import Queries
from tests.app.pusat.trial import Trial
from tests.app.usecases.counter import CENTRE
from tests.app.usecases.stick import StickCounter
from tests.builders import DEVICE_ID, NOON, FixedClock


@pytest.fixture
def trial(tmp_path: Path) -> Generator[Trial, None, None]:
    server = Trial(f"sqlite:///{tmp_path / 'pusat.db'}", FixedClock())
    yield server
    server.close()


@pytest.fixture
def counter(tmp_path: Path, trial: Trial) -> Generator[StickCounter, None, None]:
    desk = StickCounter(tmp_path, trial)
    yield desk
    desk.engine.dispose()


def states(counter: StickCounter) -> Count[str]:
    return Count(state for state, _ in counter.deliveries().values())


def same(counter: StickCounter) -> bool:
    """Tell whether the server holds just what the desk recorded."""
    with counter.engine.connect() as connection:
        bodies = [row.body for row in connection.exec_driver_sql("SELECT body FROM outbox WHERE kind = 'complaint'")]
    held = [one.body for one in counter.trial.store.evidence.complaint_events()]
    return Count(bodies) == Count(held)


def on_stick(counter: StickCounter) -> list[str]:
    return sorted(path.name for path in counter.stick.iterdir())


def test_what_waits_leaves_stays_pending_and_is_confirmed_by_the_answer(counter: StickCounter) -> None:
    events = counter.record(5)
    exported = counter.export("kiriman.loket")
    assert (exported.n, exported.volumes, exported.events, exported.left) == (1, 1, 5, 0)
    assert exported.files == (counter.stick / "kiriman.loket",)
    assert states(counter) == {"pending": 5}
    taken = counter.take_in(counter.carry(exported))
    assert [(id, outcome) for _, id, outcome, _ in taken.outcomes] == [(e.id, Outcome.ACCEPTED) for e in events]
    assert all(number for number, _, _, _ in taken.outcomes)
    assert (taken.n, taken.repeated, taken.confirmed, taken.missing, taken.different) == (1, False, 5, 0, 0)
    assert states(counter) == {"confirmed": 5}
    assert same(counter)
    (left,) = counter.parcel_queries.newest(10)
    assert (left.n, left.events, left.answered_at) == (1, 5, counter.clock())


def test_a_folder_gets_a_file_named_by_the_parcel(counter: StickCounter) -> None:
    counter.record(1)
    counter.export()
    counter.export()
    assert on_stick(counter) == ["kiriman-AWS-A-0001.loket", "kiriman-AWS-A-0002.loket"]


def test_an_identity_is_sealed_once_and_only_the_server_can_open_it(counter: StickCounter) -> None:
    from app.domain.outbox import identity_info
    from db.pusat.tables import events as stored

    (event,) = counter.record(1)
    assert event.identity is not None
    first = counter.export("one")
    counter.export("two")
    counter.carry(first)
    with counter.trial.store.engine.connect() as connection:
        sealed = connection.execute(stored.select()).one().sealed
    assert sealed == counter.queries.sealed([event.id])[event.id]
    assert counter.trial.keys.unseal(sealed, identity_info(event.id, event.sha256)) == event.identity
    for file in counter.stick.iterdir():
        assert b"Siti Aminah" not in file.read_bytes()


def test_several_volumes_are_one_parcel(counter: StickCounter) -> None:
    counter.record(450, text="x" * 2_000)
    counter.room = 500_000
    exported = counter.export("kiriman.loket")
    assert exported.volumes == len(exported.files) > 1
    assert exported.files[0].name == f"kiriman-1dari{exported.volumes}.loket"
    assert counter.take_in(counter.carry(replace(exported, files=exported.files[::-1]))).confirmed == 450
    assert states(counter) == {"confirmed": 450}
    assert same(counter)


def test_a_missing_volume_brings_no_answer_and_the_next_parcel_holds_all(counter: StickCounter) -> None:
    counter.record(450, text="x" * 2_000)
    counter.room = 500_000
    exported = counter.export("one")
    with pytest.raises(Exception, match="parcel_incomplete"):
        counter.carry(replace(exported, volumes=exported.volumes - 1))
    assert states(counter) == {"pending": 450}
    again = counter.export("two")
    taken = counter.take_in(counter.carry(again))
    assert taken.count(Outcome.DUPLICATE) > 0
    assert states(counter) == {"confirmed": 450}
    assert same(counter)


def test_a_stick_that_is_lost_loses_nothing(counter: StickCounter) -> None:
    counter.record(2)
    counter.export("lost")
    counter.record(1)
    found = counter.export("found")
    assert (found.n, found.events) == (2, 3)
    counter.take_in(counter.carry(found))
    assert states(counter) == {"confirmed": 3}
    assert same(counter)


def test_the_same_answer_twice_changes_nothing(counter: StickCounter) -> None:
    counter.record(1)
    answer = counter.carry(counter.export("one"))
    assert not counter.take_in(answer).repeated
    before = counter.parcel_queries.newest(1)
    counter.clock.advance(hours=1)
    assert counter.take_in(answer).repeated
    assert counter.parcel_queries.newest(1) == before


def test_an_older_answer_changes_nothing(counter: StickCounter) -> None:
    counter.record(1)
    first = counter.export("one")
    older = counter.carry(first, "older")
    newer = counter.carry(first, "newer")
    counter.take_in(newer)
    before = counter.deliveries(), counter.parcel_queries.newest(1)
    with pytest.raises(UserProblem, match="parcel_answer_older"):
        counter.take_in(older)
    assert (counter.deliveries(), counter.parcel_queries.newest(1)) == before


def test_answers_out_of_order_end_in_the_same_state(counter: StickCounter) -> None:
    counter.record(2)
    first = counter.carry(counter.export("one"), "first")
    counter.record(2)
    second = counter.carry(counter.export("two"), "second")
    counter.take_in(second)
    assert states(counter) == {"confirmed": 4}
    with pytest.raises(UserProblem, match="parcel_answer_older"):
        counter.take_in(first)
    assert states(counter) == {"confirmed": 4}


def test_parcels_out_of_order_double_nothing(counter: StickCounter) -> None:
    counter.record(2)
    first = counter.export("one")
    counter.record(1)
    second = counter.export("two")
    counter.take_in(counter.carry(second, "second"))
    counter.take_in(counter.carry(first, "first"))
    assert states(counter) == {"confirmed": 3}
    assert same(counter)


def test_what_went_by_line_meanwhile_is_not_doubled(counter: StickCounter) -> None:
    from app.domain.outbox import EventOutcome
    from tests.app.pusat.trial import a_batch, on_wire

    (event,) = counter.record(1)
    exported = counter.export("one")
    token = counter.trial.token()
    answer = counter.trial.post("/v1/events", a_batch(counter.clock, on_wire(event)), token=token).content
    with counter.units() as unit:
        told = EventOutcome(
            event_id=event.id, outcome=Outcome.ACCEPTED, central_number=answer["outcomes"][0]["central_number"]
        )
        unit.outbox.record([told], at=counter.clock())
        unit.commit()
    taken = counter.take_in(counter.carry(exported))
    assert [outcome for _, _, outcome, _ in taken.outcomes] == [Outcome.DUPLICATE]
    assert states(counter) == {"confirmed": 1}
    assert same(counter)


def test_a_refused_event_waits_for_a_person_and_its_followers_too(counter: StickCounter) -> None:
    good, bad = counter.record(2)
    with counter.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER outbox_frozen")
        connection.exec_driver_sql("UPDATE outbox SET body = X'7b7d' WHERE id = ?", (bad.id,))
    taken = counter.take_in(counter.carry(counter.export("one")))
    assert taken.count(Outcome.REJECTED) == 1
    assert counter.deliveries()[good.id][0] == "confirmed"
    assert counter.deliveries()[bad.id] == ("rejected", "hash_mismatch")
    follower = counter.follow(bad)
    assert counter.export("two").events == 0
    assert counter.deliveries()[follower.id] == ("set_aside", "predecessor_refused")


def test_a_held_event_is_not_confirmed(counter: StickCounter) -> None:
    (event,) = counter.record(1)
    follower = counter.follow(event, follows=new_id(counter.clock()))
    taken = counter.take_in(counter.carry(counter.export("one")))
    assert taken.count(Outcome.HELD) == 1
    assert counter.deliveries()[follower.id][0] == "held"


def test_what_the_centre_has_lost_goes_out_again_after_its_new_epoch(counter: StickCounter, tmp_path: Path) -> None:
    counter.record(3)
    counter.take_in(counter.carry(counter.export("one")))
    assert states(counter) == {"confirmed": 3}
    emptied = Trial(f"sqlite:///{tmp_path / 'emptied.db'}", counter.clock)
    try:
        emptied.keys, emptied.device_keys = counter.trial.keys, counter.trial.device_keys
        emptied.pusat = replace(emptied.pusat, keyring=lambda: emptied.keys)
        emptied.token()
        counter.trial = emptied
        first = counter.take_in(counter.carry(counter.export("two"), "two-answer"))
        assert (first.confirmed, first.missing) == (0, 0)  # only now the desk hears of the new epoch
        assert owed(counter) is not None  # a sync by line in between asks for everything too
        second = counter.take_in(counter.carry(counter.export("three"), "three-answer"))
        assert second.missing == 3
        assert owed(counter) is None
        assert states(counter) == {"pending": 3}
        counter.take_in(counter.carry(counter.export("four"), "four-answer"))
        assert states(counter) == {"confirmed": 3}
        assert same(counter)
    finally:
        emptied.close()


def owed(counter: StickCounter) -> str | None:
    with counter.units() as unit:
        return unit.incarnations.owed(Owed.PROOF)


def test_an_answer_of_a_former_epoch_is_older(counter: StickCounter) -> None:
    counter.record(1)
    answer = counter.carry(counter.export("one"))
    with counter.units() as unit:
        centre = unit.centre.centre()
        assert centre is not None
        counter.clock.advance(days=1)
        unit.centre.keep_centre(replace(centre, epoch=new_id(counter.clock())))
        unit.commit()
    with pytest.raises(UserProblem, match="parcel_answer_older"):
        counter.take_in(answer)
    assert states(counter) == {"pending": 1}


def test_new_keys_are_taken_over_when_the_known_key_announced_them(counter: StickCounter) -> None:
    counter.record(1)
    exported = counter.export("one")
    old = counter.trial.keys
    rotated = old.rotated(counter.clock()).rotated(counter.clock())
    counter.trial.pusat = replace(counter.trial.pusat, keyring=lambda: rotated)
    counter.take_in(counter.carry(exported))
    with counter.units() as unit:
        centre = unit.centre.centre()
    assert centre is not None
    assert (centre.public_key, centre.verify_key) == (rotated.sealing_public, rotated.verify_key)
    counter.record(1)
    counter.take_in(counter.carry(counter.export("two"), "second"))
    assert states(counter) == {"confirmed": 2}


def test_an_answer_under_keys_that_nobody_announced_is_refused(counter: StickCounter) -> None:
    from app.pusat.keys import ServerKeys

    counter.record(1)
    exported = counter.export("one")
    stranger = replace(ServerKeys.fresh(), sealing_private=counter.trial.keys.sealing_private)
    stranger = replace(stranger, sealing_public=counter.trial.keys.sealing_public)
    counter.trial.pusat = replace(counter.trial.pusat, keyring=lambda: stranger)
    with pytest.raises(UserProblem, match="parcel_signature_wrong"):
        counter.take_in(counter.carry(exported))
    assert states(counter) == {"pending": 1}


def test_an_answer_to_a_parcel_that_is_not_known_here_is_refused(counter: StickCounter) -> None:
    from tests.app.pusat.parcels import a_parcel

    (raw,) = a_parcel(counter.trial, [])
    parcels = Parcels(pusat=counter.trial.pusat)
    taken = parcels.take(raw, brought_by=OPERATOR)
    with pytest.raises(UserProblem, match="parcel_answer_unknown"):
        counter.take_in(counter.keep(parcels.answer(taken.parcel), "answer"))


def test_an_answer_to_other_volumes_under_the_same_name_is_refused(counter: StickCounter) -> None:
    from tests.app.pusat.parcels import a_parcel

    counter.record(1)
    counter.export("one")
    (left,) = counter.parcel_queries.newest(1)
    (raw,) = a_parcel(counter.trial, [], parcel=left.id)
    parcels = Parcels(pusat=counter.trial.pusat)
    parcels.take(raw, brought_by=OPERATOR)
    with pytest.raises(UserProblem, match="parcel_answer_unknown"):
        counter.take_in(counter.keep(parcels.answer(left.id), "answer"))
    assert states(counter) == {"pending": 1}


def test_the_answer_for_another_desk_is_refused(counter: StickCounter) -> None:
    counter.record(1)
    answer = counter.carry(counter.export("one"))
    with counter.units() as unit:
        unit.centre.keep_device_keys(new_device_keys())
        unit.commit()
    with pytest.raises(UserProblem, match="parcel_key_unknown"):
        counter.take_in(answer)


def test_the_parcel_itself_is_no_answer(counter: StickCounter) -> None:
    exported = counter.export("one")
    with pytest.raises(UserProblem, match="parcel_kind_wrong"):
        counter.take_in(exported.files[0])
    with pytest.raises(UserProblem, match="parcel_missing"):
        counter.take_in(counter.stick / "nothing")
    with pytest.raises(UserProblem, match="parcel_missing"):
        counter.take_in(counter.stick)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_answer_that_was_touched_or_cut_changes_nothing(counter: StickCounter, data: st.DataObject) -> None:
    if not (counter.stick / "answer").exists():
        counter.record(2)
        counter.carry(counter.export("one"))
    raw = bytearray((counter.stick / "answer").read_bytes())
    if data.draw(st.booleans()):
        bit = data.draw(st.integers(0, len(raw) * 8 - 1))
        raw[bit // 8] ^= 1 << bit % 8
    else:
        del raw[data.draw(st.integers(0, len(raw) - 1)) :]
    with pytest.raises(UserProblem):
        counter.take_in(counter.keep(bytes(raw), "touched"))
    assert states(counter) == {"pending": 2}


def test_a_file_in_its_place_is_not_overwritten(counter: StickCounter) -> None:
    counter.record(1)
    counter.keep(b"something else", "kiriman.loket")
    with pytest.raises(UserProblem, match="parcel_file_exists"):
        counter.export("kiriman.loket")
    assert (counter.stick / "kiriman.loket").read_bytes() == b"something else"
    assert on_stick(counter) == ["kiriman.loket"]
    assert counter.parcel_queries.newest(1) == []


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "file_unwritable")])
@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_full_stick_leaves_no_half_file_and_no_parcel(
    counter: StickCounter, monkeypatch: pytest.MonkeyPatch, number: int, code: str, fails_at: int
) -> None:
    counter.record(450, text="x" * 2_000)
    counter.room = 500_000
    count = iter(range(1, 100))

    def full(path: Path, raw: bytes) -> int:
        if next(count) == fails_at:
            path.touch()
            raise OSError(number, os.strerror(number))
        with path.open("wb") as file:
            return file.write(raw)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises((StorageProblem, UserProblem), match=code):
        counter.export("kiriman.loket")
    assert on_stick(counter) == []
    assert counter.parcel_queries.newest(1) == []
    assert states(counter) == {"pending": 450}


def test_a_stick_that_is_pulled_before_the_names_are_given_leaves_a_gap_and_no_more(
    counter: StickCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.record(1)

    def pulled(_file: int) -> None:
        raise OSError(errno.EIO, "pulled")

    with monkeypatch.context() as patch:
        patch.setattr(stick.os, "fsync", pulled)
        with pytest.raises(UserProblem, match="file_unwritable"):
            counter.export("one")
    assert on_stick(counter) == []
    assert counter.export("two").n == 2
    counter.take_in(counter.carry(replace(counter.export("three"), n=3)))
    assert states(counter) == {"confirmed": 1}


def test_two_exports_in_one_moment_make_one_parcel(counter: StickCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.record(1)
    write = parcel_files.ParcelFiles.write
    once = iter([True])

    def another_first(self: Any, *args: Any, **how: Any) -> Any:
        if next(once, False):
            counter.export("quicker")
        return write(self, *args, **how)

    monkeypatch.setattr(parcel_files.ParcelFiles, "write", another_first)
    with pytest.raises(UserProblem, match="changed_meanwhile"):
        counter.export("slower")
    assert on_stick(counter) == ["quicker"]
    assert [one.n for one in counter.parcel_queries.newest(10)] == [1]


def test_an_export_while_a_sync_runs_doubles_nothing(counter: StickCounter) -> None:
    counter.record(250)
    exported = []
    with counter.units() as unit:
        centre = unit.centre.centre()
        assert centre is not None
        unit.centre.keep_centre(replace(centre, url=CENTRE.url))
        unit.commit()

    def export_now(_ids: object) -> None:
        if not exported:
            exported.append(counter.export("meanwhile"))

    counter.centre.epoch = centre.epoch
    counter.centre.after = export_now
    assert counter.sync().left == 0
    assert exported[0].events == 250
    counter.take_in(counter.carry(exported[0]))
    assert states(counter) == {"confirmed": 250}
    assert same(counter)


def test_the_workbook_beside_it_has_the_columns_of_an_export_and_no_identity(counter: StickCounter) -> None:
    counter.record(1, text='=HYPERLINK("http://x")', place_area="64.72.08.1002", tracking_id="9104417")
    counter.record(1, text="rahasia sekali", secrecy=Secrecy.SECRET)
    exported = counter.export("kiriman.loket", sheet=True)
    assert [file.name for file in exported.files] == ["kiriman.loket", "kiriman.xlsx"]
    book = openpyxl.load_workbook(exported.files[1])
    head, *rows = book.active.iter_rows(values_only=True)
    assert head == COLUMNS
    ((tracking, received, agency, district, status, category, text),) = rows
    assert (tracking, received) == ("9104417", "23/11/2026 12:00")
    assert agency == "RSUD Abdoel Wahab Sjahranie"
    assert district
    assert (status, category) == ("tercatat", "Kesehatan")
    assert text.endswith('] =HYPERLINK("http://x")')
    assert number_at_head(text).startswith("AWS-A-26-")  # so that it can be matched when it comes back
    assert book.active.cell(2, 7).data_type == "s"
    assert book.active.cell(2, 7).hyperlink is None
    whole = exported.files[1].read_bytes()
    assert b"Siti Aminah" not in whole


@pytest.mark.parametrize("role", [Role.AUDITOR])
def test_only_who_may_sync_exports_and_reads_answers(counter: StickCounter, role: Role) -> None:
    with pytest.raises(NotAllowed):
        counter.export("one", role=role)
    with pytest.raises(NotAllowed):
        counter.take_in(counter.stick / "answer", role=role)


def test_a_desk_that_is_not_enrolled_is_told_so(counter: StickCounter) -> None:
    with counter.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM centre")
    with pytest.raises(NetworkProblem, match="not_connected"):
        counter.export("one")
    assert issubclass(NetworkProblem, AppError)


def states_of_files(counter: StickCounter) -> Count[str]:
    with counter.engine.connect() as connection:
        return Count(connection.exec_driver_sql("SELECT state FROM uploads").scalars())


def held_file(counter: StickCounter, id: str) -> bytes:
    return b"".join(counter.trial.store.files.pieces(id))


def test_files_leave_with_their_record_and_are_proven_with_it(counter: StickCounter) -> None:
    from app.domain.outbox import file_info

    (event,) = counter.record(1)
    content = os.urandom(3 << 20)
    id = counter.attach(event, content)
    exported = counter.export("one")
    assert (exported.events, exported.attachments) == (1, 1)
    taken = counter.take_in(counter.carry(exported))
    assert taken.confirmed == 1
    assert states(counter) == {"confirmed": 1}
    assert states_of_files(counter) == {"confirmed": 1}
    info = file_info(id, hashlib.sha256(content).hexdigest())
    assert counter.trial.keys.unseal(held_file(counter, id), info) == content
    assert not counter.outgoing.holds(counter.outgoing.name_of(id))  # its ciphertext is not needed any more
    assert counter.export("two").attachments == 0


def test_a_file_that_is_lost_on_the_way_keeps_its_record_unproven_and_leaves_again(counter: StickCounter) -> None:
    (event,) = counter.record(1)
    id = counter.attach(event, os.urandom(900_000))
    counter.room = 500_000
    exported = counter.export("one")
    assert exported.volumes == 2
    counter.trial.store.files.begin = lambda **_: "file_differs"  # type: ignore[method-assign]
    assert counter.take_in(counter.carry(exported)).confirmed == 0
    del counter.trial.store.files.begin
    assert states(counter) == {"accepted": 1}
    assert states_of_files(counter) == {"pending": 1}
    seals = len(counter.seals)
    again = counter.export("two")
    assert (again.events, again.attachments) == (0, 1)
    assert len(counter.seals) == seals  # the same ciphertext leaves again
    assert counter.take_in(counter.carry(again, "second")).confirmed == 1
    assert states_of_files(counter) == {"confirmed": 1}
    assert held_file(counter, id)


def test_an_arrived_file_with_other_bytes_at_the_centre_is_not_proven_and_leaves_again(counter: StickCounter) -> None:
    (event,) = counter.record(1)
    id = counter.attach(event, os.urandom(1_000))
    counter.take_in(counter.carry(counter.export("one")))
    sent = held_file(counter, id)
    with counter.trial.store.engine.execution_options(write=True).begin() as connection:  # wholly another file there
        other = os.urandom(len(sent))
        connection.execute(pieces.update().where(pieces.c.file_id == id).values(content=other))
        connection.execute(stored_files.update().values(sha256=hashlib.sha256(other).hexdigest()))
    with counter.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("UPDATE parcels SET everything = 0")  # so that all is asked for anew
    taken = counter.take_in(counter.carry(counter.export("two"), "second"))
    assert (taken.confirmed, taken.missing) == (0, 1)
    assert (states(counter), states_of_files(counter)) == ({"pending": 1}, {"pending": 1})


def test_a_file_of_which_a_part_came_by_line_is_completed_by_the_stick(counter: StickCounter) -> None:
    (event,) = counter.record(1)
    id = counter.attach(event, os.urandom(2 << 20))
    exported = counter.export("one")
    (sealed,) = counter.parcel_queries.sealed_as([id]).values()
    whole = counter.outgoing.read(id, counter.outgoing.name_of(id))
    files, clock = counter.trial.store.files, counter.clock
    device = {"device": str(event.device_id), "id": id}
    begun = files.begin(**device, complaint_id=event.complaint_id, sha256=sealed, size_bytes=len(whole), now=clock())
    assert not isinstance(begun, str)
    files.append(**device, offset=0, content=whole[:1_000_001], now=clock())
    assert counter.take_in(counter.carry(exported)).confirmed == 1
    assert held_file(counter, id) == whole


def test_a_file_that_cannot_be_read_waits_for_a_person_and_stops_nothing(counter: StickCounter) -> None:
    events = counter.record(2)
    good, bad = (counter.attach(event, os.urandom(1_000)) for event in events)
    counter.files.remove([counter.files.name_of(bad)])
    exported = counter.export("one")
    assert (exported.events, exported.attachments) == (2, 1)
    assert counter.take_in(counter.carry(exported)).confirmed == 1
    assert states_of_files(counter) == {"confirmed": 1, "refused": 1}
    assert held_file(counter, good)


def tell(counter: StickCounter, *tracking: tuple[Event, str]) -> None:
    """Let the server tell the desk of Tracking IDs that LAPOR! gave."""
    lines = [
        Line(
            told=TrackingGiven(complaint_id=event.complaint_id, tracking_id=id, at=counter.clock(), source="lapor"),
            device=DEVICE_ID,
        )
        for event, id in tracking
    ]
    with counter.trial.store.engine.execution_options(write=True).begin() as connection:
        tell_all(connection, lines, at=counter.clock())


def cursor_of(counter: StickCounter) -> Any:
    with counter.units() as unit:
        return unit.feed.cursor()


def tracking_of(counter: StickCounter, event: Event) -> str | None:
    complaint = Queries(counter.engine).complaint(event.complaint_id)
    assert complaint is not None
    return complaint.tracking_id


def test_an_answer_brings_what_the_centre_tells_and_moves_the_cursor(counter: StickCounter) -> None:
    first, second = counter.record(2)
    exported = counter.export("one")
    answer = counter.carry(exported)
    assert cursor_of(counter) is None
    counter.take_in(answer)
    before = cursor_of(counter)
    tell(counter, (first, "9104417"), (second, "9104418"))
    counter.take_in(counter.carry(counter.export("two"), "second"))
    assert (tracking_of(counter, first), tracking_of(counter, second)) == ("9104417", "9104418")
    after = cursor_of(counter)
    assert (after.epoch, after.scope) == (before.epoch, before.scope)
    assert after.seq >= before.seq + 2
    assert counter.state().last_contact_at is None  # a stick tells nothing of the line


def test_lines_that_came_by_line_meanwhile_are_not_taken_in_again(counter: StickCounter) -> None:
    (event,) = counter.record(1)
    counter.take_in(counter.carry(counter.export("one")))
    tell(counter, (event, "9104417"))
    answer = counter.carry(counter.export("two"), "second")
    at = cursor_of(counter)
    with counter.units() as unit:
        unit.feed.move(replace(at, seq=at.seq + 1), at=counter.clock())
        unit.commit()
    counter.take_in(answer)
    assert cursor_of(counter).seq == at.seq + 1
    assert tracking_of(counter, event) is None


def test_a_cursor_of_another_feed_begins_anew(counter: StickCounter) -> None:
    (event,) = counter.record(1)
    counter.take_in(counter.carry(counter.export("one")))
    tell(counter, (event, "9104417"))
    now = cursor_of(counter)
    with counter.units() as unit:
        unit.feed.move(replace(now, epoch=new_id(counter.clock()), seq=7_000), at=counter.clock())
        unit.commit()
    counter.take_in(counter.carry(counter.export("two"), "second"))
    assert cursor_of(counter).epoch == now.epoch
    assert tracking_of(counter, event) == "9104417"


def test_a_file_that_a_restored_desk_sealed_again_is_proven_by_what_the_centre_holds(counter: StickCounter) -> None:
    (event,) = counter.record(1)
    id = counter.attach(event, b"x" * 5_000)
    counter.carry(counter.export("one"))
    first = held_file(counter, id)
    with counter.engine.execution_options(write=True).begin() as connection:  # as the backup of before knew it
        connection.exec_driver_sql("DELETE FROM uploads")
    counter.take_in(counter.carry(counter.export("two"), "second"))
    assert states(counter) == {"confirmed": 1}
    assert states_of_files(counter) == {"confirmed": 1}
    assert held_file(counter, id) == first


def test_an_epoch_that_a_slow_clock_began_is_newer_all_the_same(
    counter: StickCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.record(2)
    counter.take_in(counter.carry(counter.export("one")))
    epoch = "00000000-0000-7000-8000-000000000001"
    monkeypatch.setattr("db.pusat.epochs.new_id", lambda _: epoch)
    assert counter.trial.store.epochs.renew(counter.clock(), "restored") == epoch < cursor_of(counter).epoch
    counter.trial.pusat = replace(counter.trial.pusat, identity=replace(counter.trial.pusat.identity, epoch=epoch))
    counter.take_in(counter.carry(counter.export("three"), "new"))
    assert cursor_of(counter).epoch == epoch
    assert counter.take_in(counter.carry(counter.export("four"), "newer")).confirmed == 2  # all was asked anew


@pytest.mark.parametrize(
    ("epoch", "former", "known", "newest", "older"),
    [
        ("b", (), "b", 0, False),
        ("b", (), "b", 3, True),
        ("b", (), "b", 2, False),
        ("b", (), "a", 0, False),
        ("b", (), "c", 0, True),
        ("a", ("b",), "b", 0, False),
        ("a", ("b",), "b", 3, True),
        ("a", ("b",), "c", 0, True),
    ],
)
def test_which_answer_is_older(epoch: str, former: tuple[str, ...], known: str, newest: int, older: bool) -> None:
    answer = ParcelAnswer(
        parcel="p",
        incarnation="i",
        previous="",
        epoch=epoch,
        former=former,
        answer=3,
        made_at=NOON,
        centre=CENTRE,
        outcomes=(),
        proofs=(),
        pages=(),
    )
    assert answer.is_older(known, newest) is older
