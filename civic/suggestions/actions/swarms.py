"""Support that looks arranged is marked for a person, who says what she found; nobody's support is dropped."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.lib.plain_text import clean_text, guess_language
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.lib.sealed import keyed_hash
from civic.offices.queries import hand_of
from civic.offices.rules import Role
from civic.suggestions.models import SupportTally, Swarm
from civic.suggestions.queries import Backer
from civic.suggestions.rules.swarms import (
    FRESH_DAYS,
    WITHIN_HOURS,
    Finding,
    Mark,
    is_swarm_of_fresh,
    is_swarm_of_network,
    is_swarm_of_sheet,
    is_worth_another_look,
)

KEPT = timedelta(days=2)
WORDS_LONGEST = 1000
LOOKERS = frozenset({Role.SUPERVISOR.value, Role.MODERATOR.value})
NO_LOOKER = _("Supervisors and moderators look at what was marked. You hold no such post today.")
_ADD = (
    "INSERT INTO suggestions_supporttally (case_id, hour, network, given, fresh) VALUES {rows} "
    "ON CONFLICT (case_id, hour, network) DO UPDATE SET given = suggestions_supporttally.given + 1, "
    "fresh = suggestions_supporttally.fresh + excluded.fresh"
)


_SHEET = "s:"  # a tally of a sheet of codes lies among those of networks under a digest that begins like this


def tally(case: Case, by: Backer, *, at: datetime) -> None:
    """Count a support into its hour, in one statement; of the network, and of the sheet a code is from, only a digest
    that changes every day."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    fresh = int(by.since is not None and by.since > at - timedelta(days=FRESH_DAYS))
    network = keyed_hash(f"{hour.date()}:{by.network}", purpose="support-network")[:16] if by.network else ""
    sheet = ""
    if by.sheet is not None:
        sheet = _SHEET + keyed_hash(f"{hour.date()}:{by.sheet}", purpose="support-sheet")[:14]
    rows = [[case.pk, _stored(hour), name, 1, fresh] for name in dict.fromkeys(("", network, sheet))]
    marks = ", ".join(["(%s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(rows=marks), [value for row in rows for value in row])


def _stored(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


@transaction.atomic
def mark_swarms(*, at: datetime) -> int:
    """Look through the last day and mark what looks arranged; how many marks are new. What is older than two days is
    forgotten."""
    since = at - timedelta(hours=WITHIN_HOURS)
    SupportTally.objects.filter(hour__lt=at - KEPT).delete()
    lately = SupportTally.objects.filter(hour__gt=since)
    new = 0
    days = lately.filter(network="").values("case").annotate(given_=Sum("given"), fresh_=Sum("fresh"))
    for case, given, fresh in days.values_list("case", "given_", "fresh_").order_by("case"):
        if is_swarm_of_fresh(given=given, fresh=fresh):
            new += _mark(case, Mark.FRESH, count=fresh, given=given, at=at)
    sheets = lately.filter(network__startswith=_SHEET)
    networks = lately.exclude(network="").exclude(network__startswith=_SHEET)
    for case, given in _largest(networks).items():
        if is_swarm_of_network(given):
            new += _mark(case, Mark.NETWORK, count=given, given=given, at=at)
    for case, given in _largest(sheets).items():
        if is_swarm_of_sheet(given):
            new += _mark(case, Mark.SHEET, count=given, given=given, at=at)
    return new


def _largest(tallies: QuerySet[SupportTally]) -> dict[int, int]:
    """By suggestion, how many came from the one network, or the one sheet, that most came from."""
    found: dict[int, int] = {}
    sums = tallies.values("case", "network").annotate(given_=Sum("given"))
    for case, given in sums.values_list("case", "given_").order_by("case"):
        found[case] = max(found.get(case, 0), given)
    return found


def _mark(case: int, mark: Mark, *, count: int, given: int, at: datetime) -> int:
    newest = Swarm.objects.filter(case=case, mark=mark).order_by("-pk").first()
    if newest is not None and newest.looked_at is None:
        Swarm.objects.filter(pk=newest.pk).update(count=max(count, newest.count), given=max(given, newest.given))
        return 0
    if newest is not None and not is_worth_another_look(count, newest.count):
        return 0
    Swarm.objects.create(case_id=case, mark=mark, count=count, given=given, marked_at=at)
    return 1


@transaction.atomic
def look_at_swarm(swarm: Swarm, *, by: Person, finding: str, words: str = "", at: datetime) -> Swarm:
    """Somebody has looked at it. What she found doubtful, everybody reads in her words beside the number; every support
    stays counted. Raises NotAllowed, NotValid; Conflict for one that was looked at."""
    officer = hand_of(by, on=localdate(at))
    if officer is None or not officer.roles & LOOKERS:
        raise NotAllowed(NO_LOOKER)
    said = clean_text(words).strip()
    if finding not in Finding.values:
        raise NotValid(fields={"finding": _("Choose what you found.")})
    if len(said) > WORDS_LONGEST:
        too_long = _("This is too long. Keep it under %(count)d characters.") % {"count": WORDS_LONGEST}
        raise NotValid(fields={"words": too_long})
    if finding == Finding.DOUBTFUL and not said:
        raise NotValid(fields={"words": _("Write what everybody should know about this number.")})
    looked = Swarm.objects.filter(pk=swarm.pk, looked_at__isnull=True).update(
        looked_at=at, looked_by=by, finding=finding, words=said, language=guess_language(said) if said else ""
    )
    if not looked:
        raise Conflict(_("Somebody has looked at this already."))
    swarm.refresh_from_db()
    return swarm
