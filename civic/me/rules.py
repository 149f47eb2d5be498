"""The link to one's own cases: what it carries, and how long it opens."""

from datetime import timedelta

from django.core import signing

LINK_HOLDS = timedelta(hours=24)
_SALT = "me.link"


def link_token(contact_hash: str) -> str:
    """What stands in the link: the keyed hash of an address, signed and dated; the address itself is not in it."""
    return signing.TimestampSigner(salt=_SALT).sign(contact_hash)


def read_link(token: str) -> str | None:
    """The hash a link carries; None when it is not ours or too old."""
    try:
        return signing.TimestampSigner(salt=_SALT).unsign(token, max_age=LINK_HOLDS)
    except signing.BadSignature:
        return None
