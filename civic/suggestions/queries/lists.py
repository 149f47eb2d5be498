"""The suggestions everybody may read, for pages, feeds and programs."""

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from civic.cases.models import Case, CaseQuerySet
from civic.cases.queries import Viewer, visible_to
from civic.cases.rules import Kind
from civic.suggestions.models import Suggestion, Swarm, TakenOver
from civic.suggestions.rules.swarms import Finding

M = TypeVar("M", bound=Model)
WITH = ("matter", "area__parent", "area", "office", "suggestion", "taken_over", "invitation__round")

_NAMES = ("name_zh_hans", "name_zh_hant", "name_en")
_BESIDE = {  # what a row of a list prints of what hangs on a suggestion
    "matter": (*_NAMES, "family"),
    "area": _NAMES,
    "invitation": ("shown_at", *_NAMES),
    "invitation__round": ("taken_from",),
    "suggestion": ("needed", "support_until", "rank"),
    "taken_over": ("likes",),
}
_IS = {"suggestion": Suggestion, "taken_over": TakenOver}
_OF_IT: tuple[str, ...] = ("number", "language", "public_title", "publication", "filed_at", "state", "outcome")
_OF_IT += ("supports", "hides_supports", "joined", "answer_due_at")


def public_suggestions() -> CaseQuerySet:
    """What everybody may read, with what a list prints of each."""
    return Case.objects.public().filter(kind=Kind.SUGGESTION)


def in_rows(found: QuerySet[M], *, to: str = "") -> QuerySet[M]:
    """Only what a row of a list prints, in the one query: a case has many columns, and many people read lists. `to` is
    the way to the case, as "case__", from what the list is ordered by; what that says itself is not joined again."""
    beside = {name: "" if _IS.get(name) is found.model else f"{to}{name}" for name in _BESIDE}
    columns = [f"{to}{name}" for name in _OF_IT]
    columns += [f"{way}__{one}" if way else one for name, way in beside.items() for one in _BESIDE[name]]
    return found.select_related(*filter(None, (to.removesuffix("__"), *beside.values()))).only(*columns)


_WHOLE = {  # what a page prints of what hangs on a suggestion, and what its acts ask of it
    "matter": ("code", *_NAMES, "family", "privacy"),
    "area": ("code", "path", "kind", *_NAMES),
    "office": ("code", *_NAMES),
    "invitation": ("slug", "shown_at", *_NAMES),
    "invitation__round": ("taken_from", "talks"),
}


def find_suggestion(viewer: Viewer, number: str) -> Case | None:
    """The suggestion of a number, for whoever may read it whole; one query, in which what hangs on it comes with the
    columns a page prints."""
    found = visible_to(viewer).filter(kind=Kind.SUGGESTION, number=number)
    found = found.annotate(is_doubted=Exists(Swarm.objects.filter(case=OuterRef("pk"), finding=Finding.DOUBTFUL)))
    columns = [one.name for one in Case._meta.concrete_fields]
    columns += [f"{name}__{one}" for name, fields in _WHOLE.items() for one in fields]
    columns += [f"{name}__{one.name}" for name, model in _IS.items() for one in model._meta.concrete_fields]
    return found.select_related(*_WHOLE, *_IS).only(*columns).first()


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
