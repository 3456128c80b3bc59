"""The script of the demo: a desk opens, two complaints are typed, a register is taken in, a cable pulled, all synced.

Everything is done as people do it: keys into the real window, the command line beside it, a server process of its own.
At the end desk, paper and server are compared; whatever disagrees is a problem in the summary.
"""

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.bootstrap import DeskEntrance
from app.demo.cable import Cable
from app.demo.server import Server, loket
from app.domain.errors import AppError
from app.paths import resources
from app.services import DeskPlan, Session
from app.texts import Texts

if TYPE_CHECKING:
    from ui.application import Desktop
    from ui.keyboard import Keyboard

PLAN: Final = DeskPlan(
    agency="RSUD AWS",
    counter="A",
    phone="(0541) 000-000",
    login="siti",
    full_name="Siti Rahmawati",
    nip="19900101 201503 2 000",
    phrase="kapal layar pulau tenang",
    pin="508317",
)
WALK_IN: Final = {
    "nik": "6472031205900007",
    "name": "Budi Santoso",
    "phone": "081255501234",
    "address": "Jl. Gerilya Gg. Keluarga RT 24",
    "area": "sungai pinang dal",
    "title": "Antrean obat RSUD lebih dari empat jam",
    "text": "Saya antre obat dari jam 08.00 sampai 12.30, nomor antrean A-114. Petugas bilang sistem lambat. "
    "Ibu saya lansia dan tidak ada kursi prioritas.",
    "event_on": "kemarin",
    "place": "Apotek rawat jalan",
    "category": "pelayanan obat",
    "agency": "rsud aw",
}
CALL: Final = {
    "phone": "081355507788",
    "name": "Rina Wulandari",
    "text": "Saya ambil hasil rontgen anak saya, kata petugas belum jadi, padahal dijanjikan Rabu. "
    "Saya datang lagi Sabtu, loket tutup tanpa pengumuman.",
    "title": "Hasil rontgen anak terlambat",
    "category": "fasyankes",
    "agency": "rsud aw",
    "event_on": "kemarin",
    "place": "Loket radiologi lantai 1",
}


@dataclass(slots=True, kw_only=True)
class Summary:
    """What the demo leaves in ``summary.json``."""

    numbers: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    written: int = 0
    centre: int = 0
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def as_json(self) -> str:
        """Give one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    def as_text(self) -> str:
        """Give a few lines for people."""
        count = f"{self.written} aduan di loket, {self.centre} di server, {len(self.receipts)} tanda terima"
        return "\n".join([f"{count}, {self.seconds:.0f} detik", *(f"MASALAH: {problem}" for problem in self.problems)])


def play(out: Path, words: Texts) -> Summary:
    """Play the demo into a folder and give its summary; a step that fails ends it with the step as a problem."""
    out.mkdir(parents=True, exist_ok=True)
    summary, began = Summary(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="loket-demo-") as aside:
        folder = Path(aside)
        (folder / "pusat").mkdir()
        try:
            with Server(folder / "pusat") as server, _cable(server.port) as cable:
                _Play(out, folder / "desk", server, cable, words, summary).run()
        except (AppError, RuntimeError, OSError, ValueError, AssertionError) as error:
            summary.problems.append(f"{type(error).__name__}: {error}")
    summary.seconds = round(time.monotonic() - began, 1)
    (out / "summary.json").write_text(summary.as_json() + "\n", encoding="utf-8")
    return summary


@contextmanager
def _cable(target: int) -> Iterator[Cable]:
    cable = Cable(target)
    try:
        yield cable
    finally:
        cable.close()


class _Play:
    """One performance."""

    def __init__(self, out: Path, desk: Path, server: Server, cable: Cable, words: Texts, summary: Summary) -> None:
        self._out, self._desk, self._server, self._cable = out, desk, server, cable
        self._words, self._summary = words, summary
        self._shots = 0

    def run(self) -> None:
        """Play all acts."""
        self._set_up()
        with self._window() as (desktop, keys):
            self._sign_in(desktop, keys)
            self._walk_in(desktop, keys)
            self._call(desktop, keys)
            self._register()
            self._find(desktop, keys)
            self._sync(desktop, keys)
            self._compare(desktop)

    def _set_up(self) -> None:
        entrance = DeskEntrance(self._desk)
        desk = entrance.set_up(PLAN)
        desk.confirm(desk.recovery_code.written())
        entrance.close()
        code = self._server.enrol(PLAN.agency, PLAN.counter)
        self._beside("connect", "--url", f"http://127.0.0.1:{self._cable.port}", "--code", code)

    @contextmanager
    def _window(self) -> "Iterator[tuple[Desktop, Keyboard]]":
        from ui.application import open_desktop
        from ui.keyboard import Keyboard

        keys = Keyboard()
        desktop = open_desktop(lambda: DeskEntrance(self._desk), self._desk)
        ended: list[bool] = []
        desktop.closed.connect(lambda: ended.append(True))
        played = False
        try:
            yield desktop, keys
            played = True
        finally:
            if not played:
                keys.shot(desktop.shell, self._out / "problem.png")
            desktop.close()
            keys.wait(lambda: ended, "the window closed")

    def _sign_in(self, desktop: "Desktop", keys: "Keyboard") -> None:
        keys.wait(
            lambda: desktop.sign_in.isVisible() and desktop.sign_in.phrase.hasFocus(), "sign-in asks for the phrase"
        )
        self._shot(desktop, keys, "sign-in")
        keys.write(PLAN.phrase)
        keys.press("Return")
        keys.go_to("pin")
        keys.write(PLAN.pin)
        keys.press("Return")
        keys.wait(lambda: desktop.window is not None and desktop.window.current() == "entry", "the entry page opened")

    def _walk_in(self, desktop: "Desktop", keys: "Keyboard") -> None:
        keys.go_to("identity")
        keys.press("T")
        keys.go_to("secrecy")
        keys.press("B")
        keys.go_to("notice")
        keys.press("Space")
        self._fill(keys, WALK_IN)
        self._shot(desktop, keys, "entry")
        keys.press("Ctrl+Return")
        self._saved(desktop, keys, "saved")
        keys.press("Escape")
        keys.wait(lambda: self._page(desktop) == "entry", "the next empty form")

    def _call(self, desktop: "Desktop", keys: "Keyboard") -> None:
        keys.go_to("channel", key="Shift+Tab")
        keys.write("tele")
        keys.press("Return")
        self._fill(keys, {name: CALL[name] for name in ("phone", "name")})
        keys.go_to("identity")
        keys.press("A")
        keys.go_to("secrecy")
        keys.press("B")
        keys.go_to("notice")
        keys.press("Space")
        self._fill(keys, {name: text for name, text in CALL.items() if name not in ("phone", "name")})
        self._shot(desktop, keys, "phone")
        keys.press("Ctrl+S")
        self._saved(desktop, keys, "phone-saved")
        keys.press("Escape")

    def _fill(self, keys: "Keyboard", typed: dict[str, str]) -> None:
        for name, text in typed.items():
            keys.go_to(name)
            keys.write(text)
            if name in ("area", "category", "agency"):
                keys.press("Return")

    def _saved(self, desktop: "Desktop", keys: "Keyboard", shot: str) -> None:
        """Look at what stands saved, and keep the receipt as a PDF with its key; the demo answers the file dialog."""
        keys.wait(lambda: self._page(desktop) == "saved", "the complaint was saved")
        from ui.pages.saved_page import SavedPage
        from ui.widgets.sheet_view import SheetView

        page = desktop.window.page("saved") if desktop.window else None
        assert isinstance(page, SavedPage)
        sheet = page.findChild(SheetView)
        assert sheet is not None
        keys.wait(sheet.has_sheet, "the receipt is shown")
        files: list[Path] = []

        def chosen(name: str) -> Path:
            files.append(self._out / name)
            return files[-1]

        page.choose_file = chosen  # type: ignore[method-assign]
        keys.press("F")
        keys.wait(lambda: files and files[0].exists(), "the receipt was saved")
        self._summary.receipts.append(files[0].name)
        keys.wait(sheet.has_sheet, "the receipt is shown as the next copy")
        self._shot(desktop, keys, shot)

    def _register(self) -> None:
        lines = self._beside("intake", str(resources() / "demo" / "register-contoh.csv"), "--json")
        result = json.loads(lines.splitlines()[-1])
        if result["refused"] or result["duplicates"]:
            self._summary.problems.append(f"register: {result}")

    def _find(self, desktop: "Desktop", keys: "Keyboard") -> None:
        keys.press("F3")
        keys.wait(lambda: self._page(desktop) == "list", "the list opened")
        keys.go_to("search")
        keys.write("antre obat")
        page = desktop.window.page("list")  # type: ignore[union-attr]
        keys.wait(lambda: page.rows_shown() == 2, "the search shows both")  # type: ignore[union-attr]
        self._shot(desktop, keys, "list")

    def _sync(self, desktop: "Desktop", keys: "Keyboard") -> None:
        services, officer = self._session(desktop).services, self._session(desktop).officer
        keys.press("F6")
        keys.wait(lambda: self._page(desktop) == "sync", "the sync page opened")
        page = desktop.window.page("sync")  # type: ignore[union-attr]
        self._cable.pull_inside_answer()
        keys.press("F9")
        keys.wait(lambda: self._cable.cuts and not page.running, "the pulled cable was noticed")  # type: ignore[union-attr]
        self._shot(desktop, keys, "cable-pulled")
        if not services.desk_status(officer).sync.only_here:
            self._summary.problems.append("the cable was pulled and nothing noticed it")
        self._cable.plug_in()
        keys.press("F9")
        keys.wait(lambda: services.desk_status(officer).sync.only_here == 0 and not page.running, "everything arrived")  # type: ignore[union-attr]
        self._shot(desktop, keys, "synced")

    def _compare(self, desktop: "Desktop") -> None:
        session, said = self._session(desktop), self._summary.problems
        services, officer = session.services, session.officer
        rows = services.find_complaints(officer, limit=500).rows
        said += [f"verify: {f.code} {f.subject}" for f in services.verify_desk(officer).findings]
        held = {row["number"]: row for row in map(json.loads, self._server.export().splitlines())}
        self._summary.numbers = sorted(row.number for row in rows)
        self._summary.written, self._summary.centre = len(rows), len(held)
        if sorted(held) != self._summary.numbers:
            said.append("desk and server hold different numbers")
        frozen = {number: sha256 for number, _, _, sha256 in services.verify_desk.integrity.frozen()}
        said += [
            f"{n}: the server holds other bytes" for n, sha in frozen.items() if held.get(n, {}).get("sha256") != sha
        ]
        proof = services.prove(officer)
        if (proof.confirmed, proof.missing, proof.different) != (len(rows), 0, 0):
            said.append(f"proof: {proof.confirmed} confirmed, {proof.missing} missing, {proof.different} different")
        for row in rows:
            if f"{row.number}.pdf" in self._summary.receipts:
                continue
            issued = services.issue_receipts(officer, [row.id], way="pdf")
            file = self._out / f"{row.number}.pdf"
            file.write_bytes(issued.pdf)
            self._summary.receipts.append(file.name)
            if row.number not in _text_of(issued.pdf):
                said.append(f"{row.number}: its receipt does not say so")
        self._summary.receipts.sort()

    def _beside(self, *words: str) -> str:
        """Run a command beside the window, as support staff would, and give what it printed."""
        asked = [*loket(), *words, "--data-dir", str(self._desk), "--user", PLAN.login, "--pin-stdin"]
        done = subprocess.run(
            asked, input=f"{PLAN.phrase}\n{PLAN.pin}\n", capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode:
            raise RuntimeError(f"loket {words[0]}: {done.stderr.strip()}")
        return done.stdout

    def _session(self, desktop: "Desktop") -> Session:
        assert desktop.window is not None
        return desktop.window.session

    def _page(self, desktop: "Desktop") -> str:
        return desktop.window.current() if desktop.window else ""

    def _shot(self, desktop: "Desktop", keys: "Keyboard", name: str) -> None:
        self._shots += 1
        keys.shot(desktop.shell, self._out / f"{self._shots:02d}-{name}.png")


def _text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
