"""A profile is taken whole or refused with the key that is wrong; secrets stand elsewhere."""

from pathlib import Path

import pytest

from app.adapters.central.lapor_profile import read_lapor_profile, read_lapor_secrets
from app.domain.errors import UserProblem
from tests.lapor.profile import SAMPLE, profile_file, secrets_file
from tests.lapor.stand_in import KEYS


def changed(folder: Path, old: str, new: str) -> Path:
    text = SAMPLE.read_text(encoding="utf-8")
    assert old in text
    file = folder / "profile.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_the_sample_is_whole_and_holds_no_secret(tmp_path: Path) -> None:
    profile = read_lapor_profile(SAMPLE)
    assert profile.paths.report == "/complaints/complaint-lmw"
    assert not any(value in SAMPLE.read_text() for value in KEYS.values())
    assert read_lapor_secrets(secrets_file(tmp_path), profile) == KEYS


def test_what_an_operator_writes_is_read(tmp_path: Path) -> None:
    profile = read_lapor_profile(profile_file(tmp_path, "http://127.0.0.1:99"))
    assert profile.mapping["channel"] == {"": "13"}  # type: ignore[index]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("version = 1", "version = 2", "version"),
        ('base = "https://', 'base = "http://', "base"),
        ('status = "/complaints/{id}/complaint"', 'status = "/complaints/1/complaint"', "paths.status"),
        ('files = "/c', 'files = "c', "paths.files"),
        ("connect_s = 30", "connect_s = 0", "timeouts.connect_s"),
        ('file_ids = ["results', 'file_ids = ["results..', "answers.file_ids.0"),
        ("every_minutes = 180", "every_minutes = 1", "poll.every_minutes"),
        ("[mapping.area]", "[mapping.weather]\n[mapping.area]", "mapping.weather"),
        ("[mapping.area]", '[mapping.area]\n"64" = "a b"', "mapping.area.64"),
        ("[poll]", "wrong = 1\n[poll]", "follow_up.wrong"),
    ],
)
def test_a_wrong_value_is_refused_with_its_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(UserProblem, match="lapor_profile_wrong") as refused:
        read_lapor_profile(changed(tmp_path, old, new))
    assert str(refused.value.facts["key"]).startswith(key)


@pytest.mark.parametrize("content", [None, b"\xff", b"version = ", b"x" * (1 << 20) + b"y"])
def test_what_is_no_profile_at_all_is_unreadable(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "profile.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UserProblem, match="lapor_profile_unreadable"):
        read_lapor_profile(file)


@pytest.mark.parametrize("line", ["", 'token = ""', 'token = "a\\nb"', "token = 7"])
def test_a_missing_secret_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(f'authorization = "x"\n{line}\n')
    with pytest.raises(UserProblem, match="lapor_secret_missing") as refused:
        read_lapor_secrets(file, read_lapor_profile(SAMPLE))
    assert refused.value.facts["key"] == "token"
