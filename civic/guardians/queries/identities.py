"""Who a child is. Only acts that wrote it down, and the family itself, come here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from civic.guardians.models import Child, Export, Guardianship, Identity, Opening, Withholding
from civic.guardians.rules import HIDEABLE, LookUp, OpeningPurpose, age_on
from civic.lib.refusals import Sentence


@dataclass(frozen=True)
class Answerer:
    """A grown-up who answers for the child."""

    name: str
    contact: str
    relation: str
    held_since: datetime | None = None  # it was to go then, and is kept to protect the child


@dataclass(frozen=True)
class Known:
    """Who a child is."""

    key: str
    name: str
    born_on: date | None
    school: str
    guardians: list[Answerer] = field(default_factory=list)


def known_of(child: Child, *, with_held: bool = False) -> Known | None:
    """Who one child is; None once that was erased. What is held of guardians comes along only to protect the child."""
    return next(iter(known_of_many([child], with_held=with_held)), None)


def known_of_many(children: Iterable[Child], *, with_held: bool = False) -> list[Known]:
    """Who these children are, those left out whose identity was erased; two queries."""
    keys = [child.pk for child in children]
    answering: dict[int, list[Answerer]] = {}
    told = Q(ended_at__isnull=True) | Q(held_since__isnull=False) if with_held else Q(ended_at__isnull=True)
    for ward in Guardianship.objects.filter(told, child__in=keys).order_by("pk"):
        answerer = Answerer(ward.name, ward.contact, ward.get_relation_display(), ward.held_since)
        answering.setdefault(ward.child_id, []).append(answerer)
    identities = Identity.objects.filter(child__in=keys, erased_at__isnull=True).select_related("child")
    return [
        Known(
            key=str(one.child.key),
            name=one.name,
            born_on=date.fromisoformat(one.born_on) if one.born_on else None,
            school=one.school,
            guardians=answering.get(one.child_id, []),
        )
        for one in identities.order_by("child")
    ]


def age_of(child: Child, *, at: datetime) -> int | None:
    """How old a child is today; None once its identity was erased."""
    born_on = Identity.objects.filter(child=child, erased_at__isnull=True).values_list("born_on", flat=True).first()
    return age_on(date.fromisoformat(born_on), localdate(at)) if born_on else None


def is_withheld_from(guardianship: Guardianship, *, at: datetime) -> bool:
    """Do two vetted officers keep from this guardian what was done to protect the child?"""
    running = Withholding.objects.filter(guardianship=guardianship, ended_at__isnull=True)
    return running.filter(until__gt=at).exists()


def openings_seen_by(guardianship: Guardianship, *, at: datetime) -> list[Opening]:
    """Each opening of the child's identity, the newest first, as this guardian may see it."""
    seen = Opening.objects.filter(child=guardianship.child_id)
    if is_withheld_from(guardianship, at=at):
        seen = seen.exclude(purpose__in=HIDEABLE)
    return list(seen)


@dataclass(frozen=True)
class Look:
    """Somebody looked the family up at a desk, or took the name along in a list that two approved."""

    is_list: bool
    purpose: Sentence
    at: datetime
    words: str = ""


def looks_at(child: Child, *, is_hiding: bool) -> list[Look]:
    """Each look-up at a desk and each list its name was in, the newest first; with `is_hiding` without those that
    protect the child. Two queries."""
    lines = list(child.lines.filter(verb__in=("looked-up", "take-along"), is_withheld=False).order_by("-seq"))
    words = dict(Export.objects.filter(children=child).values_list("pk", "words"))
    looks = []
    for line in lines:
        purpose = str(line.facts.get("purpose", ""))
        if line.verb == "looked-up":
            known = LookUp(purpose) if purpose in LookUp.values else LookUp.HELP
            looks.append(Look(is_list=False, purpose=known.label, at=line.at))
        elif not (is_hiding and purpose in HIDEABLE):
            told = words.get(line.facts.get("export", 0), "")
            looks.append(Look(is_list=True, purpose=OpeningPurpose(purpose).label, at=line.at, words=told))
    return looks
