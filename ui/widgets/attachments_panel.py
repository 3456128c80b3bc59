"""Attachments of the entry: chosen, dropped, pasted or proposed from the scanner; what each limit is, said before.

Nothing is taken from the scanner's folder silently, and nothing in it is changed.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.domain.attachment import MOST_FILES, MOST_MB, Attachment, Scan, clean_name
from app.domain.complaint import Identity, Secrecy
from app.domain.draft import Draft
from app.domain.errors import AppError, UserProblem
from app.domain.ids import ComplaintId
from ui.keys import shown_key
from ui.models.attachments_model import AttachmentsModel
from ui.models.file_taker import FileTaker
from ui.pasted import Source, is_for_attaching, local_files, picture
from ui.problems import line
from ui.theme import Type
from ui.widgets.attachment_list import AttachmentList
from ui.widgets.label import ElidedLabel, label
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from app.services import Session
    from ui.context import Context

_ROWS_SEEN: Final = 3  # the column holds what else the officer needs while somebody speaks
_LOOK_MS: Final = 3_000
_PROPOSED_FOR: Final = timedelta(minutes=10)
_DRAGS: Final = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class AttachmentsPanel(SidePanel):
    """``page`` is the widget on which files may be dropped and pasted."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent=parent)
        self._draft: Draft | None = None
        self._page: QWidget | None = None
        self._folder = ""
        self._proposed: dict[str, tuple[Scan, datetime]] = {}
        self._answered: set[str] = set()
        self._asking = self._stopped = False
        self._look_again = QTimer(self, interval=_LOOK_MS)
        self._look_again.timeout.connect(self.look_for_scans)
        self._build()

    def _build(self) -> None:
        self.setObjectName("attachments_panel")
        self.set_heading(self.tr("Attachments"))
        self.set_hint(
            self.tr("%1 · drag · %2")
            .replace("%1", shown_key("entry", "attach"))
            .replace("%2", shown_key("entry", "attach_pasted"))
        )
        self.model = AttachmentsModel(self._ctx, self)
        self.files = AttachmentList("attachments", self.model, may_remove=True, most_rows=_ROWS_SEEN)
        self.state = ElidedLabel(kind=Type.HINT, role="soft")
        self.state.setObjectName("attachments_state")
        self.problem = label("", "error", wrap=True)
        self.problem.setObjectName("attachments_problem")
        self.scan = ElidedLabel(kind=Type.HINT, role="accent")
        self.scan.setObjectName("scan_proposed")
        for widget in (self.files, self.state, self.problem, self.scan):
            self.body.addWidget(widget)
        self.problem.hide()
        self.scan.hide()
        self.taker = FileTaker(self._ctx, self)
        self.taker.reading.connect(self._on_reading)
        self.taker.attached.connect(self._on_attached)
        self.taker.failed.connect(self._on_failed)
        self.taker.rested.connect(self._on_rested)
        self.files.open_wanted.connect(self.preview)
        self.files.remove_wanted.connect(self._on_remove_wanted)
        self.files.left.connect(self.left)
        self._say_usual()

    def acts(self) -> Mapping[str, Callable[[], object]]:
        return {
            "attach": self.choose_files,
            "attach_pasted": self.paste,
            "attach_scan": self.take_scan,
            "attachments": self.go_in,
        }

    def holds(self) -> bool:
        """Tell whether something is attached or about to be, so that the entry is not taken for an empty one."""
        return bool(self.model.files) or self.taker.busy

    def busy(self) -> bool:
        """Tell whether a file is on its way into the entry."""
        return self.taker.busy

    # ---- the draft ----

    def begin(self, draft: Draft) -> None:
        self._listen()
        known = self._draft is not None and self._draft.id == draft.id
        self._draft = draft
        self._forget_problem()
        if not known:
            self.model.show_files(())
            session = self._ctx.session
            asked = partial(_of_draft, session, draft.id)
            self._ctx.read.ask(asked, self._on_found, self._on_not_found, owner=self)
        self._say_usual()

    def look(self, draft: Draft) -> None:
        before, self._draft = self._draft, draft
        if before is None or _hidden(before) != _hidden(draft):
            self._say_usual()

    def stop(self) -> None:
        """Look no more: the lanes are about to close."""
        self._stopped = True
        self._look_again.stop()

    def _on_found(self, found: tuple[ComplaintId, Sequence[Attachment]]) -> None:
        id, held = found
        if self._draft is not None and id == self._draft.id and len(held) > len(self.model.files):
            self.model.show_files(held)
            self._say_usual()

    def _on_not_found(self, problem: AppError) -> None:
        self._show_problem("", problem)

    # ---- taking ----

    def choose_files(self) -> None:
        """Let files be chosen."""
        endings = "*.pdf *.jpg *.jpeg *.png *.doc *.docx"
        dialog = QFileDialog(self.window(), self.tr("Attach files"), self._folder)
        dialog.setObjectName("attach_dialog")
        dialog.setNameFilters([f"{self.tr('Photos and documents')} ({endings})", f"{self.tr('All files')} (*)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, files: list[str]) -> None:
        if files:
            self._folder = str(Path(files[0]).parent)
        self._take([(Path(file), Path(file).name) for file in files])

    def attach(self, source: Source, name: str) -> None:
        """Attach what another part of the page brings."""
        self._take([(source, name)])

    def paste(self) -> None:
        """Attach what the clipboard holds."""
        brought = QGuiApplication.clipboard().mimeData()
        if not self.take_brought(brought):
            self._show_problem("", UserProblem("clipboard_nothing"))

    def take_brought(self, brought: QMimeData | None) -> bool:
        """Attach the files or the picture of a clipboard or a drag; False when there is neither."""
        if brought is None:
            return False
        wanted: list[tuple[Source, str]] = [(file, file.name) for file in local_files(brought)]
        if not wanted and (image := picture(brought)) is not None:
            at = self._ctx.formats.time_to_the_second(self._ctx.local(self._ctx.now())).replace(":", ".")
            wanted = [(image, self.tr("pasted %1.png").replace("%1", at))]
        self._take(wanted)
        return bool(wanted)

    def _take(self, wanted: Sequence[tuple[Source, str]]) -> None:
        if not wanted or self._draft is None:
            return
        self._forget_problem()
        for source, name in wanted:
            self.taker.take(self._draft, source, clean_name(name))

    def _on_reading(self, name: str, done: int, whole: int) -> None:
        said = self.tr("Taking %1").replace("%1", name)
        share = f" · {self._ctx.formats.percent(done / whole)}" if whole and done < whole else " ..."
        self.state.set_text(said + share, role="soft")

    def _on_attached(self, id: ComplaintId, held: Sequence[Attachment]) -> None:
        if self._draft is not None and id == self._draft.id:
            self.model.show_files(held)
            self.said.emit(self.tr("Attached: %1").replace("%1", held[-1].name))
        elif held:
            self.said.emit(self.tr("%1 went to the entry before this one").replace("%1", held[-1].name))

    def _on_failed(self, name: str, problem: AppError) -> None:
        self._show_problem(name, problem)

    def _on_rested(self) -> None:
        self._say_usual()
        self.ready.emit(self.problem.isHidden())

    # ---- the list ----

    def go_in(self) -> None:
        """Go into the list, if there is one."""
        if not self.files.go_in():
            self.said.emit(self.tr("Nothing is attached yet. %1 chooses a file.").replace("%1", self._key("attach")))

    def preview(self, one: Attachment) -> None:
        """Show a file."""
        from ui.dialogs.preview import PreviewDialog

        PreviewDialog(self._ctx, one, parent=self.window()).open()

    def _on_remove_wanted(self, one: Attachment) -> None:
        session = self._ctx.session
        removing = partial(_remove, session, one)
        self._ctx.write.ask(removing, self._on_removed, self._on_not_found, owner=self)

    def _on_removed(self, left: tuple[ComplaintId, Sequence[Attachment]]) -> None:
        id, held = left
        if self._draft is not None and id == self._draft.id:
            self._forget_problem()
            self.model.show_files(held)
            self._say_usual()

    # ---- the scanner ----

    def look_for_scans(self) -> None:
        """Ask whether the scanner has put something new in its folder."""
        if self._asking or self._stopped:
            return
        self._asking = True
        session = self._ctx.session
        asked = partial(_new_scans, session)
        self._ctx.read.ask(asked, self._on_scans, self._on_no_scans, owner=self)

    def take_scan(self) -> None:
        """Attach the scan that is proposed."""
        if not self._proposed:
            self.said.emit(self.tr("No new scan. The scanner's folder is set in Settings."))
            return
        key, (scan, _) = next(iter(self._proposed.items()))
        del self._proposed[key]
        self._answered.add(key)
        self._take([(Path(scan.path), scan.name)])
        self._show_scans()

    def _on_scans(self, scans: Sequence[Scan]) -> None:
        self._asking = False
        now = self._ctx.now()
        before = self._proposed
        self._proposed = {}
        for scan in scans:
            if scan.key not in self._answered:
                seen, since = before.get(scan.key, (scan, now))
                if now - since <= _PROPOSED_FOR:
                    self._proposed[scan.key] = (seen, since)
                else:
                    self._answered.add(scan.key)
        self._show_scans()

    def _on_no_scans(self, _: AppError) -> None:
        """The next look may find them."""
        self._asking = False

    def _show_scans(self) -> None:
        self.scan.setVisible(bool(self._proposed))
        if not self._proposed:
            return
        first, _ = next(iter(self._proposed.values()))
        more = f" (+{len(self._proposed) - 1})" if len(self._proposed) > 1 else ""
        said = self.tr("New scan: %1 · %2 attaches").replace("%2", self._key("attach_scan"))
        self.scan.set_text(said.replace("%1", clean_name(first.name) + more), icon="paperclip")

    # ---- what is said ----

    def _say_usual(self) -> None:
        files = self.model.files
        self.set_heading(self.tr("Attachments") + (f" · {len(files)}" if files else ""))
        if self.taker.busy:
            return
        if files and self._draft is not None and _hidden(self._draft):
            bare = all(one.media_type.is_picture for one in files)
            said = self.tr("Photos carry no place or camera.") if bare else self.tr("PDF and Word stay as they are.")
            self.state.set_text(said, role="soft" if bare else "warn", icon="" if bare else "warning")
        elif files:
            said = self.tr("%1 of %2 · %3 opens the list").replace("%1", str(len(files))).replace("%2", str(MOST_FILES))
            self.state.set_text(said.replace("%3", self._key("attachments")), role="soft")
        else:
            said = self.tr("pdf, jpg, png, doc, docx · %1 MB · %2 files")
            self.state.set_text(said.replace("%1", str(MOST_MB)).replace("%2", str(MOST_FILES)), role="soft")

    def _show_problem(self, name: str, problem: AppError) -> None:
        said = line(self._ctx.words, problem)
        self.problem.setText(f"{name}: {said}" if name else said)
        self.problem.show()
        self.said.emit(self.problem.text())

    def _forget_problem(self) -> None:
        self.problem.hide()
        self.problem.setText("")

    def _key(self, act: str) -> str:
        return shown_key("entry", act)

    # ---- the page around ----

    def _listen(self) -> None:
        """Take what is dropped or pasted anywhere on the page; fields leave files to it."""
        if self._page is None:
            page: QWidget = self
            while (around := page.parentWidget()) is not None and page.objectName() != "entry_page":
                page = around
            self._page = page
            page.setAcceptDrops(True)
            page.installEventFilter(self)
            for field in page.findChildren(QLineEdit):
                field.setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # WORKAROUND(PySide6 6.11): while the program ends, it is still called when its attributes are gone.
        if watched is getattr(self, "_page", None):
            if event.type() in _DRAGS and isinstance(event, QDropEvent):
                return self._on_drag(event)
            if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
                return False
            if event.matches(QKeySequence.StandardKey.Paste):
                return self.take_brought(QGuiApplication.clipboard().mimeData())
        return False

    def _on_drag(self, event: QDropEvent) -> bool:
        brought = event.mimeData()
        if not is_for_attaching(brought):
            return False
        event.acceptProposedAction()
        if isinstance(event, QDragEnterEvent):
            self.said.emit(self.tr("Let go to attach"))
        elif event.type() == QEvent.Type.Drop:
            self.take_brought(brought)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._stopped:
            self._look_again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look_again.stop()


def _hidden(draft: Draft) -> bool:
    """Tell whether somebody asked not to be known, or not to be read."""
    return draft.get("identity") in (Identity.ANONYMOUS, Identity.NAMELESS) or draft.get("secrecy") == Secrecy.SECRET


def _of_draft(session: "Session", id: ComplaintId) -> tuple[ComplaintId, Sequence[Attachment]]:
    return id, session.services.attach.of_draft(session.officer, id)


def _remove(session: "Session", one: Attachment) -> tuple[ComplaintId, Sequence[Attachment]]:
    return one.complaint_id, session.services.attach.remove(session.officer, one.id)


def _new_scans(session: "Session") -> Sequence[Scan]:
    return session.services.attach.new_scans(session.officer)
