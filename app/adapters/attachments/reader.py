"""From a chosen file or pasted bytes to what is kept of it; ``pages`` on the read lane alone, as PDFium asks."""

from collections.abc import Callable
from pathlib import Path

from app.adapters.attachments.shrink import shrunk
from app.adapters.attachments.sniff import media_type
from app.adapters.attachments.source import check_size, read_file
from app.domain.attachment import MediaType
from app.domain.errors import UserProblem


class AttachmentReader:
    """Fulfils AttachmentReader of app.ports."""

    def read(self, path: Path, told: Callable[[int, int], None]) -> bytes:
        """Give the content of a plain file within the limits; see :func:`source.read_file` for what is raised."""
        return read_file(path, told)

    def kept(self, content: bytes) -> tuple[bytes, MediaType]:
        """Give what is kept of the content, and its kind.

        Raises UserProblem: see :mod:`sniff` and :mod:`shrink`; ``attachment_too_large``.
        """
        check_size(content[:8], len(content))
        kind = media_type(content)
        if kind.is_picture:
            return shrunk(content, kind)
        return content, kind

    def pages(self, content: bytes, media_type: MediaType) -> int | None:
        """Give how many pages there are, None for Word and behind a password; a PDF is read with PDFium.

        Raises UserProblem ``attachment_broken``.
        """
        if media_type is MediaType.PDF:
            return _pages(content)
        return 1 if media_type.is_picture else None


def _pages(pdf: bytes) -> int | None:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = PdfDocument(pdf)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
            return None
        raise UserProblem("attachment_broken") from None
    try:
        pages = len(document)
    finally:
        document.close()
    if not pages:
        raise UserProblem("attachment_broken")
    return pages
