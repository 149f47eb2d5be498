"""The table of moves of a promise: who makes which step from where. The owner reports, the checking side says whether
it was done: a city that marks its own work would keep every promise."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.offices.rules import Role

STALE = timedelta(days=90)  # nobody has said anything for so long
SOON = timedelta(days=7)


class PromiseState(TextChoices):
    """Where a promise stands."""

    DRAFT = "draft", _("Draft")
    UNDERWAY = "underway", _("Underway")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Draft discarded")


class Source(TextChoices):
    """What a promise comes from."""

    SUGGESTION = "suggestion", _("a suggestion")
    CASE = "case", _("the answer to a case")
    DIALOGUE = "dialogue", _("a dialogue")
    PLAN = "plan", _("a plan of the city")
    WORKS = "works", _("a works project")
    PROPOSAL = "proposal", _("a child’s proposal")


class Moment(TextChoices):
    """When a picture was taken."""

    BEFORE = "before", _("Before")
    DURING = "during", _("During the work")
    AFTER = "after", _("After")


class Whose(TextChoices):
    """Whose step it is."""

    OWNER = "owner", _("the office that promised")
    HEAD = "head", _("the head of the office that promised")
    CHECK = "check", _("the checking side")
    MODERATOR = "moderator", _("a moderator")
    CLOCK = "clock", _("the calendar")


ENDED = frozenset({PromiseState.KEPT, PromiseState.BROKEN, PromiseState.WITHDRAWN})
_DRAFT = frozenset({PromiseState.DRAFT})
_UNDERWAY = frozenset({PromiseState.UNDERWAY})
NEVER_PUBLIC = frozenset({PromiseState.DRAFT, PromiseState.DISCARDED})
PUBLISHED = frozenset(PromiseState) - NEVER_PUBLIC
_ROLES: dict[str, frozenset[str]] = {
    Whose.OWNER: frozenset({Role.HANDLER.value, Role.HEAD.value}),
    Whose.HEAD: frozenset({Role.HEAD.value}),
    Whose.CHECK: frozenset({Role.SUPERVISOR.value}),
    Whose.MODERATOR: frozenset({Role.MODERATOR.value}),
    Whose.CLOCK: frozenset(),
}


@dataclass(frozen=True)
class PromiseMove:
    """One row: verb, from where, whose step, where it leads; `title` as everybody reads it in the story, `icon` beside
    it. What is inside only the desk reads."""

    verb: str
    title: Any
    before: frozenset[PromiseState]
    whose: Whose
    after: PromiseState | None
    icon: str = "tool"
    is_inside: bool = False
    tells: bool = False  # its followers


MOVES = (
    PromiseMove("draft", _("Draft written"), frozenset(), Whose.OWNER, PromiseState.DRAFT, is_inside=True),
    PromiseMove("revise", _("Draft changed"), _DRAFT, Whose.OWNER, None, is_inside=True),
    PromiseMove("discard", _("Draft discarded"), _DRAFT, Whose.OWNER, PromiseState.DISCARDED, "dash", is_inside=True),
    PromiseMove("publish", _("Promised"), _DRAFT, Whose.HEAD, PromiseState.UNDERWAY, "seat", tells=True),
    PromiseMove("report", _("How far it is"), _UNDERWAY, Whose.OWNER, None, "tool", tells=True),
    PromiseMove("add-picture", _("Picture added"), _UNDERWAY, Whose.OWNER, None, "camera", is_inside=True),
    PromiseMove("accept-stage", _("Stage looked at and accepted"), _UNDERWAY, Whose.CHECK, None, "check", tells=True),
    PromiseMove("announce", _("Change announced"), _UNDERWAY, Whose.HEAD, None, "flag", tells=True),
    PromiseMove("change", _("Promise changed"), _UNDERWAY, Whose.HEAD, None, "flag", tells=True),
    PromiseMove("take-effect", _("The change holds from now on"), _UNDERWAY, Whose.CLOCK, None, "clock", tells=True),
    PromiseMove("keep", _("Promise kept"), _UNDERWAY, Whose.CHECK, PromiseState.KEPT, "check", tells=True),
    PromiseMove("break", _("Promise broken"), _UNDERWAY, Whose.CHECK, PromiseState.BROKEN, "alert", tells=True),
    PromiseMove("withdraw", _("Promise withdrawn"), _UNDERWAY, Whose.HEAD, PromiseState.WITHDRAWN, "dash", tells=True),
    PromiseMove("hide", _("Hidden from everybody"), PUBLISHED, Whose.MODERATOR, None, "lock", is_inside=True),
    PromiseMove(
        "show-again",
        _("Everybody can read it again"),
        PUBLISHED,
        Whose.MODERATOR,
        None,
        "eye",
        is_inside=True,
        tells=True,
    ),
    PromiseMove(
        "show-picture", _("Picture shown"), frozenset(PromiseState), Whose.MODERATOR, None, "eye", is_inside=True
    ),
    PromiseMove(
        "hide-picture", _("Picture hidden"), frozenset(PromiseState), Whose.MODERATOR, None, "lock", is_inside=True
    ),
)


def find(verb: str) -> PromiseMove:
    """The row of a verb."""
    return next(move for move in MOVES if move.verb == verb)


def is_hers(move: PromiseMove, *, roles: frozenset[str], is_owner: bool) -> bool:
    """Is the step this officer's to make? `roles` are those she holds in the owning office, where it is its step."""
    if move.whose in (Whose.OWNER, Whose.HEAD) and not is_owner:
        return False
    return bool(roles & _ROLES[move.whose])


def takes_effect(at: datetime, *, days: int) -> datetime | None:
    """When a change holds: at once, or after the days for which the city lets everybody read it first."""
    return at + timedelta(days=days) if days > 0 else None
