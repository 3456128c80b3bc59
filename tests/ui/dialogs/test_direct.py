"""Straight to LAPOR! in the window: an access taken in from two files, shown without secrets, mapped and removed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain.errors import AppError, UserProblem
from app.domain.lapor import MapList
from app.domain.lapor_mapping import MapRow
from app.services import AccessSeen, MapSeen
from tests.desk import with_journeys
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.dialogs.direct import DirectDialog
from ui.dialogs.mapping import MappingDialog

SEEN = AccessSeen(
    name="contoh",
    address="https://lapor.example",
    kept_at=COUNTER_TIME,
    officer_name="Siti Rahmawati",
    tried_at=None,
    problem=None,
    mapped={MapList.AGENCY: 2, MapList.CATEGORY: 31, MapList.AREA: 0},
    held=1,
    waiting=4,
)


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


class Access:
    """Stands for the journey of the access."""

    def __init__(self, seen: AccessSeen | None = None, problem: AppError | None = None) -> None:
        self.now, self.problem = seen, problem
        self.taken: list[tuple[Path, Path]] = []

    def seen(self, actor: object) -> AccessSeen | None:
        return self.now

    def set_up(self, actor: object, profile: Path, secrets: Path) -> None:
        self.taken.append((profile, secrets))
        if self.problem is not None:
            raise self.problem
        self.now = SEEN

    def forget(self, actor: object) -> None:
        self.now = None


class Mapping:
    """Stands for the journey of mapping; two agencies, one of which reports wait for."""

    def __init__(self, problem: AppError | None = None, *, lacking: bool = True) -> None:
        self.problem, self.targets = problem, {"aws": "" if lacking else "7", "dishub": "3"}
        self.lacks = {"aws"} if lacking else set()
        self.typed: list[tuple[MapList, str, str]] = []

    def __call__(self, actor: object, of: MapList, id: str, target: str) -> None:
        if self.problem is not None:
            raise self.problem
        self.typed.append((of, id, target))
        self.targets[id] = target
        self.lacks.discard(id)

    def seen(self, actor: object) -> MapSeen:
        rows = tuple(
            MapRow(
                list=MapList.AGENCY,
                id=id,
                name={"aws": "RSUD AWS", "dishub": "Dinas Perhubungan"}[id],
                target=target,
                held=2 if id in self.lacks else 0,
            )
            for id, target in self.targets.items()
        )
        other: dict[MapList, tuple[MapRow, ...]] = dict.fromkeys(MapList, ())
        classes = (MapRow(list=MapList.CLASSIFICATION, id="wbs", name="wbs", target="", held=0),)
        lists = {**other, MapList.AGENCY: rows, MapList.CLASSIFICATION: classes}
        return MapSeen(lacking=tuple(row for row in rows if row.held), lists=lists)


def shown(qtbot: Any, dialog: Any, desk: PageDesk) -> None:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    desk.settle(qtbot)


def opened(qtbot, desk: PageDesk, access: Access, mapping: Mapping | None = None) -> DirectDialog:
    session = with_journeys(desk.session, direct_desk=access, map_for_lapor=mapping or Mapping())
    dialog = DirectDialog(replace(desk.ctx, session=session))
    shown(qtbot, dialog, desk)
    return dialog


def test_two_files_are_taken_in_and_what_they_say_is_shown(qtbot, desk: PageDesk) -> None:
    access = Access()
    dialog = opened(qtbot, desk, access)
    assert dialog.none.isVisible()
    assert not dialog.map.isEnabled()
    QTest.keyClicks(dialog.profile, "/media/usb/lapor.toml")
    QTest.keyClick(dialog.profile, Qt.Key.Key_Return)
    dialog.secrets.setFocus()
    QTest.keyClicks(dialog.secrets, "/media/usb/rahasia.toml")
    with qtbot.waitSignal(dialog.changed):
        QTest.keyClick(dialog.secrets, Qt.Key.Key_Return)
    desk.settle(qtbot)
    assert access.taken == [(Path("/media/usb/lapor.toml"), Path("/media/usb/rahasia.toml"))]
    values = {name: one.text() for name, one in dialog.facts.values.items()}
    assert values["access"] == "contoh at https://lapor.example"
    assert values["kept"] == "23-11-2026 09.41, Siti Rahmawati"
    assert values["mapped"] == "Instansi 2, Kategori 31. 1 id(s) missing: reports wait for them."
    assert "not yet" in values["last"]
    assert "4 report(s) wait" in values["last"]
    assert "Delete the secrets file" in dialog.banner.accessibleDescription()
    assert dialog.secrets.value() == ""


@pytest.mark.parametrize(
    ("problem", "field"),
    [
        (UserProblem("lapor_profile_unreadable", file="x"), "direct_profile"),
        (UserProblem("lapor_profile_wrong", file="x", key="paths.report"), "direct_profile"),
        (UserProblem("lapor_secrets_unreadable", file="x"), "direct_secrets"),
        (UserProblem("lapor_secret_missing", key="token"), "direct_secrets"),
    ],
)
def test_what_is_wrong_with_a_file_stands_at_its_field(qtbot, desk: PageDesk, problem: AppError, field: str) -> None:
    dialog = opened(qtbot, desk, Access(problem=problem))
    dialog.profile.setText("a")
    dialog.secrets.setText("b")
    dialog.keep.click()
    desk.settle(qtbot)
    assert [name for name, one in dialog.fields.items() if one.error()] == [field]
    assert dialog.banner.isVisible()
    assert dialog.keep.isEnabled()


def test_both_files_are_needed(qtbot, desk: PageDesk) -> None:
    access = Access()
    dialog = opened(qtbot, desk, access)
    dialog.keep.click()
    assert all(field.error() for field in dialog.fields.values())
    assert dialog.profile.hasFocus()
    assert access.taken == []


def test_a_file_is_chosen_from_the_stick(qtbot, desk: PageDesk) -> None:
    dialog = opened(qtbot, desk, Access())
    dialog.findChild(type(dialog.keep), "direct_secrets_choose").click()
    chooser = QApplication.activeModalWidget()
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit("/media/usb/rahasia.toml")
    chooser.reject()
    assert dialog.secrets.value() == "/media/usb/rahasia.toml"


def test_the_access_is_removed_only_on_a_second_word(qtbot, desk: PageDesk) -> None:
    access = Access(SEEN)
    dialog = opened(qtbot, desk, access)
    dialog.forget.click()
    assert access.now is SEEN
    with qtbot.waitSignal(dialog.changed):
        dialog.banner.action_wanted.emit()
    desk.settle(qtbot)
    assert access.now is None
    assert dialog.none.isVisible()
    assert not dialog.forget.isEnabled()


def test_a_run_that_failed_says_why(qtbot, desk: PageDesk) -> None:
    failed = replace(SEEN, tried_at=COUNTER_TIME, problem="server_timeout")
    dialog = opened(qtbot, desk, Access(failed))
    assert "23-11-2026 09.41: " in dialog.facts.values["last"].text()


# ---- mapping ----


def mapping(qtbot, desk: PageDesk, journey: Mapping) -> MappingDialog:
    dialog = MappingDialog(replace(desk.ctx, session=with_journeys(desk.session, map_for_lapor=journey)))
    shown(qtbot, dialog, desk)
    return dialog


def test_what_holds_reports_back_comes_first_and_is_typed_by_keys_alone(qtbot, desk: PageDesk) -> None:
    journey = Mapping()
    dialog = mapping(qtbot, desk, journey)
    assert [line.head for line in dialog.model.lines] == ["RSUD AWS"]
    assert dialog.model.lines[0].badge == "2 report(s) wait"
    assert dialog.list.hasFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.target.hasFocus()
    QTest.keyClicks(dialog.target, "77")
    QTest.keyClick(dialog.target, Qt.Key.Key_Return)
    desk.settle(qtbot)
    assert journey.typed == [(MapList.AGENCY, "aws", "77")]
    assert dialog.model.lines == ()
    assert "has its number" in dialog.empty.text()


def test_a_whole_list_is_found_by_typing_and_gone_through_row_by_row(qtbot, desk: PageDesk) -> None:
    journey = Mapping(lacking=False)
    dialog = mapping(qtbot, desk, journey)
    assert dialog.which.value() == "agency"
    assert [line.note for line in dialog.model.lines] == ["7", "3"]
    dialog.typed.setText("perhub din")
    assert [line.head for line in dialog.model.lines] == ["Dinas Perhubungan"]
    dialog.typed.setText("nichts")
    assert dialog.empty.isVisible()
    assert not dialog.keep.isEnabled()
    dialog.typed.clear()
    dialog.list.choose(0)
    dialog.target.setText("8")
    dialog.keep.click()
    desk.settle(qtbot)
    assert dialog.target.value() == "3"
    assert dialog.target.hasFocus()


def test_classes_are_shown_by_their_words(qtbot, desk: PageDesk) -> None:
    dialog = mapping(qtbot, desk, Mapping())
    dialog.which.set_value("classification")
    assert dialog.model.lines[0].head == "Pelaporan pelanggaran (WBS)"
    assert dialog.model.lines[0].note == "–"


def test_a_number_that_is_none_is_said_at_the_field(qtbot, desk: PageDesk) -> None:
    dialog = mapping(qtbot, desk, Mapping(UserProblem("mapping_target_wrong")))
    dialog.target.setText("7/8")
    dialog.keep.click()
    desk.settle(qtbot)
    assert dialog.field.error()
    assert dialog.target.hasFocus()
    assert dialog.keep.isEnabled()


def test_esc_leaves_the_number_first_and_the_dialog_then(qtbot, desk: PageDesk) -> None:
    dialog = mapping(qtbot, desk, Mapping())
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    QTest.keyClick(dialog.target, Qt.Key.Key_Escape)
    assert dialog.list.hasFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_mapping_opens_from_the_access_and_what_it_did_is_shown_after(qtbot, desk: PageDesk) -> None:
    access = Access(SEEN)
    dialog = opened(qtbot, desk, access)
    dialog.map.click()
    inner = QApplication.activeModalWidget()
    assert isinstance(inner, MappingDialog)
    access.now = replace(SEEN, held=0)
    desk.settle(qtbot)
    inner.reject()
    desk.settle(qtbot)
    assert dialog.facts.values["mapped"].text() == "Instansi 2, Kategori 31"
