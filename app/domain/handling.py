"""What the desk does with an entry as it files it: proposals for the officer, who decides."""

from typing import Final

from app.domain.channel import Channels

_TOLD: Final[dict[str, str]] = {"phone": "phone", "message.whatsapp": "whatsapp", "letter": "letter"}
_FACE_TO_FACE: Final = "desk"


def told_by(channel_id: str, channels: Channels) -> str:
    """Give how an answer usually reaches somebody who came by this channel, as a choice of the field ``told``."""
    channel = channels.by_id(channel_id)
    while channel is not None:
        if channel.id in _TOLD:
            return _TOLD[channel.id]
        channel = channels.by_id(channel.parent) if channel.parent else None
    return _FACE_TO_FACE
