"""People who work at the provincial server: their roles, and what a login and a password must look like."""

import re
import unicodedata
from enum import StrEnum
from typing import Final

from app.domain.errors import UserProblem

LEAST_PASSWORD: Final = 12
_MOST_PASSWORD: Final = 200
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}", re.ASCII)


class StaffRole(StrEnum):
    """What somebody may do at the server."""

    ADMIN = "admin"
    OPERATOR = "operator"
    PENYALIN = "penyalin"
    AUDITOR = "auditor"


def login_of(typed: str) -> str:
    """Give a login as it is kept: small letters, digits, ``. _ -``.  Raises UserProblem ``staff_login_wrong``."""
    login = unicodedata.normalize("NFKC", typed).strip().lower()
    if not _LOGIN.fullmatch(login):
        raise UserProblem("staff_login_wrong")
    return login


def name_of(typed: str) -> str:
    """Give a person's name as it is kept.  Raises UserProblem ``staff_name_wrong``."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if not name or len(name) > 100 or not name.isprintable():
        raise UserProblem("staff_name_wrong")
    return name


def password_of(typed: str, *, login: str) -> str:
    """Give a new password as it is hashed.  Raises UserProblem ``staff_password_weak``."""
    password = spelled(typed)
    too_plain = len(set(password)) < 5 or login in password.lower()
    if not LEAST_PASSWORD <= len(password) <= _MOST_PASSWORD or too_plain:
        raise UserProblem("staff_password_weak", least=LEAST_PASSWORD)
    return password


def spelled(typed: str) -> str:
    """Give a typed password in one spelling, whatever keyboard it came from."""
    return unicodedata.normalize("NFKC", typed)[:1_000]
