"""When suggestions can be joined, divided and separated again, and what several answers make together. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import Outcome, Publication, State
from civic.cases.rules.moves import PIECES_LEAST
from civic.cases.rules.states import APPEALED, CLOSED_STATES

OTHERS_MOST = 50  # joined by one press
WISHES_A_DAY = 3
WISHES_MOST = 12

ANSWERED = _("It was answered already, so it stays as it is. Its author may appeal.")
NOT_TOGETHER = _("This suggestion is joined with no other and was not divided. Reload the page.")
SUPPORTED_BEFORE = _("It was open for support before, and that is over. Accept it: then an office has to answer.")
ASKED_ALREADY = _("You have asked for something already. The supervision centre decides on that first.")


class Asks(TextChoices):
    """What an author may ask for."""

    JOIN = "join", _("Join it with another one that wants the same")
    DIVIDE = "divide", _("Divide it: it is several suggestions in one")
    APART = "apart", _("Separate it again from what it was joined with")


def asks_open(state: str) -> tuple[Asks, ...]:
    """What its author may ask for in this state."""
    if state == State.SUPPORTING:
        return (Asks.JOIN, Asks.DIVIDE)
    return (Asks.APART,) if state == State.MERGED else ()


def wish_fault(asks: str, state: str) -> Any:
    """Why she cannot ask for this now, or ""."""
    return "" if asks in asks_open(state) else _("Choose what you ask for.")


@dataclass(frozen=True)
class Lead:
    """What has to be known of a suggestion with which others shall be joined."""

    kind: str
    state: str
    publication: str
    was_answered: bool


def lead_fault(lead: Lead) -> Any:
    """Why nothing can be joined with it, beside what holds for every merge; or ""."""
    if lead.publication != Publication.PUBLISHED:
        return _("Nobody can read that suggestion, so nobody can be asked about it. A moderator publishes it first.")
    return ANSWERED if lead.was_answered or lead.state in CLOSED_STATES | APPEALED else ""


def others_fault(own: int, others: Sequence[int]) -> Any:
    """What is wrong with the suggestions somebody named, by their keys; or ""."""
    if not others:
        return _("Name the other suggestions by their numbers.")
    if own in others:
        return _("One of these numbers is the suggestion itself. Name the others only.")
    if len(others) > OTHERS_MOST:
        return format_lazy(_("Join {most} at once at most. The rest can be joined after that."), most=OTHERS_MOST)
    return ""


def new_faults(title: str, text: str) -> dict[str, Any]:
    """A new suggestion has a title and a text, or there is none."""
    if bool(title) == bool(text):
        return {}
    told = _("A new suggestion needs a title and a text. Leave both empty where this one leads.")
    return {"text" if title else "title": told}


def pieces_of(given: dict[str, str], most: int) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """The suggestions into which one is divided, by title and text, and what is wrong with them by field."""
    pieces, wrong = [], {}
    for number in range(1, most + 1):
        title, text = given.get(f"title_{number}", ""), given.get(f"text_{number}", "")
        if title and text:
            pieces.append((title, text))
        elif title or text:
            name = f"text_{number}" if title else f"title_{number}"
            wrong[name] = _("A suggestion needs a title and a text. Leave both empty where there is none.")
    if not wrong and len(pieces) < PIECES_LEAST:
        wrong[f"title_{PIECES_LEAST}"] = _("Write at least two suggestions: that is what dividing means.")
    return pieces, wrong


def outcome_of(outcomes: Iterable[str]) -> str:
    """What the answers to its pieces make together: the same where they agree, else in part where one was adopted."""
    said = {outcome for outcome in outcomes if outcome}
    if len(said) == 1:
        return said.pop()
    if said & {Outcome.ADOPTED, Outcome.IN_PART}:
        return Outcome.IN_PART
    return Outcome.NOT_ADOPTED if said else ""


def is_certain(counts: Sequence[int], needed: int) -> bool | None:
    """Do these counts alone say whether together they are enough, however many persons they share? None where each has
    to be counted once."""
    if max(counts, default=0) >= needed:
        return True
    return False if sum(counts) < needed else None
