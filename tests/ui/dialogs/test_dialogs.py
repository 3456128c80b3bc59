"""The dialogs: settings that hold at once, officers, connecting, checking the desk, reasons, help."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.domain.access import Role
from app.domain.anchor import Anchor
from app.domain.changes import FeedScope
from app.domain.complaint import Forwarder
from app.domain.errors import NetworkProblem, StorageProblem, UserProblem
from app.services import Finding, PlaceAtCentre, Standing, Verified
from app.settings import Settings
from app.texts import texts
from tests.builders import NOON
from tests.desk import PIN, another, filed, with_journeys
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.dialogs.connect import ConnectDialog
from ui.dialogs.help import HelpDialog
from ui.dialogs.officers import OfficersPanel
from ui.dialogs.reason import ReasonDialog
from ui.dialogs.settings import SettingsDialog


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        filed(made.entrance, made.session)
        yield made


def shown(qtbot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def settings(qtbot, desk: PageDesk, role: Role = Role.ADMIN, **services: Any) -> SettingsDialog:
    session = desk.session
    session = replace(with_journeys(session, **services), officer=replace(session.officer, role=role))
    made = SettingsDialog(replace(desk.ctx, session=session), Settings())
    shown(qtbot, made)
    desk.settle(qtbot)
    return made


def tabs(dialog: SettingsDialog) -> list[str]:
    return [dialog.tabs.tabText(number) for number in range(dialog.tabs.count())]


def test_look_size_and_language_hold_at_once(qtbot, desk: PageDesk) -> None:
    dialog = settings(qtbot, desk)
    assert dialog.language.value() == "id"
    for choose, wanted in (
        (lambda: dialog.language.choose("en"), Settings(language="en")),
        (lambda: dialog.look.choose("dark"), Settings(language="en", theme="dark")),
        (lambda: dialog.scale.choose("1.5"), Settings(language="en", theme="dark", scale=1.5)),
    ):
        with qtbot.waitSignal(dialog.settings_changed) as changed:
            choose()
        assert changed.args == [wanted]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (
            Role.ADMIN,
            ["Look", "Scanner", "Paper", "Officers", "Words", "Addresses", "Province", "Backup", "Check"],
        ),
        (Role.SUPERVISOR, ["Look", "Scanner", "Addresses", "Backup", "Check"]),
        (Role.OFFICER, ["Look", "Scanner", "Check"]),
        (Role.AUDITOR, ["Look", "Scanner", "Check"]),
    ],
)
def test_what_concerns_the_whole_desk_is_the_admins(qtbot, desk: PageDesk, role: Role, seen: list[str]) -> None:
    assert tabs(settings(qtbot, desk, role)) == seen


def test_the_sheet_of_the_receipt_is_kept(qtbot, desk: PageDesk) -> None:
    dialog = settings(qtbot, desk)
    dialog.receipt_size.set_value("a5")
    desk.settle(qtbot)
    assert dialog.banner.isVisible()
    assert desk.session.services.desk_status.desk().receipt_size == "a5"
    again = settings(qtbot, desk)
    assert again.receipt_size.value() == "a5"


def test_a_check_without_findings_says_that_all_agrees(qtbot, desk: PageDesk) -> None:
    dialog = settings(qtbot, desk)
    dialog.check_button.click()
    assert not dialog.check_button.isEnabled()
    desk.settle(qtbot)
    assert dialog.findings.text() == "1 complaint(s) were held against their events. Everything agrees."
    assert dialog.check_button.isEnabled()


def test_findings_are_told_in_words(qtbot, desk: PageDesk) -> None:
    found = Verified(complaints=9, findings=(Finding(code="number_unaccounted", subject="AWS-A-26-000007-77"),))
    dialog = settings(qtbot, desk, verify_desk=lambda actor: found)
    dialog.check_button.click()
    desk.settle(qtbot)
    assert "• Nomor tanpa keterangan: AWS-A-26-000007-77" in dialog.findings.text()


@pytest.mark.parametrize("forked", [False, True])
def test_how_far_the_log_is_anchored_is_told_with_the_check(qtbot, desk: PageDesk, forked: bool) -> None:
    found = Verified(
        complaints=9,
        findings=(Finding(code="audit_rewritten", subject="1284"),) if forked else (),
        anchor=Anchor(n=1284, head="a" * 64, at=NOON),
    )
    dialog = settings(qtbot, desk, verify_desk=lambda actor: found)
    dialog.check_button.click()
    desk.settle(qtbot)
    assert "Catatan 1–1.284 dijangkarkan di server provinsi pada 23-11-2026" in dialog.findings.text()
    assert dialog.banner.isVisible() == forked
    assert ("• Catatan tidak cocok" in dialog.findings.text()) == forked


def test_esc_closes_and_gives_the_keyboard_back(qtbot, desk: PageDesk) -> None:
    below = QWidget()
    shown(qtbot, below)
    dialog = HelpDialog(texts("id"), "entry", below)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(below.isActiveWindow)


# ---- officers ----


@pytest.fixture
def officers(qtbot, desk: PageDesk) -> OfficersPanel:
    made = OfficersPanel(desk.ctx)
    shown(qtbot, made)
    desk.settle(qtbot)
    return made


def fill(panel: OfficersPanel, login: str, *, pin: str = "835174", again: str | None = None) -> None:
    panel.full_name.setText("Dewi Lestari, S.Sos.")
    panel.login.setText(login)
    panel.role.set_value("supervisor")
    panel.pin.setText(pin)
    panel.pin_again.setText(pin if again is None else again)


def test_an_officer_who_was_added_may_sign_in(qtbot, desk: PageDesk, officers: OfficersPanel) -> None:
    fill(officers, "dewi")
    QTest.keyClick(officers.pin_again, Qt.Key.Key_Return)
    desk.settle(qtbot)
    desk.settle(qtbot)
    assert officers.model.rowCount() >= 2
    assert officers.full_name.text() == officers.pin.text() == ""
    assert desk.entrance.sign_in("dewi", "835174").officer.role is Role.SUPERVISOR


@pytest.mark.parametrize(
    ("pin", "again", "field"),
    [("123456", None, "new_pin"), ("835174", "835175", "new_pin_again"), ("", "", "new_pin")],
)
def test_a_weak_or_mistyped_pin_is_said_at_its_field(
    desk: PageDesk, officers: OfficersPanel, pin: str, again: str | None, field: str
) -> None:
    fill(officers, "joko", pin=pin, again=again)
    officers.add.click()
    assert officers.fields[field].error()
    assert officers.add.isEnabled()


def test_a_login_that_is_taken_is_said_at_its_field(qtbot, desk: PageDesk, officers: OfficersPanel) -> None:
    another(desk.session, Role.OFFICER, login="rina")
    fill(officers, "Rina")
    officers.add.click()
    desk.settle(qtbot)
    assert officers.fields["new_login"].error()
    assert officers.login.hasFocus()


# ---- connecting ----


class Line:
    """Stands for the connecting; keeps what it was asked."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.problem = problem
        self.asked: list[dict[str, object]] = []

    def __call__(self, actor: object, **asked: object) -> None:
        self.asked.append(asked)
        if self.problem is not None:
            raise self.problem


def connect(qtbot, desk: PageDesk, line: Line) -> ConnectDialog:
    made = ConnectDialog(replace(desk.ctx, session=with_journeys(desk.session, connect=line)))
    shown(qtbot, made)
    return made


def settle_net(qtbot, desk: PageDesk) -> None:
    assert desk.ctx.net.wait(20)
    QApplication.processEvents()


def test_address_code_and_certificate_are_handed_on(qtbot, desk: PageDesk, tmp_path: Path) -> None:
    line = Line()
    (tmp_path / "ca.pem").write_text("-----BEGIN CERTIFICATE-----")
    dialog = connect(qtbot, desk, line)
    QTest.keyClicks(dialog.url, "https://pusat.contoh.id")
    QTest.keyClick(dialog.url, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.code, "abcde-fghjk")
    dialog.browse.click()
    chooser = QApplication.activeModalWidget()
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "ca.pem"))
    chooser.reject()
    with qtbot.waitSignal(dialog.connected):
        QTest.keyClick(dialog.ca, Qt.Key.Key_Return)
    assert line.asked == [
        {"url": "https://pusat.contoh.id", "code": "abcde-fghjk", "ca_pem": "-----BEGIN CERTIFICATE-----"}
    ]
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("problem", "field"),
    [
        (UserProblem("url_wrong"), "centre_url"),
        (NetworkProblem("enrol_code_wrong"), "centre_code"),
        (UserProblem("ca_differs"), "centre_ca"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_can_be_tried_again(
    qtbot, desk: PageDesk, problem: Exception, field: str
) -> None:
    dialog = connect(qtbot, desk, Line(problem))
    dialog.url.setText("x")
    dialog.go.click()
    settle_net(qtbot, desk)
    assert dialog.banner.isVisible()
    assert dialog.fields[field].error()
    assert dialog.go.isEnabled()


def test_a_certificate_file_that_is_not_there_is_said(qtbot, desk: PageDesk, tmp_path: Path) -> None:
    line = Line()
    dialog = connect(qtbot, desk, line)
    dialog.ca.setText(str(tmp_path / "none.pem"))
    dialog.go.click()
    settle_net(qtbot, desk)
    assert line.asked == []
    assert dialog.fields["centre_ca"].error()


def test_an_absent_server_is_said_without_blaming_a_field(qtbot, desk: PageDesk) -> None:
    dialog = connect(qtbot, desk, Line(NetworkProblem("server_absent")))
    dialog.go.click()
    settle_net(qtbot, desk)
    assert dialog.banner.isVisible()
    assert not any(field.error() for field in dialog.fields.values())


# ---- reasons ----


def test_a_reason_is_given_once_with_enter(qtbot) -> None:
    dialog = ReasonDialog("Show the identity", "It is noted.")
    shown(qtbot, dialog)
    given: list[str] = []
    dialog.given.connect(given.append)
    QTest.keyClicks(dialog.reason, "menelepon kembali")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert given == ["menelepon kembali"]
    dialog.refuse("too short")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert len(given) == 2


def test_nothing_of_a_pin_is_shown(officers: OfficersPanel) -> None:
    officers.pin.setText(PIN)
    assert PIN not in officers.pin.displayText()


class KeyRing:
    """Stands for the unattended key; a ring that is locked refuses."""

    def __init__(self, *, locked: bool = False) -> None:
        self.acts: list[str] = []
        self.locked = locked

    def allowed(self, _: object) -> bool:
        return False

    def allow(self, _: object) -> None:
        if self.locked:
            raise StorageProblem("keyring_locked")
        self.acts.append("allow")

    def forbid(self, _: object) -> None:
        self.acts.append("forbid")


def test_intervals_and_pace_hold_at_once_for_this_pc(qtbot, desk: PageDesk) -> None:
    dialog = settings(qtbot, desk, unattended=KeyRing())
    kept: list[Settings] = []
    dialog.settings_changed.connect(kept.append)
    dialog.centre.minutes.set_value("60")
    dialog.centre.pace.set_value("32")
    assert kept[-1] == Settings(auto_sync_minutes=60, upload_kib_per_s=32)
    dialog.look.choose("dark")
    assert kept[-1] == Settings(auto_sync_minutes=60, upload_kib_per_s=32, theme="dark")


def test_who_forwards_is_kept_with_the_desk(qtbot, desk: PageDesk) -> None:
    dialog = settings(qtbot, desk, unattended=KeyRing())
    assert dialog.centre.forwarder.value() == "pusat"
    dialog.centre.forwarder.set_value("by_hand")
    desk.settle(qtbot)
    assert desk.session.services.desk_status.desk().forwarder is Forwarder.BY_HAND
    dialog.centre.forwarder.set_value("desk")  # this counter has no access to LAPOR!
    desk.settle(qtbot)
    assert dialog.centre.forwarder.value() == "by_hand"
    assert not dialog.banner.isHidden()
    dialog.centre.forwarder.set_value("pusat")
    desk.settle(qtbot)


def test_the_unattended_key_is_left_and_taken_and_a_refusal_is_said(qtbot, desk: PageDesk) -> None:
    ring = KeyRing()
    dialog = settings(qtbot, desk, unattended=ring)
    assert "PIN" in dialog.centre.warning.text()
    for ticked in (True, False):
        dialog.centre.unattended.set_value(ticked)
        desk.settle(qtbot)
    assert ring.acts == ["allow", "forbid"]
    refused = settings(qtbot, desk, unattended=KeyRing(locked=True))
    refused.centre.unattended.set_value(True)
    desk.settle(qtbot)
    assert not refused.centre.unattended.value()
    assert not refused.banner.isHidden()


def test_only_an_admin_sets_who_forwards(qtbot, desk: PageDesk) -> None:
    dialog = settings(qtbot, desk, Role.SUPERVISOR)
    assert not hasattr(dialog, "centre")


def standing(desk: PageDesk, **sync: object) -> Any:
    """Give how the desk stands, with another line to the centre."""
    real = desk.session.services.desk_status

    class Told:
        desk = staticmethod(real.desk)

        def __call__(self, actor: Any) -> Standing:
            now = real(actor)
            return replace(now, sync=replace(now.sync, **sync))  # type: ignore[arg-type]

    return Told()


def placed(**changes: Any) -> Any:
    """Give a journey that knows what this desk is at the centre."""
    known = PlaceAtCentre(
        url="https://pusat.example",
        connected_at=COUNTER_TIME,
        series="AWS-A2",
        series_since=COUNTER_TIME,
        scope=FeedScope.AGENCY,
    )
    return SimpleNamespace(place=lambda actor: replace(known, **changes))


def test_settings_tell_what_the_desk_is_at_the_centre(qtbot, desk: PageDesk) -> None:
    dialog = settings(qtbot, desk, connect=placed(), unattended=KeyRing(), desk_status=standing(desk))
    values = {name: one.text() for name, one in dialog.centre.facts.rows.values.items()}
    assert values["role"] == "counter A of RSUD Abdoel Wahab Sjahranie, since 23-11-2026 09.41"
    assert values["scope"] == "kasus semua loket instansinya"
    assert values["series"] == "series AWS-A2, since 23-11-2026 09.41"
    assert values["token"] == "valid, not used yet"


def test_a_refused_permission_is_told_with_what_to_do(qtbot, desk: PageDesk) -> None:
    refused = standing(desk, last_problem="token_refused", last_contact_at=COUNTER_TIME)
    dialog = settings(qtbot, desk, connect=placed(scope=None), unattended=KeyRing(), desk_status=refused)
    assert "Minta admin mendaftarkan loket lagi" in dialog.centre.facts.rows.values["token"].text()
    assert dialog.centre.facts.rows.values["scope"].text() == "known after the first sync"


def test_a_desk_without_a_line_is_told_to_use_the_stick(qtbot, desk: PageDesk) -> None:
    dialog = settings(qtbot, desk, connect=placed(url=""), unattended=KeyRing(), desk_status=standing(desk))
    assert "stick" in dialog.centre.said.text()
    assert dialog.centre.facts.isVisibleTo(dialog.centre)


def test_a_desk_that_is_not_connected_has_no_facts_there(qtbot, desk: PageDesk) -> None:
    dialog = settings(qtbot, desk, unattended=KeyRing())
    assert dialog.centre.facts.isHidden()
    assert "not connected" in dialog.centre.said.text()
