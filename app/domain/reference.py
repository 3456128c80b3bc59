"""All lists that come with a release and can be replaced without one: areas, categories, agencies, channels, clocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

from app.domain.agency import Agencies, Agency, AgencyId, AgencyKind
from app.domain.agency_proposal import AgencyRules
from app.domain.area import Areas
from app.domain.category import Categories, CategoryId
from app.domain.channel import Channels
from app.domain.clocks import SlaClock, WorkCalendar
from app.domain.documents import DocumentRule
from app.domain.officer import Desk
from app.domain.referral import Contact, Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The lists of one version; ``version`` is stored with what was decided by them.

    ``stop_words`` tell nothing of a report.  ``matters`` are what LAPOR! usually does not handle, ``bodies`` whom
    they go to beside the agencies.  ``category_words`` are what people say for a category, ``agency_rules`` who
    handles it.
    """

    version: str
    areas: Areas
    categories: Categories
    agencies: Agencies
    channels: Channels
    calendar: WorkCalendar
    clocks: Mapping[str, SlaClock]
    sensitive_words: tuple[str, ...]
    documents: tuple[DocumentRule, ...] = ()
    matters: tuple[Matter, ...] = ()
    bodies: tuple[Contact, ...] = ()
    stop_words: frozenset[str] = frozenset()
    category_words: Mapping[CategoryId, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    agency_rules: AgencyRules = field(default_factory=AgencyRules)

    def with_own(self, desk: Desk) -> Self:
        """Give the lists with the desk's own agency first, when it was typed at set-up and is in no list."""
        if self.agencies.by_id(desk.agency_id) is not None:
            return self
        own = Agency(
            id=AgencyId(desk.agency_id),
            code=desk.agency_code,
            name=desk.agency_name,
            short_name=desk.agency_name,
            kind=AgencyKind.OPD,
            parent=None,
            address=desk.address or None,
            phone=desk.phone or None,
            letterhead=desk.letterhead,
            lapor_id=None,
            active=True,
            source="desk",
            aliases=(),
        )
        return replace(self, agencies=Agencies((own, *self.agencies.all())))
