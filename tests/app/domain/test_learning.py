"""What reports teach: the same in any order and lots, forgotten without a trace, and nothing of people."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.category import CategoryId
from app.domain.complaint import Secrecy, Status
from app.domain.learning import (
    FINGERPRINT,
    Learned,
    Lessons,
    counted,
    lessons,
    may_teach,
    spoken,
    telling_words,
)
from tests.builders import a_complaint

KEY = b"k" * 32
STOP = frozenset({"yang", "sudah", "saya"})
ROADS, MEDICINE = CategoryId("jalan"), CategoryId("obat")

_reports = st.lists(
    st.tuples(
        st.sampled_from([ROADS, MEDICINE, CategoryId("air")]),
        st.frozensets(st.sampled_from(["lubang", "aspal", "resep", "keran", "sumur", "apotek"]), max_size=5),
    ),
    max_size=14,
)


def learned_in_lots(reports: list[tuple[CategoryId, frozenset[str]]], cuts: list[int]) -> Lessons:
    """Learn as the desk does: each lot takes up only the rows it needs, and keeps only what it changed."""
    store: dict[tuple[str, CategoryId], int] = {}
    bounds = [0, *sorted(min(cut, len(reports)) for cut in cuts), len(reports)]
    for start, end in pairwise(bounds):
        lot = reports[start:end]
        wanted = {"", *(kept for _, said in lot for kept in Lessons(KEY).kept_words(said))}
        taught = Lessons(KEY, {key: n for key, n in store.items() if key[0] in wanted})
        for category, said in lot:
            taught.add(category, said)
        held = taught.counts()
        for key in taught.changed:
            store[key] = held.get(key, 0)
        store = {key: n for key, n in store.items() if n}
    return Lessons(KEY, store)


@given(_reports, st.lists(st.integers(0, 14), max_size=4))
def test_learning_in_any_lots_comes_to_what_all_at_once_gives(
    reports: list[tuple[CategoryId, frozenset[str]]], cuts: list[int]
) -> None:
    assert learned_in_lots(reports, cuts).counts() == counted(reports, KEY)


@given(_reports, _reports, st.randoms())
def test_what_is_forgotten_leaves_what_was_never_learned(
    stays: list[tuple[CategoryId, frozenset[str]]], goes: list[tuple[CategoryId, frozenset[str]]], chance: object
) -> None:
    taught = Lessons(KEY)
    for category, said in [*goes, *stays]:
        taught.add(category, said)
    for category, said in goes:
        taught.take_away(category, said)
    assert taught.counts() == counted(stays, KEY)


@given(_reports)
def test_a_word_of_one_report_is_never_kept_in_clear(reports: list[tuple[CategoryId, frozenset[str]]]) -> None:
    for word, _ in learned_in_lots(reports, []).counts():
        if word and not word.startswith(FINGERPRINT):
            assert sum(word in said for _, said in reports) >= 2


def test_names_numbers_and_addresses_are_no_words() -> None:
    said = telling_words(
        "Jalan rusak. Pak Hasan di Jalan Anggrek 12 tahu, telepon 0812555. Bu siti marah, KTP dan BPJS belum.", STOP
    )
    assert {"jalan", "rusak", "marah", "ktp", "bpjs"} <= said
    assert said.isdisjoint({"hasan", "anggrek", "siti", "12", "0812555"})


def test_whoever_stands_in_the_other_fields_is_left_out_of_the_text() -> None:
    report = a_complaint(
        name="Budi Santoso", title="budi minta jalan dicor", text="rumah santoso di gerilya tergenang", place="Gerilya"
    )
    assert lessons(report, STOP) == frozenset({"minta", "jalan", "dicor", "rumah", "tergenang"})


def test_a_text_in_capitals_teaches_as_one_in_small_letters() -> None:
    assert telling_words("JALAN RUSAK PARAH", STOP) == {"jalan", "rusak", "parah"}


def test_only_plain_reports_that_stand_may_teach() -> None:
    assert may_teach(a_complaint())
    assert not may_teach(a_complaint(secrecy=Secrecy.SECRET))
    assert not may_teach(a_complaint(status=Status.VOID))


def test_a_word_has_one_spelling() -> None:
    assert {spoken(word) for word in ("antri", "antrean", "mengantre", "antre")} == {"antre"}
    assert spoken("obatnya") == "obat" and spoken("tanya") == "tanya"


def test_the_likeliest_category_comes_with_the_reports_like_it() -> None:
    learned = Learned({("", ROADS): 400, ("", MEDICINE): 100, ("lubang", ROADS): 37, ("resep", MEDICINE): 9})
    category, share, reports, words = learned.guesses({"title": "lubang dalam"}, STOP)[0]
    assert (category, reports, words) == (ROADS, 37, ("lubang",)) and share > 0.9
    assert learned.guesses({"title": "resep"}, STOP)[0][0] == MEDICINE
    assert learned.guesses({"title": "sesuatu"}, STOP) == ()
