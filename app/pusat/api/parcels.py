"""Parcels that couriers hand in, and the answers they take back; they can open neither."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from app.adapters.central.wire import ParcelOut
from app.domain.token_role import TokenRole
from app.pusat.api.answers import HEADERS, sender, told
from app.pusat.api.description import SECURED, refusals
from app.pusat.parcels import Parcels
from app.pusat.requests import Refused, read_parcel
from app.pusat.service import Pusat

_BEARERS: Final = (TokenRole.COURIER, TokenRole.COUNTER)
MOST_AT_ONCE: Final = 4
_WAIT_S: Final = "30"
_BINARY: Final = "application/octet-stream"
_FILE: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
_TAKES: Final[dict[str, Any]] = {"requestBody": {"required": True, "content": {_BINARY: _FILE}}}
_GIVES: Final[dict[int | str, dict[str, Any]]] = {200: {"description": "The answer file", "content": {_BINARY: _FILE}}}


class _Hands:
    """How many volumes are held in memory at once: each takes a hundred megabytes while it is opened."""

    def __init__(self) -> None:
        self._free = MOST_AT_ONCE

    def __enter__(self) -> None:
        if not self._free:
            raise Refused(429, "parcels_busy", headers={"Retry-After": _WAIT_S})
        self._free -= 1

    def __exit__(self, *_: object) -> None:
        self._free += 1


def router(pusat: Pusat) -> APIRouter:
    """Give the routes."""
    routes = APIRouter()
    parcels = Parcels(pusat=pusat)
    hands = _Hands()

    @routes.post(
        "/v1/parcels",
        response_model=ParcelOut,
        openapi_extra=_TAKES | SECURED,
        responses=refusals(400, 401, 403, 408, 409, 413, 415, 429, 503),
        operation_id="parcels",
    )
    async def hand_in(request: Request) -> Response:
        """Take one volume in; the answer names the volumes that are still missing."""
        courier = await sender(pusat, request, *_BEARERS)
        with hands:
            raw = await read_parcel(request)
            taken = await run_in_threadpool(parcels.take, raw, brought_by=courier.id)
        return told(taken, to=request)

    @routes.get(
        "/v1/parcels/{parcel}/answer",
        response_class=Response,
        openapi_extra=SECURED,
        responses=_GIVES | refusals(401, 403, 404, 409, 429, 503),
        operation_id="parcel_answer",
    )
    async def answer(request: Request, parcel: str) -> Response:
        """Give the answer file, made anew at each call."""
        await sender(pusat, request, *_BEARERS)
        with hands:
            raw = await run_in_threadpool(parcels.answer, parcel)
        return Response(raw, media_type=_BINARY, headers=HEADERS)

    return routes
