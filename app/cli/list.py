"""``loket list``: find complaints, newest first, masked."""

import argparse
from typing import Any

from app.cli.frame import OK, Context
from app.domain.complaint import Status
from app.domain.ids import to_iso
from app.domain.listing import ListRow


def add(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("list", help="cari dan daftar aduan")
    command.add_argument("--query", default="", metavar="TEKS", help="kata, nomor, nama, telepon, atau NIK lengkap")
    command.add_argument("--status", choices=[s.value for s in Status], metavar="S", help="hanya status ini")
    command.add_argument("--limit", type=int, default=50, metavar="N")


def run(asked: argparse.Namespace, context: Context) -> int:
    """Give the rows."""
    left, after = max(asked.limit, 0), None
    while left:
        page = context.services.find_complaints(context.officer, asked.query, after=after, limit=min(left, 200))
        for row in page.rows:
            if (asked.status is None or row.status == asked.status) and left:
                context.give(_row(row), _shown(context, row))
                left -= 1
        after = page.after
        if after is None:
            break
    return OK


def _row(row: ListRow) -> dict[str, object]:
    return {
        "number": row.number,
        "received_at": to_iso(row.received_at),
        "recorded_at": to_iso(row.recorded_at),
        "title": row.title,
        "name": row.name,
        "channel": row.channel,
        "category": row.category,
        "agency": row.agency,
        "status": row.status.value,
        "secrecy": row.secrecy.value,
        "identity": row.identity.value,
        "answer_due_on": row.answer_due_on.isoformat() if row.answer_due_on else None,
        "delivery": row.delivery.value if row.delivery else None,
        "tracking_id": row.tracking_id,
        "central_status": row.central_status,
        "counter": row.counter or None,
    }


def _shown(context: Context, row: ListRow) -> str:
    title = row.title or context.words.word("secrecy", row.secrecy.value)
    return f"{row.number}  {row.received_at:%d-%m-%Y}  {context.words.word('status', row.status.value)}  {title}"
