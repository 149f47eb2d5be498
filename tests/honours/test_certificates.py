"""Certificates: what the book says and nothing else, checked by anybody, revoked when the book takes something back."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.cases.queries import Viewer
from civic.honours import actions as honours
from civic.honours.models import Certificate
from civic.honours.queries import checked, extract
from civic.honours.queries.certificates import is_intact
from civic.hours.models import BookEntry
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.me.actions import erase
from tests.honours.ground import book, take_back
from tests.people import NOON, City
from tests.volunteers.ground import DAY, Helpers, activity, found_helpers, volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


def test_it_says_what_the_book_says_by_activity(helpers: Helpers) -> None:
    wu, bridge, island = helpers.wu, activity(helpers), activity(helpers, "A-0002", name_zh_hans="河心岛捡垃圾")
    assert wu.person is not None
    wrong = book(wu, 60, of=helpers.organisation, activity=bridge)
    book(wu, 120, of=helpers.organisation, activity=bridge)
    book(wu, 35, of=helpers.organisation, activity=island)
    take_back(wrong, at=NOON)
    made = honours.issue_certificate(wu, by=wu.person, at=NOON)
    assert made.minutes == 155
    assert [(item["activity"], item["minutes"]) for item in made.items] == [("A-0001", 120), ("A-0002", 35)]
    assert is_intact(made)
    assert "吴晓晴" not in str(Certificate.objects.values().get())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 600), st.booleans(), st.integers(0, 40)), min_size=1, max_size=8))
def test_over_any_history_it_equals_the_sum_of_the_book(helpers: Helpers, history: list[tuple[int, bool, int]]) -> None:
    BookEntry.objects.filter(reverses__isnull=False).delete()
    BookEntry.objects.all().delete()
    wu = helpers.wu
    assert wu.person is not None
    for minutes, is_wrong, ago in history:
        entry = book(wu, minutes, of=helpers.organisation, on=localdate(NOON - ago * DAY))
        if is_wrong:
            take_back(entry, at=NOON)
    from_on = localdate(NOON - 20 * DAY)
    for first in (None, from_on):
        rows = BookEntry.objects.filter(volunteer=wu, **({"served_on__gte": first} if first else {}))
        total = rows.credited_minutes()
        if total:
            made = honours.issue_certificate(wu, from_on=first, by=wu.person, at=NOON)
            assert made.minutes == total == sum(item["minutes"] for item in made.items)
            assert extract(wu, from_on=made.from_on, until_on=made.until_on).minutes == total
        else:
            with pytest.raises(NotValid):
                honours.issue_certificate(wu, from_on=first, by=wu.person, at=NOON)


def test_days_to_come_or_backwards_and_somebody_elses_are_refused(helpers: Helpers) -> None:
    wu, today = helpers.wu, localdate(NOON)
    assert wu.person is not None
    book(wu, 60, of=helpers.organisation)
    for from_on, until_on in ((None, today + timedelta(days=1)), (today, today - timedelta(days=1))):
        with pytest.raises(NotValid):
            honours.issue_certificate(wu, from_on=from_on, until_on=until_on, by=wu.person, at=NOON)
    with pytest.raises(NotAllowed):
        honours.issue_certificate(wu, by=helpers.luo, at=NOON)
    waiting = volunteer("new", state="applied")
    assert waiting.person is not None
    with pytest.raises(NotAllowed):
        honours.issue_certificate(waiting, by=waiting.person, at=NOON)


def test_it_is_revoked_by_itself_when_the_book_takes_something_back(helpers: Helpers) -> None:
    wu = helpers.wu
    assert wu.person is not None
    entry = book(wu, 60, of=helpers.organisation)
    made = honours.issue_certificate(wu, by=wu.person, at=NOON)
    book(wu, 30, of=helpers.organisation, at=NOON + DAY)
    assert honours.revoke_outdated(at=NOON + DAY) == 0  # what only adds does not make it wrong
    take_back(entry, at=NOON + 2 * DAY)
    assert honours.revoke_outdated(at=NOON + 2 * DAY) == 1
    assert honours.revoke_outdated(at=NOON + 2 * DAY) == 0
    found = checked(made.number)
    assert found is not None
    assert (found.state, found.revoked_by) == ("revoked", None)


def test_a_coordinator_revokes_with_a_reason_once(helpers: Helpers) -> None:
    wu = helpers.wu
    assert wu.person is not None
    book(wu, 60, of=helpers.organisation)
    made = honours.issue_certificate(wu, by=wu.person, at=NOON)
    with pytest.raises(NotAllowed):
        honours.revoke_certificate(made, reason="假的。", by=wu.person, at=NOON)
    with pytest.raises(NotValid):
        honours.revoke_certificate(made, reason=" ", by=helpers.luo, at=NOON)
    honours.revoke_certificate(made, reason="签到表是伪造的。", by=helpers.luo, at=NOON)
    with pytest.raises(Conflict):
        honours.revoke_certificate(made, reason="签到表是伪造的。", by=helpers.luo, at=NOON)


def test_it_holds_after_the_volunteer_is_erased(helpers: Helpers) -> None:
    wu = helpers.wu
    assert wu.person is not None
    book(wu, 60, of=helpers.organisation)
    made = honours.issue_certificate(wu, by=wu.person, at=NOON)
    erase(Viewer(person=wu.person), at=NOON)
    found = checked(made.number)
    assert found is not None
    assert found.state == "valid"
    assert is_intact(found)


def test_a_changed_row_is_noticed(helpers: Helpers) -> None:
    wu = helpers.wu
    assert wu.person is not None
    book(wu, 60, of=helpers.organisation)
    made = honours.issue_certificate(wu, by=wu.person, at=NOON)
    Certificate.objects.update(minutes=600)
    found = checked(made.number)
    assert found is not None
    assert not is_intact(found)
