"""How the catalogue is cut: families, privacy, tags, and the units of a limit. No table."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FAMILIES = {  # how the catalogue is cut for whoever chooses from it, and which drawing stands beside a matter
    "lamp": _("Light and power"),
    "road": _("Roads and pavements"),
    "manhole": _("Covers and drains"),
    "water": _("Water and river"),
    "tree": _("Trees and parks"),
    "rubbish": _("Rubbish and cleaning"),
    "noise": _("Noise and air"),
    "building": _("Buildings"),
    "traffic": _("Traffic and parking"),
    "stall": _("Shops and stalls"),
    "people": _("Care and support"),
    "advert": _("Advertising and posters"),
    "utility": _("Gas, heating, power, networks"),
    "home": _("Lifts, property management, neighbours"),
    "school": _("Schools, health, culture, sport"),
    "safety": _("Fire and dangers"),
    "market": _("Food, shops, consumers"),
    "other": _("Other matters"),
}


class Privacy(TextChoices):
    """Who may read a case of a matter, where its reporter chooses nothing else."""

    PUBLIC = "public", _("public after screening")
    CONFIDENTIAL = "confidential", _("public, the reporter unknown to the handling office")
    ANONYMOUS = "anonymous", _("public, and no contact is asked for")
    PRIVATE = "private", _("never public: cell and day only")


class TagKind(TextChoices):
    """What sort of word a tag is."""

    FUNCTION = "function", _("function")
    ENVIRONMENT = "environment", _("environment subject")
    SMALL = "small", _("small subject")
    DISORDER = "disorder", _("disorder")


class Unit(TextChoices):
    """What a limit is counted in. Urgent hours run round the clock, working hours while the desk is open."""

    URGENT_HOURS = "urgent-hours", _("urgent hours")
    WORKING_HOURS = "working-hours", _("working hours")
    WORKING_DAYS = "working-days", _("working days")
    DAYS = "days", _("days")


REBOUND_METRES_MOST = 500
TOPIC_RETURNS_MOST = 50
RETURNING = {  # when a case of a matter has come back, and when that is a topic: the least and the most of each number
    "rebound_metres": (1, REBOUND_METRES_MOST),
    "rebound_days": (0, 365),
    "topic_returns": (2, TOPIC_RETURNS_MOST),
    "topic_days": (1, 365),
    "cause_days": (1, 365),
}
RESERVED_CODES = frozenset({"edit", "add"})  # words in the addresses of the catalogue itself
LANGUAGES = ("zh-hans", "zh-hant", "en")
TEXTS = {
    "filing": _("When the city takes it on"),
    "closing": _("When it counts as done"),
    "basis": _("Legal basis"),
    "remedy": _("What the office does, and what you can do"),
    "advice": _("Before you report"),
    "emergency": _("Danger: what to do first"),
}
"""What is written of a matter, and under which heading."""


def said_in(texts: Mapping[str, str], language: str) -> str:
    """Words in a language; the simplified Chinese ones where none were written in it."""
    return texts.get(language) or texts.get("zh-hans") or ""
