"""Keeps everything around the fields up to date with what is typed: layout, hints, warnings, the right column.

What follows from what is decided in the domain; here it is only shown.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.domain.asked import asks_secrecy_again
from app.domain.complaint import Identity
from app.domain.draft import Draft
from app.domain.errors import FieldProblem
from app.domain.nik import NikHint
from app.domain.read_back import Span, proposed_title, read_back
from ui.models.entry_guide import EntryGuide, entry_guide
from ui.widgets.entry_form import EntryForm
from ui.widgets.entry_side import EntrySide
from ui.widgets.entry_steps import EntrySteps

if TYPE_CHECKING:
    from ui.context import Context

_MISSING: Final = frozenset({"field_required", "contact_missing"})


class EntryWatch(QObject):
    secrecy_asked = Signal(str)  # the sentence that says why it is asked again

    def __init__(self, ctx: "Context", form: EntryForm, side: EntrySide, steps: EntrySteps) -> None:
        super().__init__(form)
        self._ctx, self._form, self._side, self._steps = ctx, form, side, steps
        self._sensitive = False
        self._spans: tuple[Span, ...] = ()
        self._agreed: tuple[Span, ...] = ()
        self._agreed_at: datetime | None = None
        self.phone = False

    def begin(self, draft: Draft) -> None:
        """Look at a form that was filled at once, new or taken up again: its secrecy was answered knowingly."""
        self._agreed, self._agreed_at = (), None
        self._sensitive = True
        if title := self._form.fields.get("title"):
            title.say("" if draft.get("title") else title.rule.hint[self._ctx.language])
        self.look(draft)

    def look(self, draft: Draft) -> EntryGuide:
        """Show what follows from what is typed, and give it."""
        guide = entry_guide(draft, self._ctx)
        self.phone = guide.phone
        self._form.arrange(phone=guide.phone, asked=guide.asked)
        self._form.leave_out(guide.unrecorded)
        self._form.mark_duties(identity_open=draft.get("identity") in ("", Identity.OPEN))
        self._say_effects(draft)
        self._say_nik(guide.nik)
        self._warn(guide)
        self._side.show_completeness(guide.completeness)
        self._side.show_due(guide.due, guide.scope, incomplete=guide.incomplete)
        self._show_call(draft, guide)
        self._ask_secrecy_again(draft, guide)
        return guide

    def look_at_left(self, name: str, draft: Draft) -> None:
        """Say at once what is wrong with a field that was left, though not that it is still empty."""
        if self.phone and name == "text" and not draft.get("title"):
            self._propose_title(draft)
        if not draft.get(name):
            return
        for problem in entry_guide(draft, self._ctx).reading.problems:
            if problem.field == name and problem.code not in _MISSING:
                self._form.fields[name].shown.set_error(self._ctx.words.field(problem))

    def agree(self) -> None:
        """Note that the caller agreed to what was read back."""
        if self.phone and self._spans:
            self._agreed, self._agreed_at = self._spans, self._ctx.local(self._ctx.now())
            self._side.show_agreed(self._agreed_at)

    # ---- parts ----

    def _ask_secrecy_again(self, draft: Draft, guide: EntryGuide) -> None:
        again = asks_secrecy_again(draft.get("secrecy"), was_sensitive=self._sensitive, is_sensitive=guide.sensitive)
        self._sensitive = guide.sensitive
        field = self._form.fields.get("secrecy")
        if again and field:
            words = self._ctx.words
            field.put("")
            field.shown.set_error(words.field(FieldProblem(field="secrecy", code="secrecy_again_short")))
            self.secrecy_asked.emit(words.field(FieldProblem(field="secrecy", code="secrecy_again")))

    def _say_effects(self, draft: Draft) -> None:
        for name in ("identity", "secrecy"):
            field = self._form.fields.get(name)
            if field:
                answer = draft.get(name)
                asked = field.rule.hint[self._ctx.language]
                field.say(self._ctx.words.word("effect", f"{name}_{answer}") if answer else asked)
        channel = self._ctx.lists.channels.by_id(draft.get("channel"))
        above = self._ctx.lists.channels.by_id(channel.parent) if channel and channel.parent else None
        if "channel" in self._form.fields:
            self._form.fields["channel"].say(above.name if above else "")

    def _say_nik(self, hint: NikHint | None) -> None:
        field = self._form.fields.get("nik")
        if not field:
            return
        if hint is None:
            field.say(field.rule.hint[self._ctx.language])
            return
        parts = [hint.sex or "", self._ctx.formats.date(hint.born_on) if hint.born_on else ""]
        if hint.first_registered:
            parts.append(self.tr("first registered: %1").replace("%1", hint.first_registered))
        field.say(" · ".join(part for part in parts if part))

    def _warn(self, guide: EntryGuide) -> None:
        warned = {warning.field: warning for warning in reversed(guide.reading.warnings)}
        for name, field in self._form.fields.items():
            field.warn(self._ctx.words.field(warned[name]) if name in warned else "")

    def _show_call(self, draft: Draft, guide: EntryGuide) -> None:
        self._steps.setVisible(guide.phone)
        if not guide.phone:
            self._spans = ()
            self._side.show_read_back(())
            return
        words = self._ctx.words
        self._spans = read_back(
            draft,
            lists=self._ctx.lists,
            today=self._ctx.today(),
            word=lambda code: words.word("read_back", code),
            day=self._ctx.formats.long_date,
        )
        agreed = self._agreed_at if self._spans == self._agreed else None
        self._side.show_read_back(self._spans)
        self._side.show_agreed(agreed)
        self._steps.set_steps((guide.contact_done, guide.report_done, agreed is not None, False))

    def _propose_title(self, draft: Draft) -> None:
        title = self._form.fields.get("title")
        if title and (proposed := proposed_title(draft.get("text"))):
            title.put(proposed)
            title.say(self.tr("Proposed from the report; check it"))
