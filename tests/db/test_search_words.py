"""What the index is given and what it is asked."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.listing import SearchTerms
from db.search_words import indexed, match_of, nik_of

NUMBER = "AWS-A-26-001285-19"


def test_a_number_is_indexed_as_it_is_spoken_and_typed() -> None:
    assert indexed(SearchTerms(number=NUMBER))["number"] == "AWS-A-26-001285-19 1285 AWSA2600128519"


def test_the_number_of_a_slip_is_indexed_as_written_and_as_one_word() -> None:
    column = indexed(SearchTerms(number=NUMBER, slip="B-017"))["number"]
    assert column == "AWS-A-26-001285-19 1285 AWSA2600128519 B-017 B017"


@pytest.mark.parametrize("typed", ["B-017", "b 017", "b017", "B/017"])
def test_a_slip_is_looked_for_in_one_word(typed: str) -> None:
    assert 'number : "B017" *'.casefold() in (match_of(typed) or "").casefold()


@pytest.mark.parametrize(
    ("contact", "column"),
    [
        ("0812-5511-2345", "0812-5511-2345 081255112345"),
        ("+62 812 5511 2345 siti@contoh.id", "+62 812 5511 2345 siti@contoh.id 081255112345"),
        ("(0541) 738118", "(0541) 738118 0541738118"),
        ("siti99@contoh.id", "siti99@contoh.id"),
        ("110", "110"),
        ("", ""),
    ],
)
def test_a_phone_is_indexed_without_its_separators_too(contact: str, column: str) -> None:
    assert indexed(SearchTerms(number=NUMBER, contact=contact))["contact"] == column


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("obat", '({title text name contact} : "obat" *)'),
        ("jl ah", '({title text name contact} : "jl" * AND {title text name contact} : "ah" *)'),
        ("jalan a", '({title text name contact} : "jalan" *)'),
        ("1285", '("1285" *) OR (contact : "1285" *)'),
        ("285", '("285" *)'),
        ("0812-55", '("0812" * AND "55" *) OR (contact : "081255" *)'),
        ("+62 812", '("62" * AND "812" *) OR (contact : "0812" *)'),
        (
            "aws-a-26-0012",
            (
                '({title text name contact} : "aws" * AND {title text name contact} : "a" AND "26" * AND "0012" *)'
                ' OR (number : "aws a 26 0012" *)'
            ),
        ),
    ],
)
def test_what_is_typed_becomes_prefixes(typed: str, query: str) -> None:
    assert match_of(typed) == query


@pytest.mark.parametrize("typed", ["", "  ", '"', "***", "--", "()", "___", "\x00", "👍"])
def test_nothing_to_look_for_is_no_query(typed: str) -> None:
    assert match_of(typed) is None


@given(typed=st.text(max_size=120))
def test_any_text_is_a_right_query_or_none(typed: str) -> None:
    match = match_of(typed)
    if match is not None:
        index = sqlite3.connect(":memory:")
        index.execute("CREATE VIRTUAL TABLE t USING fts5(number, title, text, name, contact)")
        index.execute("SELECT rowid FROM t WHERE t MATCH ?", (match,)).fetchall()
        index.close()


@given(words=st.lists(st.text(alphabet='abz019"*():-^+{}. ANDORNT', min_size=1, max_size=10), max_size=30))
def test_the_languages_own_signs_are_only_text(words: list[str]) -> None:
    test_any_text_is_a_right_query_or_none.hypothesis.inner_test(" ".join(words))  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["AWS-A" + "-" * 50_000 + "x", "1 " * 25_000, "a" * 50_000, "AWS " * 10_000])
def test_a_long_paste_is_read_at_once(typed: str) -> None:
    assert len(match_of(typed) or "") < 60_000


@pytest.mark.parametrize(
    ("typed", "nik"),
    [
        ("6472086505900003", "6472086505900003"),
        ("6472 0865 0590 0003", "6472086505900003"),
        ("6472.0865.0590.0003", "6472086505900003"),
        ("647208650590000", None),
        ("64720865059000031", None),
        ("647208650590000A", None),
        ("٦٤٧٢٠٨٦٥٠٥٩٠٠٠٠٣", None),
    ],
)
def test_sixteen_digits_are_a_nik(typed: str, nik: str | None) -> None:
    assert nik_of(typed) == nik
