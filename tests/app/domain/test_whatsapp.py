"""Pasted WhatsApp text: who wrote what when, from every telephone; nothing that was said is lost, nothing crashes."""

import itertools
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import UserProblem
from app.domain.register import Sheet
from app.domain.whatsapp import COLUMNS, ChatEntry, chat_sheet, read_chat, senders, without
from tests.builders import WITA

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=WITA)
AT = datetime(2026, 11, 23, 9, 41, tzinfo=WITA)


def one(text: str) -> ChatEntry:
    (entry,) = read_chat(text, NOW)
    return entry


@pytest.mark.parametrize(
    "head",
    [
        "[23/11/26 09.41.07] {}: ",
        "[23/11/26, 09:41:07] {}: ",
        "\u200e[23/11/2026 09.41] {}: ",
        "[23/11/26, 9:41:07\u202fAM] {}: ",
        "23/11/26 09.41 - {}: ",
        "23/11/2026, 09:41 - {}: ",
        "23/11/2026 09.41 - {}: ",
        "11/23/26, 9:41\u202fAM - {}: ",
        "23-11-2026 09.41 - {}: ",
        "2026-11-23, 09:41 - {}: ",
        "[09.41, 23/11/2026] {}: ",
        "[9:41 AM, 11/23/2026] {}: ",
    ],
)
def test_every_telephone_writes_the_same_moment(head: str) -> None:
    entry = one(head.format("Budi") + "Lampu jalan mati sejak kemarin")
    assert (entry.at, entry.name, entry.phone, entry.text) == (AT, "Budi", "", "Lampu jalan mati sejak kemarin")


def test_somebody_without_a_name_is_shown_by_number_and_an_unsaved_name_loses_its_wave() -> None:
    assert one("23/11/26 09.41 - +62\u00a0812-5550-1234: Air mati").phone == "+62 812-5550-1234"
    assert one("23/11/26 09.41 - +62\u00a0812-5550-1234: Air mati").name == ""
    assert one("[23/11/26 09.41.07] \u202a~\u00a0Budi\u202c: Air mati").name == "Budi"


def test_a_message_of_several_lines_stays_one() -> None:
    text = (
        "23/11/26 09.41 - Budi: Lampu mati.\nDi Jl. Gerilya\n\nTolong: segera 10.30 ya\n23/11/26 09.50 - Ani: Air keruh"
    )
    first, second = read_chat(text, NOW)
    assert first.text == "Lampu mati.\nDi Jl. Gerilya\n\nTolong: segera 10.30 ya"
    assert second == ChatEntry(at=AT + timedelta(minutes=9), sender="Ani", text="Air keruh")


def test_messages_of_one_sender_belong_together_within_the_hour_whoever_asks_in_between() -> None:
    text = (
        "23/11/26 09.41 - Budi: Lampu mati\n23/11/26 09.45 - RSUD AWS: Di mana Pak?\n"
        "23/11/26 09.47 - Budi: Di Jl. Gerilya\n23/11/26 11.47 - Budi: Air juga mati"
    )
    assert [(e.sender, e.text) for e in read_chat(text, NOW)] == [
        ("Budi", "Lampu mati\nDi Jl. Gerilya"),
        ("RSUD AWS", "Di mana Pak?"),
        ("Budi", "Air juga mati"),
    ]


def test_what_the_program_says_itself_is_no_complaint() -> None:
    text = (
        "23/11/26 09.40 - Pesan dan panggilan dienkripsi secara end-to-end. Hanya orang di chat ini\n"
        "23/11/26 09.41 - Budi: Lampu mati\n23/11/26 09.42 - Budi: Pesan ini telah dihapus\n"
        "23/11/26 09.43 - Budi menambahkan Ani\n23/11/26 09.44 - Ani: <Media tidak disertakan>\n"
        "[23/11/26 09.45.07] Ani: \u200egambar tidak disertakan\n"
        "23/11/26 09.46 - Ani: IMG-01.jpg (file terlampir)\nrusak"
    )
    budi, ani = read_chat(text, NOW)
    assert (budi.text, budi.media) == ("Lampu mati", 0)
    assert (ani.text, ani.media) == ("rusak", 3)


def test_days_are_day_month_year_unless_only_the_other_order_has_been() -> None:
    assert one("03/11/26 09.41 - Budi: Lampu mati").at == datetime(2026, 11, 3, 9, 41, tzinfo=WITA)
    assert one("11/03/26 09.41 - Budi: Lampu mati").at == datetime(2026, 3, 11, 9, 41, tzinfo=WITA)
    text = "11/03/26, 9:41 PM - Budi: Lampu mati\n11/23/26, 9:41 AM - Budi: Air mati"
    assert [e.at for e in read_chat(text, NOW)] == [datetime(2026, 11, 3, 21, 41, tzinfo=WITA), AT]
    assert one("45/13/26 09.41 - Budi: Lampu mati").at is None
    assert one("23/11/26 29.41 - Budi: Lampu mati").at is None


def test_text_without_sender_and_moment_is_one_entry_for_the_officer() -> None:
    assert one("Lampu mati\ndi Jl. Gerilya") == ChatEntry(at=None, sender="", text="Lampu mati\ndi Jl. Gerilya")
    assert [e.sender for e in read_chat("Diteruskan\n23/11/26 09.41 - Budi: Lampu mati", NOW)] == ["", "Budi"]


@pytest.mark.parametrize("nothing", ["", " \n\u200e\n", "23/11/26 09.41 - Pesan dienkripsi", "23/11/26 09.41 - Budi: "])
def test_nothing_said_is_a_sentence(nothing: str) -> None:
    with pytest.raises(UserProblem, match="paste_empty"):
        read_chat(nothing, NOW)


def test_a_paste_beyond_measure_is_a_sentence() -> None:
    with pytest.raises(UserProblem, match="paste_too_large"):
        read_chat("a" * 2_000_001, NOW)


def test_a_chat_becomes_a_register_with_a_title_that_is_no_greeting() -> None:
    text = (
        "23/11/26 09.41 - Budi: Assalamualaikum wr wb\n23/11/26 09.41 - Budi: Selamat pagi, pak. "
        "Lampu jalan di Gerilya mati. Sudah dua minggu.\n23/11/26 09.42 - Budi: <Media tidak disertakan>"
    )
    sheet = chat_sheet(read_chat(text, NOW), channel="WhatsApp", media_note="[{count} lampiran]")
    assert sheet.rows[0] == COLUMNS
    row = dict(zip(COLUMNS, sheet.rows[1], strict=True))
    assert row["title"].startswith("Lampu jalan di Gerilya mati")
    assert row["text"].endswith("Sudah dua minggu.\n[1 lampiran]")
    assert (row["received_at"], row["channel"], row["name"]) == ("23-11-2026 09.41", "WhatsApp", "Budi")


def test_the_desks_own_answers_can_be_left_out() -> None:
    text = "23/11/26 09.41 - Budi: Lampu mati\n23/11/26 09.45 - RSUD AWS: Di mana?\n23/11/26 12.47 - Budi: Air mati"
    sheet = chat_sheet(read_chat(text, NOW), channel="WhatsApp", media_note="")
    assert dict(senders(sheet)) == {"Budi": 2, "RSUD AWS": 1}
    assert dict(senders(without(sheet, {"RSUD AWS"}))) == {"Budi": 2}
    assert without(sheet, ()) is sheet
    assert senders(Sheet(rows=[("Judul",), ("a",)])) == {}
    assert senders(Sheet(rows=[])) == {}


_LINE = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\u0085[<"), min_size=1, max_size=60
).filter(lambda line: line.strip() and not line.strip()[0].isdigit() and line.isprintable())


@given(
    said=st.lists(
        st.tuples(
            st.sampled_from(["Budi", "Ani Lestari", "+62 812-5550-1234"]),
            st.integers(0, 90),
            st.lists(_LINE, min_size=1, max_size=3),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_everything_said_is_in_some_entry_of_its_sender(said: list[tuple[str, int, list[str]]]) -> None:
    at, lines = datetime(2026, 11, 20, 8, 0, tzinfo=WITA), []
    for sender, minutes, told in said:
        at += timedelta(minutes=minutes)
        lines.append(f"{at:%d/%m/%y %H.%M} - {sender}: " + "\n".join(told))
    entries = read_chat("\n".join(lines), NOW)
    for sender, _, told in said:
        whole = "\n".join(e.text for e in entries if e.sender == sender)
        assert all("".join(line.split()) in "".join(whole.split()) for line in told)
    for one_entry, later in itertools.pairwise(entries):
        assert one_entry.at and later.at
        assert one_entry.at <= later.at


@given(
    st.text(max_size=400)
    | st.from_regex(r"(\[?\d{1,3}[/.]\d{1,3}[/.]\d{1,5}[ ,]+\d{1,3}[.:]\d\d\]? ?-? ?\w{0,5}:? ?.{0,9}\n){1,5}")
)
def test_no_paste_breaks_it(text: str) -> None:
    with suppress(UserProblem):
        assert chat_sheet(read_chat(text, NOW), channel="WhatsApp", media_note="{count}").rows
