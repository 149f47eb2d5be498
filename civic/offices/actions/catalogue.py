"""The catalogue of matters: what a case can be about, in which words, and how fast."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.journal.actions import record_change
from civic.lib.nudge import nudge
from civic.lib.refusals import NotValid, Taken
from civic.offices.actions.facts import check_facts, named
from civic.offices.models import Matter
from civic.offices.queries import forget_keywords
from civic.offices.rules import FAMILIES, RESERVED_CODES, RETURNING, Privacy

MATTER_FACTS = frozenset(
    {
        "standard",
        "edition",
        "standard_code",
        "family",
        "answer_days",
        "reopen_days",
        "appeal_days",
        "privacy",
        "is_read_twice",
        "is_signed",
        "needs_evidence",
        *RETURNING,
        "repair_days",
        "returns_often",
        "order",
        "is_active",
    }
)
DAYS_MOST, ORDER_MOST = 365, 32_767
STANDARD_LONGEST = {"standard": 40, "edition": 12, "standard_code": 400}  # as the columns are wide


@transaction.atomic
def add_matter(
    *,
    code: str,
    names: Mapping[str, str],
    family: str = "other",
    answer_days: int = 7,
    by: Any = None,
    at: datetime | None = None,
    **facts: Any,
) -> Matter:
    """A matter joins the catalogue, with what the city promises for it; whose hand it was, where it has a name, is
    written down. A taken code or an odd limit is refused."""
    if not code.isascii() or not code.isalnum() or len(code) > 12:
        raise NotValid(fields={"code": _("The code of a matter has up to twelve letters and digits.")})
    if code in RESERVED_CODES:
        raise NotValid(fields={"code": _("This word is taken by the catalogue itself. Choose another code.")})
    if Matter.objects.filter(code=code).exists():
        raise Taken(format_lazy(_("There is a matter with the code {code} already."), code=code))
    facts = {"family": family, "answer_days": answer_days, **facts}
    _check_matter(facts)
    matter = Matter.objects.create(code=code, **facts, **named(names))
    if by is not None:
        about, told = f"offices.matter:{matter.pk}", {"code": code, **facts, **named(names)}
        now = at or timezone.now()
        record_change("add", by=by, about=about, name=str(matter), before={}, after=told, at=now)
    _forget()
    return matter


@transaction.atomic
def amend_matter(matter: Matter, *, names: Mapping[str, str] | None = None, **facts: Any) -> Matter:
    """A matter changes its names or what is promised for it, for cases to come; due dates already told stay."""
    _check_matter(facts)
    Matter.objects.filter(pk=matter.pk).update(**facts, **(named(names) if names is not None else {}))
    matter.refresh_from_db()
    _forget()
    if facts.get("privacy") == Privacy.PRIVATE:
        nudge("cases.seal")  # what strangers could read so far is taken back; a sweep does the same
    return matter


def _forget() -> None:
    """Suggestions carry names and whether a matter is still there: now, and again once it is there for everybody."""
    forget_keywords()
    transaction.on_commit(forget_keywords)


def _check_matter(facts: Mapping[str, Any]) -> None:
    check_facts(facts, MATTER_FACTS)
    if "family" in facts and facts["family"] not in FAMILIES:
        raise NotValid(fields={"family": _("Choose a family that the catalogue knows.")})
    if "privacy" in facts and facts["privacy"] not in Privacy.values:
        raise NotValid(fields={"privacy": _("Choose who may read a case of this matter.")})
    for name, longest in STANDARD_LONGEST.items():
        if len(facts.get(name, "")) > longest:
            raise NotValid(fields={name: format_lazy(_("Keep it under {most} characters."), most=longest)})
    if not 0 <= facts.get("order", 0) <= ORDER_MOST:
        raise NotValid(fields={"order": format_lazy(_("Write a whole number up to {most}."), most=ORDER_MOST)})
    for name, (least, most) in RETURNING.items():
        if name in facts and not least <= facts[name] <= most:
            told = format_lazy(_("Give a number from {least} to {most}."), least=least, most=most)
            raise NotValid(fields={name: told})
    for name in ("answer_days", "repair_days", "reopen_days", "appeal_days"):
        least = 1 if name in ("answer_days", "repair_days") else 0
        if name in facts and not least <= facts[name] <= DAYS_MOST:
            raise NotValid(
                fields={
                    name: format_lazy(_("Give a number of days from {least} to {most}."), least=least, most=DAYS_MOST)
                }
            )
