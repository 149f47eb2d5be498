"""What becomes of a link to my cases."""

from datetime import datetime

from civic.cases.queries import Viewer
from civic.me.models import Link
from civic.me.rules import link_digest


def link_to_open(secret: str, *, at: datetime) -> str:
    """Whether a link still opens something: good, used, or old. Only whoever holds its secret can ask."""
    link = Link.objects.filter(digest=link_digest(secret)).first()
    if link is None or not link.contact_hash:
        return "old"
    if link.used_at is not None:
        return "used"
    return "good" if link.until >= at else "old"


def was_opened_by(secret: str, viewer: Viewer) -> bool:
    """Did this link open what the viewer has open now? Whoever presses twice goes on."""
    opened = Link.objects.filter(digest=link_digest(secret), used_at__isnull=False)
    return bool(viewer.contact_hash) and opened.filter(contact_hash=viewer.contact_hash).exists()
