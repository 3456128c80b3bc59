"""A whole desk in a temporary folder, opened as the program opens it, with keys that cost nothing to derive."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from app.adapters.clock import system_now
from app.adapters.keystore import Argon2Cost, Costs
from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.draft import Draft
from app.domain.ids import ComplaintId, new_id
from app.domain.officer import Officer
from app.services import DeskPlan, Recorded, Services, Session

PHRASE = "kapal layar pulau tenang"
PIN = "508317"
CHEAP = Costs(phrase=Argon2Cost(passes=1, memory_kib=8), pin=Argon2Cost(passes=1, memory_kib=8))
PLAN = DeskPlan(
    agency="RSUD AWS",
    counter="A",
    phone="(0541) 000-000",
    login="siti",
    full_name="Siti Rahmawati",
    nip="19900101 201503 2 000",
    phrase=PHRASE,
    pin=PIN,
)


def set_up(folder: Path, plan: DeskPlan = PLAN) -> DeskEntrance:
    """Make a desk in the folder and give its entrance; the phrase is open already."""
    entrance = DeskEntrance(folder, costs=CHEAP)
    desk = entrance.set_up(plan)
    desk.confirm(desk.recovery_code.written())
    return entrance


def open_desk(folder: Path, plan: DeskPlan = PLAN) -> tuple[DeskEntrance, Session]:
    """Make a desk and sign its first officer in."""
    entrance = set_up(folder, plan)
    return entrance, entrance.sign_in(plan.login, plan.pin)


def reopen(folder: Path, login: str = "siti", pin: str = PIN) -> tuple[DeskEntrance, Session]:
    """Open a desk that is there, as after a restart."""
    entrance = DeskEntrance(folder, costs=CHEAP)
    entrance.open_phrase(PHRASE)
    return entrance, entrance.sign_in(login, pin)


def journeys_of(session: Session) -> dict[str, Any]:
    """Give all journeys of a session by name, made if nobody wanted them yet."""
    names = [name for name, one in vars(Services).items() if isinstance(one, property)]
    return {name: getattr(session.services, name) for name in names}


def with_journeys(session: Session, **others: Any) -> Session:
    """Give the session with other journeys in the place of its own."""
    return replace(session, services=cast("Services", SimpleNamespace(**(journeys_of(session) | others))))


def another(session: Session, role: Role, login: str = "dewi", pin: str = "835174") -> Officer:
    """Add an officer of that role and give them."""
    return session.services.manage_desk.add_officer(
        session.officer, login=login, full_name=f"{login.title()} Lestari", nip="", role=role, pin=pin
    )


def typed(entrance: DeskEntrance, **changes: str) -> Draft:
    """Give a complete draft as an officer would have typed it, with changes."""
    lists = entrance.lists
    values = {
        "channel": str(lists.channels.understand("loket")),
        "received_at": "sekarang",
        "identity": "open",
        "secrecy": "plain",
        "notice": "read",
        "name": "Budi Santoso",
        "nik": "6472031205900007",
        "phone": "0812-5550-1234",
        "address": "Jl. Gerilya Gg. Keluarga RT 24",
        "classification": "complaint",
        "title": "Antrean obat RSUD lebih dari empat jam",
        "text": "Saya antre obat dari jam 08.00 sampai 12.30, nomor antrean A-114. Petugas bilang sistem lambat.",
        "category": str(lists.categories.understand("Kesehatan")),
        "agency": str(lists.agencies.understand("RSUD AWS")),
        "place": "Apotek rawat jalan",
    }
    return Draft(id=ComplaintId(new_id(system_now())), values={**values, **changes})


def filed(entrance: DeskEntrance, session: Session, officer: Officer | None = None, **changes: str) -> Recorded:
    """File a complaint and give what stands recorded."""
    return session.services.register_complaint(officer or session.officer, typed(entrance, **changes))


def with_values(draft: Draft, **changes: str) -> Draft:
    """Give the draft with some values changed."""
    return replace(draft, values={**draft.values, **changes})
