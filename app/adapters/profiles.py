"""Reads a form profile (TOML) into the Form of the domain, and refuses one that is not whole."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from app.domain.clocks import ClockId
from app.domain.complaint import Reporter
from app.domain.errors import StorageProblem
from app.domain.form import RECEIPT_LINES, Choice, FieldRule, Form, Kind, Phrase, ReceiptWords, Required

_LANGUAGES: Final = frozenset({"id", "en"})
_PLACES: Final = frozenset({"main", "more", "apart"})
_SEALED: Final = frozenset(part.name for part in fields(Reporter))
_AREA_PARTS: Final = frozenset({"village", "district", "regency"})


def load_profile(path: Path) -> Form:
    """Give the form that the file describes.

    Raises StorageProblem ``profile_unreadable`` with the file's name when it is absent, no TOML, or not whole: a word
    missing in a language, a list without a field, an unknown key.
    """
    try:
        form = _form(tomllib.loads(path.read_text(encoding="utf-8")))
        _check(form)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StorageProblem("profile_unreadable", file=path.name) from error
    return form


def _form(table: dict[str, Any]) -> Form:
    return Form(
        version=table.pop("version"),
        title=table.pop("title"),
        fields=tuple(map(_field, table.pop("field"))),
        one_of=tuple(map(_words, table.pop("one_of"))),
        guardian_under_years=int(table.pop("guardian_under_years")),
        forward_nik=_flag(table.pop("forward_nik")),
        forward_anonymous_identity=_flag(table.pop("forward_anonymous_identity")),
        clock_of_class={name: _pair(clocks) for name, clocks in table.pop("clock_of_class").items()},
        area_columns={part: _words(words) for part, words in table.pop("area_columns").items()},
        tracking_columns=_words(table.pop("tracking_columns", ())),
        notice=_spoken(table.pop("notice")),
        receipt={language: _receipt(words) for language, words in table.pop("receipt").items()},
        **_nothing_left(table),
    )


def _field(row: dict[str, Any]) -> FieldRule:
    return FieldRule(
        name=row.pop("name"),
        section=row.pop("section"),
        kind=Kind(row.pop("kind")),
        label=_spoken(row.pop("label")),
        hint=_spoken(row.pop("hint")),
        required=Required(row.pop("required", Required.NEVER)),
        min_length=int(row.pop("min_length", 0)),
        max_length=int(row.pop("max_length", 255)),
        choices=tuple(map(_choice, row.pop("choices", ()))),
        phrases=tuple(map(_phrase, row.pop("phrases", ()))),
        default=row.pop("default", ""),
        identity=_flag(row.pop("identity", False)),
        columns=_words(row.pop("columns", ())),
        place=row.pop("place", "more"),
        phone=_flag(row.pop("phone", False)),
        **_nothing_left(row),
    )


def _choice(row: dict[str, Any]) -> Choice:
    return Choice(
        id=row.pop("id"), label=_spoken(row.pop("label")), words=_words(row.pop("words", ())), **_nothing_left(row)
    )


def _phrase(row: dict[str, Any]) -> Phrase:
    return Phrase(words=_words(row.pop("words")), values=dict(row.pop("values")), **_nothing_left(row))


def _receipt(table: dict[str, Any]) -> ReceiptWords:
    return ReceiptWords(
        titles=dict(table.pop("titles")),
        notes=_words(table.pop("notes")),
        lines=dict(table.pop("lines")),
        **_nothing_left(table),
    )


def _spoken(words: Mapping[str, Any]) -> Mapping[str, str]:
    _expect(set(words) == _LANGUAGES and all(map(_is_word, words.values())), "words in both languages")
    return dict(words)


def _words(words: Iterable[Any]) -> tuple[str, ...]:
    listed = () if isinstance(words, str) else tuple(words)
    _expect(not isinstance(words, str) and all(map(_is_word, listed)), "a list of words")
    return listed


def _is_word(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _pair(clocks: Iterable[Any]) -> tuple[ClockId, ClockId]:
    answer, close = _words(clocks)
    return ClockId(answer), ClockId(close)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _nothing_left(table: Mapping[str, Any]) -> dict[str, Any]:
    """Give nothing to add; a key that nobody asked for is a slip of the pen and raises KeyError."""
    if table:
        raise KeyError(*table)
    return {}


def _check(form: Form) -> None:
    """Pass when the parts fit together; ValueError says which do not."""
    names = [rule.name for rule in form.fields]
    _expect(len(names) == len(set(names)), "each field once")
    _expect(all(name in names for group in form.one_of for name in group), "one_of names fields")
    _expect(set(form.area_columns) == _AREA_PARTS, "area_columns has three parts")
    for rule in form.fields:
        ids = [choice.id for choice in rule.choices]
        _expect((rule.kind is Kind.CHOICE) == bool(ids) and len(ids) == len(set(ids)), "a choice has choices")
        _expect(not ids or rule.default in ("", *ids), "the default is one of the choices")
        _expect(0 <= rule.min_length <= rule.max_length, "limits")
        for phrase in rule.phrases:
            _expect(phrase.values.get(rule.name) in ids, "a phrase answers its own field")
            _expect(set(phrase.values) <= set(names) and all(map(_is_word, phrase.values.values())), "phrase")
        _expect(rule.place in _PLACES, "place")
        _expect(not rule.identity or rule.name in _SEALED, "identity travels sealed: only what Reporter holds")
    classes = {choice.id for choice in form.field("classification").choices}
    _expect(set(form.clock_of_class) == classes | {"supervisory"}, "clocks of every class")
    _expect(set(form.receipt) == _LANGUAGES, "receipt in both languages")
    for words in form.receipt.values():
        _expect(set(words.titles) == classes and all(words.titles.values()), "a title for every class")
        _expect(set(words.lines) == set(RECEIPT_LINES) and all(words.lines.values()), "every line worded")


def _expect(fits: bool, what: str) -> None:
    if not fits:
        raise ValueError(what)
