"""Files follow their records: sealed once, resumed, put off or set aside alone; the text never waits for them."""

import hashlib
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.attachment import AttachmentId
from app.domain.centre import FileOnItsWay, OutgoingFile
from app.domain.errors import NetworkProblem, StorageProblem
from app.domain.outbox import file_info
from app.domain.task import TaskKind, TaskRow
from app.domain.upload import UploadState
from db.tables_centre import uploads
from db.tasks import TaskQueries
from tests.app.usecases.counter import CENTRE, Counter
from tests.builders import an_officer


@pytest.fixture
def counter(tmp_path: Path) -> Generator[Counter, None, None]:
    desk = Counter(tmp_path)
    yield desk
    desk.engine.dispose()


def states(counter: Counter) -> dict[str, tuple[str, str | None]]:
    with counter.engine.connect() as connection:
        return {row.attachment_id: (row.state, row.code) for row in connection.execute(uploads.select())}


def tasks(counter: Counter) -> list[TaskRow]:
    return list(TaskQueries(counter.engine).waiting(an_officer().id, limit=9))


def failing(*bad: AttachmentId, code: str) -> Callable[[OutgoingFile], None]:
    def fail(file: OutgoingFile) -> None:
        if file.id in bad:
            raise NetworkProblem(code)

    return fail


def test_files_follow_once_the_centre_has_their_record(counter: Counter) -> None:
    first, second = counter.record(2)
    one, two = counter.attach(first, b"surat"), counter.attach(second, b"foto")
    counter.centre.rejects[second.id] = "title_long"
    summary = counter.sync()
    assert (summary.left, summary.problem) == (0, None)
    assert counter.centre_files.stored == {one: b"sealed 3 " + CENTRE.public_key}
    assert counter.seals[-1] == (b"surat", file_info(one, hashlib.sha256(b"surat").hexdigest()))
    assert states(counter) == {one: (UploadState.CONFIRMED, None)}
    assert two not in counter.centre_files.sent


def test_a_file_of_a_draft_stays_here(counter: Counter) -> None:
    from tests.builders import a_complaint, an_event

    counter.attach(an_event(a_complaint()), b"belum tercatat")
    assert counter.sync().left == 0
    assert counter.centre_files.sent == []


def test_a_file_is_sealed_once_and_the_same_bytes_go_out_again(counter: Counter) -> None:
    (event,) = counter.record(1)
    id = counter.attach(event, b"surat")
    came: list[bytes] = []

    def cut(file: OutgoingFile) -> None:
        came.append(file.content)
        if len(came) < 3:
            raise NetworkProblem("line_cut")

    counter.centre_files.before = cut
    assert [counter.sync().problem for _ in range(3)] == ["line_cut", "line_cut", None]
    assert len(set(came)) == 1
    assert counter.centre_files.stored == {id: came[0]}


def test_what_was_sealed_for_another_centre_is_sealed_anew(counter: Counter) -> None:
    (event,) = counter.record(1)
    counter.attach(event, b"surat")
    counter.centre_files.before = lambda file: 3
    counter.sync()
    with counter.units() as unit:
        unit.centre.keep_centre(replace(CENTRE, public_key=b"q" * 32))
        unit.commit()
    counter.centre_files.before = lambda file: None
    counter.sync()
    assert [content.endswith(b"q" * 32) for content in counter.centre_files.stored.values()] == [True]


def test_a_ciphertext_that_was_lost_or_damaged_is_made_anew(counter: Counter, tmp_path: Path) -> None:
    (event,) = counter.record(1)
    counter.attach(event, b"surat")
    counter.centre_files.before = lambda file: 3
    counter.sync()
    (kept,) = (tmp_path / "outgoing").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    counter.centre_files.before = lambda file: None
    assert counter.sync().left == 0
    assert len(counter.centre_files.stored) == 1


def test_a_line_that_breaks_at_a_file_ends_the_run_but_the_text_is_proven(counter: Counter) -> None:
    first, _ = counter.record(2)
    counter.attach(first, b"surat")

    def cut(file: OutgoingFile) -> None:
        raise NetworkProblem("line_cut")

    counter.centre_files.before = cut
    summary = counter.sync()
    assert (summary.accepted, summary.problem, summary.left) == (2, "line_cut", 1)
    assert len(counter.centre.asked) == 1
    assert counter.state().last_problem == "line_cut"


def test_a_file_that_the_centre_refuses_waits_for_a_person_and_the_others_go_on(counter: Counter) -> None:
    events = counter.record(3)
    bad, *good = [counter.attach(event, b"file %d" % n) for n, event in enumerate(events)]
    counter.centre_files.before = failing(bad, code="file_refused")
    summary = counter.sync()
    assert (summary.needs_check, summary.left, summary.problem) == (1, 0, None)
    assert set(counter.centre_files.stored) == set(good)
    assert states(counter)[bad] == (UploadState.REFUSED, "file_refused")
    counter.sync()
    assert counter.centre_files.sent.count(bad) == 1
    assert [(task.kind, task.code) for task in tasks(counter)] == [(TaskKind.FILE_REFUSED, "file_refused")]


def test_when_the_centre_has_no_room_for_files_they_wait_and_text_goes_on(counter: Counter) -> None:
    one, two = (counter.attach(event, b"file") for event in counter.record(2))

    def full(file: OutgoingFile) -> None:
        raise NetworkProblem("server_busy", retry_after_s=3_600)

    counter.centre_files.before = full
    summary = counter.sync()
    assert (summary.accepted, summary.problem, summary.left) == (2, "files_wait", 2)
    counter.record(1)
    counter.clock.advance(minutes=59)
    assert counter.sync().accepted == 1  # by hand as by itself
    assert counter.centre_files.sent == [one]
    assert states(counter)[one] == (UploadState.PENDING, "server_busy")
    counter.centre_files.before = lambda file: None
    counter.clock.advance(minutes=1)
    assert (counter.sync().left, set(counter.centre_files.stored)) == (0, {one, two})
    assert tasks(counter) == []


def test_what_the_centre_has_a_part_of_is_completed_although_it_has_no_room_for_more(counter: Counter) -> None:
    one, two, three = (counter.attach(event, b"file") for event in counter.record(3))
    counter.centre_files.before = lambda file: 3 if file.id == two else None
    counter.sync()
    assert set(counter.centre_files.stored) == {one}
    with counter.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("UPDATE uploads SET state = 'pending', sent_bytes = 0 WHERE sent_bytes > 3")
    counter.centre_files.before = failing(one, three, code="server_busy")
    counter.sync()
    assert two in counter.centre_files.stored
    assert three not in counter.centre_files.sent


def test_a_person_may_have_refused_files_sent_again(counter: Counter) -> None:
    (event,) = counter.record(1)
    bad = counter.attach(event, b"file")
    counter.centre_files.before = failing(bad, code="file_refused")
    counter.sync()
    assert counter.send_files.again(an_officer(), event.complaint_id) == 1
    assert tasks(counter) == []
    counter.centre_files.before = lambda file: None
    counter.sync()
    assert bad in counter.centre_files.stored


def test_a_file_that_alone_fails_again_and_again_waits_for_a_person(counter: Counter) -> None:
    events = counter.record(2)
    bad, good = [counter.attach(event, b"file %d" % n) for n, event in enumerate(events)]
    counter.centre_files.before = failing(bad, code="server_error")
    assert counter.sync().left == 1
    for _ in range(2):
        (event,) = counter.record(1)
        counter.attach(event, b"another")
        counter.sync()
    assert states(counter)[bad] == (UploadState.REFUSED, "server_error")
    assert good in counter.centre_files.stored


def test_a_centre_that_fails_at_every_file_judges_none(counter: Counter) -> None:
    events = counter.record(3)
    bad = [counter.attach(event, b"file %d" % n) for n, event in enumerate(events)]
    counter.centre_files.before = failing(*bad, code="server_error")
    for _ in range(5):
        assert counter.sync().problem == "server_error"
    assert {state for state, _ in states(counter).values()} == {UploadState.PENDING}


@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_a_file_that_cannot_be_read_here_stops_no_other(counter: Counter, tmp_path: Path, damage: str) -> None:
    events = counter.record(2)
    bad = counter.attach(events[0], b"surat")
    (kept,) = (tmp_path / "attachments").iterdir()
    good = counter.attach(events[1], b"foto")
    kept.unlink() if damage == "missing" else kept.write_bytes(b"x" * 99)
    summary = counter.sync()
    assert (summary.needs_check, summary.problem, set(counter.centre_files.stored)) == (1, None, {good})
    assert states(counter)[bad] == (UploadState.REFUSED, f"attachment_{damage}")


def test_a_full_disk_while_sealing_loses_nothing(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    (event,) = counter.record(1)
    id = counter.attach(event, b"surat")

    def full(*_: object) -> str:
        raise StorageProblem("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(counter.outgoing, "keep", full)
        with pytest.raises(StorageProblem, match="disk_full"):
            counter.sync()
    assert counter.sync().left == 0
    assert id in counter.centre_files.stored


def test_progress_tells_of_the_file_on_its_way(counter: Counter) -> None:
    (event,) = counter.record(1)
    counter.attach(event, b"surat")
    counter.sync()
    (told,) = [progress.file for progress in counter.progress if progress.file is not None]
    assert isinstance(told, FileOnItsWay)
    assert (told.number in event.body.decode(), told.there_bytes, told.there_bytes) == (True, told.size_bytes, 41)


def test_stopping_ends_an_upload_and_the_next_run_goes_on(counter: Counter) -> None:
    (event,) = counter.record(1)
    counter.attach(event, b"surat")
    counter.centre_files.before = lambda file: 7
    assert counter.sync().left == 1
    counter.centre_files.before = lambda file: None
    assert counter.sync().left == 0


def test_a_rest_is_kept_unless_a_person_asks(counter: Counter) -> None:
    events = counter.record(2)
    bad, _ = [counter.attach(event, b"file %d" % n) for n, event in enumerate(events)]
    counter.centre_files.before = failing(bad, code="server_error")
    counter.sync()
    run = counter.send_files
    before = counter.centre_files.sent.count(bad)
    sent = run(CENTRE, told=lambda *_: None, stop=lambda: False, ignore_wait=False)
    assert (sent.arrived, run.left(), counter.centre_files.sent.count(bad)) == (0, 1, before)
