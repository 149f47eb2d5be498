"""The coordinators' desk of the day: complaints go around whom they name; injuries and absences wait."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from civic.accounts.models import Person
from civic.attendances.models import Complaint, Injury, NoShow
from civic.shifts.models import Signup
from civic.volunteers.models import Manager, Organisation
from tests.attendances.ground import Day, found_day
from tests.people import NOON, City, sign_in
from tests.volunteers.ground import HOUR, coming, volunteer

pytestmark = pytest.mark.django_db
DESK = "/desk/volunteers/"
PAGES = ("complaints/", "injuries/", "absences/")


@pytest.fixture
def day(city: City) -> Day:
    """The helpers belong to an office, so that complaints about others come to their manager."""
    made = found_day()
    Organisation.objects.filter(pk=made.helpers.organisation.pk).update(office=city.office("command"))
    return made


def about(organisation: Organisation, day: Day, city: City) -> Complaint:
    return Complaint.objects.create(
        organisation=organisation,
        person=city.mei,
        words="领队骂人。",
        filed_at=now(),
        answer_due_at=now() + timedelta(days=9),
        office=city.office("command"),
    )


def hurt(day: Day, *, hours_ago: int = 5) -> Injury:
    at = now() - hours_ago * HOUR
    return Injury.objects.create(
        shift=day.shift, volunteer=day.wu, policy=day.helpers.policy, happened_at=at, words="扭伤。", written_at=at
    )


def missed(signup: Signup, by: Person, *, state: str = "appealed") -> NoShow:
    return NoShow.objects.create(signup=signup, state=state, at=NOON, by=by, words="我在南头。", appealed_at=NOON)


def test_a_complaint_comes_to_the_desk_but_not_to_whom_it_names(day: Day, city: City, client: Client) -> None:
    school = Organisation.objects.create(
        code="school", kind="school", name_zh_hans="东桥小学", state="active", asked_at=NOON, answer_due_at=NOON
    )
    theirs, own = about(school, day, city), about(day.helpers.organisation, day, city)
    sign_in(client, day.helpers.luo)
    shown = client.get(f"{DESK}complaints/").content.decode()
    assert f"{DESK}complaints/{theirs.pk}/" in shown
    assert f"{DESK}complaints/{own.pk}/" not in shown
    assert 'Complaints<span class="n">1</span>' in shown
    assert client.get(f"{DESK}complaints/{own.pk}/").status_code == 404
    given = {"is_upheld": "yes", "answer": "领队已道歉。"}
    assert client.post(f"{DESK}complaints/{theirs.pk}/", given).status_code == 302
    assert 'Complaints<span class="n">0</span>' in client.get(f"{DESK}complaints/").content.decode()
    # a coordinator who also leads for the school reads nothing about it
    Manager.objects.create(
        organisation=school, person=day.helpers.luo, task="leader", named_by=city.root, named_at=NOON
    )
    about(school, day, city)
    assert 'Complaints<span class="n">0</span>' in client.get(f"{DESK}complaints/").content.decode()


def test_an_injury_no_insurer_knows_of_waits_until_somebody_called(day: Day, client: Client) -> None:
    late = hurt(day)
    hurt(day, hours_ago=1)  # still in time
    sign_in(client, day.helpers.luo)
    page = f"{DESK}injuries/"
    shown = client.get(page).content.decode()
    assert 'Injuries<span class="n">1</span>' in shown
    assert "020-12345" in shown
    assert "扭伤" not in shown
    empty = client.post(page, {"about": late.pk, "claim": ""})
    assert (empty.status_code, "Write the number the insurer gave you." in empty.content.decode()) == (400, True)
    assert client.post(page, {"about": "x", "claim": "C-1"}).status_code == 404
    assert client.post(page, {"about": late.pk, "claim": "C-1"}).status_code == 302
    late.refresh_from_db()
    assert (late.claim, late.insurer_told_by) == ("C-1", day.helpers.luo)
    assert "Of every injury an insurer knows." in client.get(page).content.decode()


def test_a_disputed_absence_is_decided_by_another_with_a_reason(day: Day, client: Client) -> None:
    theirs = missed(day.signup, day.leader)
    other = volunteer("other")
    own = missed(coming(day.shift, other), day.helpers.luo)
    sign_in(client, day.helpers.luo)
    page = f"{DESK}absences/"
    shown = client.get(page).content.decode()
    assert 'Disputed absences<span class="n">1</span>' in shown
    assert "我在南头。" in shown
    empty = client.post(page, {"about": theirs.pk, "verb": "excuse", "reason": ""})
    assert (empty.status_code, "Say why: the volunteer reads it." in empty.content.decode()) == (400, True)
    refused = client.post(page, {"about": own.pk, "verb": "excuse", "reason": "是。"})
    assert (refused.status_code, "Another manager does." in refused.content.decode()) == (403, True)
    assert client.post(page, {"about": theirs.pk, "verb": "other", "reason": "是。"}).status_code == 404
    assert client.post(page, {"about": theirs.pk, "verb": "excuse", "reason": "南头也有集合点。"}).status_code == 302
    theirs.refresh_from_db()
    assert (theirs.state, theirs.decided_by, theirs.reason) == ("excused", day.helpers.luo, "南头也有集合点。")
    assert client.post(page, {"about": theirs.pk, "verb": "stays", "reason": "再看。"}).status_code == 409


def test_only_coordinators_come_to_the_desk(day: Day, city: City, client: Client) -> None:
    for page in PAGES:
        assert client.get(DESK + page).status_code == 302
    for person in (city.mei, day.leader, day.wus):
        sign_in(client, person)
        for page in PAGES:
            assert client.get(DESK + page).status_code == 403, page


@pytest.mark.parametrize("page", PAGES)
def test_many_rows_ask_the_database_as_often_as_one(day: Day, city: City, client: Client, page: str) -> None:
    school = Organisation.objects.create(
        code="school", kind="school", name_zh_hans="东桥小学", state="active", asked_at=NOON, answer_due_at=NOON
    )

    def more(turn: int) -> None:
        about(school, day, city)
        hurt(day)
        missed(coming(day.shift, volunteer(f"more{turn}")), day.leader)

    def count() -> int:
        client.get(DESK + page)
        with CaptureQueriesContext(connection) as seen:
            client.get(DESK + page)
        return len(seen)

    more(0)
    sign_in(client, day.helpers.luo)
    before = count()
    for turn in range(1, 5):
        more(turn)
    assert count() == before
