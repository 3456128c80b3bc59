"""The category in one key, the agency in one more: offered with the reason, decided by the officer, in the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.agency import UNKNOWN_AGENCY
from tests.journeys.test_type_a_complaint import Counter
from tests.ui.page_desk import page_desk
from ui.widgets.picker import Picker
from ui.widgets.suggestions import Suggestion

pytestmark = pytest.mark.journey

MEDICINE = "kesehatan.pelayanan-obat"
TOLD = {"title": "Antrean obat lama", "text": "Antre obat di apotek sejak pagi, dokter sudah pulang."}


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        desk.settle(qtbot)


def picker(counter: Counter, name: str) -> Picker:
    found = counter.entry.form.fields[name].input
    assert isinstance(found, Picker)
    return found


def offered(counter: Counter) -> tuple[Suggestion, ...]:
    field = picker(counter, "category")
    counter.keys.wait(field.is_open, "offers")
    assert field._list is not None
    return field._list.rows()


def told(counter: Counter, **values: str) -> None:
    counter.type_into(**{**TOLD, **values})
    counter.keys.wait(lambda: counter.entry._help._help is not None, "the index")


def test_a_digit_takes_the_category_and_enter_the_agency(counter: Counter) -> None:
    told(counter)
    counter.keys.go_to("category")
    rows = offered(counter)
    assert (rows[0].id, rows[0].key, rows[0].note) == (MEDICINE, "1", "from words: antre obat, obat lama, apotek")
    assert counter.entry.form.values().get("category") is None
    counter.keys.press("1")
    assert counter.entry.form.values()["category"] == MEDICINE
    assert counter.entry.form.name_of(counter.entry.focusWidget()) == "agency"
    agency = picker(counter, "agency")
    assert agency.placeholderText() == "RSUD AWS" and "agency" not in counter.entry.form.values()
    counter.keys.press("Return")
    assert counter.entry.form.values()["agency"] == "aws"
    assert counter.entry.form.name_of(counter.entry.focusWidget()) != "agency"


def test_who_is_quicker_than_the_index_sees_the_offers_as_it_comes(counter: Counter) -> None:
    counter.type_into(title=TOLD["title"])
    counter.keys.go_to("category")
    assert offered(counter)[0].key == "1"


def test_enter_or_tab_pass_by_the_offers_without_taking_one(counter: Counter) -> None:
    told(counter)
    for key in ("Return", "Tab"):
        counter.entry.form.fields["category"].shown.focus_input()
        offered(counter)
        counter.keys.press(key)
        assert "category" not in counter.entry.form.values()
        assert not picker(counter, "category").is_open()


def test_arrow_and_enter_take_the_second(counter: Counter) -> None:
    told(counter)
    counter.keys.go_to("category")
    second = offered(counter)[1].id
    counter.keys.press("Down", "Down", "Return")
    assert counter.entry.form.values()["category"] == second


def test_a_key_goes_there_from_anywhere_even_over_what_was_picked(counter: Counter) -> None:
    told(counter, category="drainase\n")
    counter.entry.form.fields["name"].shown.focus_input()
    counter.keys.press("Ctrl+K")
    assert counter.entry.form.name_of(counter.entry.focusWidget()) == "category"
    assert offered(counter)[0].id == MEDICINE
    counter.keys.press("1")
    assert counter.entry.form.values()["category"] == MEDICINE


def test_ctrl_k_says_what_is_missing_when_nothing_can_be_offered(counter: Counter) -> None:
    counter.keys.press("Ctrl+K")
    counter.keys.wait(lambda: counter.entry._help._help is not None, "the index")
    assert "Nothing to suggest yet" in counter.entry.foot.help.text()
    assert not picker(counter, "category").is_open()


def test_typing_goes_on_as_before_with_the_offered_ones_first(counter: Counter) -> None:
    told(counter, title="Obat kedaluwarsa dari apotek RSUD")
    counter.keys.go_to("category")
    counter.keys.write("obat")
    rows = offered(counter)
    assert rows[0].id in (MEDICINE, "perlindungan-konsumen.obat-dan-makanan") and rows[0].note.startswith("from words")
    assert "perlindungan-konsumen.obat-dan-makanan" in [row.id for row in rows]
    counter.keys.press("Escape")
    assert "category" in counter.entry.form.values()  # what was typed stays as text, picked or not


def test_the_agency_follows_the_category_and_the_place_and_tab_leaves_it(counter: Counter) -> None:
    told(counter, title="Air PDAM mati", text="Lima hari air tidak mengalir di Balikpapan.", place="Sepinggan")
    counter.keys.go_to("category")
    offered(counter)
    counter.keys.press("1")
    assert picker(counter, "agency").placeholderText() == "Kota Balikpapan"
    counter.keys.press("Tab")
    assert "agency" not in counter.entry.form.values()
    counter.type_into(agency="belum dik\n")
    assert counter.entry.form.values()["agency"] == UNKNOWN_AGENCY
