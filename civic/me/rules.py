"""The link to one's own cases: the secret in it, and how long it opens."""

import re
import secrets
from datetime import timedelta

from civic.lib.sealed import keyed_hash

LINK_HOLDS = timedelta(hours=24)
LINKS_KEPT = timedelta(days=7)  # so long a link that ended can still say why
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits


def new_secret() -> str:
    """What stands in a link: drawn, so that it tells nothing and cannot be made by anybody else."""
    return secrets.token_urlsafe(32)


def link_digest(secret: str) -> str:
    """What is kept of it. Nothing that is no secret of ours is hashed at all."""
    return keyed_hash(secret, purpose="me-link") if _SECRET.fullmatch(secret) else ""
