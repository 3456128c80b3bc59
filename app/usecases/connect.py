"""Enrol this desk at a provincial server with a one-time code; the keys are made and kept before the first try."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.access import Act, require
from app.domain.centre import DeviceKeys, Enrolled
from app.domain.changes import FeedScope
from app.domain.enrolment import EnrolmentCode, server_address
from app.domain.errors import NetworkProblem, UserProblem
from app.domain.incarnation import Owed, Reason, SeriesUse, is_taken, whole_series
from app.domain.officer import Desk, Officer
from app.ports.central import CentralGateway, MakeKeys
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.begin_incarnation import begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """Where this desk is enrolled now."""

    url: str
    connected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAtCentre:
    """What this desk is to the centre; ``url`` is "" where no line leads, ``scope`` None before the first reading."""

    url: str
    connected_at: datetime
    series: str
    series_since: datetime
    scope: FeedScope | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connect:
    """The admin's act of enrolling; trying again after a lost answer is safe, with the same code."""

    units: Units
    gateway: CentralGateway
    desk: Callable[[], Desk]
    make_keys: MakeKeys
    clock: Clock

    def __call__(self, actor: Officer, *, url: str, code: str, ca_pem: str | None = None) -> Connected:
        """Enrol and give where.

        Raises NotAllowed, UserProblem (``url_wrong``, ``http_not_loopback``, ``enrol_code_shape``, ``ca_missing``,
        ``ca_differs``, ``ca_unreadable``, ``centre_differs``),
        NetworkProblem (``enrol_code_wrong`` and its kin, and those of the line).
        """
        require(actor, Act.CONNECT)
        address = server_address(url)
        given = EnrolmentCode.parse(code)
        given.check_ca(ca_pem)
        desk, keys = self.desk_and_keys()
        try:
            answer = self.gateway.enrol(
                url=address,
                code=str(given),
                ca_pem=ca_pem,
                device=desk.device_id,
                incarnation=desk.incarnation,
                series=whole_series(desk),
                keys=keys,
            )
        except NetworkProblem as problem:
            self._note(actor, "connect_failed", address, problem.code)
            raise
        return self.accept(actor, answer)

    def accept(self, actor: Officer, answer: Enrolled) -> Connected:
        """Take an enrolment over, however it came.  Raises UserProblem ``centre_differs``."""
        self._check_key(answer)
        centre = replace(answer.centre, connected_at=self.clock())
        self._note(actor, "connected", centre.url, centre.epoch, enrolled=replace(answer, centre=centre))
        return Connected(url=centre.url, connected_at=centre.connected_at)

    def place(self, actor: Officer) -> PlaceAtCentre | None:
        """Give what this desk is to the centre, None while it is not enrolled."""
        require(actor, Act.READ)
        with self.units() as unit:
            centre, cursor, desk = unit.centre.centre(), unit.feed.cursor(), unit.staff.desk()
            begun = unit.incarnations.get(desk.incarnation)
        if centre is None:
            return None
        return PlaceAtCentre(
            url=centre.url,
            connected_at=centre.connected_at,
            series=whole_series(desk),
            series_since=desk.created_at if begun is None or begun.reason is Reason.SET_UP else begun.at,
            scope=FeedScope(cursor.scope) if cursor is not None else None,
        )

    def _check_key(self, answer: Enrolled) -> None:
        """Pass unless identities are sealed to another centre already: that ciphertext would open for nobody there."""
        with self.units() as unit:
            known = unit.centre.centre()
            opens = (answer.centre.public_key, *answer.former)
            if known is not None and known.public_key not in opens and unit.outbox.has_sealed():
                raise UserProblem("centre_differs")

    def desk_and_keys(self) -> tuple[Desk, DeviceKeys]:
        """Give the desk as it is now, and its keys, made and kept when there are none yet."""
        with self.units() as unit:
            desk, keys = unit.staff.present(self.desk()), unit.centre.device_keys()
            if keys is None:
                keys = self.make_keys()
                unit.centre.keep_device_keys(keys)
                unit.commit()
        return desk, keys

    def _note(self, actor: Officer, act: str, subject: str, detail: str, *, enrolled: Enrolled | None = None) -> None:
        now = self.clock()
        with self.units() as unit:
            if enrolled is not None:
                known = unit.centre.centre()
                if known is not None and known.epoch != enrolled.centre.epoch:  # what was confirmed may not be there
                    unit.incarnations.owe(Owed.PROOF, "enrolled", at=now)
                unit.centre.keep_centre(enrolled.centre)
                unit.centre.keep_contact(at=now)
                self._leave_taken_series(unit, enrolled.uses, now)
            unit.audit.add(at=now, officer_id=actor.id, act=act, subject=subject, detail=detail)
            unit.commit()

    def _leave_taken_series(self, unit: UnitOfWork, uses: Sequence[SeriesUse], at: datetime) -> None:
        """Go on in a free series when another PC gave numbers of this counter's: this one takes its place."""
        desk = unit.staff.desk()
        if is_taken(whole_series(desk), uses):
            begin(unit, desk, Reason.SERIES_TAKEN, at=at, known=[use.series for use in uses])
