"""Whether the server stands."""

from fastapi import APIRouter, Response

from app.pusat.api.answers import json_answer
from app.pusat.service import Pusat


def router(pusat: Pusat) -> APIRouter:
    """Give the routes."""
    routes = APIRouter()

    @routes.get("/v1/health", operation_id="health")
    async def health() -> Response:
        """Say that the server stands, and which epoch it is in."""
        epoch, server_time = pusat.standing()
        return json_answer(200, {"epoch": epoch, "server_time": server_time})

    return routes
