"""What objections are about: the words everybody reads, and what waits to be decided."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Prefetch, Q

from civic.cases.models import Case, LineWords, Objection, Veil, Withholding
from civic.journal.models import Audience


def public_words(case: Case) -> list[str]:
    """Everything of a case that everybody reads: title, text, place, and the words of its timeline; one query."""
    said = LineWords.objects.filter(line__case=case, audience=Audience.PUBLIC).exclude(text="")
    shown = said.filter(~Q(line__side="resident") | Q(is_screened=True)).exclude(line__verb="file")
    later = [words.readable for words in shown.order_by("line__seq")]
    return [case.public_title, case.public_text, case.public_address, *later]


def names_around(case: Case) -> list[str]:
    """What the city itself calls the office, the matter and the area of a case: nobody's data."""
    known = [one for one in (case.office, case.matter, case.area) if one is not None]
    return [name for one in known for name in (one.name_zh_hans, one.name_zh_hant, one.name_en)]


def waiting_objections(case: Case) -> Sequence[Objection]:
    """The objections of a case that wait for a decision, the oldest first, with what they marked; two queries."""
    marked = Prefetch("veils", queryset=Veil.objects.select_related("photo").order_by("pk"))
    return list(Objection.objects.waiting().filter(case=case).prefetch_related(marked).order_by("due_at", "pk"))


def open_withholding(case: Case) -> Withholding | None:
    """The withholding that stands and that no second person has decided on, or None."""
    return Withholding.objects.filter(case=case, decision="").first()


def may_appeal_withholding(case: Case, *, at: datetime) -> bool:
    """May the reporter still appeal against the withholding? Once, within the days, while nobody has looked again."""
    open_ones = Withholding.objects.filter(case=case, decision="", appealed_at__isnull=True, appeal_until__gte=at)
    return open_ones.exists()
