"""Rule 8: staff, jurors and helpers of the track were checked within a year and trained; expired means gone, by query,
on every door and in every act (Law on the protection of minors, art. 62 and 98)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.models import Vetting
from civic.lib.refusals import NotAllowed, NotValid
from civic.youth import actions as youth
from civic.youth.models import Duty
from civic.youth.queries.people import duties_of
from civic.youth.rules import Phase, Task
from tests.house.test_routes import guard_of, routes
from tests.people import City, sign_in
from tests.youth.ground import DAY, during, enter, found_track, propose

pytestmark = pytest.mark.django_db
STAFF = ("tang", "bai", "qiu", "rong", "yan", "ke")


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


@pytest.mark.parametrize("handle", STAFF)
@pytest.mark.parametrize("change", ["expired", "ended", "untrained", "never"])
def test_without_a_check_that_holds_nobody_has_any_task(city: City, handle: str, change: str) -> None:
    found_track()
    day = timezone.localdate(during(Phase.SCHOOL))
    assert duties_of(_who(handle), at=during(Phase.SCHOOL)).tasks
    rows = Vetting.objects.filter(person__handle=handle)
    if change == "expired":
        rows.update(checked_on=day - timedelta(days=365), due_on=day)
    elif change == "ended":
        rows.update(ended_on=day, end_reason="Left.")
    elif change == "untrained":
        rows.update(trained_on=None)
    else:
        rows.delete()
    assert not duties_of(_who(handle), at=during(Phase.SCHOOL)).tasks


def test_a_check_is_good_for_a_year_at_most(city: City) -> None:
    found_track()
    for vetting in Vetting.objects.all():
        assert vetting.due_on - vetting.checked_on <= timedelta(days=366)


def test_nobody_gets_a_task_without_a_check_and_nobody_gives_herself_one(city: City) -> None:
    track = found_track()
    at, day = during(Phase.ENTRY), timezone.localdate(during(Phase.ENTRY))
    with pytest.raises(NotValid):
        youth.give_task(_who("mei"), Task.COMPANION, by=_who("tang"), starts=day, at=at)
    with pytest.raises(NotAllowed):
        youth.give_task(_who("tang"), Task.COMPANION, by=_who("tang"), starts=day, at=at)
    assert not Duty.objects.filter(person__handle="mei").exists()
    assert track.edition.pk


def test_every_act_near_a_child_asks_on_the_day_itself(city: City) -> None:
    track = found_track()
    proposal = propose(enter(track, "木棉"), state="handed-in")
    late = during(Phase.TERM, 400)  # the checks of the ground ended months ago
    acts = (
        lambda: youth.read(proposal, by=_who("tang"), version=1, given=youth.VerdictGiven("show"), at=late),
        lambda: youth.make_entry_codes(track.edition, track.school, count=1, by=_who("ke"), at=late),
        lambda: youth.begin_round(track.edition, Phase.SCHOOL, by=_who("tang"), at=late),
        lambda: youth.set_tasks(track.edition, {}, by=_who("bai"), at=late),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_on_the_day_the_check_is_due_nothing_about_a_child_opens_any_more(city: City) -> None:
    entry = enter(found_track(), "木棉")
    at = during(Phase.SCHOOL)
    due = timezone.localdate(at)
    Vetting.objects.filter(person=_who("tang")).update(due_on=due)
    for act in (
        lambda: guardians.ask_opening(entry.child, by=_who("tang"), purpose="reach", words="活动改期。", at=at),
        lambda: guardians.ask_export([entry.child], by=_who("tang"), purpose="appoint", words="写证书。", at=at),
    ):
        with pytest.raises(NotAllowed):
            act()
    Vetting.objects.filter(person=_who("tang")).update(due_on=due + DAY)
    assert guardians.ask_opening(entry.child, by=_who("tang"), purpose="reach", words="活动改期。", at=at).pk


def test_every_door_of_the_desk_of_the_track_asks_for_a_check(city: City) -> None:
    ours = [(path, guard_of(one)) for path, one in routes() if path.startswith(("desk/youth/", "little-mayor/school/"))]
    assert len(ours) > 15
    # offices write letters to a pseudonym, on what is public; a checked person reads them before they go
    # administrators write the texts of consent, where no child is
    known = ("vetted-only", "keepers-only", "letter-writers-only", "administrators-only")
    assert [path for path, guard in ours if not guard.startswith(known)] == []


def test_a_signed_in_session_ends_with_the_check(city: City) -> None:
    found_track()
    today = timezone.localdate()
    Duty.objects.update(starts=today - 30 * DAY)
    rows = Vetting.objects.filter(person__handle="tang")
    rows.update(checked_on=today - 60 * DAY, trained_on=today - 60 * DAY, due_on=today + DAY)
    client = Client()
    sign_in(client, _who("tang"))
    assert client.get("/desk/youth/").status_code == 200
    rows.update(due_on=today)
    assert client.get("/desk/youth/").status_code == 403
