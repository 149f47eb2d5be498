"""Sides and roles, and which role stands on which side: player and referee are two people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Side(TextChoices):
    """The side an officer works on, for good or until somebody moves the whole person over."""

    CHECK = "check", _("checking side")
    ACT = "act", _("acting side")
    DECIDE = "decide", _("deciding side")
    INTAKE = "intake", _("phone desk")
    RECORD = "record", _("keeper of records")


class Role(TextChoices):
    """What a post is for."""

    SUPERVISOR = "supervisor", _("supervisor")
    MODERATOR = "moderator", _("moderator")
    DISPATCHER = "dispatcher", _("dispatcher")
    HANDLER = "handler", _("handler")
    HEAD = "head", _("head of office")
    WORKER = "worker", _("worker for tasks")
    COMMUNITY = "community", _("residents' committee member")
    REVIEWER = "reviewer", _("reviewing officer")
    COMMITTEE = "committee", _("committee member")
    OPERATOR = "operator", _("phone-desk operator")
    DATA = "data-officer", _("data officer")


ROLES_OF: dict[str, frozenset[str]] = {
    Side.CHECK.value: frozenset({Role.SUPERVISOR.value, Role.MODERATOR.value}),
    Side.ACT.value: frozenset(
        {Role.DISPATCHER.value, Role.HANDLER.value, Role.HEAD.value, Role.WORKER.value, Role.COMMUNITY.value}
    ),
    Side.DECIDE.value: frozenset({Role.REVIEWER.value, Role.COMMITTEE.value}),
    Side.INTAKE.value: frozenset({Role.OPERATOR.value}),
    Side.RECORD.value: frozenset({Role.DATA.value}),
}


def role_fits(side: str, role: str) -> bool:
    """May an officer of this side hold this role?"""
    return role in ROLES_OF.get(side, frozenset())
