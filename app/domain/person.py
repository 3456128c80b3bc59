"""People: how a name, number or address is masked on screen and paper, and when two entries are one person."""

import hashlib
import re
from datetime import date

from app.domain.complaint import Identity, Reporter
from app.domain.nik import Nik, mask_nik
from app.domain.text import folded

_DOT = "•"


def masked_name(name: str | None) -> str:
    """Give initials with dots: "Budi Santoso" -> "B••• S••••••"; nothing for None."""
    return " ".join(word[0] + _DOT * (len(word) - 1) for word in (name or "").split())


def masked_nik(nik: str | None) -> str:
    """Give region and serial only: "6472 •••• •••• 0007"; nothing for None."""
    return mask_nik(Nik(nik)) if nik else ""


def masked_phone(phone: str | None) -> str:
    """Give the first and last four signs: "0812-••••-1234"; short numbers only their last two."""
    digits = re.sub(r"\D", "", phone or "")
    if not digits:
        return ""
    return f"{digits[:4]}-{_DOT * 4}-{digits[-4:]}" if len(digits) >= 10 else _DOT * (len(digits) - 2) + digits[-2:]


def masked_email(email: str | None) -> str:
    """Give the first letter and the domain: "b•••@contoh.id"."""
    name, at, domain = (email or "").partition("@")
    return f"{name[:1]}{_DOT * 3}{at}{domain}" if at else ""


def age_on(day: date, born_on: date) -> int:
    """Give full years of age on ``day``."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def person_key(reporter: Reporter) -> str | None:
    """Give a digest that is equal for entries of one person: by NIK, else by name with phone, mail or address.

    None when nobody can be told apart (no name, or nameless).  The digest is for look-ups inside the encrypted store.
    """
    if reporter.identity is Identity.NAMELESS:
        return None
    if reporter.nik:
        return key_of_nik(reporter.nik)
    if not reporter.name:
        return None
    contact = re.sub(r"\D", "", reporter.phone or "")[-9:] or reporter.email or reporter.address or ""
    return hashlib.sha256(f"name:{folded(reporter.name)}|{folded(contact)}".encode()).hexdigest()


def key_of_nik(nik: str) -> str:
    """Give the key of the person whose NIK this is."""
    return hashlib.sha256(f"nik:{nik}".encode()).hexdigest()


def same_entry_key(reporter: Reporter, received_on: date, title: str, text: str) -> str:
    """Give a key that is equal only when person, date, title and text are equal after folding.

    The date and a digest: keys of one day stand together in their index, where the next one is looked for.
    """
    parts = (person_key(reporter) or "", folded(title), folded(text))
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return f"{received_on:%Y%m%d}.{digest}"
