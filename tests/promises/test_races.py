"""Two hands at once on one promise, on both databases: one after the other, one line a place, nothing twice."""

from datetime import timedelta

import pytest

from civic.journal.rules import broken_at
from civic.lib.refusals import Conflict
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.promises import actions
from civic.promises.actions import ChangeGiven
from civic.promises.models import Acceptance, Change, Promise, PromiseLine
from tests.at_once import at_once
from tests.people import NOON, SINCE, City
from tests.promises.ground import DUE, WORDS, accepted, drafted, fresh, promised

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def whole(promise: Promise) -> bool:
    """Do its lines follow one another without a gap, each under the digest of the one before?"""
    lines = list(PromiseLine.objects.filter(promise=promise).order_by("seq"))
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    return broken_at(promise.subject, lines, {}) is None


def test_two_hands_that_change_it_leave_both_changes_each_with_what_it_really_replaced(city: City) -> None:
    promise = promised(city)
    told = at_once(
        lambda: actions.change(
            promise, by=city.shen, given=ChangeGiven(words="只装一张长椅。"), reason="管道。", at=NOON + DAY
        ),
        lambda: actions.change(
            promise, by=city.shen, given=ChangeGiven(words="装三张长椅。"), reason="有捐款。", at=NOON + DAY
        ),
    )
    assert [type(one) for one in told] == [Change, Change]
    first, second = Change.objects.order_by("line__seq")
    assert first.before == {"words": WORDS}
    assert second.before == first.after
    assert fresh(promise).words == second.after["words"]
    assert whole(promise)


def test_of_two_changes_that_have_to_wait_one_is_refused(city: City, settings: object) -> None:
    settings.PROMISE_NOTICE_DAYS = 14  # type: ignore[attr-defined]
    promise = promised(city)
    given = ChangeGiven(due_on=DUE + 30 * DAY)
    told = at_once(
        *(lambda: actions.change(promise, by=city.shen, given=given, reason="管道。", at=NOON) for _hand in range(3))
    )
    assert sorted(type(one).__name__ for one in told) == ["Change", "Conflict", "Conflict"]
    sweeps = at_once(*(lambda: actions.bring_into_effect(at=NOON + 14 * DAY) for _sweep in range(4)))
    assert sum(sweeps) == 1
    assert promise.lines.filter(verb="take-effect").count() == 1
    assert fresh(promise).due_on == DUE + 30 * DAY
    assert whole(promise)


def test_the_sweep_run_twice_at_once_tells_nobody_twice_what_is_overdue_or_stale(city: City) -> None:
    promised(city)
    promised(city, stages=[])
    sweeps = at_once(*(lambda: actions.tell_due(at=NOON + 100 * DAY) for _sweep in range(4)))
    told = [notice.address for notice in Notice.objects.filter(verb="promises-due")]
    assert len(told) == len(set(told)) == sum(sweeps) == 3  # chen, shen, lin


def test_a_stage_is_accepted_once(city: City) -> None:
    promise = promised(city)
    other = city.gu
    centre = city.office("supervision")
    offices.appoint(other, side="check", role="supervisor", office=centre, area=None, starts=SINCE, at=NOON)
    told = at_once(
        *(
            lambda by=by: actions.accept_stage(  # type: ignore[misc]
                promise, by=by, stage=1, text="到场看过。", document="验收单 7 号", at=NOON + DAY
            )
            for by in (city.lin, other, city.lin)
        )
    )
    assert sorted(type(one).__name__ for one in told) == ["Acceptance", "Conflict", "Conflict"]
    assert Acceptance.objects.count() == 1
    assert promise.lines.filter(verb="accept-stage").count() == 1
    assert whole(promise)


def test_it_is_published_once_and_ends_once(city: City) -> None:
    promise = drafted(city)
    told = at_once(*(lambda: actions.publish(promise, by=city.shen, at=NOON) for _hand in range(3)))
    assert sum(isinstance(one, Conflict) for one in told) == 2
    accepted(city, promise, at=NOON + HOUR)
    told = at_once(
        lambda: actions.keep(promise, by=city.lin, text="做到了。", at=NOON + DAY),
        lambda: actions.withdraw(promise, by=city.shen, text="不做了。", at=NOON + DAY),
        lambda: actions.report(promise, by=city.chen, text="好了。", progress=100, at=NOON + DAY),
    )
    assert sum(isinstance(one, Conflict) for one in told) in (1, 2)
    ends = set(promise.lines.filter(verb__in=["keep", "withdraw"]).values_list("verb", flat=True))
    assert len(ends) == 1
    assert {"keep": "kept", "withdraw": "withdrawn"}[ends.pop()] == fresh(promise).state
    assert whole(promise)
