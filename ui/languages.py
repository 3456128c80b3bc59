"""The window's own words: translators for Indonesian (and Qt's buttons), plurals for English."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from app.paths import resources

_FILES: Final = {"id": ("qt_id.qm", "app_id.qm"), "en": ("app_en.qm",)}
_KEPT: Final = "loket_translators"


def install(app: QCoreApplication, language: str, folder: Path | None = None) -> None:
    """Make ``tr`` speak a language, "id" or "en"; what is built later speaks it, what is built already does not change.

    Without built files (a working copy before ``make``) the window speaks English and the log says so.
    """
    for old in app.property(_KEPT) or ():
        app.removeTranslator(old)
    made = []
    for name in _FILES[language]:
        translator = QTranslator()
        if translator.load(str((folder or resources() / "i18n") / name)):
            app.installTranslator(translator)
            made.append(translator)
        else:
            import logging  # only here: it is not needed before the first paint

            logging.getLogger(__name__).warning("translation %s is not built", name)
    app.setProperty(_KEPT, made)
    QLocale.setDefault(QLocale("id_ID" if language == "id" else "en_GB"))
