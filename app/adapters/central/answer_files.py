"""Answer files as they are put on a stick: named after their parcel, whole or not there."""

import os
import re
import secrets
from pathlib import Path
from typing import Final

from app.adapters.central.parcel_files import read_volume
from app.adapters.stick import writing_files

_VOLUME: Final = re.compile(r"-\d+dari\d+$")
_PARCEL: Final = "kiriman-"
_ANSWER: Final = "jawaban-"


def answer_name(parcel: Path) -> str:
    """Give the name of the answer to a parcel, by the name of any of its volumes."""
    stem = _VOLUME.sub("", parcel.stem)
    return f"{_ANSWER}{stem.removeprefix(_PARCEL)}{parcel.suffix}"


def keep_answer(file: Path, raw: bytes) -> Path:
    """Write an answer, in the place of an older one of the same parcel.

    Raises StorageProblem ``disk_full``, UserProblem ``file_unwritable``.
    """
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    with writing_files():
        try:
            with part.open("xb") as out:
                out.write(raw)
                out.flush()
                os.fsync(out.fileno())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    return file


class CourierFiles:
    """Fulfils CourierFiles of app.ports."""

    def read(self, path: Path) -> bytes:
        """Give the bytes of a volume."""
        return read_volume(path)

    def keep_answer(self, folder: Path, parcel: Path, raw: bytes) -> Path:
        """Write the answer beside others and give its file."""
        return keep_answer(folder / answer_name(parcel), raw)
