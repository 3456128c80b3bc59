"""Reads a request's body within limits: how much may arrive, for how long, and how much it may inflate to."""

import asyncio
import zlib
from typing import Final

from starlette.requests import ClientDisconnect, Request

from app.adapters.central.wire import MAX_INFLATED_BYTES, MAX_REQUEST_BYTES

_WHOLE_BODY_S: Final = 300
_NEXT_PIECE_S: Final = 60
_GZIP: Final = 31


class Refused(Exception):
    """The request is answered with this status and code."""

    def __init__(self, status: int, code: str, field: str | None = None) -> None:
        super().__init__(code)
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
    raw = await _read_limited(request)
    return inflate(raw) if encoding == "gzip" else raw


async def _read_limited(request: Request) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > MAX_REQUEST_BYTES:
        raise Refused(413, "batch_too_large")
    body = bytearray()
    pieces = aiter(request.stream())
    try:
        async with asyncio.timeout(_WHOLE_BODY_S):
            while True:
                try:
                    async with asyncio.timeout(_NEXT_PIECE_S):
                        body += await anext(pieces)
                except StopAsyncIteration:
                    return bytes(body)
                if len(body) > MAX_REQUEST_BYTES:
                    raise Refused(413, "batch_too_large")
    except TimeoutError as error:
        raise Refused(408, "request_stalled") from error
    except ClientDisconnect as error:
        raise Refused(400, "request_cut") from error


async def drain(request: Request) -> None:
    """Read and drop what a refused sender still sends, within limits."""
    try:
        await _read_limited(request)
    except Refused:
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
