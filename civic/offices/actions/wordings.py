"""Word a matter: what is written of it, what is asked, which words point to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from civic.lib.bigrams import fold
from civic.lib.refusals import Conflict, NotValid
from civic.offices.models import Keyword, Matter, Wording
from civic.offices.queries import forget_keywords
from civic.offices.rules import (
    KEYWORD_LONGEST,
    bare_texts,
    keywords_fault,
    read_keyword,
    read_questions,
    wording_faults,
    write_questions,
)

CHANGED = _(
    "Somebody else has changed this matter in the meantime. Open it in a second window, look at what changed, and save "
    "again from there; what you typed still stands below."
)


@transaction.atomic
def reword_matter(
    matter: Matter,
    *,
    by: Any,
    texts: Mapping[str, Mapping[str, str]],
    questions: Sequence[Mapping[str, Any]] = (),
    calls: Sequence[str] = (),
    at: datetime,
    after: int | None = None,
) -> Wording:
    """A matter is worded anew, for cases to come; each case keeps the wording it was asked with.

    What is worded as before stays that wording. Refused (NotValid) for texts without simplified Chinese, questions
    with a fault and calls without a notice; and (Conflict) where somebody reworded it after the wording `after`.
    """
    calls = [call.strip() for call in calls if call.strip()]
    if faults := wording_faults(texts, list(questions), calls):
        raise NotValid(fields=faults)
    matter = Matter.objects.select_for_update().select_related(None).get(pk=matter.pk)  # numbers follow one another
    before = matter.wording
    if after is not None and after != (before.number if before else 0):
        raise Conflict(CHANGED)
    told = {
        "texts": bare_texts(texts),
        "questions": write_questions(read_questions(questions)),
        "calls": calls,
    }
    if before is not None and all(getattr(before, part) == value for part, value in told.items()):
        return before
    number = before.number + 1 if before else 1
    wording = Wording.objects.create(matter=matter, number=number, at=at, by=by, **told)
    Matter.objects.filter(pk=matter.pk).update(wording=wording)
    return wording


@transaction.atomic
def set_keywords(matter: Matter, words: Iterable[str | tuple[str, int]]) -> list[Keyword]:
    """These words point to a matter from now on, and no others: each with a weight from 1 (weak) to 3 (telling).

    The same word in another script or case counts once, with its greater weight.
    """
    told = [read_keyword(word) if isinstance(word, str) else word for word in words]
    told = [(word, weight) for word, weight in told if word]
    if fault := keywords_fault(told):
        raise NotValid(fields={"keywords": fault})
    Matter.objects.select_for_update().get(pk=matter.pk)
    rows: dict[str, Keyword] = {}
    for word, weight in sorted(told, key=lambda pair: -pair[1]):
        folded = " ".join(fold(word).split())
        if len(folded) > KEYWORD_LONGEST:
            raise NotValid(fields={"keywords": keywords_fault([(folded, weight)])})
        rows.setdefault(folded, Keyword(matter=matter, word=word, folded=folded, weight=weight))
    before = set(Keyword.objects.filter(matter=matter).values_list("word", "folded", "weight"))
    if before != {(row.word, row.folded, row.weight) for row in rows.values()}:
        Keyword.objects.filter(matter=matter).delete()
        Keyword.objects.bulk_create(rows.values())
        forget_keywords()
        transaction.on_commit(forget_keywords)
    return list(matter.keywords.order_by(F("weight").desc(), "word"))
