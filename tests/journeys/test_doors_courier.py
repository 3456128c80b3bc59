"""A connected office carries the parcel of a counter without a line, in the window, to a real server and back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.adapters.clock import system_now
from app.pusat.enrol_by_file import Asked, enrol_by_file
from app.pusat.office import counts, make_code
from app.pusat.serve import key_file
from tests.desk import PLAN, filed, open_desk
from tests.faults.scene import ServerProcess
from tests.ui.page_desk import PageDesk
from ui.dialogs.courier import CourierDialog
from ui.pages.sync_page import SyncPage


class Province:
    """A server, a counter that reaches it only by stick, and an office that has a line."""

    def __init__(self, folder: Path) -> None:
        self.keys = folder / "server"
        self.keys.mkdir()
        self.database = f"sqlite:///{self.keys / 'pusat.db'}"
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.far = PageDesk(*open_desk(folder / "far"))
        self.office = PageDesk(*open_desk(folder / "office", replace(PLAN, counter="B")))

    def enrol(self, port: int) -> None:
        """Enrol the far counter by file, the office by line."""
        by_file, officer = self.far.session.services.connect_by_file, self.far.session.officer
        request, answer = self.stick / "permintaan", self.stick / "jawaban"
        by_file.request(officer, request, code=str(self._code("A")))
        asked = Asked(raw=request.read_bytes(), agency="aws", counter="A", fingerprint=None, url="", ca_pem=None)
        answer.write_bytes(
            enrol_by_file(
                self.database, key_file(self.database, self.keys, self.keys), asked, system_now, who="uji"
            ).raw
        )
        by_file.answer(officer, answer)
        code = str(self._code("B"))
        self.office.session.services.connect(self.office.session.officer, url=f"http://127.0.0.1:{port}", code=code)

    def _code(self, counter: str) -> object:
        return make_code(self.database, agency="aws", counter=counter, ca_pem=None, clock=system_now)


@pytest.fixture
def province(qapp, tmp_path: Path) -> Iterator[Province]:
    made = Province(tmp_path)
    yield made
    made.far.close()
    made.office.close()


def test_a_parcel_goes_there_and_its_answer_comes_back(qtbot, province: Province) -> None:
    far = province.far
    filed(far.entrance, far.session)
    with ServerProcess(province.database, province.keys) as server:
        province.enrol(server.port)
        page = SyncPage(far.ctx)
        qtbot.addWidget(page)
        page.start()
        far.settle(qtbot)
        page.stick.choose_folder = lambda: province.stick  # type: ignore[method-assign]
        page.export_button.click()
        far.settle(qtbot)
        (parcel,) = province.stick.glob("kiriman-*.loket")
        dialog = CourierDialog(province.office.ctx)
        dialog.choose_files = lambda: [parcel]  # type: ignore[method-assign]
        qtbot.addWidget(dialog)
        dialog.choose.click()
        qtbot.waitUntil(dialog.choose.isEnabled, timeout=20_000)
        (answer,) = province.stick.glob("jawaban-*.loket")
        assert answer.name in dialog.model.lines[0].below
        assert counts(province.database)["complaints"] == 1
    page.stick.choose_file = lambda: answer  # type: ignore[method-assign]
    page.answer_button.click()
    far.settle(qtbot)
    standing = far.session.services.desk_status(far.session.officer)
    assert (standing.sync.confirmed, standing.sync.only_here) == (1, 0), page.banner.accessibleDescription()


def test_without_the_server_nothing_is_lost_and_it_is_said(qtbot, province: Province) -> None:
    with ServerProcess(province.database, province.keys) as server:
        province.enrol(server.port)
    far = province.far
    filed(far.entrance, far.session)
    far.session.services.export_parcel(far.session.officer, province.stick)
    (parcel,) = province.stick.glob("kiriman-*.loket")
    whole = parcel.read_bytes()
    dialog = CourierDialog(province.office.ctx)
    dialog.choose_files = lambda: [parcel]  # type: ignore[method-assign]
    qtbot.addWidget(dialog)
    dialog.choose.click()
    qtbot.waitUntil(dialog.choose.isEnabled, timeout=20_000)
    assert dialog.banner.accessibleName()
    assert dialog.model.lines == ()
    assert parcel.read_bytes() == whole
    assert list(province.stick.glob("jawaban-*.loket")) == []
