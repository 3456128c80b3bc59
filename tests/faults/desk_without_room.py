"""A desk on a disk that fills up or turns read-only at every write, in a process of its own; prints one JSON line.

``python -m tests.faults.desk_without_room tmpfs|limit folder``: ``tmpfs`` mounts a small one over the folder, for which
the process must stand in a mount namespace of its own; ``limit`` lets no file grow (RLIMIT_FSIZE), which anybody may.
"""

import contextlib
import ctypes
import errno
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.draft import Draft
from app.domain.errors import AppError
from app.services import Session
from app.texts import LANGUAGES, texts
from tests.desk import CHEAP, PIN, PLAN, another, filed, open_desk, reopen, typed

_ROOM_KIB = 4096
_LEFT_KIB = (0, 4, 8, 16, 40, 100)
_PLANTED = ("Zulkarnain", "6472031205900007", "kwitansi ungu")
_REMOUNT, _READ_ONLY = 32, 1
_libc = ctypes.CDLL(None, use_errno=True)


def _mount(source: str, target: Path, kind: str, flags: int, options: str) -> None:
    if _libc.mount(source.encode(), bytes(target), kind.encode(), flags, options.encode()):
        raise OSError(ctypes.get_errno(), "mount")


class Tmpfs:
    """A file system of a few megabytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        _mount("tmpfs", folder, "tmpfs", 0, f"size={_ROOM_KIB}k")

    @contextlib.contextmanager
    def full(self, left_kib: int) -> Iterator[None]:
        """Leave only so much room."""
        filler = self._folder / "filler"
        with filler.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
            while True:
                stream.write(bytes(4096))
        size = filler.stat().st_size
        os.truncate(filler, max(size - left_kib * 1024, 0))
        try:
            yield
        finally:
            filler.unlink()

    @contextlib.contextmanager
    def read_only(self) -> Iterator[None]:
        """Let nothing be written; files that are open for writing refuse a remount, so a desk opens inside."""
        _mount("tmpfs", self._folder, "tmpfs", _REMOUNT | _READ_ONLY, "")
        try:
            yield
        finally:
            _mount("tmpfs", self._folder, "tmpfs", _REMOUNT, "")


class Limit:
    """No file may grow beyond a size; a stand-in for a full disk where no file system can be mounted."""

    def __init__(self, folder: Path) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    @contextlib.contextmanager
    def full(self, left_kib: int) -> Iterator[None]:
        """Let no file be longer than that."""
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (left_kib * 1024, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def attempt(act: Callable[[], object]) -> str:
    """Do something and give how it ended: "done", the code of a problem with words, else what is wrong with it."""
    try:
        act()
    except AppError as problem:
        told = "".join(traceback.format_exception(problem))
        if any(planted in told for planted in _PLANTED):
            return "leaks"
        if not all(problem.code in texts(language).tables["problem"] for language in LANGUAGES):
            return f"without words: {problem.code}"
        return problem.code
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"raw: {type(error).__name__} {place.filename.rsplit('/', 1)[-1]}:{place.lineno}"
    return "done"


def _planted(entrance: DeskEntrance, text: str) -> Draft:
    name, nik, words = _PLANTED
    return typed(entrance, name=f"{name} Tertanam", nik=nik, text=f"Ada {words}. {text}")


def acts(entrance: DeskEntrance, session: Session, n: int) -> dict[str, Callable[[], object]]:
    """Give everything that writes."""
    services, officer = session.services, session.officer
    id = services.find_complaints(officer, "", after=None, limit=1).rows[0].id
    return {
        "draft": lambda: services.keep_draft(officer, _planted(entrance, "antre lama " * 3000)),
        "complaint": lambda: services.register_complaint(
            officer, _planted(entrance, "Saya antre obat lama sekali. " * 40)
        ),
        "receipt": lambda: services.issue_receipts(officer, [id], way="pdf"),
        "identity": lambda: services.open_case.identity(officer, id, "menelepon balik"),
        "verify": lambda: services.verify_desk(officer),
        "officer": lambda: services.manage_desk.add_officer(
            officer, login=f"dewi{n}", full_name="Dewi Lestari", nip="", role=Role("petugas"), pin="835174"
        ),
        "sync": lambda: services.sync(officer, progress=lambda _: None, stop=lambda: False),
        "wrong pin": lambda: entrance.sign_in("joko", "999991"),
        "list": lambda: services.find_complaints(officer, "antre", after=None, limit=50),
    }


def run(kind: str, folder: Path) -> dict[str, object]:
    """Try everything with no room, a little room, and no right to write; then look whether all is whole."""
    room = Tmpfs(folder) if kind == "tmpfs" else Limit(folder)
    ends: dict[str, list[str]] = {}

    def note(what: str, act: Callable[[], object]) -> str:
        ends.setdefault(what, []).append(end := attempt(act))
        return end

    for left in _LEFT_KIB:
        aside = folder / f"set-up-{left}"
        with room.full(left):
            end = note("set-up", lambda aside=aside: open_desk(aside)[0].close())  # type: ignore[misc]
        if end != "done":
            entrance = DeskEntrance(aside, costs=CHEAP)
            if not entrance.is_set_up():
                desk = entrance.set_up(PLAN)
                desk.confirm(desk.recovery_code.written())
            entrance.close()
        reopen(aside)[0].close()
        _removed(aside)
    folder = folder / "desk"
    entrance, session = open_desk(folder)
    another(session, Role("petugas"), login="joko")
    given = [filed(entrance, session, text=f"Saya antre obat lama sekali, nomor {n}.").number for n in range(20)]
    for n, left in enumerate(_LEFT_KIB):
        for what, act in acts(entrance, session, n).items():
            with room.full(left):
                note(what, act)
    entrance.close()
    for left in _LEFT_KIB:
        with room.full(left):
            note("start", lambda: reopen(folder)[0].close())
    if isinstance(room, Tmpfs):
        with room.read_only():
            note("read-only: start", lambda: reopen(folder)[0].close())
            note("read-only: is set up", DeskEntrance(folder, costs=CHEAP).is_set_up)
            note("read-only: set-up", lambda: open_desk(folder.parent / "fresh"))
    entrance, session = reopen(folder)
    entrance.sign_in("siti", PIN)
    rows = session.services.find_complaints(session.officer, "", after=None, limit=200).rows
    findings = [f"{f.code} {f.subject}" for f in session.services.verify_desk(session.officer).findings]
    logins = [name.login for name in entrance.names()]
    officers = [officer.login for officer in session.services.manage_desk.officers(session.officer)]
    entrance.close()
    readable = {
        file.name
        for file in folder.parent.rglob("*")
        if file.is_file() and any(planted.encode() in file.read_bytes() for planted in _PLANTED)
    }
    return {
        "ends": ends,
        "readable": sorted(readable),
        "lost": sorted(set(given) - {row.number for row in rows}),
        "findings": findings,
        "numbers": sorted(row.number for row in rows),
        "left behind": sorted(p.name for p in folder.iterdir() if "partial" in p.name or p.name.startswith(".write")),
        "officers without a row": sorted(set(logins) - set(officers)),
    }


def _removed(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


if __name__ == "__main__":
    try:
        print(json.dumps(run(sys.argv[1], Path(sys.argv[2]))))
    except OSError as error:
        sys.exit(77 if error.errno in (errno.EPERM, errno.EACCES) and error.strerror == "mount" else repr(error))
