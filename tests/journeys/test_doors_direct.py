"""A counter sends to LAPOR! by itself, set up in the window alone: the access, a missing number, the report there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.complaint import Forwarder
from app.domain.task import TaskKind
from tests.desk import filed
from tests.lapor.profile import profile_file, secrets_file
from tests.lapor.stand_in import LaporStandIn
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.direct import DirectDialog
from ui.dialogs.mapping import MappingDialog
from ui.pages.sync_page import SyncPage


@pytest.fixture
def lapor() -> Iterator[LaporStandIn]:
    stand_in = LaporStandIn().start()
    yield stand_in
    stand_in.close()


@pytest.fixture
def desk(qapp, tmp_path: Path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk") as made:
        yield made


def test_an_admin_sets_the_counter_up_and_types_what_is_missing(
    qtbot, desk: PageDesk, lapor: LaporStandIn, tmp_path: Path
) -> None:
    services, officer = desk.session.services, desk.session.officer
    profile = profile_file(tmp_path, lapor.url)
    profile.write_text(profile.read_text("utf-8").replace('"" = "21"', '"lain" = "21"'), "utf-8")
    dialog = DirectDialog(desk.ctx)
    qtbot.addWidget(dialog)
    dialog.profile.set_value(str(profile))
    dialog.secrets.set_value(str(secrets_file(tmp_path)))
    dialog.keep.click()
    desk.settle(qtbot)
    assert lapor.url in dialog.facts.values["access"].text(), dialog.banner.accessibleDescription()
    services.manage_desk.settings(officer, forwarder=Forwarder.DESK)
    told = filed(desk.entrance, desk.session)
    sync(desk)
    page = SyncPage(desk.ctx)
    qtbot.addWidget(page)
    page.start()
    desk.settle(qtbot)
    page.table.choose(1)
    task = page.model.task(1)
    assert task is not None
    assert task.kind is TaskKind.FORWARD_UNMAPPED
    assert "Kategori Kesehatan" in page.to_do.text()
    page.open_button.click()
    mapping = page.findChild(MappingDialog)
    assert isinstance(mapping, MappingDialog)
    desk.settle(qtbot)
    assert [line.head for line in mapping.model.lines] == ["Kesehatan"]
    mapping.target.setText("33")
    mapping.keep.click()
    desk.settle(qtbot)
    mapping.reject()
    assert "F9" in page.banner.accessibleDescription()
    sync(desk)
    assert lapor.stored() == {told.number: 1}
    assert all(one.kind is not TaskKind.FORWARD_UNMAPPED for one in services.work_off_tasks.waiting(officer))
    dialog.look()
    desk.settle(qtbot)
    assert "missing" not in dialog.facts.values["mapped"].text()


def sync(desk: PageDesk) -> None:
    services = desk.session.services
    services.sync(desk.session.officer, progress=lambda progress: None, stop=lambda: False)
