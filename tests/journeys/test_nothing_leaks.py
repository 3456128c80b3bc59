"""No planted NIK, name or text is readable in any file that a desk leaves behind, however it ended."""

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

NAME, NIK, PHONE, TEXT = "Zulkarnain Tertanam", "6472031205900007", "0812-9876-5432", "kwitansi ungu bernomor tujuh"
_AT_WORK = f"""
import sys
from pathlib import Path
from tests.desk import another, filed, open_desk, typed
from app.domain.access import Role
entrance, session = open_desk(Path(sys.argv[1]))
told = filed(entrance, session, name={NAME!r}, nik={NIK!r}, phone={PHONE!r}, text="Petugas memberi {TEXT}.")
filed(entrance, session, name={NAME!r}, nik={NIK!r}, secrecy="secret", text="Rahasia: {TEXT}.")
session.services.keep_draft(session.officer, typed(entrance, name={NAME!r}, nik={NIK!r}, text={TEXT!r}))
services = session.services
services.find_complaints(session.officer, "zulkarnain tert")
services.find_complaints(session.officer, "kwitansi ungu")
services.open_case.identity(session.officer, told.id, "menelepon balik")
services.issue_receipts.preview(session.officer, told.id)
services.issue_receipts(session.officer, [told.id], way="print")
services.verify_desk(session.officer)
print("at work", flush=True)
if sys.stdin.readline() == "end\\n":
    entrance.close()
"""


def readable_in(data: bytes) -> list[str]:
    """Give what of the planted can be read in the bytes, plain, in UTF-16, or inside compressed streams."""
    layers = [data, *_inflated(data)]
    planted = [NAME, NIK, PHONE, TEXT, *NAME.split()]
    return [
        word
        for layer in layers
        for word in planted
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if word.encode(encoding) in layer or word.lower().encode(encoding) in layer
    ]


def _inflated(data: bytes) -> list[bytes]:
    found = []
    for start in (m.start() for m in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", data)):
        unpacker = zlib.decompressobj(wbits=47)
        try:
            found.append(unpacker.decompress(data[start:], 1_000_000))
        except zlib.error:
            continue
    return found


@pytest.mark.parametrize("ending", ["end\n", "kill"])
def test_nothing_planted_is_readable_after_an_end_or_a_kill(tmp_path: Path, ending: str) -> None:
    home = tmp_path / "home"
    places = {
        name: str(home / name.lower()) for name in ("TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    }
    for place in places.values():
        Path(place).mkdir(parents=True)
    desk = home / "desk"
    child = subprocess.Popen(
        [sys.executable, "-c", _AT_WORK, str(desk)],
        env={**os.environ, **places, "HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=home,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        assert child.stdout.readline() == "at work\n"
        if ending == "kill":
            child.kill()
        else:
            child.stdin.write(ending)
            child.stdin.flush()
    files = [file for file in home.rglob("*") if file.is_file()]
    assert desk / "loket.db" in files
    assert {str(file): readable_in(file.read_bytes()) for file in files if readable_in(file.read_bytes())} == {}


def test_the_scan_sees_what_is_hidden_in_a_compressed_stream() -> None:
    assert readable_in(b"x" * 10 + zlib.compress(NAME.encode()) + b"y") != []
    assert readable_in(NIK.encode("utf-16-le")) != []
    assert readable_in(os.urandom(4096)) == []
