"""What the page of a matter tells beside the catalogue: how fast the city really was, which rules and guides there are,
what was suggested and promised, and the newest answers."""

from dataclasses import dataclass
from datetime import date

from civic.cases.models import Case, CaseQuerySet
from civic.cases.rules import Kind
from civic.guides.models import Guide
from civic.guides.queries import on_matter
from civic.insights.models import Pace
from civic.offices.models import Matter
from civic.promises.models import Promise
from civic.promises.queries import newest_of_matter
from civic.suggestions.rules.states import Standing, standing

SHOWN = 5
LOOKED_AT = 40  # of the newest reports: to sort all answers of a matter by their day costs too much in a large city
_NAMES = (f"{of}__name_{code}" for of in ("office", "area") for code in ("zh_hans", "zh_hant", "en"))
PRINTED = ("number", "public_title", "language", "verdict", "state", "outcome", "filed_at", "answered_at", *_NAMES)


@dataclass(frozen=True)
class Known:
    """What the city knows of a matter today."""

    pace: Pace | None
    guides: list[Guide]
    answered: list[Case]
    suggested: list[tuple[Case, Standing]]
    promised: list[Promise]


def known_of(matter: Matter, *, on: date) -> Known:
    """Five statements, each of a handful of rows."""
    cases = Case.objects.public().filter(matter=matter).select_related("office", "area").only(*PRINTED)
    ideas = cases.filter(kind=Kind.SUGGESTION)
    return Known(
        pace=Pace.objects.filter(pk=matter.pk).first(),
        guides=list(on_matter(matter, on).defer("version__bodies")),
        answered=_newest_answers(cases.exclude(kind=Kind.SUGGESTION)),
        suggested=[(one, standing(one.state, one.outcome)) for one in ideas.order_by("-filed_at", "-pk")[:SHOWN]],
        promised=newest_of_matter(matter, today=on, most=SHOWN),
    )


def _newest_answers(cases: CaseQuerySet) -> list[Case]:
    """Of the newest reports that have an answer those answered last."""
    answered = list(cases.filter(answered_at__isnull=False).order_by("-filed_at", "-pk")[:LOOKED_AT])
    return sorted(answered, key=lambda case: (case.answered_at or case.filed_at, case.pk), reverse=True)[:SHOWN]
