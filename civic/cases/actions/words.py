"""Keep what the resident says before the check, and let it count once the answer stands."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, Line, Word
from civic.cases.queries import word_on
from civic.lib.refusals import Taken


def keep_word(case: Case, answer: Line, *, solved: str, sends_back: bool, at: datetime) -> Word:
    """Write down what the resident says of this answer, once. Belongs in the transaction of an act, which holds the
    case. Raises Taken for a second word."""
    if Word.objects.filter(answer=answer).exists():
        raise Taken(_("You have said already whether it is solved. Once it has been checked, you can change that."))
    return Word.objects.create(
        case=case, answer=answer, round=case.round, solved=solved, sends_back=sends_back, said_at=at
    )


def count_word(case: Case, *, at: datetime) -> str:
    """The answer stands: what the resident said of it before is her verdict from now on. Returns it, or "" where she
    said nothing, and nothing is never a yes. Belongs in the transaction of an act."""
    word = word_on(case)
    if word is None or word.sends_back:
        return ""
    word.counts_since = at
    word.save(update_fields=["counts_since"])
    return word.solved
