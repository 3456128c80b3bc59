"""The server dies while a file comes in: afterwards it goes on at the byte it said, and is whole, once."""

import hashlib
import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.adapters.central.uploads import PIECE_BYTES, Uploads
from app.domain.attachment import AttachmentId
from app.domain.centre import OutgoingFile
from app.domain.errors import NetworkProblem
from app.domain.ids import ComplaintId, new_id
from app.pusat.bodies import read_body
from db.pusat.store import open_store
from db.pusat.tables_files import files, pieces
from tests.builders import NOON
from tests.faults.scene import RealDesk, ServerProcess

CONTENT = os.urandom(PIECE_BYTES * 2 + 12_345)


def bring(desk: RealDesk, file: OutgoingFile) -> list[int]:
    """Bring the file and give how far it was said to be, answer by answer."""
    with desk.units() as unit:
        centre = unit.centre.centre()
    assert centre is not None
    heard: list[int] = []
    uploads = Uploads(desk.gateway.line_to, sleep=lambda _: None)
    assert uploads.upload(centre, file, bytes_per_s=None, told=lambda done, _: heard.append(done), stop=lambda: False)
    return heard


@pytest.mark.slow
@pytest.mark.parametrize(
    ("point", "nth", "kept"),
    [
        ("begin.before_commit", 1, 0),
        ("begin.after_commit", 1, 0),
        ("piece.before_commit", 1, 0),
        ("piece.after_commit", 2, 2 * PIECE_BYTES),
        ("piece.before_commit", 3, 2 * PIECE_BYTES),
        ("piece.after_commit", 3, len(CONTENT)),
    ],
)
def test_a_server_killed_at_any_step_of_a_file_goes_on_where_it_was(
    tmp_path: Path, point: str, nth: int, kept: int
) -> None:
    url, keys = f"sqlite:///{tmp_path / 'pusat.db'}", tmp_path / "keys"
    (tmp_path / "desk").mkdir()
    desk = RealDesk(tmp_path / "desk")
    file = OutgoingFile(
        id=AttachmentId(new_id(NOON)),
        complaint_id=ComplaintId(new_id(NOON)),
        content=CONTENT,
        sha256=hashlib.sha256(CONTENT).hexdigest(),
    )
    with ServerProcess(url, keys, dies=(point, nth)) as server:
        desk.connect(f"http://127.0.0.1:{server.port}", url)
        with pytest.raises(NetworkProblem):
            bring(desk, file)
    with ServerProcess(url, keys) as server:
        desk.move_centre(f"http://127.0.0.1:{server.port}")
        heard = bring(desk, file)
        assert (heard[0], heard[-1]) == (kept, len(CONTENT))
        assert bring(desk, file) == [len(CONTENT)]
    store = open_store(url, read_body)
    assert b"".join(store.files.pieces(file.id)) == CONTENT
    with store.engine.connect() as connection:
        assert connection.execute(sa.select(files.c.id, files.c.completed_at.is_not(None))).all() == [(file.id, True)]
        stored = connection.execute(sa.select(sa.func.sum(sa.func.length(pieces.c.content)))).scalar_one()
    assert stored == len(CONTENT)
    store.close()
