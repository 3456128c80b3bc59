"""The server's HTTP face: one module for each neighbour, terse answers, nothing of a request ever echoed."""

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, FastAPI

from app.pusat.api import changes, devices, events, files, health, parcels, proof
from app.pusat.api.description import describe
from app.pusat.api.problems import answer_problems
from app.pusat.pages.site import create_pages
from app.pusat.passwords import Passwords
from app.pusat.service import Pusat

_ROUTERS: Final[tuple[Callable[[Pusat], APIRouter], ...]] = (
    health.router,
    devices.router,
    events.router,
    files.router,
    changes.router,
    proof.router,
    parcels.router,
)


def create_app(pusat: Pusat, *, passwords: Passwords | None = None, ca_pem: str | None = None) -> FastAPI:
    """Give the ASGI application over an open store; ``ca_pem`` is vouched for by codes that its pages make."""
    app = FastAPI(title="Loket Aduan: pusat", version="1", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    answer_problems(app, pusat)
    for router in _ROUTERS:
        app.include_router(router(pusat))
    describe(app)
    app.mount("/pusat", create_pages(pusat, passwords or Passwords(), ca_pem))
    return app
