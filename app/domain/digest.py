"""What the centre tells of open reports of other counters, so that a second reporter of the same thing is noticed.

No identity ever, and nothing of secret, anonymous or nameless reports: whoever fills it leaves them out.
"""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.agency import AgencyId
from app.domain.area import AreaId
from app.domain.category import CategoryId
from app.domain.complaint import Status
from app.domain.ids import ComplaintId


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRow:
    """One open report; ``changed_at`` is the centre's instant and decides which of two tellings is the newer one."""

    id: ComplaintId
    number: str
    agency: AgencyId
    title: str
    place: str | None
    area: AreaId | None
    category: CategoryId
    status: Status
    received_on: date
    changed_at: datetime
