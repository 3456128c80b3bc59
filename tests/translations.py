"""The window's translations, built aside from resources/i18n so that tests need no ``make`` before them."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from app.paths import resources

I18N = resources() / "i18n"
BIN = Path(sys.executable).parent


@cache
def built_translations() -> Path:
    """Build every .ts once per test run and give the folder of the .qm files."""
    folder = Path(mkdtemp(prefix="loket-qm-"))
    for source in sorted(I18N.glob("*.ts")):
        command = [BIN / "pyside6-lrelease", "-silent", str(source), "-qm", str(folder / f"{source.stem}.qm")]
        subprocess.run(command, check=True)
    return folder
