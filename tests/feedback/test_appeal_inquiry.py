"""An inquiry that was dismissed or concluded may be appealed too, and goes around the office it names at every step."""

from datetime import timedelta
from typing import Any

import pytest

from civic.cases.models import Appeal, Case
from civic.cases.queries import open_appeal
from civic.desk.actions import make_move
from civic.feedback import actions as feedback
from civic.lib.refusals import Conflict, NotAllowed, Taken
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.offices.models import Office
from tests.people import NOON, SINCE, City, names

HOUR = timedelta(hours=1)


def dismissed(city: City, code: str = "dongqiao-lamps", **given: Any) -> Case:
    """A report about an office of which no inquiry was taken up."""
    about = city.office(code)
    case = city.filed("照明所的人收了钱才修灯。", kind="misconduct", about_office=about, **given).case
    by = city.rui if code != "review" else city.sun
    feedback.dismiss(case, by=by, basis="《信访工作条例》第十九条", text="不成立。", at=NOON + HOUR)
    case.refresh_from_db()
    return case


def another_reviewing_office(city: City) -> Office:
    """A second one, with `gu` in its post."""
    office = offices.found_office(
        code="review-2", kind="review", names=names("复查二处", "覆查二處", "Review 2"), is_reviewing=True
    )
    offices.appoint(city.gu, side="decide", role="reviewer", office=office, area=None, starts=SINCE, at=NOON)
    return office


def test_what_the_reviewing_office_dismissed_goes_to_the_committee_which_takes_it_up(
    city: City, as_person: Any
) -> None:
    case = dismissed(city, email="mei@example.com")
    assert city.office("council").name_zh_hans in Notice.objects.get(about=case.subject, verb="dismiss").body
    assert as_person(city.sun).get(f"/desk/cases/{case.number}/").status_code == 404
    feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=NOON + 2 * HOUR)
    case.refresh_from_db()
    assert case.state == "decline-last-appeal"
    assert as_person(city.sun).get(f"/desk/cases/{case.number}/").status_code == 200
    make_move(case, "overturn", by=city.sun, given={"text": "应当调查。"}, at=NOON + 3 * HOUR)
    case.refresh_from_db()
    assert (case.state, case.office, case.publication) == ("in-hand", city.office("council"), "unscreened")
    make_move(case, "conclude", by=city.sun, given={"text": "查实一人。"}, at=NOON + 4 * HOUR)
    case.refresh_from_db()
    assert case.state == "closed"


def test_the_last_word_on_a_dismissal_is_the_last(city: City) -> None:
    case = dismissed(city)
    case = feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=NOON + 2 * HOUR).case
    make_move(case, "uphold", by=city.sun, given={"text": "维持。"}, at=NOON + 3 * HOUR)
    case.refresh_from_db()
    assert case.state == "declined"
    with pytest.raises(Taken):
        feedback.appeal(case, by=city.reporter(case), text="再来。", at=NOON + 4 * HOUR)


def test_a_concluded_inquiry_may_be_appealed_too(city: City) -> None:
    case = city.filed("照明所不理人。", kind="misconduct", about_office=city.office("dongqiao-lamps")).case
    feedback.inquire(case, by=city.rui, at=NOON + HOUR)
    feedback.conclude(case, by=city.rui, text="没有查实。", at=NOON + 2 * HOUR)
    line = feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=NOON + 3 * HOUR)
    assert line.case.state == "close-last-appeal"
    assert Appeal.objects.get(case=case).office == city.office("council")


@pytest.mark.parametrize("named", ["review", "council"])
def test_where_the_committee_is_named_or_decided_already_another_reviewing_office_hears_it(
    city: City, named: str
) -> None:
    other = another_reviewing_office(city)
    case = dismissed(city, named)
    feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=NOON + 2 * HOUR)
    case.refresh_from_db()
    asked = Appeal.objects.get(case=case)
    assert (case.state, asked.office, asked.step) == ("decline-appealed", other, 1)
    for person in (city.rui, city.sun):
        with pytest.raises((NotAllowed, Conflict)):
            make_move(case, "uphold", by=person, given={"text": "维持。"}, at=NOON + 3 * HOUR)
    make_move(case, "uphold", by=city.gu, given={"text": "维持。"}, at=NOON + 3 * HOUR)
    case.refresh_from_db()
    assert open_appeal(case) is None  # nobody is left who is not named and has not decided


def test_where_nobody_is_left_to_hear_it_nothing_is_open_and_the_inspection_is_named(city: City, client: Any) -> None:
    case = dismissed(city, "review", email="mei@example.com")
    with pytest.raises(Taken):
        feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=NOON + 2 * HOUR)
    assert "12388" in Notice.objects.get(about=case.subject, verb="dismiss").body


def test_whoever_works_in_the_office_it_names_finds_nothing_of_the_appeal(city: City, as_person: Any) -> None:
    case = dismissed(city)
    feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=NOON + 2 * HOUR)
    offices.appoint(
        city.gu, side="decide", role="committee", office=city.office("dongqiao-lamps"), area=None, starts=SINCE, at=NOON
    )
    for person in (city.chen, city.shen, city.gu):
        assert as_person(person).get(f"/desk/cases/{case.number}/").status_code == 404
        assert case.number not in as_person(person).get("/desk/?view=all").content.decode()
