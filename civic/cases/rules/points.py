"""The points a suggestion makes, and how the answer weighs each: taken, in part, already so, or not. Pure."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.screening import left_private
from civic.cases.rules.states import Outcome

POINTS_MOST = 20
POINT_LONGEST = 300
REASON_LONGEST = 1000


class Weight(TextChoices):
    """How a point weighed in the answer."""

    TAKEN = "taken", _("Taken")
    IN_PART = "in-part", _("Taken in part")
    ALREADY_SO = "already-so", _("Already so")
    NOT_TAKEN = "not-taken", _("Not taken")


def points_fault(texts: Collection[str]) -> Any:
    """Why a suggestion cannot be said to make these points, or ""."""
    if not texts:
        return _("Name at least one point, in one short sentence a line.")
    if len(texts) > POINTS_MOST:
        return _("These are too many points. Name %(most)d at most.") % {"most": POINTS_MOST}
    if any(len(text) > POINT_LONGEST for text in texts):
        return _("A point is one short sentence, of %(most)d characters at most.") % {"most": POINT_LONGEST}
    if len(set(texts)) < len(texts):
        return _("Two of these points are the same. Name each of them once.")
    return private_fault(texts)


def private_fault(texts: Iterable[str]) -> Any:
    """Why everybody may not read these words, naming what was found; or ""."""
    left = left_private(list(texts))
    if not left:
        return ""
    named = ", ".join(f"{one.text} ({one.label})" for one in left)
    return _("This still looks private: %(named)s. Write it without.") % {"named": named}


def reason_fault(weight: str, reason: str) -> Any:
    """Why a point cannot be said to have weighed like this, or ""."""
    if weight not in Weight.values:
        return _("Choose how this point weighs.")
    if not reason:
        return _("Say why: whoever made this point reads it.")
    if len(reason) > REASON_LONGEST:
        return _("This is too long. Keep it under %(count)d characters.") % {"count": REASON_LONGEST}
    return private_fault([reason])


def outcomes_of(weights: Iterable[str]) -> frozenset[Outcome]:
    """The outcomes that say the same as these weights; what is weighed nowhere forbids none."""
    found = set(weights)
    taken, refused = Weight.TAKEN in found, Weight.NOT_TAKEN in found
    if not found:
        return frozenset({Outcome.ADOPTED, Outcome.IN_PART, Outcome.ALREADY_SO, Outcome.NOT_ADOPTED})
    if Weight.IN_PART in found or (taken and refused):
        return frozenset({Outcome.IN_PART})
    if taken:
        return frozenset({Outcome.ADOPTED})
    if refused:
        return frozenset(
            {Outcome.NOT_ADOPTED, Outcome.IN_PART} if Weight.ALREADY_SO in found else {Outcome.NOT_ADOPTED}
        )
    return frozenset({Outcome.ALREADY_SO})


def outcome_fault(outcome: str, weights: Iterable[str]) -> Any:
    """Why the answer as a whole cannot end otherwise than its points, or ""."""
    fitting = outcomes_of(weights)
    if outcome in fitting:
        return ""
    named = " / ".join(str(one.label) for one in Outcome if one in fitting)
    return _("The points were weighed otherwise. By them the answer is: %(named)s.") % {"named": named}
