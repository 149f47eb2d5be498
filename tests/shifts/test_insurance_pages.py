"""The pages of insurance: managers enter their own policies, coordinators the city's, and nobody else finds them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from civic.accounts.models import Person
from civic.shifts.models import Insured, Policy
from civic.volunteers.models import Manager, Organisation
from tests.people import NOON, City, sign_in
from tests.shifts.ground import A_POST
from tests.volunteers.ground import DAY, Helpers, activity, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db
DESK = "/desk/volunteers/insurance/"
OWN = "/volunteer/organisations/school/insurance/"


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


@pytest.fixture
def teacher(helpers: Helpers) -> Person:
    """She manages a school, and coordinates nothing."""
    person = Person.objects.create_user("teacher")
    school = Organisation.objects.create(
        code="school", kind="school", name_zh_hans="东桥小学", state="active", asked_at=NOON, answer_due_at=NOON
    )
    Manager.objects.create(organisation=school, person=person, task="manager", named_by=helpers.luo, named_at=NOON)
    return person


def given(**changes: Any) -> dict[str, Any]:
    today = localdate(now())
    told = {
        "insurer": "云桥保险",
        "number": "S-1",
        "phone": "020-99999",
        "scope": "named",
        "starts_on": today.isoformat(),
        "ends_on": (today + 30 * DAY).isoformat(),
        "covers": "意外身故十万元，往返途中。",
    }
    return told | changes


@pytest.mark.usefixtures("weeks_after_noon")
def test_a_manager_enters_a_policy_and_names_a_volunteer_in_it(
    helpers: Helpers, teacher: Person, client: Client
) -> None:
    sign_in(client, teacher)
    empty = client.get(OWN).content.decode()
    assert "No policy is entered here yet." in empty
    assert "P-1" in empty  # what the city insures everybody with
    assert client.post(OWN, given()).status_code == 302
    policy = Policy.objects.get(number="S-1")
    assert (policy.organisation.code, policy.scope) == ("school", "named")
    page = f"{OWN}{policy.pk}/"
    assert "covers nobody" in client.get(page).content.decode()
    day = localdate(now())
    named = {"what": "name", "volunteer": helpers.wu.number, "from_on": day.isoformat()}
    assert client.post(page, named).status_code == 302
    assert Insured.objects.get().volunteer == helpers.wu
    shown = client.get(page).content.decode()
    assert str(helpers.wu.number) in shown
    assert "吴晓晴" not in shown


@pytest.mark.usefixtures("clock_stands")
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_typed_is_lost(
    helpers: Helpers, teacher: Person, client: Client
) -> None:
    sign_in(client, teacher)
    today = localdate(now())
    for wrong, sentence in (
        ({"starts_on": (today + 40 * DAY).isoformat()}, "The last day must not lie before the first."),
        ({"starts_on": "soon"}, "Write the day like 2026-11-28."),
        ({"scope": "everybody"}, "Choose one of the answers that stand under"),
        ({"number": ""}, "Write the number that stands on the policy."),
    ):
        answer = client.post(OWN, given(**wrong))
        told = answer.content.decode()
        assert (answer.status_code, sentence in told, "意外身故十万元" in told) == (400, True, True), sentence
    assert client.post(OWN, given()).status_code == 302
    again = client.post(OWN, given())
    assert (again.status_code, "This policy is entered already." in again.content.decode()) == (409, True)
    page = f"{OWN}{Policy.objects.get(number='S-1').pk}/"
    outside = {"what": "name", "volunteer": helpers.wu.number, "from_on": (today + 31 * DAY).isoformat()}
    told = client.post(page, outside)
    assert told.status_code == 400
    assert "These days lie outside the insurance." in told.content.decode()
    assert outside["from_on"] in told.content.decode()
    assert client.post(page, outside | {"volunteer": "V1"}).status_code == 400
    assert client.post(page, {"what": "end", "reason": ""}).status_code == 400
    assert client.post(page, {"what": "other"}).status_code == 404


def test_a_day_outside_the_policy_is_refused_where_the_shift_is_laid(helpers: Helpers, client: Client) -> None:
    made = activity(helpers)
    Policy.objects.filter(pk=helpers.policy.pk).update(ends_on=localdate(now()) + 3 * DAY)
    sign_in(client, helpers.luo)
    starts = now() + 5 * DAY
    posted = {"on": f"{starts:%Y-%m-%d}", "starts": "09:00", "ends": "11:00", **A_POST}
    told = client.post(f"/volunteer/organisations/helpers/shifts/activities/{made.number}/lay/", posted)
    assert told.status_code == 400
    assert "The insurance is not in force on" in told.content.decode()
    assert not made.shifts.exists()


def test_the_coordinators_enter_the_citys_and_only_look_at_others(
    helpers: Helpers, teacher: Person, client: Client
) -> None:
    sign_in(client, teacher)
    client.post(OWN, given())
    theirs = Policy.objects.get(number="S-1")
    sign_in(client, helpers.luo)
    assert client.post(DESK, given(number="C-2")).status_code == 302
    assert Policy.objects.get(number="C-2").scope == "everybody"
    assert "S-1" in client.get(DESK).content.decode()
    look = f"{DESK}{theirs.pk}/"
    assert "Name somebody in it" not in client.get(look).content.decode()
    assert client.post(look, {"what": "end", "reason": "不再需要。"}).status_code == 403
    ahead = shift(activity(helpers), starts=now() + 4 * DAY)
    own = f"{DESK}{helpers.policy.pk}/"
    assert "1 shift to come hangs on it" in client.get(own).content.decode()
    assert client.post(own, {"what": "end", "reason": "保险公司解约。"}).status_code == 302
    ahead.refresh_from_db()
    assert ahead.state == "called-off"
    assert "保险公司解约。" in client.get(own).content.decode()


def test_nobody_else_finds_the_pages(helpers: Helpers, teacher: Person, city: City, client: Client) -> None:
    own = Policy.objects.create(
        organisation=Organisation.objects.get(code="school"),
        **{key: value for key, value in given().items() if key not in ("starts_on", "ends_on")},
        starts_on=localdate(now()),
        ends_on=localdate(now()) + 9 * DAY,
        made_by=teacher,
        made_at=NOON,
    )
    assert client.get(OWN).status_code == 302
    for person in (city.mei, helpers.leader, helpers.wu.person, helpers.luo):
        sign_in(client, person)
        assert client.get(OWN).status_code == 404
        assert client.get(f"{OWN}{own.pk}/").status_code == 404
        if person != helpers.luo:
            assert client.get(DESK).status_code == 403
            assert client.get(f"{DESK}{own.pk}/").status_code == 403
    sign_in(client, teacher)
    assert client.get(DESK).status_code == 403
    assert client.get(f"{OWN}{helpers.policy.pk}/").status_code == 404  # the city's is not hers
    Manager.objects.filter(person=teacher).update(ended_at=now())
    assert client.get(OWN).status_code == 404


@pytest.mark.usefixtures("weeks_after_noon")
def test_the_list_asks_the_database_as_often_for_many_policies_as_for_one(helpers: Helpers, client: Client) -> None:
    sign_in(client, helpers.luo)
    page = f"{DESK}{helpers.policy.pk}/"

    def asked() -> list[int]:
        counts = []
        for address in (DESK, page):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                client.get(address)
            counts.append(len(seen))
        return counts

    asked()
    before = asked()
    for turn in range(4):
        other = Policy.objects.get(pk=helpers.policy.pk)
        other.pk, other.number = None, f"P-{turn + 2}"
        other.save()
        one = volunteer(f"more{turn}")
        Insured.objects.create(policy=helpers.policy, volunteer=one, from_on=NOON.date(), named_by=helpers.luo)
    assert asked() == before


def test_a_policy_says_how_many_it_covers_today_and_who_is_covered_no_more(
    helpers: Helpers, teacher: Person, client: Client
) -> None:
    sign_in(client, teacher)
    client.post(OWN, given(most_people="5"))
    policy, today = Policy.objects.get(number="S-1"), localdate(now())
    named = {"policy": policy, "named_by": teacher}
    ended = {"until_on": today - DAY, "ended_at": now(), "ended_by": teacher, "end_reason": "已离校。"}
    Insured.objects.create(**named, volunteer=helpers.wu, from_on=today)
    Insured.objects.create(**named, volunteer=volunteer("qin"), from_on=today - 2 * DAY, **ended)
    Insured.objects.create(**named, volunteer=volunteer("ma"), from_on=today + 2 * DAY)
    words = client.get(f"{OWN}{policy.pk}/").content.decode()
    assert "1 of 5 places are used today." in words
    assert (words.count("insured no more"), "已离校。" in words, words.count("End it early")) == (1, True, 2)
    Policy.objects.filter(pk=policy.pk).update(most_people=None)
    assert "1 person is covered today." in client.get(f"{OWN}{policy.pk}/").content.decode()
