"""A profile of LAPOR! that points at the stand-in."""

from pathlib import Path
from typing import Any

from app.adapters.central.lapor import LaporGateway
from app.adapters.central.lapor_profile import LaporProfile, read_lapor_profile
from app.paths import resources
from tests.lapor.stand_in import KEYS

SAMPLE = resources() / "profiles" / "lapor-contoh.toml"
MAPPED = {
    "agency": {"": "7"},
    "category": {"": "21"},
    "channel": {"": "13"},
    "classification": {"complaint": "6", "": "5"},
    "area": {"64": "6400"},
}


def a_profile(url: str, **values: Any) -> LaporProfile:
    sample = read_lapor_profile(SAMPLE).model_dump()
    return LaporProfile.model_validate({**sample, "base": url, "mapping": MAPPED, **values})


def a_gateway(url: str, **values: Any) -> LaporGateway:
    return LaporGateway(a_profile(url, **values), KEYS)


def secrets_file(folder: Path) -> Path:
    file = folder / "lapor-secrets.toml"
    file.write_text(f'authorization = "{KEYS["Authorization"]}"\ntoken = "{KEYS["token"]}"\n')
    return file


def profile_file(folder: Path, url: str) -> Path:
    """Write a profile as an operator would: the sample with another address and a mapping."""
    mapping = "\n".join(
        f"[mapping.{name}]\n" + "\n".join(f'"{id}" = "{target}"' for id, target in targets.items())
        for name, targets in MAPPED.items()
    )
    text = SAMPLE.read_text(encoding="utf-8")
    head = text[: text.index("[mapping.agency]")].replace("https://lapor.contoh.go.id/api", url)
    file = folder / "lapor.toml"
    file.write_text(head + mapping + "\n", encoding="utf-8")
    return file
