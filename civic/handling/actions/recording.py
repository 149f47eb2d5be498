"""A source's own history."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.cases.actions import advance, hold, permit_source
from civic.cases.models import Case, Line, LineWords
from civic.cases.rules import Outcome
from civic.lib.plain_text import clean_text
from civic.lib.private_data import OF_A_PERSON, without_private
from civic.lib.refusals import NotValid

_PRIVATE_IN_A_REPLY = frozenset({"id-number", "account", "plate"})  # an office's own telephone stays readable


@transaction.atomic
def record(case: Case, *, text: str, at: datetime) -> Line:
    """Write down the reply a case already had where it came from; never scored. It is public as it was there, but for
    what the finder of private data marks: nobody screened it here. Raises Conflict, NotValid."""
    case = hold(case)
    step = permit_source(case, "record")
    words = clean_text(text).strip()
    if not words:
        raise NotValid(fields={"text": _("The reply is empty.")})
    words = without_private(words, _PRIVATE_IN_A_REPLY)
    LineWords.objects.filter(line__case=case).update(is_screened=True)
    first = LineWords.objects.get(line__case=case, line__seq=1)
    return advance(
        case,
        step,
        at=at,
        words=words,
        language=case.language,
        facts={"outcome": Outcome.RECORDED.value},
        outcome=Outcome.RECORDED,
        answered_at=at,
        public_title=without_private(case.title, OF_A_PERSON),
        public_text=without_private(first.text, OF_A_PERSON),
        screened_seq=1,
    )
