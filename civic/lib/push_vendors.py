"""Whom we send to for browsers: the vendors the city knows, over TLS, never into a network of its own."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPSConnection
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

SECONDS = 10
LONGEST = 1_000
NAMES = {
    "googleapis.com": "Google",
    "google.com": "Google",
    "mozilla.com": "Mozilla",
    "apple.com": "Apple",
    "windows.com": "Microsoft",
}


def is_known(endpoint: str) -> bool:
    """Is this an address at one of the vendors the city knows? Anything else is never called: whoever hands it in could
    make us ask whom he likes."""
    parts = _parts(endpoint)
    is_clean = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint
    if parts is None or not is_clean or len(endpoint) > LONGEST:
        return False
    is_plain = parts.scheme == "https" and parts.username is None and parts.password is None and not parts.fragment
    return is_plain and any(_is_at(_host(parts), vendor.lower()) for vendor in settings.PUSH_VENDORS)


def vendor_of(endpoint: str) -> str:
    """What the vendor is called, else its host."""
    host = (urlsplit(endpoint).hostname or "").lower()
    return next((name for end, name in NAMES.items() if host == end or host.endswith(f".{end}")), host)


def post(endpoint: str, body: bytes, heads: dict[str, str]) -> int:
    """Hand a message to its vendor: the status it answers with. Redirects and proxies are not followed. Raises OSError
    and HTTPException when nobody answers."""
    parts = urlsplit(endpoint)
    with closing(_Outwards(parts.hostname or "", parts.port or 443, timeout=SECONDS)) as line:
        line.request("POST", f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", body, heads)
        return line.getresponse().status


class _Outwards(HTTPSConnection):
    """A connection to the address that was looked at: in between, a name cannot come to mean another."""

    def connect(self) -> None:
        """Call the first address that answers; none that is not everybody's."""
        failed: OSError = OSError("This name has no address.")
        for address in addresses_of(self.host, self.port):
            try:
                plain = socket.create_connection(address, self.timeout)
            except OSError as broken:
                failed = broken
                continue
            self.sock = tls().wrap_socket(plain, server_hostname=self.host)
            return
        raise failed


def addresses_of(host: str, port: int) -> Iterator[tuple[str, int]]:
    """The addresses of a host, as long as they are everybody's."""
    for *_kind, found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        address = str(found[0])
        if is_everybodys(address):
            yield address, port


def is_everybodys(address: str) -> bool:
    """No address of a private network, of this machine, or for a special use."""
    read = ip_address(address.partition("%")[0])
    mapped = getattr(read, "ipv4_mapped", None)
    return (mapped or read).is_global and not read.is_multicast


def tls() -> ssl.SSLContext:
    """Whom we believe: whoever the machine believes."""
    return ssl.create_default_context()


def _parts(endpoint: str) -> SplitResult | None:
    try:
        parts = urlsplit(endpoint)
        return parts if parts.port is None or parts.port else None
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    return host if parts.port in (None, 443) else f"{host}:{parts.port}"


def _is_at(host: str, vendor: str) -> bool:
    """A vendor is one host, or with "*." before it all below it."""
    return host.endswith(vendor[1:]) if vendor.startswith("*.") else host == vendor
