"""What a grown-up was asked, found by the secret in the link she got."""

from datetime import datetime

from civic.guardians.models import Asking
from civic.guardians.rules import YOUTH
from civic.lib.sealed import keyed_hash

LONGEST_SECRET = 60


def asking_digest(secret: str) -> str:
    """By which a link is found; the link itself is kept nowhere."""
    return keyed_hash(secret, purpose="asking-link")


def find_asking(secret: str, *, track: str = YOUTH, at: datetime) -> Asking | None:
    """The question behind a link of a track; None once it was answered or its days are over."""
    if len(secret) > LONGEST_SECRET:
        return None
    return Asking.objects.open(at).filter(track=track, digest=asking_digest(secret)).select_related("child").first()
