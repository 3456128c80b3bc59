"""All lists that come with a release and can be replaced without one: areas, categories, agencies, channels, clocks."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.agency import Agencies
from app.domain.area import Areas
from app.domain.category import Categories
from app.domain.channel import Channels
from app.domain.clocks import SlaClock, WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The lists of one version; ``version`` is stored with what was decided by them."""

    version: str
    areas: Areas
    categories: Categories
    agencies: Agencies
    channels: Channels
    calendar: WorkCalendar
    clocks: Mapping[str, SlaClock]
    sensitive_words: tuple[str, ...]
