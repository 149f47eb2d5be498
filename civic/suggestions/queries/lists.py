"""The suggestions everybody may read, for pages, feeds and programs."""

from django.db.models import Exists, OuterRef

from civic.cases.models import Case, CaseQuerySet
from civic.cases.queries import Viewer, visible_to
from civic.cases.rules import Kind
from civic.suggestions.models import Suggestion, Swarm
from civic.suggestions.rules.swarms import Finding

WITH = ("matter", "area__parent", "area", "office", "suggestion", "taken_over", "invitation__round")


def public_suggestions() -> CaseQuerySet:
    """What everybody may read, with what a list prints of each."""
    return Case.objects.public().filter(kind=Kind.SUGGESTION)


def find_suggestion(viewer: Viewer, number: str) -> Case | None:
    """The suggestion of a number, for whoever may read it whole; one query."""
    found = visible_to(viewer).filter(kind=Kind.SUGGESTION, number=number)
    found = found.annotate(is_doubted=Exists(Swarm.objects.filter(case=OuterRef("pk"), finding=Finding.DOUBTFUL)))
    return found.select_related(*WITH, "cell").defer("cell__polygon").first()


_TO_SUPPORT = ("number", "kind", "state", "reporter", "supports", "hides_supports", "is_merged", "joined", "reissues")
_OPENED = ("support_from", "support_until", "needed", "reached_at")


def to_support(number: str) -> Case | None:
    """A suggestion everybody may read, as far as standing behind it asks; one query of few columns, for many may ask it
    within a minute."""
    columns = (*_TO_SUPPORT, *(f"suggestion__{name}" for name in _OPENED))
    return public_suggestions().filter(number=number).select_related("suggestion").only(*columns).first()


def facts_of(case: Case) -> Suggestion | None:
    """What is written beside the case, once it was opened for support; no query for a case found above."""
    return getattr(case, "suggestion", None)
