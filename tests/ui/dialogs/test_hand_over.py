"""The list of the handover: offered, taken back, accepted, each by one key; what is not offered shows no title."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.access import Role
from app.domain.draft import Draft
from app.domain.kept_draft import KeptDraft
from app.domain.officer import Officer
from tests.desk import another
from tests.translations import built_translations
from tests.ui.house import in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui import languages
from ui.dialogs.hand_over import HandOverDialog
from ui.models.drafts_model import DraftsModel


@pytest.fixture
def desk(qapp, tmp_path) -> Iterator[PageDesk]:
    with page_desk(tmp_path) as made:
        yield made


def keep(desk: PageDesk, officer: Officer, title: str) -> Draft:
    draft = Draft(id=desk.session.services.keep_draft.new_id(), values={"title": title, "secrecy": "plain"})
    desk.session.services.keep_draft(officer, draft)
    return draft


def opened(qtbot, desk: PageDesk, officer: Officer) -> HandOverDialog:
    dialog = HandOverDialog(replace(desk.ctx, session=replace(desk.session, officer=officer)))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    desk.settle(qtbot)
    return dialog


def press(qtbot, desk: PageDesk, key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)
    desk.settle(qtbot)


def lines(dialog: HandOverDialog) -> list[str]:
    return [str(dialog.model.index(row, 0).data()) for row in range(dialog.model.rowCount())]


def test_what_one_offers_another_accepts(qtbot, desk: PageDesk) -> None:
    siti, dewi = desk.session.officer, another(desk.session, Role.OFFICER)
    keep(desk, siti, "Antrean obat")
    (line,) = lines(opened(qtbot, desk, dewi))
    assert siti.full_name in line
    assert "Antrean" not in line
    giving = opened(qtbot, desk, siti)
    press(qtbot, desk, Qt.Key.Key_Return)
    assert giving.model.own()[0].handed_at is not None
    giving.close()
    taking = opened(qtbot, desk, dewi)
    assert "Antrean obat" in lines(taking)[0]
    with qtbot.waitSignal(taking.accepted_draft) as told:
        press(qtbot, desk, Qt.Key.Key_Return)
    (kept,) = told.args
    assert isinstance(kept, KeptDraft)
    assert [row.draft for row in taking.model.own()] == [kept.draft]


def test_all_are_offered_by_one_key_and_one_is_taken_back(qtbot, desk: PageDesk) -> None:
    siti = desk.session.officer
    for title in ("Antrean obat", "Parkir mahal"):
        keep(desk, siti, title)
    dialog = opened(qtbot, desk, siti)
    press(qtbot, desk, Qt.Key.Key_A)
    assert all(kept.handed_at for kept in dialog.model.own())
    press(qtbot, desk, Qt.Key.Key_Down)
    press(qtbot, desk, Qt.Key.Key_Return)
    assert [kept.handed_at is None for kept in dialog.model.own()] == [False, True]


def test_what_is_gone_meanwhile_is_a_sentence_and_the_list_is_new(qtbot, desk: PageDesk) -> None:
    siti = desk.session.officer
    draft = keep(desk, siti, "Antrean obat")
    dialog = opened(qtbot, desk, siti)
    desk.session.services.keep_draft.discard(siti, draft.id)
    press(qtbot, desk, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.empty.isVisible)
    assert dialog.banner.isVisible()


def test_nothing_can_be_done_with_what_is_not_offered(qtbot, desk: PageDesk) -> None:
    siti, dewi = desk.session.officer, another(desk.session, Role.OFFICER)
    keep(desk, siti, "Antrean obat")
    dialog = opened(qtbot, desk, dewi)
    assert not dialog.act.isVisible()
    press(qtbot, desk, Qt.Key.Key_Return)
    assert len(desk.session.services.keep_draft.at_hand(siti).own) == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_opens_in_both_languages(qtbot, qapp, desk: PageDesk, language: str) -> None:
    keep(desk, desk.session.officer, "Antrean obat")
    with in_english():
        languages.install(qapp, language, built_translations())
        dialog = opened(qtbot, desk, desk.session.officer)
        assert dialog.act.isVisible()
        assert ("Serahkan" in dialog.act.accessibleName()) == (language == "id")
        dialog.close()


def test_the_list_keeps_the_rules_of_item_models(qtbot, qtmodeltester, desk: PageDesk) -> None:
    siti, dewi = desk.session.officer, another(desk.session, Role.OFFICER)
    for officer in (siti, dewi):
        keep(desk, officer, "Antrean obat")
    model = DraftsModel(desk.ctx)
    qtmodeltester.check(model)
    model.show_drafts(desk.session.services.keep_draft.at_hand(siti))
    assert model.rowCount() == 2
    qtmodeltester.check(model)
