"""What the resident said before the check, and of which answer."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from civic.cases.models import Case, Line, Word


def standing_answer(case: Case) -> Line | None:
    """The newest answer of the round; None where none was given in it."""
    answer = case.lines.filter(verb="answer").order_by("-seq").first()
    return answer if answer is not None and answer.facts.get("round", 1) == case.round else None


def words_that_stand(cases: Iterable[int]) -> QuerySet[Word]:
    """What was said of the newest answer of each of these cases, before it was checked."""
    later = Line.objects.filter(case=OuterRef("case"), verb="answer", seq__gt=OuterRef("answer__seq"))
    return Word.objects.filter(case__in=list(cases)).filter(~Exists(later))


def word_on(case: Case) -> Word | None:
    """What was said of the newest answer before it was checked; one query."""
    return words_that_stand([case.pk]).filter(round=case.round).first()


def was_sent_back_by_word(case: Case) -> bool:
    """Has a "no" sent the case back in this round already?"""
    return Word.objects.filter(case=case, round=case.round, sends_back=True).exists()
