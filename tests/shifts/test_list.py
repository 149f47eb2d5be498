"""The list: what she can take first, then why not; the same statements however many shifts and however long she has
served."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.courses.models import Grant, Inclusion, Qualification
from civic.shifts.models import Signup
from civic.shifts.queries import coming_to, offered_to, roster, why_not
from civic.shifts.queries.listing import listing
from tests.people import NOON, City, sign_in
from tests.shifts.ground import days_on, many
from tests.volunteers.ground import DAY, HOUR, Helpers, activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db
MOST = 12


def filled(helpers: Helpers, *, ahead: int, served: int) -> None:
    """So many shifts to come, and so many served, from now on."""
    now = timezone.now()
    near = activity(helpers, "N-0001")
    trained = Qualification.objects.create(code="lamp", kind="course", name_zh_hans="巡查培训")
    above = Qualification.objects.create(code="lead", kind="course", name_zh_hans="组长培训")
    Inclusion.objects.create(including=above, included=trained)
    Grant.objects.create(
        volunteer=helpers.wu, qualification=above, given_on=NOON.date(), verified_by=helpers.luo, made_at=NOON
    )
    near.policy.ends_on = (now + 400 * DAY).date()  # type: ignore[union-attr]
    near.policy.save()  # type: ignore[union-attr]
    asks = activity(helpers, "N-0002", qualification=trained)
    signs = activity(helpers, "N-0003", needs_agreement=True, agreement="戴头盔。")
    for n in range(ahead):
        shift((near, asks, signs)[n % 3], starts=now + DAY + n * HOUR, number=f"X{n}", hours=1)
    for n in range(served):
        coming(shift(near, starts=now - (30 + n) * DAY, number=f"Y{n}"), helpers.wu)


def _statements(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert client.get("/volunteer/").status_code == 200
    return len(told)


def test_the_list_costs_twelve_statements_at_most_and_grows_by_none(city: City, client: Client) -> None:
    helpers = found_helpers()
    filled(helpers, ahead=6, served=5)
    assert helpers.wu.person is not None
    sign_in(client, helpers.wu.person)
    _statements(client)
    few = _statements(client)
    for n in range(54):
        shift(activity(helpers, f"M-{n:04d}"), starts=timezone.now() + 3 * DAY + n * HOUR, number=f"Z{n}", hours=1)
    for n in range(50):
        coming(
            shift(activity(helpers, f"P-{n:04d}"), starts=timezone.now() - (40 + n) * DAY, number=f"Q{n}"), helpers.wu
        )
    many_more = _statements(client)
    assert few == many_more <= MOST


def test_what_she_can_take_stands_first_and_the_rest_says_why(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    free, full, clash = shift(made), shift(made, starts=days_on(6), places=1), shift(made, starts=days_on(8))
    held = shift(made, starts=days_on(8, 15))
    coming(full, many(1)[0])
    coming(held, helpers.wu)
    told = listing(helpers.wu, at=NOON)
    assert [row.card.number for day in told.open_days for row in day.rows] == [free.number]
    assert [(row.card.number, row.hindrance.why.value) for row in told.others if row.hindrance] == [
        (full.number, "full"),
        (clash.number, "clash"),
    ]
    assert [row.card.number for row in told.mine] == [held.number]
    assert why_not(helpers.wu, full, at=NOON) == "full"
    assert why_not(None, full, at=NOON) == "no-volunteer"


def test_who_comes_and_what_is_offered(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    signup = coming(ahead, helpers.wu)
    assert list(coming_to(ahead)) == [signup]
    assert [(one.name, one.contact) for one in roster(ahead)] == [("", "")]
    assert [one.name for one in roster(ahead, with_names=True)] == ["吴晓晴"]
    Signup.objects.update(state="offered", offer_until=NOON + HOUR)
    assert list(offered_to(helpers.wu, at=NOON)) == [signup]
    assert list(offered_to(helpers.wu, at=NOON + timedelta(hours=1))) == []


def test_a_stranger_sees_the_week_and_no_drafts(city: City, client: Client) -> None:
    helpers = found_helpers()
    now = timezone.now()
    shift(activity(helpers, name_zh_hans="给老人读报"), starts=now + DAY)
    shift(activity(helpers, "A-2", name_zh_hans="秘密的草稿", state="draft"), starts=now + DAY, number="D-1")
    shift(activity(helpers, "A-3", name_zh_hans="下个月的活动"), starts=now + 30 * DAY)
    page: Any = client.get("/volunteer/", headers={"accept-language": "zh-hans"})
    text = page.content.decode()
    assert "给老人读报" in text
    assert "秘密的草稿" not in text
    assert "下个月的活动" not in text
    assert client.get("/volunteer/shifts/D-1/").status_code == 404
