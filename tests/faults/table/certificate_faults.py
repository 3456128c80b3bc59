"""Certificates that are another host's, no longer valid, not yet valid, or of nobody one trusts."""

import ssl
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

import trustme

from tests.faults.table.faults import fault
from tests.faults.table.world import World

_DAY: Final = timedelta(days=1)


@cache
def _authority(name: str) -> trustme.CA:
    return trustme.CA(organization_name=name)


def _context(name: str, *, since: timedelta, until: timedelta, authority: str = "provinsi") -> ssl.SSLContext:
    now = datetime.now(UTC)
    certificate = _authority(authority).issue_cert(name, not_before=now + since, not_after=now + until)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def _presented(world: World, wrong: ssl.SSLContext, code: str) -> None:
    """Let the desk know its server by HTTPS; then somebody with a wrong certificate stands in its place for a while."""
    counter = world.begin()
    sound = _context("localhost", since=-_DAY, until=_DAY)
    url, ca_pem = f"https://localhost:{world.line.port}", _authority("provinsi").cert_pem.bytes().decode()
    world.line.tls = sound
    counter.ask("move_centre", url=url, ca_pem=ca_pem)
    if world.chance.random() < 0.5:
        world.expect(counter.ask("sync")["problem"], None)
        world.work(counter, 1)
    for _ in range(world.chance.randrange(1, 3)):
        world.line.tls = wrong
        world.line.drop()
        world.expect(counter.ask("sync")["problem"], code)
    world.line.tls = sound
    world.line.drop()
    world.expect(counter.ask("sync")["problem"], None)
    counter.ask("move_centre", url=world.line.url)


@fault()
def certificate_wrong_name(world: World) -> None:
    _presented(world, _context("pusat.example", since=-_DAY, until=_DAY), "certificate_other_name")


@fault()
def certificate_expired(world: World) -> None:
    _presented(world, _context("localhost", since=-2 * _DAY, until=-_DAY), "certificate_expired")


@fault()
def certificate_not_yet_valid(world: World) -> None:
    _presented(world, _context("localhost", since=_DAY, until=2 * _DAY), "certificate_not_yet_valid")


@fault()
def certificate_of_nobody(world: World) -> None:
    stranger = _context("localhost", since=-_DAY, until=_DAY, authority="siapa saja")
    _presented(world, stranger, "certificate_wrong")
