"""Files that come on a stick: read within their limit, or told with a code."""

from pathlib import Path

import pytest

from app.adapters.stick import read_file
from app.domain.errors import UserProblem


def test_a_file_is_read_up_to_its_limit_and_not_beyond(tmp_path: Path) -> None:
    file = tmp_path / "kiriman.loket"
    file.write_bytes(bytes(100))
    assert read_file(file, 100, beyond="parcel_not_one") == bytes(100)
    with pytest.raises(UserProblem, match="parcel_not_one"):
        read_file(file, 99, beyond="parcel_not_one")


@pytest.mark.parametrize("name", ["", "gone.loket"])
def test_a_folder_or_nothing_is_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserProblem, match="parcel_missing"):
        read_file(tmp_path / name, 100, beyond="parcel_not_one")
