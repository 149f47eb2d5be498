"""What vetted people do in the track. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Task(TextChoices):
    """What somebody does near children; each needs a check that holds (guardians.Vetting)."""

    SCREENER = "screener", _("reads what children make before anybody else")
    DUTY = "duty", _("duty officer: called when a child may be in danger")
    LEAD = "lead", _("responsible for the track: approves openings")
    DESK = "desk", _("helps families at a desk")
    JUROR = "juror", _("juror")
    TEACHER = "teacher", _("teacher in charge at a school")
    COMPANION = "companion", _("present at dialogues")


STAFF_TASKS = frozenset({Task.SCREENER, Task.DUTY, Task.LEAD, Task.DESK})  # these prove a second factor
