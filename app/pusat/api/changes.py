"""The feed that counters follow."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from app.adapters.central.wire import LAST_SEQ, ChangesOut
from app.pusat.api.answers import sender, told
from app.pusat.api.description import SECURED, refusals
from app.pusat.requests import Refused
from app.pusat.service import Pusat

_AFTER: Final = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12},[0-9]{1,16}$"
_SCOPE: Final = r"^(device|agency)$"
_MOST: Final = 500


def router(pusat: Pusat) -> APIRouter:
    """Give the routes."""
    routes = APIRouter()

    @routes.get(
        "/v1/changes",
        response_model=ChangesOut,
        openapi_extra=SECURED,
        responses=refusals(401, 403, 410, 422, 503),
        operation_id="changes",
    )
    async def changes(
        request: Request,
        after: Annotated[str | None, Query(pattern=_AFTER, description="Epoch and seq; absent: from the start")] = None,
        scope: Annotated[str | None, Query(pattern=_SCOPE, description="The scope the cursor was read in")] = None,
        own: Annotated[bool, Query(description="Also its own cases, for a counter that lost some")] = False,
        limit: Annotated[int, Query(ge=1, le=_MOST, description="The most lines of a page")] = _MOST,
    ) -> Response:
        """Give what the counter is told behind its cursor, in order."""
        device = await sender(pusat, request)
        epoch, _, seq = (after or "").partition(",")
        if int(seq or 0) > LAST_SEQ:
            raise Refused(422, "request_malformed", "after")
        return told(
            await run_in_threadpool(
                pusat.changes, device, epoch=epoch or None, after=int(seq or 0), scope=scope, most=limit, own=own
            ),
            to=request,
            without_empty=True,
        )

    return routes
