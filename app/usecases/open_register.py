"""A register before it is taken in: read whole or pasted, its columns understood and remembered, a row as a draft."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.domain.access import Act, require
from app.domain.draft import Draft
from app.domain.errors import UserProblem
from app.domain.form import Form, Kind
from app.domain.ids import ComplaintId, new_id
from app.domain.kept_draft import KeptDraft
from app.domain.officer import Desk, Officer
from app.domain.reference import Reference
from app.domain.register import TRACKING, ColumnMap, Sheet, Table, header_key, header_keys, table_of
from app.domain.register_row import BACKDATE_REASON, understand
from app.domain.typed_dates import parse_typed_date
from app.domain.whatsapp import chat_sheet, is_chat, read_chat
from app.ports.stores import Units
from app.ports.world import Clock, Sheets
from app.usecases.register_complaint import zone_of

CHAT_CHANNEL: Final = "WhatsApp"
_CHAT_REASON: Final = "pesan WhatsApp"
_MEDIA_NOTE: Final = "[{count} lampiran WhatsApp tidak ikut disalin]"
_TABS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRegister:
    """Open what is to be taken in; nothing is recorded here but how columns are understood, and drafts."""

    units: Units
    sheets: Sheets
    desk: Callable[[], Desk]
    form: Form
    lists: Reference
    clock: Clock

    def read(self, actor: Officer, path: Path) -> Sheet:
        """Give a file, whole: a register, or a chat that WhatsApp exported as text.

        Raises UserProblem ``sheet_...``, ``paste_...``, NotAllowed.
        """
        require(actor, Act.IMPORT)
        if path.suffix.lower() == ".txt" and is_chat(text := self.sheets.text(path)):
            return replace(self._chat(text), name=path.name)
        return self.sheets.read(path)

    def paste(self, actor: Officer, text: str) -> Sheet:
        """Give what was pasted: cells of a workbook, else messages of a chat.

        Raises UserProblem ``paste_empty``, ``paste_too_large``, ``sheet_...``, NotAllowed.
        """
        require(actor, Act.IMPORT)
        if text.lstrip("\r\n").split("\n", 1)[0].count("\t") >= _TABS:
            return self.sheets.pasted(text)
        return self._chat(text)

    def _chat(self, text: str) -> Sheet:
        entries = read_chat(text, self.clock().astimezone(zone_of(self.desk())))
        return chat_sheet(entries, channel=CHAT_CHANNEL, media_note=_MEDIA_NOTE)

    def remembered(self, sheet: Sheet) -> ColumnMap | None:
        """Give how the columns of such a sheet were understood before, None for a new one."""
        with self.units() as unit:
            return unit.column_maps.of(header_keys(sheet))

    def remember(self, actor: Officer, table: Table, columns: ColumnMap) -> None:
        """Keep how the columns of this header are understood, for the next file of its kind.

        What the form understands by itself is not kept, unless something else was kept before.
        """
        require(actor, Act.IMPORT)
        plain = table_of(table.sheet, self.form, header_at=table.first - 1)
        by_itself = plain.fields == table.fields and not columns.fixed
        key = header_key(table.header)
        with self.units() as unit:
            if by_itself and unit.column_maps.of([key]) is None:
                return
            unit.column_maps.keep(key, columns, at=self.clock(), officer_id=actor.id)
            unit.commit()

    def as_draft(self, actor: Officer, table: Table, row: int) -> KeptDraft:
        """Keep a row as a draft of the officer, to be completed in the form, and give it.

        Words that are no known channel, category or agency stay as typed; nothing that protects people is answered.
        Raises UserProblem ``row_in_lapor``: the form does not ask for a Tracking ID, and it must not be lost.
        """
        require(actor, Act.REGISTER)
        told = table.values(table.rows[row - 1])
        if told.get(TRACKING, "").strip():
            raise UserProblem("row_in_lapor")
        values = dict(told)
        understand(values, form=self.form, lists=self.lists)
        for rule in self.form.fields:
            if rule.kind is Kind.CHOICE and values.get(rule.name):
                values[rule.name] = rule.choice(values[rule.name]) or ""
            elif rule.kind in _PICKED and told.get(rule.name) and not values.get(rule.name):
                values[rule.name] = told[rule.name]
        if self.form.has("backdate_reason"):
            reason = _CHAT_REASON if told.get("channel") == CHAT_CHANNEL else BACKDATE_REASON
            values.setdefault("backdate_reason", reason)
        at = self.clock()
        if day := parse_typed_date(values.get("received_at", ""), at.astimezone(zone_of(self.desk())).date()):
            values["received_at"] = f"{day:%d-%m-%Y} 00.00"
        draft = Draft(id=ComplaintId(new_id(at)), values=values)
        with self.units() as unit:
            unit.drafts.keep(draft, actor.id, at)
            unit.commit()
        return KeptDraft(draft=draft, kept_at=at)


_PICKED: Final = frozenset({Kind.CHANNEL, Kind.CATEGORY, Kind.AGENCY})
