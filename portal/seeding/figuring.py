"""The figures of the year, and what changed after its months were closed: a few residents speak late, and the data
officer explains."""

from datetime import timedelta

from civic.accounts.models import Person
from civic.cases.guards import Reporter
from civic.cases.models import Case
from civic.cases.rules import State
from civic.cases.rules.moves import moves_of
from civic.feedback import actions as feedback
from civic.insights.actions import explain, reckon
from civic.insights.models import Month
from portal.seeding.living import Year

LATE_WORDS = (("no", "灯又暗了两回，当时没来得及说。"), ("yes", ""), ("yes", "后来一直很好。"), ("partly", ""))
NOTE = "上月末机房检修，六点到八点没有计数；案件一件不少，检修后已补算。"


def figured(year: Year) -> None:
    """Count the year, let a few speak after the closing day, count again."""
    reckon(at=year.now)
    long_ago = year.now - timedelta(days=75)
    silent = Case.objects.public().filter(state=State.CLOSED, verdict="", closed_at__lt=long_ago, round=1)
    rated = {kind.value for move in moves_of("rate") for kind in move.kinds}  # nobody rates a thanks
    silent = silent.exclude(outcome="recorded").filter(ratings__isnull=True, kind__in=rated).order_by("-closed_at")
    for case, (solved, text) in zip(list(silent[: len(LATE_WORDS)]), LATE_WORDS, strict=False):
        by = Reporter(case_id=case.pk, person=case.reporter)
        feedback.rate(case, by=by, solved=solved, text=text, result=4 if solved == "yes" else 2, at=year.now)
    reckon(at=year.now)
    closed = Month.objects.filter(closed_at__isnull=False).order_by("-month").first()
    if closed is not None:
        dong = Person.objects.get(handle="dong")
        explain(closed.month, by=dong, words=NOTE, language="zh-hans", at=year.now)
