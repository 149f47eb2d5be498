"""A case that nobody answers rises level by level, each told once a round, and no further than the district."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from civic.accounts.models import Person
from civic.cases.actions import escalate, tell_late_tasks
from civic.cases.models import Case, Deadline, Escalation
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.offices.models import Rung
from civic.places import actions as places
from civic.supervision import actions as supervision
from tests.helpers import given, helped
from tests.pages import read
from tests.people import NOON, SINCE, City, names

__all__ = ["helped"]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LEVELS = (("community", "committee", "bo"), ("street", "street", "jie"), ("district", "district", "qu"))


@pytest.fixture
def rising(city: City) -> City:
    """The city with a street, a community and their offices; a case lies in the community's cell."""
    street = places.found_area(
        code="990102001", kind="street", parent=city.area(), names=names("望江街", "望江街", "Wangjiang Street")
    )
    community = places.found_area(
        code="990102001001", kind="community", parent=street, names=names("老桥社区", "老橋社區", "Old Bridge")
    )
    offices.lay_out_levels()
    for (level, kind, handle), area in zip(LEVELS, (community, street, city.area()), strict=True):
        office = offices.found_office(
            code=f"at-{level}", kind=kind, names=names(f"{level}处", f"{level}處", f"Office at the {level}"), area=area
        )
        person = Person.objects.create_user(handle, name=handle.title(), email=f"{handle}@city.example")
        offices.appoint(person, side="act", role="handler", office=office, starts=SINCE, at=NOON)
    return city


def case_in(city: City, state: str = "in-hand", **given: Any) -> Case:
    """A case of the grid in the community, brought as far as a state."""
    case = city.case(state, **given)
    assert case.cell is not None
    Case.objects.filter(pk=case.pk).update(area=city.area("990102001001"))
    case.refresh_from_db()
    return case


def told(case: Case) -> list[str]:
    """The levels that were told, in their order."""
    return [line.facts["level"] for line in case.lines.filter(verb="escalate").order_by("seq")]


def swept(*days: int) -> datetime:
    """The sweep runs on these days after noon of the first."""
    at = NOON
    for day in days:
        at = NOON + day * DAY
        escalate(at=at)
    return at


def test_an_unanswered_case_rises_from_the_community_over_the_street_to_the_district(rising: City) -> None:
    case = case_in(rising)
    swept(1)
    assert told(case) == []
    swept(4)
    assert told(case) == ["community"]
    swept(10)
    assert told(case) == ["community", "street"]
    swept(16, 40)
    assert told(case) == ["community", "street", "district"]
    case.refresh_from_db()
    assert (case.escalated_to, case.state) == ("district", "in-hand")


def test_twice_swept_is_told_once(rising: City) -> None:
    case = case_in(rising)
    swept(4, 4, 5)
    assert told(case) == ["community"]
    Deadline.objects.filter(case=case, kind="rung", key="community").update(done_at=None)  # as if the row came again
    swept(5)
    assert told(case) == ["community"]


def test_the_officers_in_charge_are_told_and_so_is_the_resident(rising: City) -> None:
    case = case_in(rising, email="mei@example.com")
    swept(4)
    sent = {(notice.verb, notice.address) for notice in Notice.objects.filter(verb__startswith="escalat")}
    assert sent == {("escalated", "bo@city.example"), ("escalate", "mei@example.com")}
    [letter] = Notice.objects.filter(verb="escalated")
    assert case.number in letter.body
    assert case.title not in letter.body


def test_an_answer_ends_it_and_a_new_round_begins_it_anew(rising: City) -> None:
    case = case_in(rising)
    swept(4)
    handling.answer(case, by=rising.chen, outcome="solved", text="灯亮了。", at=NOON + 5 * DAY)
    swept(10, 20)
    assert told(case) == ["community"]
    supervision.verify(case, by=rising.lin, at=NOON + 21 * DAY)
    feedback.rate(case, by=rising.reporter(case), solved="no", at=NOON + 22 * DAY)
    case.refresh_from_db()
    assert (case.round, case.escalated_to) == (2, "")
    swept(40)
    assert told(case)[1:] == ["community", "street", "district"]
    assert set(Escalation.objects.filter(case=case).values_list("round", flat=True)) == {1, 2}


def test_the_pause_while_the_resident_is_asked_holds_it_up(rising: City) -> None:
    case = case_in(rising)
    handling.ask(case, by=rising.chen, text="哪一盏？", at=NOON + 5 * HOUR)
    swept(4)
    assert told(case) == []


def test_where_a_level_has_no_office_nobody_is_told_and_the_next_one_is_in_its_time(rising: City) -> None:
    offices.amend_office(rising.office("at-community"), is_active=False)
    case = case_in(rising)
    swept(4)
    assert told(case) == []
    swept(12)
    assert told(case) == ["street"]


@pytest.mark.parametrize("what", ["question", "no cell"])
def test_what_is_no_case_of_the_grid_does_not_rise(rising: City, what: str) -> None:
    case = rising.case("in-hand", kind="question") if what == "question" else rising.case("in-hand", lat=None, lon=None)
    assert not Deadline.objects.filter(case=case, kind="rung").exists()


def test_what_is_told_lets_the_level_see_the_case_unless_confidence_was_promised(rising: City, as_person: Any) -> None:
    open_one, secret = case_in(rising, published=False), case_in(rising, published=False, is_confidential=True)
    jie = as_person(Person.objects.get(handle="bo"))
    assert jie.get(f"/desk/cases/{open_one.number}/").status_code == 404
    swept(4)
    assert jie.get(f"/desk/cases/{open_one.number}/").status_code == 200
    assert jie.get(f"/desk/cases/{secret.number}/").status_code == 404
    assert told(secret) == ["community"]


def test_it_stands_on_the_public_page_and_at_the_desk(rising: City, as_person: Any, client: Any) -> None:
    case = case_in(rising)
    swept(4)
    page = read(client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "Unanswered: Office at the community was told" in page
    page = read(as_person(rising.chen).get(f"/desk/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "Level told" in page


def test_it_never_makes_the_case_due_earlier_or_later(rising: City) -> None:
    case = case_in(rising)
    before = (case.due_at, case.answer_due_at)
    swept(4)
    case.refresh_from_db()
    assert (case.due_at, case.answer_due_at) == before


def test_a_city_sets_its_own_times_for_the_cases_accepted_from_then_on(rising: City) -> None:
    offices.set_rung("community", amount=1, unit="working-days", office_kind="committee", role="handler")
    case = case_in(rising)
    swept(2)
    assert told(case) == ["community"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"level": "city"}, "level"),
        ({"amount": 0}, "amount"),
        ({"unit": "moons"}, "unit"),
        ({"role": "worker"}, "role"),
    ],
)
def test_a_level_that_may_not_be_is_refused(city: City, more: dict[str, Any], field: str) -> None:
    told = {"level": "street", "amount": 6, "unit": "working-days", "office_kind": "street", "role": ""} | more
    with pytest.raises(NotValid) as refused:
        offices.set_rung(told.pop("level"), **told)
    assert list(refused.value.fields) == [field]


def test_the_levels_come_once_and_what_the_city_changed_stays(city: City) -> None:
    offices.lay_out_levels()
    offices.set_rung("street", amount=8, unit="working-days", office_kind="street")
    offices.lay_out_levels()
    assert Rung.objects.get(level="street").amount == 8
    assert Rung.objects.count() == 3


# --- tasks that are late ---


def test_the_office_that_gave_a_task_hears_once_that_it_is_late(helped: City) -> None:
    task = given(helped, helped.case("in-hand"), days=1)
    assert tell_late_tasks(at=NOON + DAY) == 0
    assert tell_late_tasks(at=NOON + 2 * DAY) == 1
    assert tell_late_tasks(at=NOON + 3 * DAY) == 0
    assert {notice.address for notice in Notice.objects.filter(verb="task-late")} == {
        "chen@city.example",
        "shen@city.example",
    }
    task.refresh_from_db()
    assert task.told_at == NOON + 2 * DAY


def test_the_worklist_has_a_view_of_what_was_told_upward(rising: City, as_person: Any) -> None:
    case = case_in(rising)
    swept(4)
    for who in ("chen", "lin", "zhao"):
        page = as_person(getattr(rising, who)).get("/desk/?view=told-upward", HTTP_ACCEPT_LANGUAGE="en")
        assert case.number in page.content.decode(), who
        assert "Unanswered: community told" in read(page)
    handling.answer(case, by=rising.chen, outcome="solved", text="灯亮了。", at=NOON + 5 * DAY)
    page = as_person(rising.lin).get("/desk/?view=told-upward", HTTP_ACCEPT_LANGUAGE="en")
    assert case.number not in page.content.decode()
