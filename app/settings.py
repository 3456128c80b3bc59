"""What is set per PC and needed before anybody signed in: language, look, size. Kept as a small TOML file."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

_FILE: Final = "settings.toml"
MOST_MINUTES: Final = 24 * 60
MOST_KIB_PER_S: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``language`` "id" or "en"; ``theme`` "system", "light" or "dark"; ``scale`` 1.0 to 2.0.

    ``scan_folder`` is where a scanner puts its files, "" for none.  ``auto_sync_minutes`` is how often a sync begins by
    itself, 0 for never; ``upload_kib_per_s`` bounds how fast attachments leave, 0 for as fast as the line.
    """

    language: str = "id"
    theme: str = "system"
    scale: float = 1.0
    scan_folder: str = ""
    auto_sync_minutes: int = 15
    upload_kib_per_s: int = 0


def read_settings(folder: Path) -> Settings:
    """Give the settings of a data folder; defaults for what is absent or out of range, never an error."""
    found = _read(folder / _FILE)
    language, theme, scale = found.get("language"), found.get("theme"), found.get("scale")
    scans, minutes, pace = (found.get(name) for name in ("scan_folder", "auto_sync_minutes", "upload_kib_per_s"))
    return Settings(
        language=language if language in ("id", "en") else "id",
        theme=theme if theme in ("system", "light", "dark") else "system",
        scale=float(scale) if isinstance(scale, int | float) and 1.0 <= scale <= 2.0 else 1.0,
        scan_folder=scans if isinstance(scans, str) else "",
        upload_kib_per_s=pace if type(pace) is int and 0 <= pace <= MOST_KIB_PER_S else 0,
        auto_sync_minutes=minutes if type(minutes) is int and 0 <= minutes <= MOST_MINUTES else 15,
    )


def _read(file: Path) -> dict[str, object]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    import tomllib  # only here: most desks have no such file, and the sign-in waits for it

    try:
        return tomllib.loads(text)
    except ValueError:
        return {}


def write_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings; OSError when the folder cannot be written."""
    lines = [
        f"{name} = {value!r}" if isinstance(value, float | int) else f"{name} = {_quoted(value)}"
        for name, value in asdict(settings).items()
    ]
    aside = folder / (_FILE + ".new")
    aside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    aside.replace(folder / _FILE)


def _quoted(text: str) -> str:
    """Give a text as TOML has it: a folder's name may hold anything but a line break."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
