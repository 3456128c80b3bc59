"""Files by tus 1.0, core and creation: announced, brought piece by piece, taken up again at the byte."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from app.adapters.central.wire import MAX_FILE_BYTES
from app.pusat.api.answers import HEADERS, sender
from app.pusat.api.description import SECURED, header, refusals
from app.pusat.requests import Refused, drain, gathered
from app.pusat.service import Pusat
from app.pusat.uploads import TUS, TUS_VERSION, Uploads, number
from db.pusat.files import Upload

PIECE_BYTES: Final = 256 << 10
_PIECE_TYPE: Final = "application/offset+octet-stream"
_OPTIONS: Final = {
    "Tus-Version": TUS_VERSION,
    "Tus-Extension": "creation",
    "Tus-Max-Size": str(MAX_FILE_BYTES),
}
_RESUMABLE: Final = header("Tus-Resumable", "The version of tus", enum=[TUS_VERSION])
_OFFSET: Final = header("Upload-Offset", "Where the piece begins", type="integer", minimum=0)
_LENGTH: Final = header("Upload-Length", "Bytes of the sealed file", type="integer", minimum=1, maximum=MAX_FILE_BYTES)
_METADATA: Final = header("Upload-Metadata", "id, complaint and sha256 of the sealed bytes, each in base 64")
_PIECE: Final = {"required": True, "content": {_PIECE_TYPE: {"schema": {"type": "string", "format": "binary"}}}}


class _TusRoute(APIRoute):
    """Says the version of tus in every answer, and asks for it in every request but OPTIONS."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def versioned(request: Request) -> Response:
            try:
                if request.method != "OPTIONS" and request.headers.get("tus-resumable") != TUS_VERSION:
                    await drain(request)
                    raise Refused(412, "tus_version_wrong", headers={"Tus-Version": TUS_VERSION})
                answer = await handle(request)
            except Refused as refused:
                refused.headers.update(TUS)
                raise
            answer.headers.update(TUS)
            return answer

        return versioned


def router(pusat: Pusat) -> APIRouter:
    """Give the routes."""
    routes = APIRouter(route_class=_TusRoute)
    uploads = Uploads(store=pusat.store.files, clock=pusat.clock)

    @routes.options("/v1/files", status_code=204, response_class=Response, operation_id="files_options")
    async def options() -> Response:
        """Say what of tus is spoken here, and how large a file may be."""
        return Response(status_code=204, headers=HEADERS | _OPTIONS)

    @routes.post(
        "/v1/files",
        status_code=201,
        response_class=Response,
        openapi_extra={"parameters": [_RESUMABLE, _LENGTH, _METADATA]} | SECURED,
        responses=refusals(400, 401, 403, 409, 412, 413, 422, 429, 503),
        operation_id="files_begin",
    )
    async def begin(request: Request) -> Response:
        """Announce a file; one that is announced already is told how far it has come."""
        device = await sender(pusat, request)
        await drain(request)
        id, upload = await run_in_threadpool(uploads.begin, device, request.headers)
        return Response(status_code=201, headers={**HEADERS, **_standing(upload), "Location": f"/v1/files/{id}"})

    @routes.head(
        "/v1/files/{id}",
        response_class=Response,
        openapi_extra={"parameters": [_RESUMABLE]} | SECURED,
        responses=refusals(401, 403, 404, 412, 503),
        operation_id="files_standing",
    )
    async def standing(request: Request, id: str) -> Response:
        """Say how far a file has come."""
        device = await sender(pusat, request)
        upload = await run_in_threadpool(uploads.find, device, id)
        return Response(headers={**HEADERS, **_standing(upload)})

    @routes.patch(
        "/v1/files/{id}",
        status_code=204,
        response_class=Response,
        openapi_extra={"parameters": [_RESUMABLE, _OFFSET], "requestBody": _PIECE} | SECURED,
        responses=refusals(400, 401, 403, 404, 408, 409, 412, 413, 415, 422, 460, 503),
        operation_id="files_bring",
    )
    async def bring(request: Request, id: str) -> Response:
        """Take a piece; what came of it is kept even when the line breaks in the middle."""
        device = await sender(pusat, request)
        try:
            if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _PIECE_TYPE:
                raise Refused(415, "content_type_wrong")
            offset = number(request.headers, "upload-offset")
            upload = await run_in_threadpool(uploads.find, device, id)
            if upload.received != offset:
                raise Refused(409, "upload_offset_wrong")
        except Refused:
            await drain(request)
            raise
        async for piece in gathered(request, PIECE_BYTES, limit=upload.size_bytes - offset):
            upload = await run_in_threadpool(uploads.append, device, id, upload.received, piece)
        return Response(status_code=204, headers={**HEADERS, **_standing(upload)})

    return routes


def _standing(upload: Upload) -> dict[str, str]:
    return {"Upload-Offset": str(upload.received), "Upload-Length": str(upload.size_bytes)}
