"""Codes on paper: the one that was typed, and the sheets of a desk with how many of them are used."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from civic.suggestions.models import PaperCode, PaperSheet, Round
from civic.suggestions.rules.paper import code_digest, read_code


def find_code(typed: str) -> PaperCode | None:
    """The code that was typed, of a sheet that was printed; whatever is typed asks the same one query."""
    digest = code_digest(read_code(typed) or "no code")
    return PaperCode.objects.filter(digest=digest, sheet__printed_at__isnull=False).first()


def sheets_of(offices: Collection[int] | None) -> QuerySet[PaperSheet]:
    """The sheets of these desks, or of all (None), each with how many of its codes somebody has used."""
    found = PaperSheet.objects.select_related("office", "round", "made_by", "voided_by").defer("codes")
    if offices is not None:
        found = found.filter(office__in=offices)
    return found.annotate(used=Count("digests", filter=Q(digests__is_used=True)))


def rounds_to_print_for(at: datetime) -> list[Round]:
    """The rounds whose end may end a sheet, those that end last first."""
    return list(Round.objects.shown().filter(ends_at__gt=at).order_by("-ends_at", "-pk")[:100])
