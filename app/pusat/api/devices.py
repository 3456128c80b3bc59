"""Counters that enrol."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from app.adapters.central.wire import DeviceIn, DeviceOut
from app.pusat.api.answers import parsed, told
from app.pusat.api.description import refusals, takes
from app.pusat.requests import read_body
from app.pusat.service import Pusat


def router(pusat: Pusat) -> APIRouter:
    """Give the routes."""
    routes = APIRouter()

    @routes.post(
        "/v1/devices",
        response_model=DeviceOut,
        openapi_extra=takes(DeviceIn),
        responses=refusals(400, 403, 408, 413, 415, 422, 503),
        operation_id="enrol",
    )
    async def devices(request: Request) -> Response:
        """Enrol a counter with its one-time code."""
        asked = parsed(DeviceIn, await read_body(request))
        return told(await run_in_threadpool(pusat.enrol, asked), to=request)

    return routes
