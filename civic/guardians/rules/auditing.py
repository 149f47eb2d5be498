"""How long papers of the audit are kept, and what a leak asks for. Pure.

Source: PIPL art. 55, 56 (an impact assessment before, kept for three years), art. 57 and Minors' network protection
regulation art. 35 (a leak is told to authorities and to each guardian), art. 37 (an audit every year).
"""

from datetime import date, timedelta

ASSESSMENT_KEPT = timedelta(days=3 * 366)
DRILL_EVERY = timedelta(days=366)
TELL_WITHIN = timedelta(hours=72)  # our own number


def keep_until(made_on: date) -> date:
    """Nobody deletes an assessment before this day."""
    return made_on + ASSESSMENT_KEPT
