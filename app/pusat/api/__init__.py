"""The server's HTTP face: one module for each neighbour, terse answers, nothing of a request ever echoed."""

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, FastAPI, Response

from app.domain.errors import AppError
from app.paths import resources
from app.pusat.api import changes, devices, events, files, health, monev, parcels, proof
from app.pusat.api.description import describe
from app.pusat.api.problems import answer_problems, problem
from app.pusat.limits import USUAL, Limited, Limits
from app.pusat.measures import Measured, Measures
from app.pusat.pages.look import Look
from app.pusat.pages.site import create_pages
from app.pusat.passwords import Passwords
from app.pusat.service import Pusat

_ROUTERS: Final[tuple[Callable[[Pusat], APIRouter], ...]] = (
    monev.router,
    devices.router,
    events.router,
    files.router,
    changes.router,
    proof.router,
    parcels.router,
)


def create_app(
    pusat: Pusat, *, passwords: Passwords | None = None, ca_pem: str | None = None, limits: Limits = USUAL
) -> FastAPI:
    """Give the ASGI application over an open store; ``ca_pem`` is vouched for by codes that its pages make."""
    app = FastAPI(title="Loket Aduan: pusat", version="1", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    look, measures = Look(resources()), Measures()
    answer_problems(app, pusat)
    app.include_router(health.router(pusat, measures))
    for router in _ROUTERS:
        app.include_router(router(pusat))
    describe(app)
    app.mount("/pusat", create_pages(pusat, passwords or Passwords(), look, ca_pem))

    def refuse(path: str, status: int, code: str, wait_s: int) -> Response:
        is_page = path.startswith("/pusat/")
        answer = look.problem(AppError(code, seconds=wait_s), status) if is_page else problem(pusat, status, code)
        answer.headers["Retry-After"] = str(wait_s)
        return answer

    app.add_middleware(Limited, limits=limits, refuse=refuse)
    app.add_middleware(Measured, measures=measures)
    return app
