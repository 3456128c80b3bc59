"""A cheap look whether the line is back: does anything answer at the centre's address, or at the proxy before it."""

import socket
from typing import Final
from urllib.parse import urlsplit

PATIENCE_S: Final = 3.0
_PORTS: Final = {"http": 80, "https": 443}


def answers(url: str) -> bool:
    """Tell whether a connection opens within three seconds; nothing is sent."""
    try:
        host, port = _where(url)
        with socket.create_connection((host, port), timeout=PATIENCE_S):
            return True
    except (OSError, ValueError):
        return False


def _where(url: str) -> tuple[str, int]:
    """Give host and port to knock at.  Raises ValueError for what is no address."""
    from urllib.request import getproxies, proxy_bypass

    asked = urlsplit(url)
    host = asked.hostname or ""
    proxy = None if proxy_bypass(host) else getproxies().get(asked.scheme)
    if proxy and asked.scheme == "https":
        asked = urlsplit(proxy if "//" in proxy else f"//{proxy}", scheme="http")
    if not asked.hostname:
        raise ValueError("no host")
    return asked.hostname, asked.port or _PORTS[asked.scheme]
