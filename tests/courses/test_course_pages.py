"""The pages of courses and qualifications, as people walk through them."""

import re

import pytest
from django.test import Client

from civic.accounts.models import Person
from civic.courses import actions
from civic.courses.models import Claim, Course, Grant, Place, Qualification
from tests.courses.ground import TEST, course, course_day, qualification
from tests.courses.test_grant import paper, shown
from tests.people import NOON, City, sign_in
from tests.volunteers.ground import Helpers, found_helpers, volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


def browser(person: Person | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if person is not None:
        sign_in(client, person)
    return client


def test_everybody_reads_a_course_and_only_volunteers_see_its_test(helpers: Helpers) -> None:
    course(helpers, gives=qualification(helpers))
    assert "How to patrol" in browser().get("/volunteer/courses/").content.decode()
    page = browser().get("/volunteer/courses/patrol/").content.decode()
    assert "两人同行" in page
    assert "Join first" in page
    assert 'type="radio"' not in page


def test_which_answer_is_right_never_leaves_the_server(helpers: Helpers) -> None:
    course(helpers)
    wu = browser(helpers.wu.person)
    page = wu.get("/volunteer/courses/patrol/").content.decode()
    values = re.findall(r'name="q\d" value="(\d)"|value="(\d)"[^>]*name="q\d"', page)
    assert len(values) == 5
    assert "By night you go in twos." not in page  # what explains an answer comes after it
    failed = wu.post("/volunteer/courses/patrol/test/", {"q1": "0", "q2": "1"}).content.decode()
    assert "try again at once" in failed
    assert "People first, then the report." in failed
    assert "Keep people off, report</label>" in failed  # an answer like all others, not marked
    assert wu.post("/volunteer/courses/patrol/test/", {"q1": "7"}).status_code == 400
    assert "Well done" in wu.post("/volunteer/courses/patrol/test/", {"q1": "1", "q2": "1"}).content.decode()
    assert "30 minutes of learning" in wu.get("/volunteer/qualifications/").content.decode()


def test_a_seat_is_taken_and_given_up_on_the_page(helpers: Helpers) -> None:
    day = course_day(helpers, seats=1)
    Place.objects.all().delete()
    type(day).objects.filter(pk=day.pk).update(starts_at="2099-01-01T00:00Z", ends_at="2099-01-01T04:00Z")
    wu, seat = browser(helpers.wu.person), f"/volunteer/courses/first-aid/days/{day.pk}/"
    wu.post(f"{seat}take/")
    assert "You have a seat" in wu.get("/volunteer/courses/first-aid/").content.decode()
    assert "All seats are taken" in browser().get("/volunteer/courses/first-aid/").content.decode()
    wu.post(f"{seat}give-up/")
    assert Place.objects.get().given_up_at is not None
    assert wu.post(f"{seat}dance/").status_code == 404


def test_an_organisation_writes_offers_and_plans(helpers: Helpers) -> None:
    luo, of = browser(helpers.luo), "/volunteer/organisations/helpers/courses/"
    told = {
        "code": "lamps",
        "way": "read",
        "minutes": "20",
        "pass_share": "80",
        "name_zh_hans": "看灯",
        "summary_zh_hans": "怎样看灯。",
        "words_zh_hans": "看。",
        "test_zh_hans": TEST,
    }
    assert luo.post(f"{of}new/", told | {"test_zh_hans": "随便"}).status_code == 400
    assert luo.post(f"{of}new/", told).status_code == 302
    made = Course.objects.get(code="lamps")
    assert browser().get("/volunteer/courses/lamps/").status_code == 404  # a draft
    luo.post(f"{of}lamps/", {"what": "offer"})
    assert browser().get("/volunteer/courses/lamps/").status_code == 200
    written = luo.get(f"{of}lamps/write/").content.decode()
    assert "拦住行人，报告" in written
    assert luo.post(f"{of}lamps/write/", told | {"minutes": "25"}).status_code == 302
    luo.post(f"{of}lamps/", {"what": "end"})
    made.refresh_from_db()
    assert (made.minutes, made.state) == (25, "ended")
    assert browser(helpers.leader).get(of).status_code == 403


def test_a_day_is_planned_and_its_teacher_says_who_was_there(city: City, helpers: Helpers) -> None:
    day = course_day(helpers)
    assert helpers.wu.person is not None
    place = actions.take_seat(day, volunteer=helpers.wu, by=helpers.wu.person, at=NOON)
    type(day).objects.filter(pk=day.pk).update(starts_at="2026-01-01T00:00Z", ends_at="2026-01-01T04:00Z")
    teacher = browser(helpers.leader)
    assert str(helpers.wu.number) in teacher.get(f"/volunteer/course-days/{day.pk}/").content.decode()
    assert browser(city.mei).get(f"/volunteer/course-days/{day.pk}/").status_code == 404
    assert browser(city.mei).post(f"/volunteer/course-days/seats/{place.pk}/there/").status_code == 404
    teacher.post(f"/volunteer/course-days/seats/{place.pk}/there/")
    place.refresh_from_db()
    assert place.was_there
    told = {"what": "plan", "starts_at": "2099-01-01 09:00", "ends_at": "2099-01-01 08:00", "where": "室", "seats": "3"}
    page = "/volunteer/organisations/helpers/courses/first-aid/"
    luo = browser(helpers.luo)
    assert luo.post(page, told | {"teacher": helpers.leader.pk}).status_code == 400
    assert luo.post(page, told | {"teacher": helpers.leader.pk, "ends_at": "2099-01-01 12:00"}).status_code == 302


@pytest.mark.usefixtures("weeks_after_noon")
def test_a_paper_is_seen_by_its_holder_and_the_desk_alone(city: City, helpers: Helpers) -> None:
    claim = shown(helpers)
    page, desk = f"/volunteer/qualifications/papers/{claim.key}/large/", browser(helpers.luo)
    answer = browser(helpers.wu.person).get(page)
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert desk.get(page).status_code == 200
    for person in (helpers.leader, city.mei, volunteer("hong").person):
        assert browser(person).get(page).status_code == 404
    to = f"/desk/volunteers/qualifications/papers/{claim.key}/"
    assert desk.post(to, {"what": "grant", "given_on": "2099-01-01"}).status_code == 400
    assert desk.post(to, {"what": "grant", "given_on": "2026-11-01"}).status_code == 302
    made = Grant.objects.get()
    held = f"/desk/volunteers/qualifications/of/{helpers.wu.key}/"
    desk.post(f"/desk/volunteers/qualifications/{made.pk}/revoke/", {"reason": "作废。"})
    assert "作废。" in desk.get(held).content.decode()
    assert "作废。" in browser(helpers.wu.person).get("/volunteer/qualifications/").content.decode()


def test_papers_are_handed_in_and_refused_on_the_page(helpers: Helpers) -> None:
    kind = qualification(helpers, "licence", kind="licence")
    wu = browser(helpers.wu.person)
    assert wu.post("/volunteer/qualifications/", {"qualification": kind.pk}).status_code == 400
    wu.post("/volunteer/qualifications/", {"qualification": kind.pk, "photo": paper()})
    claim = Claim.objects.get()
    desk = browser(helpers.luo)
    assert "A paper to look at" in desk.get("/desk/volunteers/").content.decode()
    to = f"/desk/volunteers/qualifications/papers/{claim.key}/"
    desk.post(to, {"what": "refuse", "reason": "看不清。"})
    assert "看不清。" in wu.get("/volunteer/qualifications/").content.decode()


def test_the_desk_knows_qualifications_and_closes_no_circle(helpers: Helpers) -> None:
    desk, page = browser(helpers.luo), "/desk/volunteers/qualifications/"
    desk.post(page, {"what": "write", "code": "nurse", "name_zh_hans": "护士", "kind": "licence"})
    desk.post(page, {"what": "write", "code": "aid", "name_zh_hans": "急救员", "kind": "check"})
    nurse, aid = (Qualification.objects.get(code=code) for code in ("nurse", "aid"))
    assert desk.post(page, {"what": "include", "including": nurse.pk, "included": aid.pk}).status_code == 302
    again = desk.post(page, {"what": "include", "including": aid.pk, "included": nurse.pk})
    assert "include itself" in again.content.decode()
    assert desk.post(page, {"what": "write", "code": "A B"}).status_code == 400
    assert desk.get("/desk/volunteers/courses/").status_code == 200


def test_what_was_passed_is_confirmed_by_the_organisation(helpers: Helpers) -> None:
    made = course(helpers, needs_word=True)
    assert helpers.wu.person is not None
    learning = actions.pass_course(made, volunteer=helpers.wu, answers=[1, 1], by=helpers.wu.person, at=NOON).learning
    assert learning is not None
    luo = browser(helpers.luo)
    assert str(helpers.wu.number) in luo.get("/volunteer/organisations/helpers/courses/").content.decode()
    luo.post(f"/volunteer/organisations/helpers/courses/learnt/{learning.pk}/confirm/")
    learning.refresh_from_db()
    assert learning.verified_by == helpers.luo
