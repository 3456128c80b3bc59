"""Parcels that are carried to the server itself: taken in beside the running server, answers written to a folder."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.adapters.central.answer_files import answer_name, keep_answer
from app.adapters.central.parcel_files import read_volume
from app.domain.errors import UserProblem
from app.domain.parcel import key_id
from app.pusat.bodies import read_body
from app.pusat.keys import KeyRing, rotate_keys
from app.pusat.parcels import OPERATOR, Parcels
from app.pusat.requests import Refused
from app.pusat.service import Pusat
from db.pusat.store import open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class StickRow:
    """What became of a file: taken in, with the ``answer`` beside the last volume; or refused with a ``code``."""

    file: Path
    volume: int = 0
    volumes: int = 0
    missing: tuple[int, ...] = ()
    answer: Path | None = None
    code: str | None = None


def take_files(
    url: str, keys_at: Path, files: Sequence[Path], out: Path, clock: Callable[[], datetime]
) -> Iterator[StickRow]:
    """Take volumes in, one after the other; one that is refused stops no other.

    Raises UserProblem ``file_unwritable`` and the StorageProblems of store and keys.
    """
    store = open_store(url, read_body, must_exist=True)
    try:
        parcels = Parcels(pusat=Pusat.begin(store, KeyRing(keys_at, make=False), clock))
        for file in files:
            yield _taken(parcels, file, out)
    finally:
        store.close()


def rotate(url: str, keys_at: Path, clock: Callable[[], datetime], *, who: str) -> int:
    """Put new keys in use and give how many there are now, former ones included; a running server notices.

    Raises the StorageProblems of store and keys.
    """
    store = open_store(url, read_body, must_exist=True)
    try:
        Pusat.begin(store, KeyRing(keys_at, make=False), clock)  # never the keys of another database
        keys = rotate_keys(keys_at, clock())
        store.audit.note(clock(), "keys_rotated", keys.key_id, key_id(keys.sealing_public).hex(), who=who)
    finally:
        store.close()
    return len(keys.earlier) + 1


def _taken(parcels: Parcels, file: Path, out: Path) -> StickRow:
    try:
        taken = parcels.take(read_volume(file), brought_by=OPERATOR)
        answer = None if taken.missing else keep_answer(out / answer_name(file), parcels.answer(taken.parcel))
    except Refused as refused:
        return StickRow(file=file, code=refused.code)
    except UserProblem as problem:
        if not problem.code.startswith("parcel_"):
            raise
        return StickRow(file=file, code=problem.code)
    return StickRow(file=file, volume=taken.volume, volumes=taken.volumes, missing=tuple(taken.missing), answer=answer)
