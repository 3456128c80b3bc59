"""Words for codes, in both languages, with their gaps filled."""

import tomllib
from enum import StrEnum

import pytest

from app.domain.complaint import Forwarder
from app.domain.errors import AppError, FieldProblem
from app.domain.follow_up import FactKind
from app.domain.forwarding import Standing
from app.domain.task import TaskKind, TaskOutcome
from app.paths import resources
from app.texts import LANGUAGES, texts


@pytest.mark.parametrize(
    ("field", "words"), [("identity", "Pilih satu; tanyakan dulu ke pelapor."), ("name", "Wajib diisi.")]
)
def test_a_field_may_have_words_of_its_own_for_a_code(field: str, words: str) -> None:
    assert texts("id").field(FieldProblem(field=field, code="field_required")) == words


def test_a_code_without_words_is_said_as_an_unexpected_problem() -> None:
    assert texts("id").problem(AppError("never_heard_of")).title == "Ada kesalahan pada program"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("fact", FactKind),
        ("task", TaskKind),
        ("task_short", TaskKind),
        ("standing", Standing),
        ("task_outcome", TaskOutcome),
        ("forwarder", Forwarder),
    ],
)
def test_every_fact_and_task_has_words(language: str, table: str, words: type[StrEnum]) -> None:
    assert {word.value for word in words} <= texts(language).tables[table].keys()


def test_both_languages_have_the_same_codes() -> None:
    tables = [tomllib.loads((resources() / "texts" / f"{name}.toml").read_text("utf-8")) for name in LANGUAGES]
    first, second = ({(t, code) for t, rows in table.items() for code in rows} for table in tables)
    assert first == second
