"""Opens the sealed identity of one record, for a reason that is in the log before anything is shown."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.errors import StorageProblem, UserProblem
from app.domain.ids import EventId
from app.domain.outbox import commitment, identity_info
from app.pusat.service import Pusat
from db.pusat.records import FoundRecord

_REFERENCE: Final = re.compile(r"(?!.*[0-9]{7})[A-Z0-9.-]{1,12}(?:/[A-Z0-9.-]{1,12}){1,6}")
"""The number of an office's letter, as 700/123/ITPROV/2026: no name, telephone number or NIK has this shape."""


class OpeningReason(StrEnum):
    """Why an identity may be opened. A choice and not a text: what people write could itself tell who it is."""

    FORWARD = "forward"
    REACH = "reach"
    OWN_WISH = "own_wish"
    INQUIRY = "inquiry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """The one way to a readable identity at the server."""

    pusat: Pusat

    def open(self, record: FoundRecord, *, reason: OpeningReason, reference: str, who: str) -> Mapping[str, str]:
        """Give the parts of an identity by field name; who, when, why and the letter's number are noted first.

        Raises UserProblem ``opening_reference_wrong``, ``identity_absent``, StorageProblem ``seal_broken`` for a part
        that these keys do not open or that is not the one the desk committed itself to.
        """
        reference = reference.strip().upper()
        if not _REFERENCE.fullmatch(reference) if reference else reason is OpeningReason.INQUIRY:
            raise UserProblem("opening_reference_wrong")
        part = self.pusat.store.found.sealed(record)
        if part is None:
            raise UserProblem("identity_absent")
        self.pusat.store.audit.note(
            self.pusat.clock(), "identity_opened", record.central_number, f"{reason.value} {reference}".strip(), who=who
        )
        plain = self.pusat.keys.unseal(part.sealed, identity_info(EventId(part.event_id), part.sha256))
        if json.loads(part.body).get("identity_commitment") != commitment(plain):
            raise StorageProblem("seal_broken")
        told = json.loads(plain)
        return {name: str(value) for name, value in told.items() if name != "salt"}
