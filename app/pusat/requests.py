"""Reads a request's body within limits: how much may arrive, for how long, and how much it may inflate to."""

import asyncio
import zlib
from collections.abc import AsyncGenerator, Mapping
from typing import Final

from starlette.requests import ClientDisconnect, Request

from app.adapters.central.wire import MAX_INFLATED_BYTES, MAX_REQUEST_BYTES
from app.domain.parcel import MAX_VOLUME_BYTES

_WHOLE_BODY_S: Final = 300
_WHOLE_PARCEL_S: Final = 3 * 3_600
_NEXT_PIECE_S: Final = 60
_WHOLE_FILE_S: Final = 3_600
_GZIP: Final = 31


class Refused(Exception):
    """The request is answered with this status and code."""

    def __init__(
        self, status: int, code: str, field: str | None = None, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.headers: Final = dict(headers or {})
        self.status: Final = status
        self.code: Final = code
        self.field: Final = field


async def read_body(request: Request) -> bytes:
    """Give the request's JSON bytes, inflated.

    Raises Refused 408 (stalled), 413 (too large, also once inflated), 415 (neither JSON nor gzip), 400 (broken gzip).
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "content_type_wrong")
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip"):
        raise Refused(415, "content_encoding_wrong")
    raw = await read_limited(request)
    return inflate(raw) if encoding == "gzip" else raw


async def read_parcel(request: Request) -> bytes:
    """Give the bytes of a volume.  Raises Refused 408, 413 and 415 as above; it may take hours on a slow line."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/octet-stream":
        raise Refused(415, "content_type_wrong")
    return await read_limited(request, MAX_VOLUME_BYTES, _WHOLE_PARCEL_S)


async def read_limited(request: Request, limit: int = MAX_REQUEST_BYTES, whole_s: float = _WHOLE_BODY_S) -> bytes:
    """Give the body as it came.  Raises Refused 408 (stalled), 413 (more than ``limit``), 400 (cut off)."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > limit:
        raise Refused(413, "batch_too_large")
    body = bytearray()
    pieces = aiter(request.stream())
    try:
        async with asyncio.timeout(whole_s):
            while True:
                try:
                    async with asyncio.timeout(_NEXT_PIECE_S):
                        body += await anext(pieces)
                except StopAsyncIteration:
                    return bytes(body)
                if len(body) > limit:
                    raise Refused(413, "batch_too_large")
    except TimeoutError as error:
        raise Refused(408, "request_stalled") from error
    except ClientDisconnect as error:
        raise Refused(400, "request_cut") from error


async def gathered(request: Request, size: int, *, limit: int) -> AsyncGenerator[bytes, None]:
    """Give the body in pieces of ``size`` bytes, the last one shorter, as they come in.

    Raises Refused 413 (more than ``limit``), 408 (stalled), 400 (cut off), the last two after what came till then.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > limit:
        await drain(request)
        raise Refused(413, "file_too_large")
    left, held = limit, bytearray()
    refusal: Refused | None = None
    incoming = aiter(request.stream())
    loop = asyncio.get_running_loop()
    end = loop.time() + _WHOLE_FILE_S
    while refusal is None:
        try:
            async with asyncio.timeout_at(min(end, loop.time() + _NEXT_PIECE_S)):
                part = await anext(incoming)
        except StopAsyncIteration:
            break
        except TimeoutError:
            refusal = Refused(408, "request_stalled")
        except ClientDisconnect:
            refusal = Refused(400, "request_cut")
        else:
            left -= len(part)
            if left < 0:
                raise Refused(413, "file_too_large")
            held += part
            while len(held) >= size:
                yield bytes(held[:size])
                del held[:size]
    if held:
        yield bytes(held)
    if refusal is not None:
        raise refusal


async def drain(request: Request) -> None:
    """Read and drop what a refused sender still sends, within limits."""
    left = MAX_VOLUME_BYTES
    try:
        async with asyncio.timeout(_WHOLE_BODY_S):
            async for piece in request.stream():
                left -= len(piece)
                if left < 0:
                    return
    except (TimeoutError, ClientDisconnect):
        return


def inflate(raw: bytes, limit: int = MAX_INFLATED_BYTES) -> bytes:
    """Give what one gzip member holds, never more than ``limit`` bytes in memory."""
    inflater = zlib.decompressobj(_GZIP)
    try:
        body = inflater.decompress(raw, limit + 1)
    except zlib.error as error:
        raise Refused(400, "gzip_broken") from error
    if len(body) > limit:
        raise Refused(413, "batch_too_large")
    if not inflater.eof or inflater.unused_data:
        raise Refused(400, "gzip_broken")
    return body
