"""The window's own words: translators for Indonesian (and Qt's buttons), plurals for English."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator

from app.paths import resources

_FILES: Final = {"id": ("qt_id.qm", "app_id.qm"), "en": ("app_en.qm",)}
_OURS: Final = "loket_translator"


def install(app: QCoreApplication, language: str, folder: Path | None = None) -> None:
    """Make ``tr`` speak a language, "id" or "en"; what is built later speaks it, what is built already does not change.

    Without built files (a working copy before ``make``) the window speaks English and the log says so.
    """
    remove(app)
    for name in _FILES[language]:
        translator = QTranslator(app)
        translator.setObjectName(_OURS)
        if translator.load(str((folder or resources() / "i18n") / name)):
            app.installTranslator(translator)
        else:
            import logging  # only here: it is not needed before the first paint

            logging.getLogger(__name__).warning("translation %s is not built", name)
    QLocale.setDefault(QLocale("id_ID" if language == "id" else "en_GB"))


def remove(app: QCoreApplication) -> None:
    """Take our translators away: English without plurals is left."""
    for old in app.findChildren(QTranslator, _OURS, Qt.FindChildOption.FindDirectChildrenOnly):
        app.removeTranslator(old)
        old.setObjectName("")
        old.deleteLater()
