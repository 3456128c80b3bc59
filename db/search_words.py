"""What the full-text index is given and what it is asked: pure text, the same rules on both sides.

Every typed word is matched as a prefix; words of letters alone are not looked for in the number, where the agency's
own letters stand in every row.
"""

import re
import unicodedata
from typing import Final

from app.domain.listing import SearchTerms

_WORD: Final = re.compile(r"[^\W_]+")
_RUN_OF_DIGITS: Final = re.compile(r"\+?[0-9](?:[0-9 ().\-/]*[0-9])?")
_ONLY_DIGITS: Final = re.compile(r"[0-9\s().+\-/]+")
_LIKE_A_NUMBER: Final = re.compile(
    r"(?=.*[0-9-])\s*[A-Za-z][A-Za-z0-9]{1,9}[\s-]+[A-Za-z][0-9]{0,3}(?:[\s-][\s0-9-]*)?", re.DOTALL
)
_LIKE_A_SLIP: Final = re.compile(r"\s*[^\W\d_]{1,8}[\s./-]{0,3}\d{1,8}\s*")
_TOLD: Final = "{title text name contact} : "
_MOST_WORDS: Final = 12
_NIK_DIGITS: Final = 16
_PHONE_DIGITS: Final = 4


def indexed(terms: SearchTerms) -> dict[str, str]:
    """Give the columns of an index row: what may be known, and numbers also without zeros and separators.

    The number of a paper slip stands with the complaint's own number, for letters alone are not looked for there.
    """
    parts = terms.number.split("-")
    running = parts[-2].lstrip("0") if len(parts) > 1 else ""
    squeezed = " ".join(
        _squeezed(run) for run in _RUN_OF_DIGITS.findall(terms.contact) if len(_squeezed(run)) >= _PHONE_DIGITS
    )
    return {
        "number": " ".join([terms.number, running, "".join(parts), *_slip(terms.slip)]),
        "title": terms.title,
        "text": terms.text,
        "name": terms.name,
        "contact": f"{terms.contact} {squeezed}".strip(),
    }


def match_of(typed: str) -> str | None:
    """Give the FTS5 query for what was typed, None when no word stands in it; no text makes a wrong query."""
    text = unicodedata.normalize("NFC", typed)
    words = _WORD.findall(text)[:_MOST_WORDS]
    if not words:
        return None
    if len(words) > 1 and len(words[-1]) == 1:
        words.pop()  # its other letters are still to come
    ways = [" AND ".join(map(_prefix, words))]
    if _LIKE_A_NUMBER.fullmatch(text):
        ways.append(f'number : "{" ".join(_WORD.findall(text)[:_MOST_WORDS])}" *')
    if _LIKE_A_SLIP.fullmatch(text):
        ways.append(f'number : "{"".join(words)}" *')
    digits = _squeezed(text)
    if _ONLY_DIGITS.fullmatch(text) and len(digits) >= _PHONE_DIGITS:
        ways.append(f'contact : "{digits}" *')
    return " OR ".join(f"({way})" for way in ways)


def nik_of(typed: str) -> str | None:
    """Give the sixteen digits when that is what was typed, with spaces, dots or dashes or without."""
    digits = re.sub(r"[\s.\-]", "", typed)
    return digits if re.fullmatch(rf"[0-9]{{{_NIK_DIGITS}}}", digits) else None


def _slip(slip: str) -> list[str]:
    """Give the number on a slip as written and as one word; nothing for none."""
    text = unicodedata.normalize("NFC", slip)
    return [text, "".join(_WORD.findall(text))] if text else []


def _prefix(word: str) -> str:
    asked = f'"{word}"' if len(word) == 1 else f'"{word}" *'
    return asked if any(c.isdigit() for c in word) else _TOLD + asked


def _squeezed(text: str) -> str:
    """Give the digits of a phone number alone, beginning with 0 where +62 was written."""
    digits = re.sub(r"[^0-9]", "", text)
    return f"0{digits[2:]}" if digits.startswith("62") and len(digits) > _PHONE_DIGITS else digits
