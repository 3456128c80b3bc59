"""Ways in which a complaint reaches the desk, two levels, and the words that registers use for them.

Ids are stable and speak: ``phone`` is the way, ``phone.call`` one kind of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NewType

from app.domain.text import folded, words
from app.domain.type_ahead import Hit, TypeAhead, keyed

ChannelId = NewType("ChannelId", str)
WALK_IN: Final = ChannelId("walk-in")
PHONE: Final = ChannelId("phone")
FROM_LAPOR: Final = ChannelId("sp4n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way in; ``group`` is its channel group in the yearly evaluation by Kemendagri.

    Groups: ``sp4n``, ``website``, ``email``, ``social``, ``wbs``, ``other``.
    """

    id: ChannelId
    name: str
    parent: ChannelId | None
    active: bool
    aliases: tuple[str, ...]
    group: str


class Channels:
    """All ways in, in the order in which they are shown."""

    def __init__(self, rows: Iterable[Channel]) -> None:
        """Take the channels; the indexes are made when first asked for."""
        self._by_id: Final = {channel.id: channel for channel in rows}
        self._searchable: list[Channel] = []
        self._index: TypeAhead | None = None
        self._meanings: dict[str, ChannelId] | None = None

    def __len__(self) -> int:
        return len(self._by_id)

    def all(self) -> tuple[Channel, ...]:
        """Give every channel in the order of the list."""
        return tuple(self._by_id.values())

    def by_id(self, channel_id: str) -> Channel | None:
        """Give a channel, active or not; None when it is not held."""
        return self._by_id.get(ChannelId(channel_id))

    def label(self, channel_id: str) -> str:
        """Give "Pesan › WhatsApp", the name alone on the first level; else the id."""
        channel = self.by_id(channel_id)
        if channel is None:
            return channel_id
        return f"{self.label(channel.parent)} › {channel.name}" if channel.parent else channel.name

    def is_phone(self, channel_id: str) -> bool:
        """Tell whether somebody is on the line: telephone or any kind of it, not messages."""
        return _is(channel_id, PHONE)

    def is_from_lapor(self, channel_id: str) -> bool:
        """Tell whether it came out of SP4N-LAPOR!, so that it must never be sent there again."""
        return _is(channel_id, FROM_LAPOR)

    def find(self, typed: str, limit: int = 8) -> tuple[Channel, ...]:
        """Give the best active channels for what is being typed: "wa", "tele", "kot"."""
        if self._index is None:
            self._searchable = [channel for channel in self._by_id.values() if channel.active]
            self._index = TypeAhead(
                ((c.name, *c.aliases), words(self.label(c.parent)) if c.parent else ()) for c in self._searchable
            )
        hits = sorted(self._index.hits(typed), key=_rank)
        return tuple(self._searchable[hit.position] for hit in hits[:limit])

    def understand(self, text: str) -> ChannelId | None:
        """Give the channel that a register names: "telp", "WA", "datang langsung", "Kotak Saran"; None if unknown."""
        if self._meanings is None:
            active = [channel for channel in self._by_id.values() if channel.active]
            self._meanings = keyed(
                (name, c.id) for c in active for name in (c.id, c.name, self.label(c.id), *c.aliases)
            )
        return self._meanings.get(folded(text))


def _is(channel_id: str, way: ChannelId) -> bool:
    return channel_id == way or channel_id.startswith(f"{way}.")


def _rank(hit: Hit) -> tuple[bool, bool, bool, int, int]:
    return (not hit.exact, not hit.all_own, not hit.in_order, -hit.whole, hit.position)
