"""Who else stands behind a report, and what mei did with her own after sending: changed, added to, taken out of."""

from datetime import datetime, timedelta

from django.db import transaction

from civic.cases import actions as cases
from civic.cases.actions import EditGiven, RedactGiven
from civic.cases.guards import Reporter
from civic.cases.models import Case
from civic.cases.queries import Viewer, supporter_of, words_as_they_read
from civic.cases.rules import State
from portal.seeding.living import Year

SUPPORTED = 14
"""So many of the newest open cases have others behind them."""
FIRST_WORDS = 4
"""Mei takes so many letters out of the report that she thought better of."""


@transaction.atomic
def stood_behind(year: Year) -> None:
    """Neighbours said "mine too" in the days after a report became public; most reports have none."""
    a_day_old = year.now - timedelta(days=1)
    shown = Case.objects.public().open().filter(is_merged=False, kind="complaint", filed_at__lt=a_day_old)
    for turn, case in enumerate(shown.newest()[:SUPPORTED]):
        for neighbour in range(1 + (turn * 5) % 9):
            at = max(case.filed_at, year.now - timedelta(hours=20 - neighbour))
            cases.support(case, by=supporter_of(Viewer(browser=f"seed-{turn}-{neighbour}")), at=at)


@transaction.atomic
def afterthoughts(year: Year) -> None:
    """Mei changed one report before anybody had read it, added to one that is being handled, and took a few words out
    of one that was closed."""
    mei = year.people["mei"]
    more = year.writer.others["more"]
    own = Case.objects.filter(reporter=mei).order_by("-filed_at", "-pk")
    unread = own.filter(state=State.FILED, publication="unscreened").first()
    if unread is not None:
        given = EditGiven(text=words_as_they_read(unread) + more[1])
        cases.edit(unread, by=Reporter(unread.pk, mei), given=given, at=_soon(year, unread))
    held = own.filter(state=State.IN_HAND).first()
    if held is not None:
        cases.add(held, by=Reporter(held.pk, mei), text=more[0], at=_soon(year, held))
    closed = own.filter(state=State.CLOSED).last()
    if closed is not None:
        taken = RedactGiven(passages=[words_as_they_read(closed)[:FIRST_WORDS]])
        cases.redact(closed, by=Reporter(closed.pk, mei), given=taken, at=_soon(year, closed))


def _soon(year: Year, case: Case) -> datetime:
    """A few minutes ago, and after what was done with it last: on a weekend its last steps lie no longer back."""
    last: datetime = case.lines.order_by("-seq").values_list("at", flat=True)[0]
    return max(last, year.now - timedelta(minutes=5))
