"""The words of a report as they read now: those handed in, or those its reporter put in their place."""

from collections.abc import Collection

from django.db.models import F, QuerySet

from civic.cases.models import Case, LineWords


def report_words(cases: Collection[int] | QuerySet[Case]) -> QuerySet[LineWords]:
    """The words of these reports as they read now, one row a report; empty words of an erased one too."""
    return LineWords.objects.filter(line__case__in=cases, line__seq=F("line__case__said_seq"))


def words_as_they_read(case: Case) -> str:
    """The words of one report as they read now; empty once they were erased."""
    return (
        LineWords.objects.filter(line__case=case, line__seq=case.said_seq).values_list("text", flat=True).first() or ""
    )
