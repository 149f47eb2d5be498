"""From which age on somebody may volunteer, and whose word is asked."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.guardians.rules import age_on

LEAST_AGE = 14  # Measures on registered volunteers (2013): 14 to 18 with a legal representative; younger through school
GROWN_AGE = 18


def is_minor(born_on: date, day: date) -> bool:
    """Is somebody under eighteen on a calendar day?"""
    return age_on(born_on, day) < GROWN_AGE


def needs_guardian(born_on: date, day: date) -> bool:
    """Does a guardian agree before anything is kept, and again before each activity?"""
    return is_minor(born_on, day)


def age_fault(born_on: date, day: date) -> Any:
    """Why somebody born on that day cannot become a volunteer today, or ""."""
    age = age_on(born_on, day)
    if born_on > day or age > 120:
        return _("Look at the day of birth again: it cannot be right.")
    if age < LEAST_AGE:
        return _("Volunteers are fourteen or older. Younger pupils help through their school; ask a teacher.")
    return ""
