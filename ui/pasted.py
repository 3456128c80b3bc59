"""What a clipboard or a drag brings to attach: files of this computer, or a picture that is nowhere a file yet."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence

Source = Path | QImage | bytes
_TEXT: Final = "text/plain"


def is_for_attaching(brought: QMimeData | None) -> bool:
    """Tell whether it is to be attached rather than typed: files, or a picture without words beside it.

    None is a clipboard on which nothing was ever put, or that another program holds at the moment.
    """
    if brought is None:
        return False
    return bool(local_files(brought)) or (brought.hasImage() and not brought.hasFormat(_TEXT))


def left_to_page(event: QKeyEvent) -> bool:
    """Leave the key that pastes to the page around a field, when the clipboard holds something to attach."""
    if not event.matches(QKeySequence.StandardKey.Paste):
        return False
    if not is_for_attaching(QGuiApplication.clipboard().mimeData()):
        return False
    event.ignore()
    return True


def local_files(brought: QMimeData) -> list[Path]:
    """Give the files of this computer that are named there."""
    return [Path(url.toLocalFile()) for url in brought.urls() if url.isLocalFile()] if brought.hasUrls() else []


def picture(brought: QMimeData) -> QImage | None:
    """Give the picture there, None for none."""
    found = brought.imageData() if brought.hasImage() else None
    return found if isinstance(found, QImage) and not found.isNull() else None
