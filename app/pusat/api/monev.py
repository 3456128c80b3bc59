"""Sums per agency, for those who watch over the province's complaints and may see none of them."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from app.domain.ids import to_iso
from app.domain.token_role import TokenRole
from app.pusat.api.answers import sender, told
from app.pusat.api.description import SECURED, refusals
from app.pusat.service import Pusat


class SumsOut(BaseModel):
    """One agency's counters: what they recorded, and how far it has come."""

    agency: str
    received: int
    by_channel: dict[str, int]
    by_class: dict[str, int]
    by_status: dict[str, int]
    by_central_status: dict[str, int]
    forwarded: int
    not_forwarded: int
    oldest_not_forwarded_at: str | None


class MonevOut(BaseModel):
    """The sums, with when they were counted."""

    agencies: list[SumsOut]
    epoch: str
    server_time: str


def router(pusat: Pusat) -> APIRouter:
    """Give the route."""
    routes = APIRouter()

    @routes.get(
        "/v1/monev",
        response_model=MonevOut,
        openapi_extra=SECURED,
        responses=refusals(401, 403, 503),
        operation_id="monev",
    )
    async def monev(request: Request) -> Response:
        """Give the sums per agency."""
        await sender(pusat, request, TokenRole.MONITOR)
        return told(await run_in_threadpool(_sums, pusat), to=request)

    return routes


def _sums(pusat: Pusat) -> MonevOut:
    epoch, server_time = pusat.standing()
    agencies = [
        SumsOut(
            agency=sums.agency,
            received=sums.received,
            by_channel=dict(sums.by_channel),
            by_class=dict(sums.by_class),
            by_status=dict(sums.by_status),
            by_central_status=dict(sums.by_central_status),
            forwarded=sums.forwarded,
            not_forwarded=sums.not_forwarded,
            oldest_not_forwarded_at=(
                None if sums.oldest_not_forwarded_at is None else to_iso(sums.oldest_not_forwarded_at)
            ),
        )
        for sums in pusat.store.monev.sums()
    ]
    return MonevOut(agencies=agencies, epoch=epoch, server_time=server_time)
