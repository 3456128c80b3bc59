"""The entry page with a real desk behind it: typed by keys, kept, refused in words, filed once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.complaint import Identity, Secrecy
from app.domain.draft import Draft
from app.domain.errors import AppError, StorageProblem, UserProblem
from app.services import KeptDraft, Recorded
from tests.desk import with_journeys
from tests.ui.page_desk import PageDesk
from ui.context import Context
from ui.pages.entry_page import EntryPage
from ui.widgets.referral_panel import ReferralPanel
from ui.widgets.tone import Tone

Open = Callable[..., EntryPage]
VISIT = {
    "identity": "open",
    "secrecy": "plain",
    "notice": "read",
    "nik": "6472031205900007",
    "name": "Budi Santoso",
    "phone": "0812-5550-1234",
    "title": "Antrean obat lebih dari empat jam",
    "text": "Saya antre obat dari jam 08.00 sampai 12.30.\nIbu saya lansia.",
    "category": "kesehatan",
    "agency": "aws",
}


@pytest.fixture
def open_page(qtbot, desk: PageDesk) -> Iterator[Open]:
    """Open an entry page in a window of its own and wait for its first focus and its drafts."""
    pages: list[EntryPage] = []

    def opened(ctx: Context | None = None, **values: str) -> EntryPage:
        page = EntryPage(ctx or desk.ctx)
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1170, 684)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.start()
        desk.settle(qtbot)
        fill(page, **values)
        return page

    yield opened
    for page in pages:
        page.stop()
    desk.settle(qtbot)


def fill(page: EntryPage, **values: str) -> None:
    for name, text in values.items():
        page.form.fields[name].put(text)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def focused(page: EntryPage) -> str | None:
    return page.form.name_of(focus())


def go_to(page: EntryPage, name: str) -> None:
    page.form.fields[name].shown.focus_input()
    assert focused(page) == name


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


def write(text: str) -> None:
    QTest.keyClicks(focus(), text)


def save() -> None:
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def filed(qtbot, page: EntryPage, act: Callable[[], None] = save) -> tuple[Recorded, bool, bool]:
    with qtbot.waitSignal(page.recorded, timeout=20_000) as told:
        act()
    recorded, phone, to_print = told.args
    return recorded, phone, to_print


def complaint(desk: PageDesk, recorded: Recorded) -> Any:
    return desk.session.services.open_case.queries.complaint(recorded.id)


def kept(desk: PageDesk) -> tuple[KeptDraft, ...]:
    return desk.session.services.keep_draft.at_hand(desk.session.officer).own


def error(page: EntryPage, name: str) -> str | None:
    return page.form.fields[name].shown.error()


# ---- typing and saving ----


def moment_now(desk: PageDesk) -> str:
    return desk.ctx.formats.moment(desk.ctx.local(desk.clock()))


def test_the_first_question_has_the_focus_and_nothing_protecting_is_preset(desk: PageDesk, open_page: Open) -> None:
    page = open_page()
    assert focused(page) == "identity"
    values = page.form.values()
    assert "identity" not in values
    assert "secrecy" not in values
    assert values["channel"] == "walk-in"
    assert values["received_at"] == moment_now(desk)


def test_a_visit_is_typed_without_a_mouse_and_gets_a_number(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page()
    write("t")
    press(Qt.Key.Key_Return)
    write("b")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    for text in ("6472031205900007", "Budi Santoso", "081255501234"):
        press(Qt.Key.Key_Return)
        write(text)
    for _ in range(2):
        press(Qt.Key.Key_Return)
    write("Jl. Gerilya RT 24")
    press(Qt.Key.Key_Return)
    write("sungai pinang dal")
    press(Qt.Key.Key_Return)
    assert focused(page) == "relation"
    for _ in range(2):
        press(Qt.Key.Key_Return)
    write("Antrean obat lama")
    press(Qt.Key.Key_Return)
    write("Saya antre empat jam.")
    press(Qt.Key.Key_Return)
    write("Tidak ada kursi.")
    press(Qt.Key.Key_Tab)
    write("kemarin")
    for _ in range(3):
        press(Qt.Key.Key_Return)
    write("pelayanan obat")
    press(Qt.Key.Key_Return)
    write("rsud aw")
    press(Qt.Key.Key_Return)
    recorded, phone, to_print = filed(qtbot, page)
    assert (phone, to_print) == (False, True)
    stored = complaint(desk, recorded)
    assert stored.reporter.identity is Identity.OPEN
    assert stored.reporter.nik == "6472031205900007"
    assert desk.ctx.lists.areas.label(stored.reporter.area) == "Sungai Pinang Dalam"
    assert stored.report.text == "Saya antre empat jam.\nTidak ada kursi."
    assert stored.report.event_on.isoformat() == "2026-11-22"
    assert stored.report.agency == "aws"
    assert stored.intake.notice == "read"
    assert kept(desk) == ()


def test_after_saving_the_form_is_empty_and_the_channel_stays(qtbot, open_page: Open) -> None:
    page = open_page(**VISIT, channel="letter.box", letter_number="12", letter_on="23-11")
    filed(qtbot, page)
    assert page.is_blank()
    assert page.form.values()["channel"] == "letter.box"
    assert "title" not in page.form.values()


def test_ctrl_s_saves_without_asking_for_paper(qtbot, open_page: Open) -> None:
    page = open_page(**VISIT)
    _, _, to_print = filed(qtbot, page, lambda: press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier))
    assert to_print is False


def test_shift_enter_goes_back(open_page: Open) -> None:
    page = open_page()
    go_to(page, "name")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert focused(page) == "nik"


def test_the_enter_of_a_scanner_never_saves(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**VISIT)
    told: list[object] = []
    page.recorded.connect(lambda recorded, *_: told.append(recorded))
    page.foot.save.setFocus()
    for _ in range(3):
        press(Qt.Key.Key_Return)
        page.foot.save.setFocus()
    desk.settle(qtbot)
    assert told == []


def test_saving_twice_in_one_breath_files_once(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**VISIT)
    told: list[Recorded] = []
    page.recorded.connect(lambda recorded, *_: told.append(recorded))
    save()
    save()
    QTest.keyClicks(focus(), "xyz")
    desk.settle(qtbot)
    assert len(told) == 1
    assert page.is_blank()


def test_tab_goes_through_the_form_in_its_own_order(open_page: Open) -> None:
    page = open_page()
    go_to(page, "channel")
    seen = ["channel"]
    for _ in range(60):
        press(Qt.Key.Key_Tab)
        name = page.form.name_of(focus())
        if name is None:
            break
        seen.append(name)
    assert seen == [name for name in page.form.order() if name in page.form.fields][: len(seen)]
    assert focus() is page.form.more
    press(Qt.Key.Key_Tab)
    assert focus() is page.foot.save_only


def test_every_question_has_names_for_people_and_for_screen_readers(open_page: Open) -> None:
    page = open_page()
    for rule in page._ctx.form.fields:
        field = page.form.fields[rule.name]
        assert field.input.objectName() == rule.name
        assert field.input.accessibleName(), rule.name


# ---- what is wrong ----


def test_what_is_missing_is_said_at_its_field_and_in_one_line(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**{**VISIT, "identity": "", "secrecy": "", "category": "obat"})
    save()
    desk.settle(qtbot)
    assert focused(page) == "identity"
    assert error(page, "identity") == "Pilih satu; tanyakan dulu ke pelapor."
    assert error(page, "secrecy") == "Pilih: biasa atau rahasia?"
    assert error(page, "category") == "Pilih dari daftar; belum dipilih."
    assert page.foot.help.tone() is Tone.BAD
    assert "Identitas pelapor, Sifat laporan, Kategori" in page.foot.help.text()
    page.stop()
    desk.settle(qtbot)
    assert [k.draft.get("title") for k in kept(desk)] == [VISIT["title"]]


def test_an_error_goes_as_soon_as_its_field_is_changed(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**{**VISIT, "name": ""})
    save()
    desk.settle(qtbot)
    assert focused(page) == "name"
    write("B")
    assert error(page, "name") is None


def test_a_contact_may_be_the_way_back_to_the_desk(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**{**VISIT, "phone": ""})
    save()
    desk.settle(qtbot)
    assert focused(page) == "phone"
    assert error(page, "phone") == "Isi HP, surel, alamat, atau kembali ke loket."
    fill(page, returns_to_desk="yes")
    recorded, _, _ = filed(qtbot, page)
    assert complaint(desk, recorded).reporter.returns_to_desk is True


def test_a_problem_under_the_rest_opens_it(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**VISIT, email="budi@")
    assert not page.form.more.isChecked()
    save()
    desk.settle(qtbot)
    assert page.form.more.isChecked()
    assert focused(page) == "email"


def test_a_shape_is_judged_when_the_field_is_left_an_empty_one_is_not(open_page: Open) -> None:
    page = open_page()
    go_to(page, "nik")
    write("64720312")
    press(Qt.Key.Key_Tab)
    assert error(page, "nik") == "NIK harus 16 angka."
    assert error(page, "name") is None
    press(Qt.Key.Key_Tab)
    assert error(page, "name") is None


def test_a_full_disk_is_said_in_a_banner_and_the_form_stays(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(ctx=refusing(desk, StorageProblem("disk_full")), **VISIT)
    save()
    desk.settle(qtbot)
    assert page.banner.isVisible()
    assert page.form.values()["title"] == VISIT["title"]
    assert not page.is_blank()


def test_markup_and_control_signs_are_only_text(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**{**VISIT, "title": "<b>=SUM(A1)</b>", "text": "Ada tanda\x07 kendali di sini."})
    save()
    desk.settle(qtbot)
    assert "kendali" in (error(page, "text") or "")
    fill(page, text="<script>alert(1)</script> '; drop table")
    recorded, _, _ = filed(qtbot, page)
    assert complaint(desk, recorded).report.title == "<b>=SUM(A1)</b>"


# ---- NIK, conditions, people ----


def test_a_nik_hints_and_is_covered_when_left(open_page: Open) -> None:
    page = open_page()
    go_to(page, "nik")
    write("6472031205900007")
    press(Qt.Key.Key_Tab)
    nik = page.form.fields["nik"]
    assert nik.input.text() == "6472 •••• •••• 0007"  # type: ignore[attr-defined]
    page._look()
    assert nik.shown.below.text().startswith("L · 12-05-1990")
    assert nik.shown.below.text().endswith("Kota Samarinda")
    assert nik.typed() == "6472031205900007"


def test_an_odd_nik_warns_and_is_saved_all_the_same(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**{**VISIT, "nik": "6472039905900000"})
    page._look()
    assert "tetap boleh disimpan" in page.form.fields["nik"].shown.below.text()
    assert error(page, "nik") is None
    recorded, _, _ = filed(qtbot, page)
    assert recorded.warnings


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"received_at": "kemarin 16.30"}, "backdate_reason"),
        ({"relation": "family"}, "represented"),
        ({"born_on": "1-1-2015"}, "guardian"),
        ({"channel": "letter.mail"}, "letter_number"),
    ],
)
def test_a_field_appears_when_it_matters_and_keeps_what_was_typed(
    open_page: Open, values: dict[str, str], asked: str
) -> None:
    page = open_page()
    assert not page.form.fields[asked].widget.isVisible()
    fill(page, **values)
    page._look()
    assert page.form.fields[asked].widget.isVisible()
    fill(page, **{asked: "ada"})
    fill(page, received_at="", relation="self", born_on="", channel="walk-in")
    page._look()
    assert not page.form.fields[asked].widget.isVisible()
    assert page.form.values()[asked] == "ada"


def test_nobody_is_named_when_no_name_is_wanted(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**VISIT, address="Jl. Gerilya")
    fill(page, identity="nameless")
    assert not page.form.fields["name"].input.isEnabled()
    assert page.form.fields["returns_to_desk"].input.isEnabled()
    reporter = complaint(desk, filed(qtbot, page)[0]).reporter
    assert (reporter.name, reporter.nik, reporter.phone, reporter.address) == (None, None, None, None)


def test_the_notice_can_be_read_on_the_page(open_page: Open) -> None:
    page = open_page()
    press(Qt.Key.Key_F7)
    assert page.form.notice.isVisible()
    assert "disimpan terkunci" in page.form.notice.text()
    press(Qt.Key.Key_F7)
    assert not page.form.notice.isVisible()


def test_the_rest_opens_in_place_by_key(open_page: Open) -> None:
    page = open_page()
    assert page.form.verticalScrollBar().maximum() == 0
    press(Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert focused(page) == "backdate_reason"
    assert page.form.fields["occupation"].widget.isVisible()
    press(Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert focus() is page.form.more
    assert not page.form.fields["occupation"].widget.isVisible()


# ---- the question that is asked anew ----


def test_a_sensitive_word_makes_the_second_question_unanswered_with_a_sentence(open_page: Open) -> None:
    page = open_page(**{**VISIT, "text": ""})
    go_to(page, "text")
    write("Ada pelecehan di ruang tunggu. ")
    page._look()
    assert "secrecy" not in page.form.values()
    assert error(page, "secrecy") == "Sensitif: tanyakan lagi."
    assert page.foot.help.text() == "Kata atau kategori ini sensitif. Tanyakan lagi: biasa atau rahasia?"


def test_it_is_asked_once_for_each_change(open_page: Open) -> None:
    page = open_page(**{**VISIT, "text": "Ada pelecehan di ruang tunggu."})
    page._look()
    fill(page, secrecy="plain")
    fill(page, text="Ada pelecehan dan pungli di ruang tunggu.")
    page._look()
    assert page.form.values()["secrecy"] == "plain"
    fill(page, text="Antrean panjang sekali.")
    page._look()
    fill(page, text="Ada pelecehan lagi.")
    page._look()
    assert "secrecy" not in page.form.values()


def test_secret_is_never_taken_back(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**{**VISIT, "secrecy": "secret", "text": "Ada pelecehan di ruang tunggu."})
    recorded, _, _ = filed(qtbot, page)
    assert complaint(desk, recorded).secrecy is Secrecy.SECRET


def test_a_word_typed_just_before_saving_is_noticed(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**{**VISIT, "text": ""})
    go_to(page, "text")
    write("Ada pelecehan di ruang tunggu.")
    save()
    desk.settle(qtbot)
    assert error(page, "secrecy")
    assert focused(page) == "secrecy"


# ---- drafts ----


def typed_and_left(qtbot, desk: PageDesk, open_page: Open) -> dict[str, str]:
    """Type into a page, let its draft be stored by itself, and abandon the page as a crash would."""
    page = open_page(**{**VISIT, "category": "obat"}, relation="family")
    go_to(page, "title")
    with qtbot.waitSignal(page._keeper.kept, timeout=20_000):
        page.form.fields["title"].input.insert(" ü😡")  # type: ignore[attr-defined]
    values = page.form.values()
    page._keeper.forget()
    page.close()
    return values


def test_what_is_typed_is_stored_and_offered_again_as_typed(qtbot, desk: PageDesk, open_page: Open) -> None:
    values = typed_and_left(qtbot, desk, open_page)
    page = open_page()
    assert page.offer.hasFocus()
    assert desk.ctx.formats.time(desk.ctx.local(desk.clock())) in page.offer.title()
    assert "Antrean obat" in page.offer.said()
    press(Qt.Key.Key_Return)
    assert page.form.values() == values
    assert not page.offer.isVisible()
    filled = {**VISIT, "represented": "Siti"}
    fill(page, category=filled["category"], represented=filled["represented"])
    filed(qtbot, page)
    assert kept(desk) == ()


def test_escape_leaves_a_draft_for_later(qtbot, desk: PageDesk, open_page: Open) -> None:
    typed_and_left(qtbot, desk, open_page)
    page = open_page()
    press(Qt.Key.Key_Escape)
    assert focused(page) == "identity"
    assert page.is_blank()
    assert len(kept(desk)) == 1


def test_delete_discards_only_when_pressed_twice(qtbot, desk: PageDesk, open_page: Open) -> None:
    typed_and_left(qtbot, desk, open_page)
    page = open_page()
    press(Qt.Key.Key_Delete)
    desk.settle(qtbot)
    assert len(kept(desk)) == 1
    press(Qt.Key.Key_Escape)
    assert page.offer.isVisible()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Delete)
    desk.settle(qtbot)
    assert kept(desk) == ()
    assert focused(page) == "identity"


def test_a_colleague_s_draft_is_named_and_not_opened(qtbot, desk: PageDesk, open_page: Open) -> None:
    typed_and_left(qtbot, desk, open_page)
    other = replace(desk.session.officer, id=type(desk.session.officer.id)("019ab000-0000-7000-8000-0000000000ff"))
    page = open_page(ctx=replace(desk.ctx, session=replace(desk.session, officer=other)))
    assert page.offer.isVisible()
    assert "Siti" in page.offer.said()
    assert not page.offer.hasFocus()
    assert "Antrean" not in page.offer.said() + page.offer.title()


def test_an_emptied_form_leaves_no_draft_behind(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page()
    with qtbot.waitSignal(page._keeper.kept, timeout=20_000):
        fill(page, title="x")
    fill(page, title="")
    page.stop()
    desk.settle(qtbot)
    assert kept(desk) == ()


def test_a_caller_interrupts_and_both_entries_live(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(**VISIT)
    go_to(page, "place")
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    desk.settle(qtbot)
    assert page.is_blank()
    assert not page.offer.isVisible()
    fill(page, channel="phone", name="Rina")
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    desk.settle(qtbot)
    assert page.form.values()["title"] == VISIT["title"]
    assert focused(page) == "place"
    assert [k.draft.get("name") for k in kept(desk) if k.draft.get("channel") == "phone"] == ["Rina"]


def test_several_unfinished_entries_are_named_with_whose_they_are_and_open_at_once(
    qtbot, desk: PageDesk, open_page: Open
) -> None:
    for title in ("Antrean obat", "Parkir mahal", "Toilet kotor"):
        draft = Draft(id=desk.session.services.keep_draft.new_id(), values={"title": title})
        desk.session.services.keep_draft(desk.session.officer, draft)
    page = open_page()
    assert page.offer.hasFocus()
    assert page.offer.title().startswith("3 ")
    assert desk.session.officer.full_name in page.offer.title()
    assert all(title in page.offer.said() for title in ("Antrean obat", "Parkir mahal", "Toilet kotor"))
    press(Qt.Key.Key_Return)
    assert page.form.values()["title"] == "Toilet kotor"
    assert page.unfinished() == 3
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.form.values()["title"] == "Antrean obat"


def test_leaving_and_quitting_keep_the_draft(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page()
    fill(page, title="Baru setengah")
    assert page.may_leave()
    desk.settle(qtbot)
    assert [k.draft.get("title") for k in kept(desk)] == ["Baru setengah"]
    fill(page, title="Baru setengah jadi")
    page.stop()
    desk.settle(qtbot)
    assert [k.draft.get("title") for k in kept(desk)] == ["Baru setengah jadi"]


def test_coming_back_to_the_page_goes_on_where_it_was(open_page: Open) -> None:
    page = open_page(title="Baru setengah")
    go_to(page, "place")
    page.foot.save.setFocus()
    page.start()
    assert focused(page) == "place"


def test_the_moment_of_receipt_is_that_of_the_first_key(desk: PageDesk, open_page: Open) -> None:
    page = open_page()
    desk.clock.advance(minutes=20)
    moment = moment_now(desk)
    write("t")
    assert page.form.values()["received_at"] == moment
    desk.clock.advance(minutes=5)
    fill(page, title="Antrean")
    assert page.form.values()["received_at"] == moment


# ---- the clock ----


def refusing(desk: PageDesk, *problems: AppError) -> Context:
    """Give a context whose saves fail with these problems one after the other, and then succeed."""
    register = desk.session.services.register_complaint
    waiting = list(problems)

    def refuse(*args: Any, clock_confirmed: bool = False) -> Recorded:
        if waiting:
            raise waiting.pop(0)
        assert clock_confirmed
        return register(*args)

    return replace(desk.ctx, session=with_journeys(desk.session, register_complaint=refuse))


def test_an_odd_clock_is_confirmed_by_a_person_before_a_number_is_given(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(ctx=refusing(desk, UserProblem("clock_ahead", newest="01-10-2026 08.00", days=30)), **VISIT)
    save()
    desk.settle(qtbot)
    assert page.clock.hasFocus()
    assert "melompat" in page.clock.title()
    press(Qt.Key.Key_Return)
    assert page.clock.isVisible()
    recorded, _, _ = filed(qtbot, page, lambda: press(Qt.Key.Key_Y))
    assert recorded.number


def test_a_wrong_clock_gives_no_number(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(ctx=refusing(desk, UserProblem("clock_behind", newest="24-11-2026 08.00")), **VISIT)
    save()
    desk.settle(qtbot)
    press(Qt.Key.Key_Escape)
    assert not page.clock.isVisible()
    assert page.form.values()["title"] == VISIT["title"]


# ---- by phone ----

CALL = {
    "identity": "anonymous",
    "secrecy": "plain",
    "notice": "read",
    "phone": "0813-5550-7788",
    "name": "Rina Wulandari",
    "text": "Hasil rontgen anak saya belum jadi. Padahal dijanjikan Rabu.",
    "category": "kesehatan",
    "agency": "aws",
}


def test_changing_the_channel_keeps_everything_and_puts_contact_first(open_page: Open) -> None:
    page = open_page(**VISIT, address="Jl. Gerilya")
    before = page.form.values()
    go_to(page, "channel")
    write("tele")
    assert focused(page) == "channel"
    assert page.form.values() == {**before, "channel": "phone"}
    assert page.form.order()[:2] == ("notice", "phone")
    assert page.steps.isVisible()
    assert not page.form.fields["nik"].widget.isVisible()
    assert page.form.fields["contact_time"].widget.isVisible()
    press(Qt.Key.Key_Home)
    assert page.form.values() == before
    assert not page.steps.isVisible()


def test_a_call_goes_in_steps_and_is_read_back(qtbot, open_page: Open) -> None:
    page = open_page(channel="phone")
    assert page.steps.present() == 0
    fill(page, **CALL, title="Hasil rontgen terlambat")
    page._look()
    assert page.steps.present() == 2
    assert "Rina Wulandari" in page.side._spans.text()
    assert "<b>tidak terlihat umum</b>" in page.side._spans.text()
    press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert page.steps.present() == 3
    fill(page, place="Loket radiologi")
    page._look()
    assert page.steps.present() == 2
    recorded, phone, to_print = filed(qtbot, page)
    assert (phone, to_print) == (True, False)
    assert recorded.number


def test_a_title_is_proposed_from_what_the_caller_said(open_page: Open) -> None:
    page = open_page(channel="phone")
    go_to(page, "text")
    write("Hasil rontgen belum jadi. Sudah seminggu.")
    press(Qt.Key.Key_Tab)
    assert page.form.values()["title"] == "Hasil rontgen belum jadi"


def test_a_caller_without_a_phone_of_his_own_comes_to_the_desk(qtbot, desk: PageDesk, open_page: Open) -> None:
    values = {**CALL, "identity": "open", "phone": "", "title": "Hasil rontgen"}
    page = open_page(channel="phone.call", **values, returns_to_desk="yes")
    recorded, phone, _ = filed(qtbot, page)
    assert phone
    assert complaint(desk, recorded).reporter.returns_to_desk


def test_what_a_caller_says_is_never_markup(open_page: Open) -> None:
    page = open_page(channel="phone", **{**CALL, "name": "<img src=x>"})
    page._look()
    assert "&lt;img src=x&gt;" in page.side._spans.text()


# ---- the right column ----


def test_the_right_column_tells_what_is_missing_and_until_when(open_page: Open) -> None:
    page = open_page(**VISIT)
    page._look()
    assert page.side._ask.text().startswith("Tanyakan tempatnya")
    assert page.side._due_days[0].text().startswith("Sen 30-11-2026")
    elsewhere = page.findChild(ReferralPanel)
    assert elsewhere is not None and not elsewhere.isVisible()
    fill(page, agency="dishub")
    assert elsewhere.isVisible()
    assert "Dinas Perhubungan" in elsewhere.sentence.text()
    assert not page.side._due_days[0].isVisible()


def test_a_wide_page_has_the_column_beside_and_a_narrow_one_below(qtbot, open_page: Open) -> None:
    page = open_page()
    page.resize(800, 684)
    qtbot.waitUntil(lambda: page.form.isAncestorOf(page.side))
    assert page.side.isVisible()
    page.resize(1170, 684)
    qtbot.waitUntil(lambda: not page.form.isAncestorOf(page.side))
    assert page.side.isVisible()


def test_an_hour_later_the_draft_of_yesterday_still_means_yesterday(qtbot, desk: PageDesk, open_page: Open) -> None:
    page = open_page(title="Lampu mati")
    go_to(page, "event_on")
    write("kemarin")
    page.stop()
    desk.settle(qtbot)
    page._keeper.forget()
    desk.clock.now += timedelta(days=2)
    try:
        again = open_page()
        press(Qt.Key.Key_Return)
        assert again.form.values()["event_on"].endswith("-11-2026")
        meant = desk.ctx.today() - timedelta(days=3)
        assert again.form.values()["event_on"] == meant.strftime("%d-%m-%Y")
    finally:
        desk.clock.now -= timedelta(days=2)


def test_the_focus_never_stays_in_a_field_that_is_asked_no_more(desk: PageDesk, open_page: Open) -> None:
    page = open_page()
    page.form.focus_on("address")
    assert page.form.fields["address"].input.hasFocus()
    page.form.arrange(phone=True, asked=frozenset())
    assert not page.form.fields["address"].input.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None and focus.isVisible()
    page.form.focus_on("address")
    focus = QApplication.focusWidget()
    assert focus is not None and focus.isVisible()
