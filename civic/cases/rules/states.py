"""The words a case is described in: kind, state, publication, outcome, verdict, source."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What somebody hands in."""

    COMPLAINT = "complaint", _("Complaint")
    SUGGESTION = "suggestion", _("Suggestion")
    QUESTION = "question", _("Question")
    HELP = "help", _("Request for help")
    MISCONDUCT = "misconduct", _("Report of misconduct")
    THANKS = "thanks", _("Thanks")


class State(TextChoices):
    """Where a case stands. The label is what a resident reads."""

    FILED = "filed", _("Waiting to be read")
    ASKED_AT_DESK = "asked-at-desk", _("Waiting for the resident")
    SUPPORTING = "supporting", _("Open for support")
    ACCEPTED = "accepted", _("Waiting to be dispatched")
    DISPUTED = "disputed", _("Waiting for the committee")
    DISPATCHED = "dispatched", _("With the office")
    IN_HAND = "in-hand", _("Being handled")
    ASKED_BY_OFFICE = "asked-by-office", pgettext_lazy("asked by the office", "Waiting for the resident")
    ANSWERED = "answered", _("Answered, being checked")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINE_APPEALED = "decline-appealed", _("Refusal under review")
    CLOSE_APPEALED = "close-appealed", _("Answer under review")
    DECLINE_LAST_APPEAL = "decline-last-appeal", _("Refusal before the committee")
    CLOSE_LAST_APPEAL = "close-last-appeal", _("Answer before the committee")
    MERGED = "merged", _("Handled together with others")


CLOSED_STATES = frozenset({State.CLOSED, State.DECLINED, State.WITHDRAWN})
OPEN_STATES = frozenset(State) - CLOSED_STATES
WITH_THE_OFFICE = frozenset({State.DISPATCHED, State.IN_HAND, State.ASKED_BY_OFFICE})
APPEALED = frozenset({State.DECLINE_APPEALED, State.CLOSE_APPEALED, State.DECLINE_LAST_APPEAL, State.CLOSE_LAST_APPEAL})
AT_WORK = frozenset({State.IN_HAND, State.ASKED_BY_OFFICE})  # the office has taken it on


class Publication(TextChoices):
    """The other axis: what strangers may read. Nothing is public before `publish`."""

    UNSCREENED = "unscreened", _("Not screened yet")
    PUBLISHED = "published", _("Public")
    WITHHELD = "withheld", _("Withheld")


class Outcome(TextChoices):
    """How an office says a case ended; the second half is for suggestions, the last two for a source's own
    history."""

    SOLVED = "solved", _("Solved")
    PLANNED = "planned", _("Planned")
    NOT_FOUND = "not-found", _("Not found on the spot")
    NOT_OURS = "not-ours", _("Not ours to solve")
    NOT_POSSIBLE = "not-possible", _("Not possible")
    ADOPTED = "adopted", _("Adopted")
    IN_PART = "in-part", _("Adopted in part")
    ALREADY_SO = "already-so", _("Already so")
    NOT_ADOPTED = "not-adopted", _("Not adopted")
    RECORDED = "recorded", _("Answered at its source")
    TAKEN_OVER = "taken-over", _("Taken over without an answer")


AT_ITS_SOURCE = frozenset({Outcome.RECORDED, Outcome.TAKEN_OVER})
"""What ended somewhere else: nobody here rates it, appeals against it or counts it."""

_OF_A_SUGGESTION = (Outcome.ADOPTED, Outcome.IN_PART, Outcome.ALREADY_SO, Outcome.NOT_ADOPTED)
_OF_THE_REST = (Outcome.SOLVED, Outcome.PLANNED, Outcome.NOT_FOUND, Outcome.NOT_OURS, Outcome.NOT_POSSIBLE)


def outcomes_for(kind: str) -> tuple[Outcome, ...]:
    """The outcomes an answer to this kind may carry."""
    return _OF_A_SUGGESTION if kind == Kind.SUGGESTION else _OF_THE_REST


class Verdict(TextChoices):
    """What the resident says; silence stays silence."""

    NONE = "", _("Nobody has said whether it is solved")
    YES = "yes", _("Solved, says the resident")
    PARTLY = "partly", _("Partly solved, says the resident")
    NO = "no", _("Not solved, says the resident")


class Source(TextChoices):
    """How a case came in."""

    WEB = "web", _("On the web")
    PHONE = "phone", _("By telephone")
    API = "api", _("From another program")
    IMPORT = "import", _("From an earlier system")
    CORNER = "corner", _("From a community's corner")
    DESK = "desk", _("Written by the city from what residents suggested")
    CITY = "city", _("From the city itself")
    VOLUNTEER = "helper", _("From a volunteer on a shift")
