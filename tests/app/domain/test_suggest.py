"""Categories suggested from what is typed: the words that spoke, ranked, on the shipped list and on a tree of 929."""

import json
import tomllib
from pathlib import Path

import pytest

from app.adapters.reference import load_reference
from app.domain.category import Categories, Category, CategoryId
from app.domain.learning import Learned
from app.domain.reference import Reference
from app.domain.suggest import SHOWN, Suggester, edited_words, spelling

ROOT = Path(__file__).parents[3]
CASES = tomllib.loads((ROOT / "tests" / "data" / "category-cases.toml").read_text(encoding="utf-8"))["case"]
FULL_TREE = Path("/work/shared/data/sp4n_categories.json")
MEDICINE = CategoryId("kesehatan.pelayanan-obat")


@pytest.fixture(scope="module")
def lists() -> Reference:
    return load_reference(ROOT / "resources" / "reference")


@pytest.fixture(scope="module")
def suggester(lists: Reference) -> Suggester:
    return Suggester(lists.categories, lists.category_words, stop_words=lists.stop_words)


def test_every_word_of_the_list_belongs_to_an_active_category_and_stands_there_once(lists: Reference) -> None:
    for id, entries in lists.category_words.items():
        category = lists.categories.by_id(id)
        assert category is not None and category.active, id
        assert len(entries) == len(set(entries)), id
    assert sum(map(len, lists.category_words.values())) > 1_000


def test_a_medicine_queue_is_suggested_with_the_words_that_said_so(suggester: Suggester) -> None:
    best = suggester.suggest({"title": "Antrian obatnya lama", "text": "Sudah antri obat sejak pagi di apotik."})[0]
    assert best.category == MEDICINE
    assert best.words[0] in ("antre obat", "antri obat", "antrean obat") and best.reports == 0


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_what_people_say_leads_to_its_category_among_the_three_shown(
    suggester: Suggester, case: dict[str, str]
) -> None:
    assert case["category"] in [one.category for one in suggester.suggest(case)]


def test_nothing_is_suggested_when_nothing_speaks_for_anything(suggester: Suggester) -> None:
    assert suggester.suggest({}) == ()
    assert suggester.suggest({"title": "Mohon bantuan", "text": "Saya kecewa sekali."}) == ()
    assert suggester.suggest({"title": "\ud83d\ude21 ???", "text": "1234 5678"}) == ()


def test_words_a_little_apart_still_belong_together(suggester: Suggester) -> None:
    near = suggester.suggest({"title": "Lampu di jalan poros mati"})[0]
    assert near.category == "perhubungan.lampu-penerangan-jalan"


def test_the_agencys_own_work_goes_before_what_is_as_likely(lists: Reference) -> None:
    def first(own: CategoryId) -> CategoryId:
        suggester = Suggester(lists.categories, lists.category_words, own_work={own})
        return suggester.suggest({"title": "pelayanan kapal ikan"})[0].category

    for own in ("perhubungan.transportasi-laut", "lingkungan-hidup-dan-kehutanan.kelautan-dan-perikanan"):
        assert first(CategoryId(own)) == own


def test_at_most_three_are_shown_and_no_retired_one(suggester: Suggester, lists: Reference) -> None:
    told = {"text": " ".join(case["text"] for case in CASES)}
    shown = suggester.suggest(told)
    assert len(shown) == SHOWN
    for one in shown:
        category = lists.categories.by_id(one.category)
        assert category is not None and category.active


def test_words_added_at_the_desk_count_and_removed_ones_do_not(lists: Reference) -> None:
    edits: dict[str, dict[str, object]] = {
        "agama.lainnya": {"added": ["bedug hilang"], "removed": []},
        str(MEDICINE): {"added": [], "removed": ["Obat"]},
    }
    words = edited_words(lists.category_words, edits)
    suggester = Suggester(lists.categories, words)
    assert suggester.suggest({"title": "Bedug kami hilang"})[0].category == "agama.lainnya"
    assert "obat" not in words[MEDICINE] and "apotek" in words[MEDICINE]
    assert "obat" in lists.category_words[MEDICINE]


def test_an_edit_that_is_no_edit_changes_nothing(lists: Reference) -> None:
    odd: dict[str, dict[str, object]] = {"agama": {"added": 5, "removed": None}, "x": {"other": ["a"]}}
    words = edited_words(lists.category_words, odd)
    assert words[MEDICINE] == tuple(lists.category_words[MEDICINE])


def test_two_spellings_of_the_same_entry_are_one() -> None:
    assert spelling("Antri Obatnya") == spelling("antrean obat")
    assert spelling("jalan yang rusak") == spelling("jalan rusak")


def test_what_was_learned_has_no_say_before_five_hundred_reports(lists: Reference) -> None:
    roads = CategoryId("pekerjaan-umum-dan-penataan-ruang.infrastruktur-jalan")
    told = {"title": "Kubangan besar di simpang"}

    def suggested(reports: int) -> tuple[tuple[str, int], ...]:
        learned = Learned({("", roads): reports - 100, ("", MEDICINE): 100, ("kubangan", roads): 37})
        suggester = Suggester(lists.categories, lists.category_words, stop_words=lists.stop_words, learned=learned)
        return tuple((one.category, one.reports) for one in suggester.suggest(told))

    assert suggested(499) == ()
    assert suggested(500)[0] == (roads, 37)


@pytest.fixture(scope="module")
def full_tree() -> Categories:
    if not FULL_TREE.exists():
        pytest.skip("the full list of the centre is not at hand")
    rows = []
    for n, (top, subs) in enumerate(json.loads(FULL_TREE.read_bytes()).items()):
        rows.append(a_category(f"t{n}", top))
        rows += [a_category(f"t{n}.{k}", sub, f"t{n}") for k, sub in enumerate(subs)]
    return Categories(rows)


def a_category(id: str, name: str, parent: str | None = None) -> Category:
    return Category(
        id=CategoryId(id),
        name=name,
        parent=CategoryId(parent) if parent else None,
        active=True,
        sensitive=False,
        source="test",
        lapor_id=None,
    )


def test_the_full_tree_of_the_centre_is_found_named_and_understood(full_tree: Categories) -> None:
    assert len([c for c in full_tree.all() if c.parent is None]) == 38
    assert len([c for c in full_tree.all() if c.parent]) == 929
    found = [full_tree.label(c.id) for c in full_tree.find("infra jal")]
    assert any("INFRASTRUKTUR JALAN" in label for label in found)
    assert full_tree.find("ekonomi keuangan")[0].name == "EKONOMI\u00a0DAN\u00a0KEUANGAN"
    money = full_tree.understand("Ekonomi dan Keuangan")
    assert money is not None and full_tree.label(money) == "EKONOMI\u00a0DAN\u00a0KEUANGAN"
    for category in full_tree.all():
        assert full_tree.understand(category.id) == category.id
        assert category in full_tree.find(category.name, limit=200)


def test_the_names_of_the_full_tree_suggest_where_no_words_are_known(full_tree: Categories) -> None:
    suggester = Suggester(full_tree, {})
    shown = [full_tree.label(one.category) for one in suggester.suggest({"title": "Drainase tersumbat", "text": ""})]
    assert any("DRAINASE" in label for label in shown)
