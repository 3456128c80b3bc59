"""What a machine is known by: digests that tell it from others and tell nothing else."""

from pathlib import Path

import pytest

from app.adapters import machine
from app.adapters.machine import machine_marks
from app.domain.ids import DeviceId
from tests.builders import DEVICE_ID


@pytest.fixture
def id_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "machine-id"
    file.write_text("0123456789abcdef\n")
    monkeypatch.setattr(machine, "_ID_FILES", (tmp_path / "absent", file))
    monkeypatch.setattr(machine, "_disk", lambda folder: "")
    return file


def test_the_same_machine_gives_the_same_marks_and_another_others(tmp_path: Path, id_file: Path) -> None:
    first = machine_marks(tmp_path, DEVICE_ID)
    assert first == machine_marks(tmp_path / "elsewhere", DEVICE_ID)
    assert first.keys() == {"system"}
    id_file.write_text("fedcba9876543210\n")
    assert machine_marks(tmp_path, DEVICE_ID) != first


def test_marks_of_two_devices_cannot_be_compared(tmp_path: Path, id_file: Path) -> None:
    marks = machine_marks(tmp_path, DEVICE_ID)
    assert marks != machine_marks(tmp_path, DeviceId("another"))
    assert "0123456789abcdef" not in str(marks)


def test_what_cannot_be_read_is_left_out(tmp_path: Path, id_file: Path) -> None:
    id_file.unlink()
    id_file.mkdir()
    assert machine_marks(tmp_path, DEVICE_ID) == {}


def test_a_named_machine_is_known_by_its_name_alone(
    tmp_path: Path, id_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOKET_MACHINE", "meja-1")
    first = machine_marks(tmp_path, DEVICE_ID)
    id_file.unlink()
    assert machine_marks(tmp_path, DEVICE_ID) == first
    assert first.keys() == {"named"}


def test_the_disk_below_a_folder_is_asked_without_fault(tmp_path: Path) -> None:
    assert isinstance(machine._disk(tmp_path), str)
    assert machine._disk(tmp_path / "absent") == ""
