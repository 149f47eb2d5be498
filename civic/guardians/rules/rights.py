"""What a family may ask about what is kept, and by when it is answered. Pure.

Source: Minors' network protection regulation art. 34 (look up, copy, correct, complete, delete; a refusal in writing
with its reasons); PIPL art. 44 to 50. Fifteen days are our own.
"""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ANSWER_DAYS = 15
ESCALATE_DAYS = 3  # so many days before the last one, whoever is responsible is told
MOST_OPEN = 5  # of one child at a time: asking again does not make it quicker
LONGEST_WORDS = 2000
KEPT_YEARS = 3  # what was asked and answered


class Right(TextChoices):
    """What somebody asks for."""

    SEE = "see", _("Tell us what is kept")
    COPY = "copy", _("Give us a copy")
    CORRECT = "correct", _("Something is wrong: put it right")
    COMPLETE = "complete", _("Something is missing: add it")
    DELETE = "delete", _("Delete something, or everything")
    EXPLAIN = "explain", _("Explain something to us")


class Outcome(TextChoices):
    """What became of it."""

    DONE = "done", _("done")
    PART = "part", _("done in part")
    REFUSED = "refused", _("refused")


class Ground(TextChoices):
    """Why something may be refused; there is no other reason."""

    EVIDENCE = "evidence", _("It is evidence that the law says must be kept")
    NOT_PROVED = "not-proved", _("It could not be shown that this is right")
    OTHER_CHILD = "other-child", _("It would tell something about another child")
    NOT_KEPT = "not-kept", _("Nothing of this is kept")
    OTHERS_WORD = "others-word", _("The child, or another guardian, does not want it")


def due_on(asked_on: date) -> date:
    """By which day it is answered."""
    return asked_on + timedelta(days=ANSWER_DAYS)


def may_erase_at_once(*, is_child: bool, age: int | None, other_guardians: int, own_word_age: int) -> bool:
    """May this person erase by a press, or does somebody look at it first? A child alone from its own-word age on; a
    guardian of a younger child who answers for it alone. Erasing cannot be undone, so where another has a word, the
    work is hidden at once and the rest is asked."""
    if age is None:
        return False
    if is_child:
        return age >= own_word_age
    return age < own_word_age and other_guardians == 0
