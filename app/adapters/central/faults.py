"""What a line, a proxy or a strange server may do, as NetworkProblems with the codes that the sync knows."""

import re
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from app.domain.errors import NetworkProblem

_LONGEST_WAIT_S: Final = 3_600
_CUT: Final = re.compile(r"disconnected|closed connection|incomplete", re.IGNORECASE)
# verify codes of OpenSSL, https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
_CERTIFICATE: Final = {
    9: "certificate_not_yet_valid",
    10: "certificate_expired",
    62: "certificate_other_name",
    64: "certificate_other_name",
}
_NOT_A_PUSAT: Final = frozenset({404, 405, 406, 407, 410, 421, 426})


def nonsense(why: str) -> NetworkProblem:
    """Give the problem of an answer that is none, with what was wrong in it."""
    return NetworkProblem("answer_nonsense", why=why)


def from_exception(error: Exception) -> NetworkProblem:
    """Give the problem behind an error of the HTTP library."""
    import httpx2

    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NetworkProblem(_CERTIFICATE.get(cause.verify_code, "certificate_wrong"))
        if isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return NetworkProblem("line_cut")
        if isinstance(cause, ssl.SSLError):
            return NetworkProblem("tls_failed")
    if isinstance(error, httpx2.ConnectTimeout | httpx2.ConnectError | httpx2.ProxyError):
        return NetworkProblem("server_absent")
    if isinstance(error, httpx2.TimeoutException):
        return NetworkProblem("server_timeout")
    if isinstance(error, httpx2.NetworkError):
        return NetworkProblem("line_cut")
    if isinstance(error, httpx2.RemoteProtocolError) and _CUT.search(str(error)):
        return NetworkProblem("line_cut")
    return nonsense(type(error).__name__)


def from_status(status: int, *, retry_after: str | None, code: str | None, now: datetime) -> NetworkProblem:
    """Give the problem of an answer that is not 200; ``code`` is the server's own word when its shape was right."""
    wait_s = _seconds(retry_after, now)
    if 300 <= status < 400:
        return NetworkProblem("redirect_refused", status=status)
    if status == 401:
        return NetworkProblem("token_refused", reason=code)
    if status == 408:
        return NetworkProblem("server_timeout")
    if status == 413:
        return NetworkProblem("batch_too_large")
    if status == 429 or (status in (502, 503, 504) and wait_s is not None):
        return NetworkProblem("server_busy", retry_after_s=wait_s)
    if status in (502, 503, 504):
        return NetworkProblem("server_unavailable", status=status)
    if status < 300 or (status in _NOT_A_PUSAT and code is None):
        return nonsense(f"status_{status}")
    return NetworkProblem("server_error", status=status, reason=code)


def _seconds(retry_after: str | None, now: datetime) -> int | None:
    """Give how long a Retry-After header asks to wait: seconds or a date, never more than an hour."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:9]), _LONGEST_WAIT_S)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo is not None else until.replace(tzinfo=UTC)
    return max(0, min(int((until - now).total_seconds()) + 1, _LONGEST_WAIT_S))


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
