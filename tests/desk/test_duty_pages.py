"""The duty pages: who is on duty, which calls wait, "I have it" at one tap, the roster; and who keeps out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.cases.actions import acknowledge
from civic.cases.models import CallOut
from civic.offices import actions as offices
from civic.offices.models import DutyContact, DutyShift
from tests.cases.walk import begun
from tests.duty import colleague, every_day, on_shift, urgent
from tests.people import NOON, City

Sign = Callable[[Any], Client]
MONDAY = "2026-11-02"


@pytest.fixture
def night() -> Any:
    """Noon of the cast's Tuesday, standing still."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def rostered(city: City, night: Any) -> City:
    """Chen and Wei on duty for the lamps, Lin for supervision."""
    urgent(city)
    every_day(city, city.chen, 1)
    every_day(city, colleague(city, "wei", "handler", "dongqiao-lamps"), 2)
    every_day(city, city.lin, 1, office="supervision", by=city.lin)
    return city


def act_of(case: Any) -> CallOut:
    return CallOut.objects.get(case=case, side="act")


def test_one_tap_takes_the_call_and_the_page_says_who_has_it(rostered: City, as_person: Sign) -> None:
    callout = act_of(rostered.filed("望江路井盖没了，我叫王小明。").case)
    chen, wei = as_person(rostered.chen), as_person(rostered.wei)
    page = chen.get(f"/desk/duty/{callout.pk}/").content.decode()
    assert "望江路井盖没了" in page
    assert "王小明" not in page  # nobody has screened it
    answer = chen.post(f"/desk/duty/{callout.pk}/", {"reply": "on-my-way"}, follow=True)
    assert "Chen" in answer.content.decode()
    late = wei.post(f"/desk/duty/{callout.pk}/", {"reply": "have-it"})
    assert late.status_code == 409
    assert rostered.chen.officer.number in late.content.decode()
    assert "I have it" not in wei.get(f"/desk/duty/{callout.pk}/").content.decode()


def test_whoever_cannot_come_passes_the_call_on(rostered: City, as_person: Sign) -> None:
    callout = act_of(rostered.filed().case)
    answer = as_person(rostered.chen).post(f"/desk/duty/{callout.pk}/", {"pass": "1"})
    assert answer.status_code == 302
    assert [call.officer.person.handle for call in callout.calls.all()] == ["chen", "wei"]


@pytest.mark.parametrize(
    ("who", "reads", "takes"),
    [
        ("chen", 200, 302),
        ("shen", 200, 302),
        ("lin", 200, 403),
        ("mo", 404, 404),
        ("zhao", 404, 404),
        ("dan", 404, 404),
        ("he", 404, 404),
        ("rui", 404, 404),
        ("sun", 404, 404),
        ("mei", 403, 403),
    ],
)
def test_who_reads_a_call_and_who_takes_it(rostered: City, as_person: Sign, who: str, reads: int, takes: int) -> None:
    colleague(rostered, "dan", "handler", "drains")
    callout = act_of(rostered.filed().case)
    client = as_person(getattr(rostered, who))
    assert client.get(f"/desk/duty/{callout.pk}/").status_code == reads
    assert client.post(f"/desk/duty/{callout.pk}/", {"reply": "have-it"}).status_code == takes


def test_a_stranger_is_led_to_sign_in(rostered: City, client: Client) -> None:
    callout = act_of(rostered.filed().case)
    for path in (f"/desk/duty/{callout.pk}/", "/desk/duty/", "/desk/roster/"):
        assert client.get(path).status_code == 302


def test_the_duty_page_shows_who_is_on_duty_what_waits_and_my_own_address_only(rostered: City, as_person: Sign) -> None:
    offices.set_duty_contact(by=rostered.chen, phone="13800138000", at=NOON)
    rostered.filed()
    page = as_person(rostered.shen).get("/desk/duty/").content.decode()
    assert "Chen" in page
    assert "Street lamp is out" in page
    assert "13800138000" not in page
    mine = as_person(rostered.chen).get("/desk/duty/").content.decode()
    assert "13800138000" in mine
    assert "Waits for you" in mine


def test_how_i_am_called_is_set_on_the_page_and_a_wrong_number_is_told_beside_it(
    rostered: City, as_person: Sign
) -> None:
    client = as_person(rostered.chen)
    wrong = client.post("/desk/duty/contact/", {"phone": "12", "email": ""})
    assert wrong.status_code == 400
    assert "This is not a telephone number." in wrong.content.decode()
    assert client.post("/desk/duty/contact/", {"phone": "13800138000", "email": ""}).status_code == 302
    assert DutyContact.objects.get().phone == "+8613800138000"


def test_the_duty_page_costs_the_same_with_one_call_and_with_thirty(rostered: City, as_person: Sign) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_person(rostered.shen).get("/desk/duty/").status_code == 200
        return len(queries)

    for one in (rostered.filed().case, rostered.filed().case):
        acknowledge(act_of(one), by=rostered.chen, at=NOON)
    rostered.filed()
    asked()
    few = asked()
    for turn in range(30):
        case = rostered.filed().case
        if turn % 2:
            acknowledge(act_of(case), by=rostered.chen, at=NOON)
    assert asked() == few


def test_the_roster_is_read_by_the_office_and_kept_by_its_head(rostered: City, as_person: Sign) -> None:
    path = "/desk/roster/dongqiao-lamps/"
    own = as_person(rostered.chen).get(path).content.decode()
    assert "Chen" in own
    assert "Put on the roster" not in own
    assert "Put on the roster" in as_person(rostered.shen).get(path).content.decode()
    dan = as_person(colleague(rostered, "dan", "head", "drains"))
    assert dan.get(path).status_code == 404
    given = {
        "day": "2026-11-07",
        "starts": "00:00",
        "ends": "08:30",
        "rank": "3",
        "officer": rostered.shen.officer.number,
    }
    assert dan.post(path + "plan/", given).status_code == 404
    assert as_person(rostered.chen).post(path + "plan/", given).status_code == 403
    assert as_person(rostered.shen).post(path + "plan/", given).status_code == 302
    assert DutyShift.objects.filter(rank=3, officer=rostered.shen.officer, ends=510).exists()


def test_a_shift_that_overlaps_is_told_on_the_form_and_what_was_chosen_stays(rostered: City, as_person: Sign) -> None:
    given = {"day": "0", "starts": "08:00", "ends": "09:00", "rank": "1", "officer": rostered.shen.officer.number}
    answer = as_person(rostered.shen).post("/desk/roster/dongqiao-lamps/plan/?week=every", given)
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "Chen is called first then already" in said
    assert 'value="08:00"' in said


def test_gaps_stand_loudly_above_the_week(rostered: City, as_person: Sign) -> None:
    DutyShift.objects.filter(weekday=5).delete()
    client = as_person(rostered.shen)
    said = client.get(f"/desk/roster/dongqiao-lamps/?week={MONDAY}").content.decode()
    assert "Nobody is on duty then" in said
    assert "00:00-24:00" in said
    every = client.get("/desk/roster/dongqiao-lamps/?week=every").content.decode()
    assert "Nobody is on duty then" in every


def test_a_week_is_copied_a_day_follows_the_pattern_and_a_shift_is_taken_off(rostered: City, as_person: Sign) -> None:
    client, path = as_person(rostered.shen), "/desk/roster/dongqiao-lamps/"
    assert client.post(path + "copy/?week=2026-11-09", {"monday": "2026-11-09"}).status_code == 302
    assert client.post(path + "copy/?week=2026-11-09", {"monday": "2026-11-09"}).status_code == 409
    assert client.post(path + "follow/", {"day": "2026-11-10"}).status_code == 302
    shift = DutyShift.objects.get(weekday=4, rank=1, roster__office__code="dongqiao-lamps")
    assert client.post(path + f"drop/{shift.pk}/", {"day": "2026-11-06"}).status_code == 302
    assert client.post(path + f"drop/{shift.pk}/", {}).status_code == 302
    assert client.post(path + f"drop/{shift.pk}/", {}).status_code == 404
    assert client.post(path + "minutes/", {"minutes": "1"}).status_code == 400
    assert client.post(path + "minutes/", {"minutes": "4"}).status_code == 302
    assert client.get(path + "?week=nonsense").status_code == 200
    assert client.post(path + "copy/", {"monday": "soon"}).status_code == 404


def test_the_roster_is_readable_in_the_admin_and_changed_by_nobody_there(rostered: City, as_person: Sign) -> None:
    client = as_person(rostered.root)
    assert client.get("/admin/offices/dutyshift/").status_code == 200
    assert client.get("/admin/offices/dutyroster/").status_code == 200
    assert client.get("/admin/offices/dutyshift/add/").status_code == 403
    shift = DutyShift.objects.first()
    assert shift is not None
    assert client.post(f"/admin/offices/dutyshift/{shift.pk}/change/", {"rank": 3}).status_code == 403


# --- what the resident reads ---


def test_the_receipt_and_the_case_say_which_office_was_called(rostered: City, as_person: Sign) -> None:
    filed = rostered.filed(by=rostered.mei)
    mei = as_person(rostered.mei)
    page = mei.get(f"/cases/{filed.case.number}/").content.decode()
    assert "We called at once" in page
    assert "Dongqiao Street Lighting" in page
    assert "Chen" not in page
    assert "tel:119" in page  # nobody has it yet
    acknowledge(act_of(filed.case), by=rostered.chen, at=NOON)
    page = mei.get(f"/cases/{filed.case.number}/").content.decode()
    assert "Somebody has had it since" in page
    assert "tel:119" not in page
    assert "Chen" not in page


def test_the_receipt_names_the_office_that_was_called(rostered: City) -> None:
    resident = Client()
    resident.get("/report/")
    begun(resident)
    resident.post("/report/where/", {"lat": "23.13", "lon": "113.30"})
    page = resident.post("/report/check/", follow=True).content.decode()
    assert "We have it." in page
    assert "Dongqiao Street Lighting" in page
    assert "tel:110" in page
    assert "Chen" not in page


def test_without_anybody_on_duty_the_resident_reads_when_it_is_read_and_whom_to_call(
    city: City, as_person: Sign
) -> None:
    with time_machine.travel(NOON + timedelta(hours=10), tick=False):
        urgent(city)
        case = city.filed(by=city.mei, at=NOON + timedelta(hours=10)).case
        page = as_person(city.mei).get(f"/cases/{case.number}/").content.decode()
        assert "Nobody reads this before" in page
        assert all(f"tel:{number}" in page for number in (110, 119, 120))
        other = city.filed(by=city.mei, matter=city.matter("0102"), at=NOON + timedelta(hours=10)).case
        page = as_person(city.mei).get(f"/cases/{other.number}/").content.decode()
        assert "It is read from" in page


def test_a_stranger_learns_nothing_of_it_from_a_case_nobody_has_screened(rostered: City, client: Client) -> None:
    case = rostered.filed().case
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert "We called" not in page
    assert "Lighting" not in page


def test_a_shift_of_another_office_is_not_taken_off_through_mine(rostered: City, as_person: Sign) -> None:
    dan = colleague(rostered, "dan", "head", "drains")
    shift = on_shift(rostered, dan, 1, office="drains", by=dan, weekday=0)
    path = f"/desk/roster/dongqiao-lamps/drop/{shift.pk}/"
    assert as_person(rostered.shen).post(path, {}).status_code == 404
