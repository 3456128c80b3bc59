"""Areas: the shipped table, finding while typing, and the three columns of a register."""

from pathlib import Path

import pytest

from app.adapters.reference import load_reference
from app.domain.area import AreaKind, Areas, area_of_code

FOLDER = Path(__file__).parents[3] / "resources" / "reference"


@pytest.fixture(scope="module")
def areas() -> Areas:
    return load_reference(FOLDER).areas


def _of(areas: Areas, kind: AreaKind, within: str = "") -> list[str]:
    return [a.id for a in areas.all() if a.active and a.kind is kind and a.id.startswith(within)]


def test_the_home_province_is_held_to_village_and_the_country_to_regency(areas: Areas) -> None:
    assert len(_of(areas, AreaKind.PROVINCE)) == 38
    assert len(_of(areas, AreaKind.REGENCY)) == 514
    assert len(_of(areas, AreaKind.REGENCY, "64.")) == 10
    assert len(_of(areas, AreaKind.DISTRICT)) == len(_of(areas, AreaKind.DISTRICT, "64.")) == 105
    assert len(_of(areas, AreaKind.VILLAGE)) == len(_of(areas, AreaKind.VILLAGE, "64.")) == 1038


@pytest.mark.parametrize(
    ("regency", "districts", "villages"),
    [
        ("64.01", 10, 144),
        ("64.02", 20, 237),
        ("64.03", 13, 110),
        ("64.07", 16, 194),
        ("64.08", 18, 141),
        ("64.09", 4, 54),
        ("64.11", 5, 50),
        ("64.71", 6, 34),
        ("64.72", 10, 59),
        ("64.74", 3, 15),
    ],
)
def test_each_regency_has_its_districts_and_villages(areas: Areas, regency: str, districts: int, villages: int) -> None:
    assert len(_of(areas, AreaKind.DISTRICT, f"{regency}.")) == districts
    assert len(_of(areas, AreaKind.VILLAGE, f"{regency}.")) == villages


@pytest.mark.parametrize(("code", "name"), [("64.02.19", "Kota Bangun Darat"), ("64.02.20", "Samboja Barat")])
def test_the_youngest_districts_are_there(areas: Areas, code: str, name: str) -> None:
    area = areas.by_id(code)
    assert area is not None and area.name == name
    assert any(village.startswith(f"{code}.") for village in _of(areas, AreaKind.VILLAGE))


def test_every_area_lies_in_one_that_is_held(areas: Areas) -> None:
    for area in areas.all():
        assert area.parent is None or areas.by_id(area.parent) is not None, area.id
        assert len(areas.path(area.id)) == area.id.count(".") + 1


def test_a_village_has_its_path_label_hint_and_line(areas: Areas) -> None:
    (village,) = areas.find("sung pin dalam")
    assert village.id == "64.72.08.1002" and village.postcode == "75117"
    assert [a.kind for a in areas.path(village.id)] == list(reversed(AreaKind))
    assert areas.label(village.id) == "Sungai Pinang Dalam"
    assert areas.hint(village.id) == "Kec. Sungai Pinang, Kota Samarinda"
    assert areas.line(village.id) == "Kel. Sungai Pinang Dalam, Kec. Sungai Pinang, Kota Samarinda, Kalimantan Timur"


def test_labels_tell_a_district_from_the_village_of_its_name(areas: Areas) -> None:
    village, district, *_ = areas.find("tanah grogot")
    assert (areas.label(village.id), areas.label(district.id)) == ("Tanah Grogot", "Kec. Tanah Grogot")
    assert areas.hint(district.id) == "Kab. Paser"
    assert areas.hint("64.01") == "Kalimantan Timur"
    assert areas.hint("64") == ""
    assert areas.line("64.02.10.2001").startswith("Desa ")


def test_an_unknown_id_shows_as_itself_and_lies_nowhere(areas: Areas) -> None:
    assert areas.by_id("99.99") is None
    assert (areas.label("99.99"), areas.hint("99.99"), areas.line("99.99"), areas.path("99.99")) == (
        "99.99",
        "",
        "",
        (),
    )


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("loa jan", "Loa Janan Ulu"),
        ("sung pin sama", "Sungai Pinang Dalam"),
        ("Sei. Pin", "Sungai Pinang Dalam"),
        ("samarinda", "Kota Samarinda"),
        ("kukar", "Kab. Kutai Kartanegara"),
        ("kec loa jan", "Kec. Loa Janan"),
        ("kel sidodadi", "Sidodadi"),
        ("ulu loa jan", "Loa Janan Ulu"),
        ("teluk ling", "Teluk Lingga"),
        ("muut", "Mu'ut"),
        ("mu'ut", "Mu'ut"),
        ("kota mal", "Kota Malang"),
        ("pinang", "Pinang Jatus"),
        ("dki", "Daerah Khusus Ibukota Jakarta"),
        ("long bagun ilir", "Long Bagun Ilir"),
    ],
)
def test_the_best_area_stands_first(areas: Areas, typed: str, first: str) -> None:
    assert areas.label(areas.find(typed)[0].id) == first


def test_districts_and_regencies_are_found_beside_villages(areas: Areas) -> None:
    kinds = {area.kind for area in areas.find("penajam")}
    assert kinds == {AreaKind.VILLAGE, AreaKind.DISTRICT, AreaKind.REGENCY}


def test_home_goes_before_the_country_and_exact_before_begun(areas: Areas) -> None:
    found = areas.find("banjar", limit=20)
    assert {areas.label(a.id) for a in found[:2]} == {"Kab. Banjar", "Kota Banjar"}
    assert found[2].id.startswith("64.")
    assert not any(a.id.startswith("64.") for a in found[3:])


def test_own_names_go_before_surroundings(areas: Areas) -> None:
    found = [areas.label(a.id) for a in areas.find("loa jan")]
    own = [label for label in found if "Loa Janan" in label]
    assert found[: len(own)] == own and len(own) == 3 and len(found) > 3


def test_the_limit_holds_and_nonsense_finds_nothing(areas: Areas) -> None:
    assert len(areas.find("s", limit=5)) == 5
    assert areas.find("qqq") == () == areas.find("")


def test_retired_codes_are_known_but_neither_found_nor_understood(areas: Areas) -> None:
    for code in ("64.04", "64.05", "64.06", "64.10", "64.73", "91.01", "92.71"):
        area = areas.by_id(code)
        assert area is not None and not area.active
    assert all(area.active for area in areas.find("nunukan"))
    assert areas.understand(regency="Kabupaten Nunukan") == "65.03"


REGISTER = [
    ("Bontang Kuala", "Bontang Utara", "Kota Bontang"),
    ("Gunung Samarinda", "Balikpapan Utara", "Kota Balikpapan"),
    ("Loa Janan Ulu", "Loa Janan", "Kab. Kutai Kartanegara"),
    ("Long Bagun Ilir", "Long Bagun", "Kab. Mahakam Ulu"),
    ("Melak Ulu", "Melak", "Kab. Kutai Barat"),
    ("Nenang", "Penajam", "Kab. Penajam Paser Utara"),
    ("Sungai Pinang Dalam", "Sungai Pinang", "Kota Samarinda"),
    ("Tanah Grogot", "Tanah Grogot", "Kab. Paser"),
    ("Tanjung Redeb", "Tanjung Redeb", "Kab. Berau"),
    ("Teluk Lingga", "Sangatta Utara", "Kab. Kutai Timur"),
]


@pytest.mark.parametrize(("village", "district", "regency"), REGISTER)
def test_the_columns_of_the_register_are_understood_to_the_village(
    areas: Areas, village: str, district: str, regency: str
) -> None:
    found = areas.understand(village=village, district=district, regency=regency)
    assert found is not None
    path = areas.path(found)
    assert [path[0].name, path[1].name] == [village, district]
    assert areas.label(path[2].id) == regency


@pytest.mark.parametrize(
    "regency", ["Kota Samarinda", "SAMARINDA", " samarinda ", "Kotamadya Samarinda", "kota\u00a0samarinda"]
)
def test_a_regency_is_understood_however_it_is_written(areas: Areas, regency: str) -> None:
    assert areas.understand(regency=regency) == "64.72"


@pytest.mark.parametrize(
    ("regency", "code"),
    [
        ("Kab. Paser", "64.01"),
        ("Kabupaten  PASER", "64.01"),
        ("Paser", "64.01"),
        ("Penajam Paser Utara", "64.09"),
        ("PPU", "64.09"),
        ("Kukar", "64.02"),
        ("Kota Jakarta Pusat", "31.71"),
        ("Kota Bandung", "32.73"),
        ("Kab Bandung", "32.04"),
    ],
)
def test_titles_and_short_names_of_regencies_are_understood(areas: Areas, regency: str, code: str) -> None:
    assert areas.understand(regency=regency) == code


@pytest.mark.parametrize(
    ("village", "district"),
    [
        ("Kel. Sungai Pinang Dalam", "Kec. Sungai Pinang"),
        ("SUNGAIPINANG DALAM", ""),
        ("Sei Pinang Dalam", "sei pinang"),
    ],
)
def test_prefixes_case_and_spacing_do_not_matter(areas: Areas, village: str, district: str) -> None:
    assert areas.understand(village=village, district=district, regency="Samarinda") == "64.72.08.1002"


def test_a_village_alone_is_understood_when_only_one_bears_the_name(areas: Areas) -> None:
    assert areas.understand(village="Sungai Pinang Dalam") == "64.72.08.1002"
    assert areas.understand(village="Kota Bangun Ilir", district="Kota Bangun") is not None


def test_what_is_unknown_or_doubtful_ends_the_reading_above_it(areas: Areas) -> None:
    assert areas.understand(regency="Bandung") is None
    assert areas.understand(village="Loa Janan Ulu", regency="Kab. Atlantis") is None
    assert areas.understand(village="Menteng", district="Menteng", regency="Kota Jakarta Pusat") == "31.71"
    assert areas.understand(village="Desa Sihir", district="Loa Janan", regency="Kukar") == "64.02.03"
    assert areas.understand() is None
    assert areas.understand(village=" ", district="-", regency="") is None


def test_a_full_name_goes_before_one_that_only_lacks_its_title() -> None:
    rows = [("64", "Kaltim"), ("64.01", "Kabupaten A"), ("64.01.01", "Bangun"), ("64.01.02", "Kota Bangun")]
    areas = Areas(area_of_code(code, name) for code, name in rows)
    assert areas.understand(district="Bangun", regency="A") == "64.01.01"
    assert areas.understand(district="Kota Bangun", regency="A") == "64.01.02"


def test_a_code_of_five_parts_is_no_area() -> None:
    with pytest.raises(ValueError, match="area code"):
        area_of_code("64.72.08.1002.1", "RT 1")
