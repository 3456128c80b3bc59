"""Where things lie: the shipped resources, and the folder for the desk's own data on each platform."""

import os
import sys
from pathlib import Path


def resources() -> Path:
    """Give the folder of shipped resources, also inside a frozen bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    return (Path(bundle) if bundle else Path(__file__).resolve().parent.parent) / "resources"


def state_folder() -> Path:
    """Give the folder for what must outlive a data folder: marks that notice lost records."""
    if named := os.environ.get("LOKET_STATE_DIR"):
        return Path(named).expanduser().absolute()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming")) / "LoketAduan"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Preferences" / "LoketAduan"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "loket-aduan"


def data_folder(chosen: str | None = None) -> Path:
    """Give the data folder: the chosen one, ``LOKET_DATA_DIR``, else the platform's own place for local data."""
    if named := chosen or os.environ.get("LOKET_DATA_DIR"):
        return Path(named).expanduser().absolute()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
        return base / "LoketAduan"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "LoketAduan"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "loket-aduan"
