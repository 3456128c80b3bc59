"""Proof of what is held."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from app.adapters.central.wire import ProofIn, ProofOut
from app.pusat.api.answers import parsed, sender, told
from app.pusat.api.description import SECURED, refusals, takes
from app.pusat.requests import read_body
from app.pusat.service import Pusat


def router(pusat: Pusat) -> APIRouter:
    """Give the routes."""
    routes = APIRouter()

    @routes.post(
        "/v1/proof",
        response_model=ProofOut,
        openapi_extra=takes(ProofIn) | SECURED,
        responses=refusals(400, 401, 403, 408, 413, 415, 422, 503),
        operation_id="proof",
    )
    async def proof(request: Request) -> Response:
        """Say which events are held, with hashes made anew from the stored bytes, signed."""
        device = await sender(pusat, request)
        asked = parsed(ProofIn, await read_body(request))
        return told(await run_in_threadpool(pusat.prove, device, asked), to=request)

    return routes
