"""Batches of events from counters."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from app.adapters.central.wire import BatchIn, BatchOut
from app.pusat.api.answers import sender, told
from app.pusat.api.description import SECURED, refusals, takes
from app.pusat.requests import read_body
from app.pusat.service import Pusat


def router(pusat: Pusat) -> APIRouter:
    """Give the routes."""
    routes = APIRouter()

    @routes.post(
        "/v1/events",
        response_model=BatchOut,
        openapi_extra=takes(BatchIn) | SECURED,
        responses=refusals(400, 401, 403, 408, 413, 415, 422, 503),
        operation_id="events",
    )
    async def events(request: Request) -> Response:
        """Take a batch; the answer names an outcome for each event, after all of them were flushed to disk."""
        device = await sender(pusat, request)
        body = await read_body(request)
        return told(await run_in_threadpool(pusat.take, device, body), to=request, without_empty=True)

    return routes
