"""New files of a scanner are proposed once they are whole; nothing that lay there before, and no waiting."""

import threading
from pathlib import Path

import pytest

from app.adapters.attachments import scans
from app.adapters.attachments.scans import ScanFolder
from tests.files import a_pdf


class Watcher:
    """A watched folder and a clock that moves by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.set_to, self.now = folder, str(folder), 0.0
        self.scans = ScanFolder(lambda: self.set_to, lambda: self.now)

    def names_after(self, seconds: float = 2.0) -> list[str]:
        self.scans.settle(20)
        self.now += seconds
        self.scans.new()
        self.scans.settle(20)
        found = [scan.name for scan in self.scans.new()]
        self.scans.settle(20)
        return found


@pytest.fixture
def watcher(tmp_path: Path) -> Watcher:
    made = Watcher(tmp_path)
    (tmp_path / "lama.pdf").write_bytes(a_pdf(1))
    made.names_after()
    return made


def test_a_new_scan_is_proposed_when_it_stands_still(watcher: Watcher) -> None:
    file = watcher.folder / "pindai-1.pdf"
    file.write_bytes(b"%PDF-")
    assert watcher.names_after() == []
    file.write_bytes(a_pdf(1))
    assert watcher.names_after() == []
    assert watcher.names_after() == ["pindai-1.pdf"]
    assert watcher.names_after() == ["pindai-1.pdf"]
    file.unlink()
    assert watcher.names_after() == []


def test_an_empty_or_hidden_file_or_one_of_another_kind_or_a_link_is_not_proposed(watcher: Watcher) -> None:
    for name, content in (("a.pdf", b""), (".b.pdf", b"x"), ("c.txt", b"x")):
        (watcher.folder / name).write_bytes(content)
    (watcher.folder / "d.pdf").symlink_to("/etc/hostname")
    watcher.names_after()
    assert watcher.names_after() == []


def test_without_a_folder_or_with_one_that_is_gone_nothing_is_proposed(watcher: Watcher) -> None:
    watcher.set_to = ""
    assert watcher.names_after() == []
    watcher.set_to = str(watcher.folder / "tidak-ada")
    assert watcher.names_after() == []


def test_a_folder_that_hangs_is_not_waited_for(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()

    def hangs(_: Path) -> list[tuple[str, int, int]]:
        goes_on.wait(20)
        return []

    monkeypatch.setattr(scans, "_listed", hangs)
    for _ in range(3):
        assert watcher.scans.new() == ()
    assert sum(thread.is_alive() and thread is watcher.scans._looking for thread in threading.enumerate()) == 1
    goes_on.set()
    watcher.scans.settle(20)
