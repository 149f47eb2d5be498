"""The words by which activities, shifts and places are told apart."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActivityState(TextChoices):
    """How far an activity is."""

    DRAFT = "draft", _("being prepared")
    SHOWN = "shown", _("open to volunteers")
    CALLED_OFF = "called-off", _("called off")
    ENDED = "ended", _("over")


class ShiftState(TextChoices):
    """How far a shift is."""

    OPEN = "open", pgettext_lazy("shift", "open")
    CALLED_OFF = "called-off", _("called off")
    CLOSED = "closed", _("over and written down")


class SignupState(TextChoices):
    """How somebody stands to a shift. Nobody is ever put on one: INVITED waits for the volunteer's own word."""

    INVITED = "invited", _("asked to come")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("a place is kept for you")
    COMING = "coming", _("signed up")
    CANCELLED = "cancelled", _("cancelled")
    LAPSED = "lapsed", _("let the offer pass")
    HANDED_ON = "handed-on", _("somebody else stands in")
    TURNED_AWAY = "turned-away", _("called off, or not possible any more")


class NeedState(TextChoices):
    """How far a need is that a resident or an office filed (Regulations art. 13)."""

    FILED = "filed", _("filed")
    VERIFIED = "verified", _("verified")
    TAKEN = "taken", _("volunteers come")
    DECLINED = "declined", _("not possible")
    MET = "met", _("done")


class PolicyScope(TextChoices):
    """Whom an insurance covers."""

    EVERYBODY = "everybody", _("every volunteer of the city")
    ORGANISATION = "organisation", _("everybody at activities of the organisation")
    NAMED = "named", _("the people named in it")


class Why(TextChoices):
    """Why somebody cannot take a shift now; each has its sentence, most with a way out."""

    NO_VOLUNTEER = "no-volunteer", _("You are not a volunteer yet.")
    NOT_SHOWN = "not-shown", _("This shift is not open to volunteers.")
    CALLED_OFF = "called-off", _("This shift was called off.")
    BEGUN = "begun", _("This shift has begun.")
    NOT_YET = "not-yet", _("Sign-up for this shift opens later.")
    SIGNED_UP = "signed-up", _("You are signed up already.")
    CLASH = "clash", _("It clashes with another shift of yours, or you would not get there in time.")
    TRAINING = "training", _("It asks for a qualification that you do not hold on that day.")
    TOO_YOUNG = "too-young", _("You are too young for this on that day.")
    GUARDIAN = "guardian", _("Whoever answers for you has not agreed to this activity yet.")
    NOT_INSURED = "not-insured", _("No accident insurance covers you on that day.")
    AGREEMENT = "agreement", _("You have not signed the agreement for this activity yet.")
    TOO_MUCH = "too-much", _("You would serve too long without a rest.")
    VETTING = "vetting", _("It asks for a check of your record within the last year.")
    MEMBERS = "members", _("These places are kept for an organisation.")
    BLOCKED = "blocked", _("You did not come several times. Sign-up opens again later.")
    FULL = "full", _("All places are taken.")
