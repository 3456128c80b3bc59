"""The table of what each case waits for next, own or of a colleague's counter; kept by ``db.next_steps``."""

from datetime import date

from sqlalchemy import Column, Index, Named, Table, Text, TypedColumns

from db.columns import Day
from db.tables import metadata


class NextStepColumns(TypedColumns):
    """One row for each case that waits for something; ``day`` is the last one, of "tell" the first."""

    complaint_id: Named[str] = Column(Text, primary_key=True)
    kind: Named[str] = Column(Text)
    day: Named[date | None] = Column(Day)


next_steps = Table("next_steps", metadata, NextStepColumns, sqlite_with_rowid=False)

Index("ix_next_steps_kind", next_steps.c.kind, next_steps.c.day)
