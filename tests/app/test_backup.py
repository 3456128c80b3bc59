"""Backups: one sealed file that the recovery code opens; restored beside, in a new series, with nothing left half."""

import contextlib
import errno
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters import backup_file
from app.adapters.backup_file import BackupReader
from app.bootstrap import DATABASE, KEY_FILES, DeskEntrance
from app.domain.access import Role
from app.domain.backup import BackupProgress, BackupStep, Follow, RestorePlan
from app.domain.errors import AppError, NotAllowed, StorageProblem, UserProblem
from app.domain.incarnation import Reason
from app.domain.secrets import RecoveryCode
from app.services import Session
from app.texts import LANGUAGES, texts
from tests.desk import CHEAP, PLAN, another, filed, typed
from tests.files import a_photo

NEW_PHRASE, NEW_PIN = "perahu kecil angin barat", "629471"
SECRET = "Kata-Rahasia-Di-Aduan"


class Kept:
    """A desk with a record, an attachment and a backup, and what opens the backup."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "desk"
        self.entrance = DeskEntrance(self.folder, costs=CHEAP)
        made = self.entrance.set_up(PLAN)
        self.code = made.recovery_code
        made.confirm(self.code.written())
        self.session: Session = self.entrance.sign_in(PLAN.login, PLAN.pin)
        draft = typed(self.entrance, text=f"{SECRET}: antre dari jam 08.00 sampai 12.30, nomor antrean A-114.")
        attach = self.session.services.attach
        attach(self.session.officer, draft, attach.seal(self.session.officer, a_photo(), "foto.jpg"))
        self.number = self.session.services.register_complaint(self.session.officer, draft).number
        self.file = folder / "cadangan.loket"
        self.made = self.session.services.back_up(self.session.officer, self.file)

    def plan(self, **changes: object) -> RestorePlan:
        return replace(RestorePlan(code=self.code, login="siti", phrase=NEW_PHRASE, pin=NEW_PIN), **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LOKET_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        kept = Kept(tmp_path_factory.mktemp("kept"))
    yield kept
    kept.entrance.close()


@pytest.fixture
def kept(shared: Kept, tmp_path: Path) -> Kept:
    """Give a copy of the backup that a test may spoil."""
    copy = object.__new__(Kept)
    copy.__dict__.update(shared.__dict__, file=tmp_path / "cadangan.loket")
    copy.file.write_bytes(shared.file.read_bytes())
    return copy


def restored(kept: Kept, into: Path, **changes: object) -> tuple[DeskEntrance, Session]:
    entrance = DeskEntrance(into, costs=CHEAP)
    entrance.restore(kept.file, kept.plan(**changes))
    return entrance, entrance.sign_in("siti", NEW_PIN)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(AppError) as caught:
        act()
    assert all(caught.value.code in texts(language).tables["problem"] for language in LANGUAGES)
    return caught.value.code


def test_a_restored_desk_holds_everything_and_goes_on_in_a_new_series(kept: Kept, tmp_path: Path) -> None:
    entrance, session = restored(kept, tmp_path / "again")
    assert session.begun is not None
    assert (session.begun.reason, session.desk.series) == (Reason.RESTORED, "A2")
    assert session.services.find_complaints.by_number(session.officer, kept.number) is not None
    assert session.services.verify_desk(session.officer).findings == ()
    assert filed(entrance, session).number.startswith("AWS-A2-")
    entrance.close()
    later = DeskEntrance(tmp_path / "again", costs=CHEAP)
    later.open_phrase(NEW_PHRASE)
    assert later.sign_in("siti", NEW_PIN).begun is None
    later.close()


def test_a_backup_shows_nothing_and_carries_no_phrase_and_no_pin(kept: Kept) -> None:
    raw = kept.file.read_bytes()
    for word in (SECRET, "Budi Santoso", "6472031205900007", "siti", "Siti Rahmawati"):
        assert word.encode() not in raw
    with zipfile.ZipFile(kept.file) as archive:
        names = set(archive.namelist())
        key = archive.read("recovery.key")
    assert {"loket.db", "recovery.key", "manifest.json"} < names
    assert len(names) == 4
    for word in (b"officers", b"machine", b'argon2id": {'):
        assert word not in key
    assert kept.made.file.stat().st_mode & 0o077 == 0
    assert (kept.made.complaints, kept.made.files, kept.made.absent) == (1, 1, 0)


def test_old_phrase_and_pin_do_not_open_a_restored_desk(kept: Kept, tmp_path: Path) -> None:
    restored(kept, tmp_path / "again")[0].close()
    entrance = DeskEntrance(tmp_path / "again", costs=CHEAP)
    assert refusal(lambda: entrance.open_phrase(PLAN.phrase)) == "phrase_wrong"
    entrance.open_phrase(NEW_PHRASE)
    assert refusal(lambda: entrance.sign_in("siti", PLAN.pin)) == "pin_wrong"
    entrance.close()


def test_a_backup_of_a_restored_desk_is_opened_by_the_same_code(kept: Kept, tmp_path: Path) -> None:
    entrance, session = restored(kept, tmp_path / "again")
    session.services.back_up(session.officer, tmp_path / "second.loket")
    entrance.close()
    kept.file = tmp_path / "second.loket"
    once_more, session = restored(kept, tmp_path / "third")
    assert session.desk.series == "A3"
    once_more.close()


def test_side_files_of_another_database_are_removed(kept: Kept, tmp_path: Path) -> None:
    into = tmp_path / "again"
    into.mkdir()
    for end in ("-wal", "-shm"):
        (into / (DATABASE + end)).write_bytes(b"x" * 4096)
    entrance, session = restored(kept, into)
    assert session.services.verify_desk(session.officer).findings == ()
    entrance.close()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": RecoveryCode.new()}, "recovery_code_wrong"),
        ({"login": "dewi"}, "restore_not_admin"),
        ({"phrase": "terlalu pendek"}, "phrase_short"),
        ({"pin": "111111"}, "pin_repeat"),
    ],
)
def test_who_may_not_restore_leaves_no_desk(kept: Kept, tmp_path: Path, changes: dict[str, object], code: str) -> None:
    assert refusal(lambda: restored(kept, tmp_path / "again", **changes)) == code
    assert not DeskEntrance(tmp_path / "again", costs=CHEAP).is_set_up()
    entrance, _ = restored(kept, tmp_path / "again")
    entrance.close()


def test_nothing_is_restored_over_a_desk_or_over_files(kept: Kept, tmp_path: Path) -> None:
    before = (kept.folder / DATABASE).read_bytes()
    assert refusal(lambda: DeskEntrance(kept.folder, costs=CHEAP).restore(kept.file, kept.plan())) == "desk_exists"
    assert (kept.folder / DATABASE).read_bytes() == before
    (tmp_path / "used" / "attachments").mkdir(parents=True)
    (tmp_path / "used" / "attachments" / "x.sealed").write_bytes(b"x")
    assert refusal(lambda: restored(kept, tmp_path / "used")) == "restore_folder_used"


@given(data=st.data())
def test_a_changed_or_cut_backup_is_never_taken_for_whole(shared: Kept, data: st.DataObject) -> None:
    raw = bytearray(shared.file.read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    spoilt = shared.file.with_name("spoilt.loket")
    if data.draw(st.booleans()):
        spoilt.write_bytes(raw[:place])
    else:
        raw[place] ^= 1 << data.draw(st.integers(0, 7))
        spoilt.write_bytes(raw)
    assert shared.entrance._data_key is not None
    with BackupReader(shared.file) as sound, contextlib.suppress(UserProblem, StorageProblem):
        with BackupReader(spoilt) as reader:
            reader.check_seal(shared.entrance._data_key)
            for name in reader.manifest.parts:
                reader.check(name)
        assert reader.manifest == sound.manifest


def test_a_file_that_is_no_backup_is_a_sentence(kept: Kept, tmp_path: Path) -> None:
    assert refusal(lambda: BackupReader(tmp_path / "absent")) == "backup_missing"
    assert refusal(lambda: BackupReader(tmp_path)) == "backup_unreadable"
    (tmp_path / "text").write_text("bukan cadangan")
    assert refusal(lambda: BackupReader(tmp_path / "text")) == "backup_not_one"
    with zipfile.ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("manifest.json", "[]")
    assert refusal(lambda: BackupReader(tmp_path / "zip")) == "backup_not_one"


def test_a_part_with_a_path_of_its_own_is_refused(kept: Kept, tmp_path: Path) -> None:
    with BackupReader(kept.file) as reader:
        manifest = reader.manifest
    evil = replace(manifest, parts={**manifest.parts, "attachments/../../evil": "0" * 64})
    with zipfile.ZipFile(tmp_path / "evil", "w") as archive:
        archive.writestr("manifest.json", backup_file._listed(evil, "0" * 64))
    assert refusal(lambda: BackupReader(tmp_path / "evil")) == "backup_not_one"


@pytest.mark.parametrize("call", ["fsync", "mkdir", "copyfileobj"])
def test_a_full_disk_leaves_the_earlier_backup_and_nothing_half(
    shared: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    target = tmp_path / "cadangan.loket"
    target.write_bytes(b"earlier")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    owner = {"fsync": os, "mkdir": Path, "copyfileobj": backup_file.shutil}[call]
    with monkeypatch.context() as patch:
        patch.setattr(owner, call, full)
        assert refusal(lambda: shared.session.services.back_up(shared.session.officer, target)) == "disk_full"
    assert target.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["cadangan.loket"]


def test_a_file_that_is_gone_is_counted_and_the_backup_is_made(kept: Kept, tmp_path: Path) -> None:
    entrance, session = restored(kept, tmp_path / "again")
    for file in (tmp_path / "again" / "attachments").iterdir():
        file.unlink()
    made = session.services.back_up(session.officer, tmp_path / "partial.loket")
    assert (made.files, made.absent) == (0, 1)
    entrance.close()
    kept.file = tmp_path / "partial.loket"
    once_more, session = restored(kept, tmp_path / "third")
    found = session.services.verify_desk(session.officer).findings
    assert {finding.code for finding in found} == {"attachment_missing"}
    once_more.close()


def test_an_officer_may_not_take_the_desk_away(kept: Kept, tmp_path: Path) -> None:
    entrance, session = restored(kept, tmp_path / "again")
    officer = another(session, Role.OFFICER)
    with pytest.raises(NotAllowed):
        session.services.back_up(officer, tmp_path / "taken.loket")
    assert not (tmp_path / "taken.loket").exists()
    entrance.close()


def test_a_restore_that_was_cut_off_is_taken_up_by_the_next_start(kept: Kept, tmp_path: Path) -> None:
    entrance, _ = restored(kept, tmp_path / "again")
    entrance.close()
    aside = tmp_path / "again" / "new-desk"
    aside.mkdir()
    for name in KEY_FILES:  # as when the power went between database and keys
        (tmp_path / "again" / name).rename(aside / name)
    later = DeskEntrance(tmp_path / "again", costs=CHEAP)
    assert later.is_set_up()
    later.open_phrase(NEW_PHRASE)
    assert later.sign_in("siti", NEW_PIN).desk.series == "A2"
    later.close()


def test_what_a_power_cut_left_of_a_backup_goes_with_the_next_one(shared: Kept, tmp_path: Path) -> None:
    for name in (".cadangan.loket.0011aabb.partial", ".parts-of-cadangan.loket.0011aabb.partial"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "loket.db").write_bytes(b"half")
    shared.session.services.back_up(shared.session.officer, tmp_path / "cadangan.loket")
    assert [path.name for path in tmp_path.iterdir()] == ["cadangan.loket"]


def test_both_are_remembered_with_who_did_them(kept: Kept, tmp_path: Path) -> None:
    entrance, session = restored(kept, tmp_path / "again")
    journey, officer = session.services.back_up, session.officer
    assert (journey.last(officer).made, journey.last(officer).rehearsed) == (None, None)
    journey(officer, tmp_path / "second.loket")
    found = journey.rehearse(officer, tmp_path / "second.loket", kept.code.written().lower())
    assert (found.complaints, found.findings) == (1, 0)
    last = journey.last(officer)
    assert last.made is not None
    assert last.rehearsed is not None
    assert last.made.officer_name == last.rehearsed.officer_name == "Siti Rahmawati"
    assert last.made.at <= last.rehearsed.at
    assert session.services.desk_status.desk().series == "A2"
    entrance.close()


def test_a_rehearsal_leaves_nothing_behind(
    shared: Kept, kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    journey, officer = shared.session.services.back_up, shared.session.officer
    assert refusal(lambda: journey.rehearse(officer, kept.file, RecoveryCode.new().written())) == "recovery_code_wrong"
    journey.rehearse(officer, kept.file, kept.code.written())
    assert [path.name for path in tmp_path.iterdir()] == [kept.file.name]
    with pytest.raises(NotAllowed):
        journey.rehearse(replace(officer, role=Role.OFFICER), kept.file, kept.code.written())


@pytest.mark.parametrize("step", [BackupStep.COPYING, BackupStep.WRITING, BackupStep.READING_BACK])
def test_a_backup_that_is_cancelled_leaves_the_earlier_one(shared: Kept, tmp_path: Path, step: BackupStep) -> None:
    target = tmp_path / "cadangan.loket"
    target.write_bytes(b"earlier")
    follow = Stopping(step)
    back_up = shared.session.services.back_up
    assert refusal(lambda: back_up(shared.session.officer, target, follow=follow.follow)) == "backup_stopped"
    assert target.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["cadangan.loket"]


@pytest.mark.parametrize("step", [BackupStep.UNPACKING, BackupStep.OPENING])
def test_a_restore_that_is_cancelled_leaves_an_empty_folder_to_begin_anew(
    kept: Kept, tmp_path: Path, step: BackupStep
) -> None:
    entrance = DeskEntrance(tmp_path / "again", costs=CHEAP)
    follow = Stopping(step)
    assert refusal(lambda: entrance.restore(kept.file, kept.plan(), follow=follow.follow)) == "backup_stopped"
    assert not entrance.is_set_up()
    assert list((tmp_path / "again").iterdir()) == []
    restored(kept, tmp_path / "again")[0].close()


def test_progress_goes_from_nothing_to_the_whole_in_each_step(kept: Kept, tmp_path: Path) -> None:
    told: list[BackupProgress] = []
    follow = Follow(told=told.append)
    entrance = DeskEntrance(tmp_path / "again", costs=CHEAP)
    back, found = entrance.restore(kept.file, kept.plan(), follow=follow)
    assert [step for step in BackupStep if any(one.step is step for one in told)] == [
        BackupStep.UNPACKING,
        BackupStep.OPENING,
        BackupStep.CHECKING,
    ]
    unpacked = [one for one in told if one.step is BackupStep.UNPACKING]
    assert unpacked[0].done == 0
    assert [one.done for one in unpacked] == sorted(one.done for one in unpacked)
    assert 0 < unpacked[-1].done <= unpacked[-1].total
    assert (back.desk.series, back.login, back.complaints, found.complaints) == ("A2", "siti", 1, 1)
    entrance.close()


def test_a_backup_tells_of_itself_once_the_code_fits(kept: Kept, tmp_path: Path) -> None:
    entrance = DeskEntrance(tmp_path / "again", costs=CHEAP)
    seen = entrance.look_into(kept.file, kept.code)
    assert (seen.agency_code, seen.series, seen.complaints) == ("AWS", "AWS-A", 1)
    assert refusal(lambda: entrance.look_into(kept.file, RecoveryCode.new())) == "recovery_code_wrong"
    assert refusal(lambda: entrance.look_into(tmp_path / "absent", kept.code)) == "backup_missing"


class Stopping:
    """Follows, and wants no more once a step has begun."""

    def __init__(self, step: BackupStep) -> None:
        self._step = step
        self._seen = False
        self.follow = Follow(told=self._told, stop=lambda: self._seen)

    def _told(self, progress: BackupProgress) -> None:
        self._seen = self._seen or progress.step is self._step
