"""The panel of similar reports by itself: what it shows, in both languages, and when it asks the store."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.complaint import Status
from app.domain.draft import Draft
from app.domain.ids import ComplaintId
from app.domain.similar import Grade, Reason
from app.services import SimilarRow
from tests.desk import filed
from tests.ui.page_desk import PageDesk, page_desk
from ui.models.similar_model import SimilarModel
from ui.widgets.line_list import LINE, Line
from ui.widgets.similar_panel import SimilarPanel

ROW = SimilarRow(
    id=ComplaintId("019ab000-0000-7000-8000-0000000000bb"),
    number="AWS-A-26-001278-40",
    title="Obat lama keluar, antre sejak pagi",
    received_on=date(2026, 11, 20),
    status=Status.IN_PROGRESS,
    grade=Grade.VERY,
    reasons=(Reason.TITLE, Reason.PLACE, Reason.TEXT),
    takes={},
)


@pytest.fixture
def desk(tmp_path: Path, qapp):
    with page_desk(tmp_path / "desk") as made:
        yield made


def draft(**typed: str) -> Draft:
    return Draft(id=ComplaintId("019ab000-0000-7000-8000-0000000000aa"), values=typed)


def shown(qtbot, desk: PageDesk) -> SimilarPanel:
    panel = SimilarPanel(desk.ctx)
    qtbot.addWidget(panel)
    panel.begin(draft())
    return panel


def test_the_model_is_a_sound_model(qtmodeltester, desk: PageDesk) -> None:
    model = SimilarModel(desk.ctx)
    model.show_cases((ROW, ROW))
    qtmodeltester.check(model)
    line = model.index(0, 0).data(LINE)
    assert isinstance(line, Line)
    assert (line.head, line.below) == (ROW.title, "AWS-A-26-001278-40 · 20-11-2026")
    assert line.note == "similar title, same place, similar text"
    assert model.index(0, 0).data() == line.said()


def test_the_same_words_are_asked_for_once(qtbot, desk: PageDesk) -> None:
    filed(desk.entrance, desk.session)
    panel = shown(qtbot, desk)
    asked = []
    panel.look(draft(title="Antrean obat lama", phone="0812"))
    asked.append(panel._request)
    panel.look(draft(title="Antrean obat lama", phone="081255"))
    assert panel._request is asked[0]
    panel.look(draft(title="Antrean obat RSUD lebih dari lima jam"))
    assert panel._request is not asked[0]
    assert asked[0].cancelled
    desk.settle(qtbot)
    assert [row.number for row in panel.shown_rows()]
    panel.look(draft())
    assert panel.shown_rows() == ()
    assert panel.isHidden()


def test_a_draft_that_joined_comes_back_joined(qtbot, desk: PageDesk) -> None:
    panel = shown(qtbot, desk)
    panel.begin(draft(joins=ROW.number))
    assert panel.joined() == ROW.number
    assert not panel.isHidden()
    wanted = []
    panel.put_wanted.connect(wanted.append)
    assert panel.escape()
    assert wanted == [{"joins": ""}]
    assert not panel.escape()


def test_without_a_similar_report_the_key_says_what_to_do(qtbot, desk: PageDesk) -> None:
    panel = shown(qtbot, desk)
    said = []
    panel.said.connect(said.append)
    panel.go_on()
    assert len(said) == 1


def test_a_joined_number_never_makes_the_column_wider(qtbot, desk: PageDesk) -> None:
    panel = shown(qtbot, desk)
    before = panel.minimumSizeHint().width()
    panel.begin(draft(joins="BAPPENDALDA-Z-26-001278-40"))
    assert panel.minimumSizeHint().width() <= max(before, 300)
    assert "BAPPENDALDA-Z-26-001278-40" in panel.accessibleName()
