"""The calendar asks again whether everybody may still take part: on fourteenth birthdays, and when a phase begins."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from civic.guardians.actions import hold_child, write_child_line
from civic.guardians.models import Child, ChildLine
from civic.guardians.queries import children_allowing, guardians_of, latest_text
from civic.guardians.rules import OWN_WORD_AGE, Purpose, turning_digest
from civic.lib.sweeping import one_by_one
from civic.notices import actions as notices
from civic.notices.actions import Letter
from civic.youth.actions.deciding import TAKING_PART, follow_word
from civic.youth.actions.entering import TRACK
from civic.youth.actions.lines import hold_edition, write_edition_line
from civic.youth.models import Edition, EditionLine, Entry, EntryQuerySet

BATCH = 200
LOOK_BACK, LOOK_AHEAD = 35, 14  # days: a sweep that stood still for a month misses nobody
RECHECKED, FORETOLD = "recheck", "birthday-told"


def recheck_due(*, at: datetime) -> int:
    """Whoever may not take part any more is paused: those who turned fourteen and have not said yes themselves, and,
    once in each phase and after each renewed text, everybody. Returns how many entries were looked at."""
    return _recheck_birthdays(at) + sum(_recheck_phase(one, at) for one in Edition.objects.shown().with_phases())


def _recheck_birthdays(at: datetime) -> int:
    today = localdate(at)
    turned = [turning_digest(today - timedelta(days=back)) for back in range(LOOK_BACK)]
    entries = _running().filter(child__identity__turning_digest__in=turned, paused_at__isnull=True)
    return _recheck(entries.values_list("pk", flat=True), at)


def _recheck_phase(edition: Edition, at: datetime) -> int:
    span = edition.phase(at)
    if span is None:
        return 0
    text = latest_text(TRACK, at=at)
    facts = {"phase": span.phase, "text": text.version if text else 0}
    if EditionLine.objects.filter(edition=edition, verb=RECHECKED, facts=facts).exists():
        return 0
    keys = list(_running().filter(edition=edition, paused_at__isnull=True).values_list("pk", flat=True))
    count = _recheck(keys, at)
    with transaction.atomic():
        held = hold_edition(edition)
        if not EditionLine.objects.filter(edition=held, verb=RECHECKED, facts=facts).exists():
            write_edition_line(held, verb=RECHECKED, side="calendar", by=None, at=at, facts=facts)
    return count


def _recheck(keys: Iterable[int], at: datetime) -> int:
    """Some hundreds at a time, each in a transaction of its own: a second call finds the rest."""
    everybody = list(keys)
    for start in range(0, len(everybody), BATCH):
        entries = Entry.objects.filter(pk__in=everybody[start : start + BATCH]).select_related("child")
        among = {entry.child_id: entry.child for entry in entries}
        allowing = children_allowing(Purpose.ENTER, among=among, at=at)
        for key in sorted(among.keys() - allowing):
            follow_word(among[key], frozenset(), side="calendar", at=at)
    return len(everybody)


def tell_birthdays(*, at: datetime) -> int:
    """Two weeks before a fourteenth birthday the guardians hear that from then on the child is asked itself. Once."""
    today = localdate(at)
    ahead = [turning_digest(today + timedelta(days=days)) for days in range(1, LOOK_AHEAD + 1)]
    soon = Child.objects.filter(identity__turning_digest__in=ahead, entries__state__in=TAKING_PART).distinct()
    waiting = soon.exclude(pk__in=ChildLine.objects.filter(verb=FORETOLD).values("child"))
    return one_by_one(waiting.order_by("pk"), lambda child: _foretell(child, at=at))


def _foretell(child: Child, *, at: datetime) -> bool:
    child = hold_child(child)
    if child.lines.filter(verb=FORETOLD).exists():
        return False  # another hand was quicker
    notices.queue_all(_letters(child, at=at), at=at)
    write_child_line(child, verb=FORETOLD, side="calendar", by=None, at=at)
    return True


def _letters(child: Child, *, at: datetime) -> list[Letter]:
    return [
        Letter(
            verb="youth-birthday",
            about=child.subject,
            language=ward.person.language,
            context={"url": f"{settings.SITE_URL}/little-mayor/family/", "count": OWN_WORD_AGE},
            email=ward.person.email,
            phone=ward.person.phone,
        )
        for ward in guardians_of(child, at=at)
        if ward.person is not None
    ]


def _running() -> EntryQuerySet:
    return Entry.objects.filter(state__in=TAKING_PART)
