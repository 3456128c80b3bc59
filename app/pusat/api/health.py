"""Whether the server stands with its database, and what it measures of itself."""

import ipaddress
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from app.domain.token_role import TokenRole
from app.pusat.api.answers import HEADERS, json_answer, sender
from app.pusat.api.description import refusals
from app.pusat.measures import MEDIA_TYPE, Measures, gauge
from app.pusat.service import Pusat

_TEXT: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Prometheus text", "content": {"text/plain": {"schema": {"type": "string"}}}}
}
_THROUGH_A_PROXY: Final = ("x-forwarded-for", "forwarded", "via", "x-real-ip")


class HealthOut(BaseModel):
    """The server stands, and its database answers."""

    epoch: str
    server_time: str


def router(pusat: Pusat, measures: Measures) -> APIRouter:
    """Give the routes."""
    routes = APIRouter()

    @routes.get("/v1/health", operation_id="health", response_model=HealthOut, responses=refusals(503))
    async def health() -> Response:
        """Say that the server stands and its database answers, and which epoch it is in."""
        await run_in_threadpool(pusat.store.monev.answers)
        epoch, server_time = pusat.standing()
        return json_answer(200, {"epoch": epoch, "server_time": server_time})

    @routes.get(
        "/v1/metrics",
        operation_id="metrics",
        response_class=Response,
        responses=_TEXT | refusals(401, 403, 503),
        openapi_extra={"security": [{}, {"bearer": []}]},
    )
    async def metrics(request: Request) -> Response:
        """Give measures to this machine itself, or to a monitor: sums and routes, nobody's name."""
        if not _is_from_here(request):
            await sender(pusat, request, TokenRole.MONITOR)
        text = await run_in_threadpool(_written, pusat, measures)
        return Response(text, media_type=MEDIA_TYPE, headers=HEADERS)

    return routes


def _is_from_here(request: Request) -> bool:
    """Tell whether a program of this machine asks, and not somebody far away through a proxy on it."""
    if request.client is None or any(name in request.headers for name in _THROUGH_A_PROXY):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _written(pusat: Pusat, measures: Measures) -> str:
    counts = pusat.store.monev.counts()
    oldest = counts.oldest_waiting_at
    held = {
        "events": counts.events,
        "events_held": counts.held,
        "events_quarantined": counts.quarantined,
        "complaints": counts.complaints,
        "complaints_with_tracking_id": counts.with_tracking_id,
        "complaints_waiting": counts.waiting,
        "devices": counts.devices,
        "tokens_valid": counts.tokens,
    }
    age_s = 0.0 if oldest is None else max(0.0, (pusat.clock() - oldest).total_seconds())
    lines = [
        *measures.lines(),
        *gauge("loket_pusat_stored", "What the database holds", held),
        *gauge("loket_pusat_oldest_waiting_seconds", "Age of the oldest complaint nobody forwarded yet", {"": age_s}),
    ]
    return "\n".join(lines) + "\n"
