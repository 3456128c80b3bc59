"""Categories: the shipped tree, finding, register words, and words that make a report sensitive."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.reference import load_reference
from app.domain.category import Categories, Category, CategoryId, sensitive_words
from app.domain.reference import Reference

FOLDER = Path(__file__).parents[3] / "resources" / "reference"


@pytest.fixture(scope="module")
def lists() -> Reference:
    return load_reference(FOLDER)


def a_category(
    id: str, name: str, parent: str | None = None, *, sensitive: bool = False, active: bool = True
) -> Category:
    return Category(
        id=CategoryId(id),
        name=name,
        parent=CategoryId(parent) if parent else None,
        active=active,
        sensitive=sensitive,
        source="test",
        lapor_id=None,
    )


def test_the_tree_holds_the_thirty_names_of_the_site_and_four_of_other_lists(lists: Reference) -> None:
    tops = [c for c in lists.categories.all() if c.parent is None]
    assert len([c for c in tops if c.source == "site"]) == 30
    assert {c.name for c in tops if c.source != "site"} == {
        "Layanan Air Minum",
        "Luar Negeri",
        "Pemberdayaan Masyarakat, Koperasi, dan UMKM",
        "Penanggulangan Bencana",
    }
    assert len(lists.categories) == 255


def test_the_tree_has_two_levels_a_source_and_no_foreign_ids_yet(lists: Reference) -> None:
    for category in lists.categories.all():
        assert category.source in {"site", "desk", "listing"} and category.lapor_id is None
        if category.parent:
            parent = lists.categories.by_id(category.parent)
            assert parent is not None and parent.parent is None
            assert category.id.startswith(f"{parent.id}.")


@pytest.mark.parametrize(
    "name",
    [
        "Kesehatan",
        "Perhubungan",
        "Lingkungan Hidup dan Kehutanan",
        "Energi dan Sumber Daya Alam",
        "Ekonomi dan Keuangan",
        "Perlindungan Konsumen",
        "Pekerjaan Umum dan Penataan Ruang",
        "Topik Lainnya",
        "Pendidikan dan Kebudayaan",
        "Politik dan Hukum",
        "Teknologi Informasi dan Komunikasi",
        "Sosial dan Kesejahteraan",
    ],
)
def test_the_category_words_of_the_register_are_understood(lists: Reference, name: str) -> None:
    found = lists.categories.understand(name)
    assert found is not None and lists.categories.label(found) == name
    assert lists.categories.understand(f"  {name.upper().replace(' ', chr(0xA0))} ") == found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Kesehatan › Pelayanan Obat", "Kesehatan › Pelayanan Obat"),
        ("kesehatan > pelayanan obat", "Kesehatan › Pelayanan Obat"),
        ("Pelayanan Obat", "Kesehatan › Pelayanan Obat"),
        ("Perlindungan Konsumen - Obat dan Makanan", "Perlindungan Konsumen › Obat dan Makanan"),
        ("SUMBER DAYA ALAM DAN ENERGI", "Energi dan Sumber Daya Alam"),
        ("Sosial & Kesejahteraan", "Sosial dan Kesejahteraan"),
        (
            "KETENTERAMAN, KETERTIBAN UMUM, DAN PELINDUNGAN MASYARAKAT",
            "Ketentraman, Ketertiban Umum, dan Perlindungan Masyarakat",
        ),
        ("Énergi dan Sumber Daya Alam", "Energi dan Sumber Daya Alam"),
        ("kesehatan.pelayanan-obat", "Kesehatan › Pelayanan Obat"),
    ],
)
def test_other_spellings_are_understood(lists: Reference, text: str, label: str) -> None:
    assert lists.categories.label(lists.categories.understand(text) or "") == label


@pytest.mark.parametrize("text", ["", "Sihir", "Kehutanan", "obat", "Lainnya"])
def test_what_is_unknown_or_stands_under_two_parents_means_nothing(lists: Reference, text: str) -> None:
    assert lists.categories.understand(text) is None


def test_capitals_and_no_break_spaces_do_not_hide_the_parent_in_a_label() -> None:
    rows = [
        a_category("e", "EKONOMI\u00a0DAN\u00a0KEUANGAN"),
        a_category("e.l", "LAINNYA TERKAIT EKONOMI DAN KEUANGAN", "e"),
        a_category("e.p", "EKONOMI DAN KEUANGAN TERKAIT PASAR MODAL", "e"),
    ]
    tree = Categories(rows)
    assert [tree.label(c).split(" › ")[1] for c in ("e.l", "e.p")] == ["LAINNYA", "PASAR MODAL"]


def test_a_label_does_not_repeat_the_parent(lists: Reference) -> None:
    label = lists.categories.label
    assert label("kesehatan.pelayanan-obat") == "Kesehatan › Pelayanan Obat"
    assert label("kesehatan.lainnya") == "Kesehatan › Lainnya"
    assert label("perlindungan-konsumen.obat-dan-makanan") == "Perlindungan Konsumen › Obat dan Makanan"
    assert label("kesehatan") == "Kesehatan"
    assert label("no-such") == "no-such"


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("drain", "Pekerjaan Umum dan Penataan Ruang › Drainase (Gorong-Gorong/Parit)"),
        ("obat kes", "Kesehatan › Pelayanan Obat"),
        ("kes", "Kesehatan"),
        ("kdrt", "Kesetaraan Gender dan Sosial Inklusif › Kekerasan dalam Rumah Tangga"),
        ("lampu jal", "Perhubungan › Lampu Penerangan Jalan"),
        ("perlindungan konsumen", "Perlindungan Konsumen"),
        ("lain kesehatan", "Kesehatan › Lainnya"),
    ],
)
def test_the_best_category_stands_first(lists: Reference, typed: str, label: str) -> None:
    assert lists.categories.label(lists.categories.find(typed)[0].id) == label


def test_part_of_a_word_finds_both_levels(lists: Reference) -> None:
    found = [lists.categories.label(c.id) for c in lists.categories.find("obat")]
    assert "Kesehatan › Pelayanan Obat" in found and "Perlindungan Konsumen › Obat dan Makanan" in found


def test_an_inactive_category_is_kept_but_not_offered(lists: Reference) -> None:
    assert lists.categories.by_id("topik-khusus.bansos-digital-2021") is not None
    assert lists.categories.find("bansos digital") == ()
    assert lists.categories.understand("Bansos Digital 2021") is None


def test_a_tree_as_large_as_the_sites_with_no_break_spaces_is_searched_alike() -> None:
    rows = [a_category(f"t{n}", f"UTAMA\u00a0{n:02d}\u00a0DAN\u00a0LAIN") for n in range(38)]
    rows += [a_category(f"t{n % 38}.c{n}", f"BAGIAN\u00a0{n:03d}/ SÉKOLAH", f"t{n % 38}") for n in range(929)]
    tree = Categories(rows)
    assert [c.id for c in tree.find("bag 017 uta")] == ["t17.c17"]
    assert tree.find("sekolah 928")[0].id == f"t{928 % 38}.c928"
    assert [c.id for c in tree.find("utama 37", limit=1)] == ["t37"]
    assert tree.understand("Utama 05 dan lain > Bagian 043 Sekolah") == "t5.c43"
    assert len(tree.find("bagian")) == 8


@pytest.mark.parametrize(
    "category_id",
    [
        "kekerasan-di-satuan-pendidikan",
        "kekerasan-di-satuan-pendidikan.perundungan",
        "netralitas-asn.lainnya",
        "politisasi-asn",
        "p4gn.transaksi-narkotika",
        "politik-dan-hukum.korupsi-kolusi-dan-nepotisme",
        "kesetaraan-gender-dan-sosial-inklusif.kekerasan-dalam-rumah-tangga",
        "kesetaraan-gender-dan-sosial-inklusif.pelecehan-seksual",
    ],
)
def test_categories_that_endanger_people_are_marked(lists: Reference, category_id: str) -> None:
    category = lists.categories.by_id(category_id)
    assert category is not None and category.sensitive


def test_a_parents_mark_counts_for_its_children() -> None:
    tree = Categories([a_category("a", "A", sensitive=True), a_category("a.b", "B", "a"), a_category("c", "C")])
    assert tree.is_sensitive("a.b") and not tree.is_sensitive("c") and not tree.is_sensitive("none")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Perawat membentak pasien jiwa. Keluarga takut melapor.", ("membentak", "takut melapor")),
        (
            "Dugaan pungutan saat pengurusan pajak. Diminta uang tambahan.",
            ("pungutan", "diminta uang", "uang tambahan"),
        ),
        ("PUNGLI di loket", ("pungli",)),
        ("Suami saya memukuli anak", ("memukul",)),
        ("Korban KDRT; mohon di-rahasiakan", ("kdrt", "rahasiakan")),
        ("dugaan ko\u0301rupsi dana desa", ("korupsi",)),
        ("takut\n melapor", ("takut melapor",)),
    ],
)
def test_words_that_make_a_report_sensitive_are_seen(lists: Reference, text: str, said: tuple[str, ...]) -> None:
    assert sorted(sensitive_words(text, lists.sensitive_words)) == sorted(said)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Internet balai desa mati, layanan surat tidak jalan, harus naik perahu dua jam ke kecamatan.",
        "Warga berharap ada bus pagi dan sore dari terminal ke pelabuhan feri.",
        "Sudah tiga kali ke SPBN, stok selalu habis sebelum jam 9 pagi. Rekomendasi dinas sudah ada.",
        "Mohon loket perizinan dibuka sampai jam 16.00 pada hari Jumat karena pekerja tidak bisa datang siang.",
        "Di pasar harga Rp21.000 padahal HET Rp15.700. Tiga kios menjual sama.",
        "Lubang besar sekitar 1 meter di km 24, truk sering menghindar ke kiri. Sudah ada ban pecah.",
        "Kapan pendaftaran pelatihan wirausaha tahun ini dan apa syaratnya?",
        "Datang dari Penajam jam 5 pagi, sampai di rumah sakit dokter cuti dan tidak ada pemberitahuan.",
        "Mohon informasi syarat dan jadwal pindah sekolah SMA dari Kutai Timur ke Balikpapan.",
        "Lampu jalan mati, malam gelap dan sudah ada dua kali kecelakaan motor. Mohon diperbaiki.",
        "Terdengar gergaji mesin tiap malam dan ada truk kayu lewat jam 02.00 tanpa pelat.",
        "Air parit berbau dan ikan mati, diduga dari kolam usaha di hulu, mulai tanggal 3.",
        "Tetangga yang punya dua mobil dapat bantuan sedangkan janda lansia di RT 12 tidak dapat.",
        "Calon siswa datang pukul 08.00, sabun habis, jalan mengancam keselamatan, perawat menyuapi pasien.",
        "Saya takut gelap, jadi melapor.",
    ],
)
def test_everyday_reports_are_not_called_sensitive(lists: Reference, text: str) -> None:
    assert sensitive_words(text, lists.sensitive_words) == ()


def test_a_star_takes_endings_and_its_absence_does_not() -> None:
    assert sensitive_words("ancamannya", ("ancam*",)) == ("ancam",)
    assert sensitive_words("ancamannya", ("ancam",)) == ()
    assert sensitive_words("jual beli jabatannya", ("jual beli jabatan*",)) == ("jual beli jabatan",)
    assert sensitive_words("jual", ("jual beli jabatan",)) == ()
    assert sensitive_words("apa saja", ()) == ()


_WORDS = st.sampled_from(["a", "ab", "abc", "b", "ba"])


@given(said=st.lists(_WORDS, max_size=8), entries=st.lists(st.lists(_WORDS, min_size=1, max_size=3), max_size=6))
def test_an_entry_is_found_exactly_where_its_words_stand_next_to_each_other(
    said: list[str], entries: list[list[str]]
) -> None:
    starred = ["*".join((" ".join(entry), "")) if len(entry) % 2 else " ".join(entry) for entry in entries]

    def stands(entry: str) -> bool:
        sought = entry.split()
        return any(
            len(said[at : at + len(sought)]) == len(sought)
            and all(
                word.startswith(want[:-1]) if want.endswith("*") else word == want
                for want, word in zip(sought, said[at:], strict=False)
            )
            for at in range(len(said))
        )

    wanted = [entry.replace("*", "") for entry in starred if stands(entry)]
    assert list(sensitive_words(" ".join(said), starred)) == wanted
