"""Who looks at what is sealed: the reasons to choose from, what shows of a contact before, and what looks odd."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

OPENINGS_A_DAY = 20  # by one person; beyond, each asks a second reason, which the data officer reads
NIGHT_FROM, NIGHT_UNTIL = 22, 6
WITHIN_MINUTES = 10  # the same photo looked at again so soon is the same look
STARS = "****"


class Reason(TextChoices):
    """What a contact is opened for."""

    CALL_BACK = "call-back", _("Call back: was it solved?")
    DETAILS = "details", _("Ask for what is missing in the report")
    VISIT = "visit", _("Arrange when to come")
    SAFETY = "safety", _("Warn of danger, or ask whether somebody is safe")
    COMPLAINT = "complaint", _("Look into a complaint or an appeal")
    OTHER = "other", _("Something else")


@dataclass(frozen=True)
class Masked:
    """A contact as far as it shows before somebody opens it."""

    phone: str = ""
    email: str = ""


def masked(*, phone: str, email: str) -> Masked:
    """138****1234 and l***@example.org: enough to recognise, too little to call."""
    name, _at, host = email.partition("@")
    return Masked(_masked_phone(phone), f"{name[:1]}***@{host}" if host else "")


def _masked_phone(phone: str) -> str:
    digits = phone.removeprefix("+86")
    if len(digits) < 9:
        return STARS + digits[-2:] if digits else ""
    return f"{digits[:3]}{STARS}{digits[-4:]}"


def at_night(at: datetime) -> bool:
    """Was it at night, by the clock of the city?"""
    hour = localtime(at).hour
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL
