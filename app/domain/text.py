"""Text as people type it: kept as it is but for form NFC, refused where it could harm, folded only to compare."""

import re
import unicodedata

_BREAKS = re.compile(r"\r\n?|\u2028|\u2029")
_NOT_WORD = re.compile(r"[\W_]+")
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0010fffe\U0010ffff]"
)


def clean(text: str) -> str:
    """Give the text in form NFC with plain line breaks and no blank ends; scripts, emoji and inner spaces stay."""
    if _is_simple(text):
        return text.strip()
    return unicodedata.normalize("NFC", _BREAKS.sub("\n", text)).strip()


def clean_line(text: str) -> str:
    """Give the text as one line: like :func:`clean`, with every run of white space made one space."""
    return " ".join(clean(text).split())


def harmful(text: str) -> bool:
    """Tell whether control characters, lone surrogates or noncharacters stand in the text (tab and newline may)."""
    return not _is_simple(text) and _HARMFUL.search(_BREAKS.sub("\n", text)) is not None


def folded(text: str) -> str:
    """Give the text for comparing only: no case, no diacritics, punctuation and every space as one space."""
    bare = text
    if not text.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.casefold()).strip()


def words(text: str) -> tuple[str, ...]:
    """Give the folded words in order."""
    return tuple(folded(text).split())


def shortened(text: str, letters: int) -> str:
    """Give the text with at most that many letters, cut at a word where there is one."""
    if len(text) <= letters:
        return text
    head, _, _ = text[: letters - 1].rpartition(" ")
    return (head or text[: letters - 2]).rstrip(" ,.;:") + " …"


def _is_simple(text: str) -> bool:
    """Tell whether the text is one line of plain letters, digits and signs, as nearly all are: nothing to put right."""
    return text.isascii() and text.isprintable()
