"""When the support of a suggestion looks arranged, so that a person looks at it. Nobody's support is dropped. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WITHIN_HOURS = 24
FRESH_DAYS = 7  # an account younger than that is fresh
FRESH_LEAST = 20  # so many fresh ones within a day, and at least half of all
NETWORK_LEAST = 40  # so many from one network within a day: a school is one too, so somebody looks
SHEET_LEAST = 20  # so many codes of one sheet within a day: a meeting hands them out at once
AGAIN_TIMES = 2  # looked at once, it is marked again when it has doubled


class Mark(TextChoices):
    """Why it was marked."""

    FRESH = "fresh", _("Many accounts made just before")
    NETWORK = "network", _("Many from one network")
    SHEET = "sheet", _("Many with codes of one sheet of paper")


class Finding(TextChoices):
    """What somebody found who looked at it."""

    GENUINE = "genuine", _("It looks genuine")
    DOUBTFUL = "doubtful", _("It looks arranged: everybody reads this note beside the number")


def is_swarm_of_fresh(*, given: int, fresh: int) -> bool:
    """Are most of a day's supporters new here?"""
    return fresh >= FRESH_LEAST and fresh * 2 >= given


def is_swarm_of_network(given: int) -> bool:
    """Do very many come from one network within a day?"""
    return given >= NETWORK_LEAST


def is_swarm_of_sheet(given: int) -> bool:
    """Do very many come with codes of one sheet within a day?"""
    return given >= SHEET_LEAST


def is_worth_another_look(count: int, looked_at: int) -> bool:
    """Has what somebody looked at grown so much that it is something else?"""
    return count >= looked_at * AGAIN_TIMES
