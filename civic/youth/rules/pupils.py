"""Groups, grade bands and ages of an edition. Pure."""

from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.guardians.rules import age_on


class Group(TextChoices):
    """In which group somebody takes part; places are counted for each."""

    PRIMARY = "primary", _("Primary school")
    MIDDLE = "middle", _("Middle school")


class Band(TextChoices):
    """All that everybody reads about a pupil's age."""

    G3 = "g1-3", _("Grades one to three")
    G5 = "g4-5", _("Grades four and five")
    G6 = "g6", _("Grade six")
    G9 = "g7-9", _("Grades seven to nine")


GROUP_OF: dict[Band, Group] = {
    Band.G3: Group.PRIMARY,
    Band.G5: Group.PRIMARY,
    Band.G6: Group.PRIMARY,
    Band.G9: Group.MIDDLE,
}


class EntryState(TextChoices):
    """How far somebody is in an edition."""

    IN = "in", _("taking part")
    OUT = "out", _("did not go on this time")
    WITHDRAWN = "withdrawn", _("stepped back")
    APPOINTED = "appointed", _("little mayor")


def age_fault(born_on: date, *, age_day: date, least: int, most: int) -> Any:
    """Why a child of this birthday cannot take part, kindly, or "". Its age is that of the edition's calendar day,
    whatever birthday falls into the edition."""
    age = age_on(born_on, age_day)
    if age < least:
        return format_lazy(
            _(
                "You are still a little young for this edition: it is for children of {least} to {most}. Keep your "
                "idea, and come back for the next one. Until then your family can hand it in as a suggestion."
            ),
            least=least,
            most=most,
        )
    if age > most:
        return format_lazy(
            _(
                "This edition is for children of {least} to {most}. You are older already, so hand in your idea as a "
                "suggestion: it is read and answered just the same."
            ),
            least=least,
            most=most,
        )
    return ""


def names_go_on(term_ends: date, *, months: int) -> date:
    """The day on which who the children are is erased: so many months after the term (PIPL art. 19)."""
    year, month = divmod(term_ends.month - 1 + months, 12)
    return date(term_ends.year + year, month + 1, min(term_ends.day, 28))
