"""Files beside the form, in a case and opened, drawn to build/looks/: no word is cut, nothing scrolls."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.draft import Draft
from tests.files import a_docx, a_pdf, a_photo
from tests.looks.test_entry_looks import VISIT, Screen
from tests.ui.house import in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.preview import PreviewDialog
from ui.pages.case_page import CasePage
from ui.widgets.attachments_panel import AttachmentsPanel

LOOKS = Path(__file__).resolve().parents[2] / "build" / "looks"


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Iterator[PageDesk]:
    with in_english(), page_desk(tmp_path / "desk") as made:
        yield made


@pytest.mark.parametrize(
    ("language", "dark", "scale"), [("id", False, 1.0), ("id", True, 1.0), ("en", False, 1.0), ("en", False, 1.5)]
)
def test_files_beside_the_form_in_the_case_and_opened(
    qtbot, desk: PageDesk, language: str, dark: bool, scale: float
) -> None:
    screen = Screen(qtbot, desk, language, dark=dark, scale=scale)
    screen.fill(VISIT)
    (panel,) = (one for one in screen.entry.side.panels if isinstance(one, AttachmentsPanel))
    attach, officer = desk.session.services.attach, desk.session.officer
    draft = Draft(id=panel._draft.id, values=screen.entry.form.values())
    for content, name in ((a_photo(), "foto-antrean.jpg"), (a_pdf(3), "resep.pdf"), (a_docx(), "surat warga.docx")):
        held = attach(officer, draft, attach.seal(officer, content, name))
    panel.model.show_files(held)
    panel._say_usual()
    screen.shot("entry-files")
    if scale == 1.0:
        bar = screen.entry.side.parentWidget().parentWidget().verticalScrollBar()
        assert bar.maximum() == 0
    panel.go_in()
    panel.files.leaving = 0
    screen.shot("entry-files-leaving")
    PreviewDialog(screen.entry._ctx, held[1], parent=screen.window).open()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.view.pages == 3, timeout=20_000)
    screen.settle()
    assert dialog.grab().save(str(LOOKS / f"preview-{screen.name}.png"))
    dialog.reject()

    recorded = desk.session.services.register_complaint(officer, draft)
    screen.window.open_case(recorded.id)
    page = screen.window.page("case")
    assert isinstance(page, CasePage)
    qtbot.waitUntil(lambda: len(page.sheet.files.model.files) == 3, timeout=20_000)
    screen.shot("case-files")
    screen.end()
