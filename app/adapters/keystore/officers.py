"""Officers inside a key file, as plain changes of the file: finding them, counting wrong PINs, forgiving."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.adapters.keystore.key_file import KeyFile, OfficerEntry
from app.domain.errors import UserProblem
from app.domain.ids import OfficerId
from app.domain.secrets import PIN_TRIES, pin_delay_s
from app.domain.text import clean_line


def same_login(one: str, other: str) -> bool:
    """Tell whether two login names are the same to a person: case and outer spaces do not count."""
    return clean_line(one).casefold() == clean_line(other).casefold()


def of_login(file: KeyFile, login: str) -> OfficerEntry:
    """Give the officer with this login; raises UserProblem ``officer_unknown``."""
    for entry in file.officers:
        if same_login(entry.login, login):
            return entry
    raise UserProblem("officer_unknown")


def of_id(file: KeyFile, officer_id: OfficerId) -> OfficerEntry:
    """Give the officer with this id; raises UserProblem ``officer_unknown``."""
    for entry in file.officers:
        if entry.id == officer_id:
            return entry
    raise UserProblem("officer_unknown")


def added(file: KeyFile, entry: OfficerEntry) -> KeyFile:
    """Give the file with one more officer; raises UserProblem ``login_taken``."""
    if any(other.id == entry.id or same_login(other.login, entry.login) for other in file.officers):
        raise UserProblem("login_taken")
    return replace(file, officers=(*file.officers, entry))


def replaced(file: KeyFile, entry: OfficerEntry) -> KeyFile:
    """Give the file with this officer's entry in place of the old one; raises UserProblem ``officer_unknown``."""
    of_id(file, entry.id)
    return replace(file, officers=tuple(entry if old.id == entry.id else old for old in file.officers))


def removed(file: KeyFile, officer_id: OfficerId) -> KeyFile:
    """Give the file without this officer; raises UserProblem ``officer_unknown``, ``officer_last``."""
    of_id(file, officer_id)
    if len(file.officers) == 1:
        raise UserProblem("officer_last")
    return replace(file, officers=tuple(entry for entry in file.officers if entry.id != officer_id))


def wrong_pin_counted(file: KeyFile, officer_id: OfficerId, now: datetime) -> KeyFile:
    """Give the file with one more wrong PIN of this officer and the time of the next try."""
    entry = of_id(file, officer_id)
    wrong = entry.wrong + 1
    return replaced(
        file,
        replace(
            entry,
            wrong=wrong,
            wrong_since_phrase=entry.wrong_since_phrase + 1,
            next_try_at=now + timedelta(seconds=pin_delay_s(wrong)),
        ),
    )


def wrong_pin_problem(entry: OfficerEntry) -> UserProblem:
    """Give what to tell the officer whose wrong PIN was just counted."""
    if entry.wrong_since_phrase >= PIN_TRIES:
        return UserProblem("pin_phrase_needed", tries=PIN_TRIES)
    return UserProblem("pin_wrong", tries_left=PIN_TRIES - entry.wrong_since_phrase, wait_s=pin_delay_s(entry.wrong))


def right_pin_given(file: KeyFile, officer_id: OfficerId) -> KeyFile:
    """Give the file with this officer's wrong PINs forgotten."""
    return replaced(file, replace(of_id(file, officer_id), wrong=0, wrong_since_phrase=0, next_try_at=None))


def phrase_given(file: KeyFile) -> KeyFile:
    """Give the file in which every officer may try again; how long each must wait between tries stays."""
    return replace(file, officers=tuple(replace(entry, wrong_since_phrase=0) for entry in file.officers))
