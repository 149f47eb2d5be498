"""Whether a message can reach anybody at all."""

from django.conf import settings

from civic.lib.texting import gateway
from civic.notices.models import Channel


def reaches(channel: str) -> bool:
    """Does the city send messages this way? Where it does not, the form says that none will come."""
    if channel == Channel.EMAIL:
        return bool(settings.EMAIL_WORKS)
    return channel == Channel.SMS and gateway() is not None
