"""What the city asked for, as far as everybody may know."""

from civic.cases.models import Invitation

SLUG_LONGEST = 60


def invited_by(slug: str) -> Invitation | None:
    """The invitation of this name, once it is shown; begun, running or over."""
    found = Invitation.objects.filter(slug=slug[:SLUG_LONGEST], shown_at__isnull=False) if slug else None
    return found.select_related("matter", "area").first() if found is not None else None
