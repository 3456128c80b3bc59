"""A desk comes back: the backup and its recovery code, who opens it now, the work itself, and what happens next."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.backup import BackupProgress, BackupSeen, DeskBack, Follow, RestorePlan
from app.domain.errors import AppError
from app.domain.secrets import RecoveryCode
from app.texts import Texts
from ui.dialogs.restore_steps import BackupFileStep, ReturnStep
from ui.dialogs.wizard_frame import WizardFrame
from ui.dialogs.wizard_steps import KeysStep, Step
from ui.formats import Formats
from ui.keys import bind
from ui.lane import Lane, Request
from ui.problems import show_in
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import Entrance, Verified

_FILE, _KEYS, _RETURN = range(3)
_STEP_OF: Final = {
    "backup_missing": (_FILE, "backup_file"),
    "backup_not_one": (_FILE, "backup_file"),
    "backup_newer": (_FILE, "backup_file"),
    "backup_damaged": (_FILE, "backup_file"),
    "backup_unreadable": (_FILE, "backup_file"),
    "recovery_code_wrong": (_FILE, "recovery_code"),
    "restore_not_admin": (_KEYS, "login"),
    "phrase_short": (_KEYS, "phrase"),
    "pin_digits": (_KEYS, "pin"),
    "pin_short": (_KEYS, "pin"),
    "pin_repeat": (_KEYS, "pin"),
    "pin_run": (_KEYS, "pin"),
    "pin_date": (_KEYS, "pin"),
}


class RestoreWizard(WizardFrame):
    """Nothing is in its place before the backup was read whole; until then it can be cancelled."""

    finished = Signal(str, str)  # login, PIN
    left = Signal()  # back to a new desk

    def __init__(self, entrance: "Entrance", lane: Lane, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__("restore_wizard", parent)
        self._entrance, self._lane, self._words = entrance, lane, words
        self._formats = Formats(words.language)
        self._run: Request | None = None
        self._seen = ""
        self._back = False
        self._build()

    def start(self) -> None:
        """Begin: the file has the focus, a phrase is thought up."""
        self._lane.ask(self._entrance.propose_phrase, self._on_phrase_proposed, self._on_failed, owner=self)
        self._show_step(_FILE)

    def _build(self) -> None:
        self.title.setText(self.tr("Restoring a desk"))
        self.back.set_words(self.tr("Back"))
        self.file, self.keys = BackupFileStep(self._words), KeysStep(self._words, of_admin=True)
        self.result = ReturnStep()
        self._asking: tuple[Step, ...] = (self.file, self.keys)
        self.fill((*self._asking, self.result))
        self.keys.other_phrase.clicked.connect(self._on_other_phrase)
        self.result.progress.cancel_wanted.connect(self.cancel)
        self.file.code.advance.connect(self._on_next)
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        bind(
            "wizard",
            self,
            {"wizard_next": self.next.click, "wizard_back": self.back.click, "wizard_cancel": self.cancel},
        )

    def cancel(self) -> None:
        """Ask the work to end; nothing of it is kept."""
        if self._run is not None:
            self._run.stop.set()
            self.result.progress.set_cancellable(False)

    # ---- steps ----

    def _show_step(self, step: int, focus: str = "") -> None:
        self.steps.setCurrentIndex(step)
        count = self.tr("Step %1 of 3").replace("%1", str(step + 1))
        self.say(f"{count} · {self._saying(step)}")
        self.back.setVisible(step < _RETURN)
        self.next.setVisible(step < _RETURN or self._back)
        self.next.set_words((self.tr("Next"), self.tr("Restore"), self.tr("Open the desk"))[step])
        if step < _RETURN:
            fields = self._asking[step].fields
            (fields[focus] if focus else next(iter(fields.values()))).focus_input()
        elif self._back:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saying(self, step: int) -> str:
        if step == _FILE:
            return self.tr("which backup, and the paper with its recovery code. This PC is still empty.")
        if step == _KEYS:
            return self._seen
        if self._back:
            return self.tr("the desk is back. What happens next stands below.")
        return self.tr("nothing counts before all of it was read and checked.")

    def _on_back(self) -> None:
        self.banner.dismiss()
        if self.step() == _FILE:
            self.left.emit()
        elif self.step() == _KEYS:
            self._show_step(_FILE)

    def _on_next(self) -> None:
        if not (self.next.isEnabled() and self.next.isVisibleTo(self)):
            return
        self.banner.dismiss()
        if self.step() == _RETURN:
            self.finished.emit(self.keys.login.value().strip(), self.keys.pin.text())
            self._forget()
        elif self._asking[self.step()].check():
            if self.step() == _FILE:
                self._look_into()
            else:
                self._restore()

    # ---- the backup ----

    def _look_into(self) -> None:
        self.set_busy(self.tr("The backup is being looked at ..."))
        file, typed = Path(self.file.path.value().strip()), self.file.code.value()
        self._lane.ask(partial(self._look, file, typed), self._on_seen, self._on_failed, owner=self)

    def _look(self, file: Path, typed: str) -> BackupSeen:
        return self._entrance.look_into(file, RecoveryCode.parse(typed))

    def _on_seen(self, seen: BackupSeen) -> None:
        self.set_busy("")
        said = self.tr("backup of %1 from %2 with %n complaint(s). Phrase and PIN are new.", "", seen.complaints)
        self._seen = said.replace("%1", seen.series).replace("%2", self._formats.moment(seen.made_at.astimezone()))
        self._show_step(_KEYS)

    def _restore(self) -> None:
        plan = RestorePlan(
            code=RecoveryCode.parse(self.file.code.value()),
            login=self.keys.login.value().strip(),
            phrase=self.keys.phrase.value(),
            pin=self.keys.pin.text(),
        )
        self._back = False
        self.result.begin(self.tr("Beginning ..."))
        self._show_step(_RETURN)
        restoring = partial(self._work, Path(self.file.path.value().strip()), plan)
        self._run = self._lane.follow(
            restoring, self._on_restored, self._on_failed, progress=self._on_progress, owner=self
        )
        self.result.setFocus(Qt.FocusReason.OtherFocusReason)

    def _work(self, file: Path, plan: RestorePlan, request: Request) -> "tuple[DeskBack, Verified]":
        follow = Follow(told=request.report, stop=request.stop.is_set)
        return self._entrance.restore(file, plan, follow=follow)

    def _on_progress(self, progress: BackupProgress) -> None:
        size, fact = self._formats.size, ""
        if progress.total:
            fact = self.tr("%1 of %2").replace("%1", size(progress.done)).replace("%2", size(progress.total))
        title = self._words.word("backup_step", progress.step.value)
        self.result.show_progress(title, fact, progress.done, progress.total)

    def _on_restored(self, restored: "tuple[DeskBack, Verified]") -> None:
        back, found = restored
        self._run = None
        self._back = True
        self.result.tell(self._told(back, found))
        self._show_step(_RETURN)
        if found.findings:
            names = ", ".join(sorted({self._words.word("finding", one.code) for one in found.findings}))
            title = self.tr("The check found %n thing(s) that do not fit", "", len(found.findings))
            do = self.tr("Open the desk, then see Settings, Check.")
            self.banner.say(title, what=names, do=do, tone=Tone.WARN)

    def _told(self, back: DeskBack, found: "Verified") -> tuple[tuple[str, str], ...]:
        at = self._formats.moment(back.made_at.astimezone())
        counted = self.tr("%n complaint(s) are here again, as of %1.", "", found.complaints).replace("%1", at)
        checked = "" if found.findings else " " + self.tr("Everything was checked and agrees.")
        numbers = self.tr("The next numbers are of series %1, so that none is given twice. Old numbers stay valid.")
        return (
            (self.tr("What came back"), counted + checked),
            (self.tr("Numbers"), numbers.replace("%1", back.desk.series)),
            (
                self.tr("First sync"),
                self.tr(
                    "The centre is asked first what it holds. What was lost here since the backup comes back from"
                    " there; only then is anything sent."
                ),
            ),
            (
                self.tr("The old PC"),
                self.tr(
                    "If it still runs, do not use it any more. You add the other officers again in Settings, with new"
                    " PINs."
                ),
            ),
        )

    def _on_failed(self, problem: AppError) -> None:
        self._run = None
        self.set_busy("")
        step, name = _STEP_OF.get(problem.code, (min(self.step(), _KEYS), ""))
        self._show_step(step, name)
        said = self._words.problem(problem)
        if name:
            self._asking[step].fields[name].set_error(said.what)
        if problem.code == "backup_stopped":
            self.banner.say(said.title, safe=said.safe, tone=Tone.NEUTRAL)
        else:
            show_in(self.banner, self._words, problem)

    def _forget(self) -> None:
        for typed in (self.file.code, self.keys.phrase, self.keys.pin, self.keys.pin_again):
            typed.clear()

    def _on_other_phrase(self) -> None:
        self._lane.ask(self._entrance.propose_phrase, self._on_phrase_proposed, self._on_failed, owner=self)

    def _on_phrase_proposed(self, phrase: str) -> None:
        self.keys.phrase.set_value(phrase)
