"""The people at the desk and the desk itself."""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.access import Role
from app.domain.complaint import Forwarder
from app.domain.ids import DeviceId, OfficerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Somebody who may sign in; ``full_name`` and ``nip`` stand on receipts, ``login`` is typed at sign-in."""

    id: OfficerId
    login: str
    full_name: str
    nip: str
    role: Role
    active: bool = True


NOBODY = Officer(id=OfficerId("unattended"), login="", full_name="", nip="", role=Role.UNATTENDED)
"""Who syncs when the desk was opened by the key that an admin left in the system's keyring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """This counter: whose it is, how its paper is headed, which numbers it gives.

    ``series`` is the counter letter, with an incarnation figure from the second incarnation on ("A", "A2").
    ``forwarder`` posts its new records to LAPOR!.
    ``status_key`` derives status codes; it never leaves the encrypted store.
    """

    agency_id: str
    agency_code: str
    agency_name: str
    letterhead: tuple[str, ...]
    city: str
    address: str
    phone: str
    service_hours: str
    counter: str
    series: str
    device_id: DeviceId
    incarnation: str
    utc_offset_minutes: int
    form_version: str
    created_at: datetime
    receipt_size: str = "a4x2"
    language: str = "id"
    forwarder: Forwarder = Forwarder.PUSAT
    status_key: bytes = field(default=b"", repr=False)
