"""The door of a counter to LAPOR!: an access made of a profile and its secrets, and the line that it opens.

What reads profiles is loaded when there is one: most counters have none.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.direct import DirectAccess, LaporTerms
from app.domain.lapor import IdMap
from app.domain.lapor_mapping import merged
from app.ports.central import LaporLine

if TYPE_CHECKING:
    from app.adapters.central.lapor_profile import LaporProfile

_KEPT: Final = "profil"


class LaporDoor:
    """Fulfils LaporDoor of app.ports."""

    def read(self, profile: Path, secrets: Path) -> DirectAccess:
        """Give the access that two files describe, checked whole.

        Raises UserProblem ``lapor_profile_unreadable``, ``lapor_profile_wrong``, ``lapor_secrets_unreadable``,
        ``lapor_secret_missing``.
        """
        from app.adapters.central.lapor_profile import parse_lapor_profile, read_lapor_secrets, read_text

        text = read_text(profile)
        return DirectAccess(profile=text, headers=read_lapor_secrets(secrets, parse_lapor_profile(text, profile.name)))

    def open(self, access: DirectAccess) -> tuple[LaporTerms, LaporLine]:
        """Give the terms of an access and a line that connects when first used."""
        from app.adapters.central.lapor import LaporGateway
        from app.adapters.central.lapor_profile import parse_lapor_profile

        profile = parse_lapor_profile(access.profile, _KEPT)
        return _terms(profile, access.chosen), LaporGateway(profile, access.headers)


def _terms(profile: "LaporProfile", chosen: IdMap) -> LaporTerms:
    return LaporTerms(
        name=profile.name,
        address=profile.base,
        mapping=merged(profile.mapping, chosen),
        look_minutes=profile.poll.every_minutes,
        final=frozenset(profile.poll.final),
        not_ours=frozenset(profile.poll.not_ours),
        rejected=frozenset(profile.poll.rejected),
        can_look_up=bool(profile.paths.lookup),
        tracking_is_lapor_id=profile.report.tracking_is_lapor_id,
    )
