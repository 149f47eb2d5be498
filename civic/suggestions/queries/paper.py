"""Codes on paper: the one that was typed, and the sheets of a desk with how many of them are used."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class ShownSheet:
    """A sheet as a desk lists it, and what this officer may do with it now."""

    sheet: PaperSheet
    counts: bool  # do its codes still count?
    may_print: bool

    @property
    def standing(self) -> str:
        """void, expired, printed, or sealed until it is printed."""
        if self.sheet.voided_at is not None:
            return "void"
        return "expired" if not self.counts else "printed" if self.sheet.printed_at is not None else "sealed"


def shown_sheets(sheets: Iterable[PaperSheet], *, maker: int | None = None, at: datetime) -> list[ShownSheet]:
    """The same with what may be done; whoever made a sheet prints it, at her own desk (`maker`) alone."""
    return [
        ShownSheet(one, not one.fault(at), maker is not None and one.made_by_id == maker and not one.print_fault(at))
        for one in sheets
    ]


def rounds_to_print_for(at: datetime) -> list[Round]:
    """The rounds whose end may end a sheet, those that end last first."""
    return list(Round.objects.shown().filter(ends_at__gt=at).order_by("-ends_at", "-pk")[:100])
