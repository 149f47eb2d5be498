"""Sides and roles, and which role stands on which side: player and referee are two people. When a working day ends."""

from datetime import date, time

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Side(TextChoices):
    """The side an officer works on, for good or until somebody moves the whole person over."""

    CHECK = "check", _("checking side")
    ACT = "act", _("acting side")
    DECIDE = "decide", _("deciding side")
    INTAKE = "intake", _("phone desk")


class Role(TextChoices):
    """What a post is for."""

    SUPERVISOR = "supervisor", _("supervisor")
    MODERATOR = "moderator", _("moderator")
    DISPATCHER = "dispatcher", _("dispatcher")
    HANDLER = "handler", _("handler")
    HEAD = "head", _("head of office")
    REVIEWER = "reviewer", _("reviewing officer")
    COMMITTEE = "committee", _("committee member")
    OPERATOR = "operator", _("phone-desk operator")


ROLES_OF: dict[str, frozenset[str]] = {
    Side.CHECK.value: frozenset({Role.SUPERVISOR.value, Role.MODERATOR.value}),
    Side.ACT.value: frozenset({Role.DISPATCHER.value, Role.HANDLER.value, Role.HEAD.value}),
    Side.DECIDE.value: frozenset({Role.REVIEWER.value, Role.COMMITTEE.value}),
    Side.INTAKE.value: frozenset({Role.OPERATOR.value}),
}


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
    "other": _("Other matters"),
}


def role_fits(side: str, role: str) -> bool:
    """May an officer of this side hold this role?"""
    return role in ROLES_OF.get(side, frozenset())


CLOSES_AT = time(18, 0)  # a working day ends for deadlines when the desk closes
FIRST_MONTH_TO_WARN = 10  # the State Council announces the next year's days in autumn
_SATURDAY = 5


def week_says(day: date) -> bool:
    """Is this a working day of an ordinary week?"""
    return day.weekday() < _SATURDAY
