"""What LAPOR! usually does not handle, and where a person is sent to."""

from pathlib import Path

import pytest

from app.adapters.reference import load_reference
from app.domain.errors import UserProblem
from app.domain.referral import contacts_of, find_contacts, matter_of, reach_content, sent_to

LISTS = load_reference(Path(__file__).parents[3] / "resources" / "reference")


def found(**typed: str) -> str | None:
    matter = matter_of(typed, LISTS.matters, LISTS.categories)
    return matter.id if matter else None


@pytest.mark.parametrize(
    ("typed", "matter"),
    [
        ({"text": "Motor saya dicuri di parkiran"}, "crime"),
        ({"title": "Dugaan korupsi dana desa"}, "corruption"),
        ({"text": "Saya tidak terima putusan pengadilan"}, "court"),
        ({"text": "Tolong sahkan raperda itu"}, "legislative"),
        ({"text": "Ada serangan fajar jelang pilkada"}, "politics"),
        ({"text": "Utang piutang dengan tetangga"}, "private"),
        ({"category": "ketertiban-umum.sara"}, "sara"),
        ({"text": "Istri saya korban KDRT, lalu barang dicuri"}, "violence"),
    ],
)
def test_a_word_or_the_category_tells_that_it_is_no_matter_for_lapor(typed: dict[str, str], matter: str) -> None:
    assert found(**typed) == matter


@pytest.mark.parametrize(
    "text",
    [
        "Antre obat lebih dari empat jam di RSUD",
        "Jalan berlubang di depan pengadilan",
        "Petugas minta uang tambahan untuk KTP",
        "Lampu jalan mati, sering gelap",
        "",
    ],
)
def test_ordinary_complaints_are_no_limit(text: str) -> None:
    assert found(text=text) is None


def test_the_person_is_sent_to_the_bodies_of_the_matter_else_to_the_agency_picked() -> None:
    crime = matter_of({"text": "dicuri"}, LISTS.matters, LISTS.categories)
    send = {"own_agency": "aws", "agencies": LISTS.agencies}
    assert sent_to({"agency": "samarinda"}, crime, **send) == ("polisi-110",)  # type: ignore[arg-type]
    assert sent_to({"agency": "samarinda"}, None, **send) == ("samarinda",)  # type: ignore[arg-type]
    for nobody in ("", "aws", "unknown", "nonsense"):
        assert sent_to({"agency": nobody}, None, **send) == ()  # type: ignore[arg-type]


def test_a_desk_corrects_a_contact_and_may_empty_it() -> None:
    edits = {"pln": {"address": "Jl. Gajah Mada 1", "phone": "123", "hours": "", "web": ""}, "gone": {"phone": "1"}}
    contacts = contacts_of(LISTS.agencies, LISTS.bodies, {**edits, "diskominfo": {"phone": ""}})
    assert (contacts["pln"].address, contacts["pln"].phone) == ("Jl. Gajah Mada 1", "123")
    assert contacts["diskominfo"].phone == "" and contacts["diskominfo"].address
    assert "gone" not in contacts and "unknown" not in contacts


def test_what_is_typed_for_a_contact_is_cleaned_and_bounded() -> None:
    assert reach_content({"phone": "  110 \n"}) == {"address": "", "phone": "110", "hours": "", "web": ""}
    with pytest.raises(UserProblem, match="text_long"):
        reach_content({"phone": "1" * 61})
    with pytest.raises(UserProblem, match="control_characters"):
        reach_content({"web": "a\x00b"})


def test_a_body_is_found_by_parts_of_its_names_and_without_any_those_without_an_address_come() -> None:
    contacts = contacts_of(LISTS.agencies, LISTS.bodies, {}).values()
    assert find_contacts(contacts, "polisi")[0].id == "polisi-110"
    assert find_contacts(contacts, "kom hak as")[0].id == "komnas-ham"
    assert find_contacts(contacts, "zzz") == ()
    assert all(not contact.is_reachable() for contact in find_contacts(contacts, " ", limit=3))
