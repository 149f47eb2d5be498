"""From which network a request comes, for counting limits: a header is believed only behind a known proxy."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

UNKNOWN = "unknown"
MOST_HOPS = 20

Address = IPv4Address | IPv6Address


def client_network(request: HttpRequest) -> str:
    """The network that asks: an IPv4 address whole, of an IPv6 its /64 (a household); no header can break it."""
    address = _client_address(request)
    if address is None:
        return UNKNOWN
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return str(address)


def _client_address(request: HttpRequest) -> Address | None:
    asking = _read(request.META.get("REMOTE_ADDR", ""))
    trusted = [str(proxy).strip() for proxy in settings.TRUSTED_PROXIES]
    if not trusted:
        return asking
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-MOST_HOPS:]
    if len(trusted) == 1 and trusted[0].isdecimal():
        return _behind_hops(asking, hops, int(trusted[0]))
    return _behind_networks(asking, hops, trusted)


def _behind_hops(asking: Address | None, hops: list[str], many: int) -> Address | None:
    """So many proxies stand before us, each writing at the right end; what is left of them may be invented."""
    if not 1 <= many <= len(hops):
        return asking
    return _read(hops[-many]) or asking


def _behind_networks(asking: Address | None, hops: list[str], trusted: list[str]) -> Address | None:
    """From the right, the first address that is not one of our own proxies; a socket without an address is our own."""
    nearest = asking
    for hop in reversed(hops):
        if nearest is not None and not _is_in(nearest, trusted):
            return nearest
        before = _read(hop)
        if before is None:
            return nearest
        nearest = before
    return nearest


def _is_in(address: Address, networks: list[str]) -> bool:
    try:
        return any(address in ip_network(network, strict=False) for network in networks)
    except ValueError as wrong:
        raise ImproperlyConfigured(f"TRUSTED_PROXIES must be one number or a list of networks: {wrong}.") from None


def _read(text: str) -> Address | None:
    """An address, however proxies write it: with a port, in brackets, as an IPv4 inside IPv6, with a zone."""
    word = text.strip().strip('"')
    if word.startswith("["):
        word = word[1:].partition("]")[0]
    elif word.count(":") == 1:
        word = word.partition(":")[0]
    try:
        address = ip_address(word.partition("%")[0])
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
