"""The pages of hours: one's own, the organisation's, the city's."""

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from civic.accounts.models import Person
from civic.hours import actions as hours
from civic.hours.models import BookEntry, Evaluation, Objection
from civic.volunteers.models import Manager
from tests.doors.answers import body_of
from tests.hours.ground import there
from tests.people import NOON, City, sign_in
from tests.volunteers.ground import DAY, Helpers, activity, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


def browser(person: Person | None, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if person is not None:
        sign_in(client, person)
    return client


def test_from_the_shift_to_the_book_to_an_objection_that_is_upheld(helpers: Helpers) -> None:
    second = Person.objects.create_user("second")
    Manager.objects.create(
        organisation=helpers.organisation, person=second, task="manager", named_by=helpers.luo, named_at=NOON
    )
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu, early=30)
    wu, luo = browser(helpers.wu.person), browser(helpers.luo)
    where = "/volunteer/organisations/helpers/hours/"
    with time_machine.travel(NOON, tick=False):
        assert "Not written down yet" in wu.get("/volunteer/hours/").content.decode()
        assert done.activity.name_en in luo.get(where).content.decode()
        assert (helpers.wu.number or "") in luo.get(f"{where}{done.number}/").content.decode()
        assert luo.post(f"{where}{done.number}/").status_code == 302
        assert "Everything is written down." in luo.get(where).content.decode()
        page = wu.get("/volunteer/hours/").content.decode()
        assert "planned 120, was there 90 minutes" in page
        assert wu.post("/volunteer/hours/1/object/", {"words": ""}).status_code == 400
        assert wu.post("/volunteer/hours/1/object/", {"words": "我多站了。", "wanted": "120"}).status_code == 302
        objection = Objection.objects.get()
        answer = f"/volunteer/organisations/helpers/objections/{objection.pk}/"
        assert luo.post(answer, {"answer": "好。", "minutes": "120"}).status_code == 403  # who wrote it
        assert browser(second).post(answer, {"answer": "您说得对。", "minutes": "120"}).status_code == 302
        told = wu.get("/volunteer/hours/").content.decode()
        assert "您说得对。" in told
        assert "taken back later" in told
    assert BookEntry.objects.filter(volunteer=helpers.wu).credited_minutes() == 120


def test_a_line_already_objected_to_says_that_the_answer_is_on_its_way(helpers: Helpers) -> None:
    done, lost = shift(activity(helpers), starts=NOON - DAY), shift(activity(helpers, "A-0002"), starts=NOON - 2 * DAY)
    there(done, helpers.wu)
    hours.record_shift(done, by=helpers.luo, at=NOON)
    there(lost, helpers.wu)
    wu, waits = browser(helpers.wu.person), "You objected to this line; the answer is on its way."
    offers = ("/volunteer/hours/1/object/", f"/volunteer/hours/shifts/{lost.number}/object/")
    with time_machine.travel(NOON, tick=False):
        page = wu.get("/volunteer/hours/").content.decode()
        assert [offer in page for offer in offers] == [True, True]
        assert waits not in page
        for offer in offers:
            assert wu.post(offer, {"words": "我多站了。", "wanted": "150"}).status_code == 302
        page = wu.get("/volunteer/hours/").content.decode()
        assert [offer in page for offer in offers] == [False, False]
        assert waits in page
        assert page.count('href="#o-h"') == 2
        assert 'id="o-h"' in page
        for offer in offers:  # a page kept open since
            back = wu.get(offer, follow=True)
            assert "You have objected already." in back.content.decode()
        wu.post(f"/volunteer/hours/objections/{Objection.objects.get(shift=None).pk}/withdraw/")
        assert offers[0] in wu.get("/volunteer/hours/").content.decode()


def test_why_a_line_was_corrected_is_said_in_the_language_of_whoever_reads(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    (entry,) = hours.record_shift(done, by=helpers.leader, at=NOON)
    objection = hours.object_to(helpers.wu, entry=entry, wanted=90, words="多记了。", by=helpers.wu.person, at=NOON)
    with override("en"):
        hours.decide_objection(objection, minutes=90, answer="对。", by=helpers.luo, at=NOON)
    with time_machine.travel(NOON, tick=False):
        for language, said in (
            ("en", "After an objection."),
            ("zh-hans", "经异议核查更正。"),
            ("zh-hant", "經異議核查更正。"),
        ):
            page = browser(helpers.wu.person, language).get("/volunteer/hours/").content.decode()
            assert page.count(said) == 2, language
            sheet = browser(helpers.luo, language).get(
                "/volunteer/organisations/helpers/hours/book.csv", {"first": "2026-10-01", "last": "2026-11-30"}
            )
            assert said in body_of(sheet), language


def test_hours_that_an_objection_put_in_are_missing_on_no_page(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    wu, luo = browser(helpers.wu.person), browser(helpers.luo)
    where = f"/volunteer/organisations/helpers/hours/{done.number}/"
    with time_machine.travel(NOON, tick=False):
        assert "Not written down yet" in wu.get("/volunteer/hours/").content.decode()
        assert "Write the hours down" in luo.get(where).content.decode()
        assert helpers.wu.person is not None
        mine = {"shift": done, "wanted": 120, "words": "我在。", "by": helpers.wu.person}
        objection = hours.object_to(helpers.wu, **mine, at=NOON)
        hours.decide_objection(objection, minutes=120, answer="对。", by=helpers.luo, at=NOON)
        BookEntry.objects.update(attendance=None)  # whoever was written down before she was known to have come
        assert "Not written down yet" not in wu.get("/volunteer/hours/").content.decode()
        assert "Write the hours down" not in luo.get(where).content.decode()


def test_a_line_is_put_right_with_a_reason(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    [entry] = hours.record_shift(done, by=helpers.luo, at=NOON)
    luo, where = browser(helpers.luo), f"/volunteer/organisations/helpers/hours/lines/{entry.pk}/"
    assert luo.post(where, {"minutes": "90", "reason": ""}).status_code == 400
    assert luo.post(where, {"minutes": "90", "reason": "早走。"}).status_code == 302
    assert luo.post(where, {"minutes": "60", "reason": "再改。"}).status_code == 409
    assert BookEntry.objects.filter(volunteer=helpers.wu).credited_minutes() == 90


def test_nobody_reads_or_writes_somebody_elses_hours(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    [entry] = hours.record_shift(done, by=helpers.luo, at=NOON)
    assert helpers.wu.person is not None
    hours.object_to(helpers.wu, entry=entry, wanted=1, words="x", by=helpers.wu.person, at=NOON)
    other, stranger = volunteer("other"), Person.objects.create_user("stranger")
    objection = Objection.objects.get()
    assert browser(other.person).post("/volunteer/hours/1/object/", {"words": "x"}).status_code == 404
    assert browser(other.person).post(f"/volunteer/hours/objections/{objection.pk}/withdraw/").status_code == 404
    assert browser(other.person).get(f"/volunteer/hours/shifts/{done.number}/how/").status_code == 404
    assert browser(stranger).get("/volunteer/hours/").status_code == 404
    for tail in ("hours/", f"hours/{done.number}/", f"hours/lines/{entry.pk}/", f"objections/{objection.pk}/"):
        for who in (other.person, helpers.leader, stranger):
            assert browser(who).get(f"/volunteer/organisations/helpers/{tail}").status_code == 403
    assert browser(None).get("/volunteer/hours/").status_code == 302
    assert browser(stranger).get("/desk/volunteers/hours/").status_code == 403


def test_one_says_how_it_was_and_takes_an_objection_back(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    [entry] = hours.record_shift(done, by=helpers.luo, at=NOON)
    assert helpers.wu.person is not None
    objection = hours.object_to(helpers.wu, entry=entry, wanted=1, words="x", by=helpers.wu.person, at=NOON)
    wu, where = browser(helpers.wu.person), f"/volunteer/hours/shifts/{done.number}/how/"
    with time_machine.travel(NOON, tick=False):
        assert wu.post(where, {}).status_code == 400
        assert wu.post(where, {"stars": "4", "words": "组长很好。"}).status_code == 302
        assert wu.post(where, {"stars": "4"}).status_code == 409
    assert Evaluation.objects.get().stars == 4
    assert wu.post(f"/volunteer/hours/objections/{objection.pk}/withdraw/").status_code == 302
    assert Objection.objects.get().state == "withdrawn"


def test_the_city_sees_what_is_late_and_writes_where_nobody_else_can(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - 40 * DAY)
    there(done, helpers.wu)
    hours.set_due(at=NOON)
    luo = browser(helpers.luo)
    with time_machine.travel(NOON, tick=False):
        assert done.activity.name_en in luo.get("/desk/volunteers/hours/").content.decode()
        assert luo.post(f"/volunteer/organisations/helpers/hours/{done.number}/").status_code == 302
        assert done.activity.name_en not in luo.get("/desk/volunteers/hours/").content.decode()


def test_whoever_has_left_still_reads_and_disputes_what_she_served(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    hours.record_shift(done, by=helpers.luo, at=NOON)
    helpers.wu.state, helpers.wu.left_at = "left", NOON
    helpers.wu.save()
    wu = browser(helpers.wu.person)
    assert "planned 120" in wu.get("/volunteer/hours/").content.decode()
    assert wu.post("/volunteer/hours/1/object/", {"words": "少记了。"}).status_code == 302
    assert wu.get("/volunteer/here/").status_code == 403


def test_a_manager_says_of_those_who_came_how_their_service_was(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    qin = volunteer("qin")
    for one in (helpers.wu, qin, volunteer("away")):
        there(done, one, out=one.person is None or one.person.handle != "away")
    luo, page = browser(helpers.luo), f"/volunteer/organisations/helpers/hours/{done.number}/"
    with time_machine.travel(NOON, tick=False):
        shown = luo.get(page).content.decode()
        assert f'name="{helpers.wu.number}-stars"' in shown
        assert shown.count("howrow") == 2  # who has not gone yet is not spoken of
        none = luo.post(page, {"what": "how"})
        assert (none.status_code, "Choose for one of them how the service was." in none.content.decode()) == (400, True)
        wrong = luo.post(page, {"what": "how", f"{helpers.wu.number}-words": "好", f"{qin.number}-stars": "9"})
        told = wrong.content.decode()
        assert (wrong.status_code, told.count("Choose one to five."), 'value="好"' in told) == (400, 2, True)
        assert not Evaluation.objects.exists()
        said = {"what": "how", f"{helpers.wu.number}-stars": "4", f"{helpers.wu.number}-words": "很耐心"}
        assert luo.post(page, said).status_code == 302
        assert luo.get(page).content.decode().count("howrow") == 1
        own = browser(helpers.wu.person).get("/volunteer/hours/").content.decode()
        assert "Of your service somebody who led has spoken once: 4.0 of 5." in own
        assert "很耐心" not in own
    with time_machine.travel(NOON + 30 * DAY, tick=False):
        assert "howrow" not in luo.get(page).content.decode()
    row = Evaluation.objects.get()
    assert (row.volunteer, row.is_by_volunteer, row.words, row.by) == (helpers.wu, False, "很耐心", helpers.luo)


def test_a_manager_who_came_along_is_asked_of_the_others_and_never_of_herself(helpers: Helpers) -> None:
    done, came = shift(activity(helpers), starts=NOON - DAY), volunteer("came")
    assert came.person is not None
    Manager.objects.create(
        organisation=helpers.organisation, person=came.person, task="manager", named_by=helpers.luo, named_at=NOON
    )
    for one in (helpers.wu, came):
        there(done, one)
    with time_machine.travel(NOON, tick=False):
        shown = browser(came.person).get(f"/volunteer/organisations/helpers/hours/{done.number}/").content.decode()
    assert (f'name="{helpers.wu.number}-stars"' in shown, f'name="{came.number}-stars"' in shown) == (True, False)


def test_how_it_was_is_asked_until_it_is_said_and_no_longer_than_ten_working_days(helpers: Helpers) -> None:
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu)
    wu, link = browser(helpers.wu.person), f'href="/volunteer/hours/shifts/{done.number}/how/"'
    with time_machine.travel(NOON, tick=False):
        assert link in wu.get("/volunteer/hours/").content.decode()
        hours.record_shift(done, by=helpers.luo, at=NOON)
        assert link in wu.get("/volunteer/hours/").content.decode()
    with time_machine.travel(NOON + 20 * DAY, tick=False):
        assert link not in wu.get("/volunteer/hours/").content.decode()
    with time_machine.travel(NOON, tick=False):
        assert helpers.wu.person is not None
        hours.evaluate(done, helpers.wu, stars=5, by=helpers.wu.person, at=NOON)
        assert link not in wu.get("/volunteer/hours/").content.decode()


def test_an_objection_stands_beside_what_the_book_says(helpers: Helpers) -> None:
    second = Person.objects.create_user("second")
    Manager.objects.create(
        organisation=helpers.organisation, person=second, task="manager", named_by=helpers.luo, named_at=NOON
    )
    done = shift(activity(helpers), starts=NOON - DAY)
    there(done, helpers.wu, early=30)
    (entry,) = hours.record_shift(done, by=helpers.luo, at=NOON)
    assert helpers.wu.person is not None
    for wanted, difference in ((120, "30 minutes more"), (60, "30 minutes less"), (90, "")):
        made = hours.object_to(helpers.wu, entry=entry, wanted=wanted, words="不对。", by=helpers.wu.person, at=NOON)
        page = f"/volunteer/organisations/helpers/objections/{made.pk}/"
        with time_machine.travel(NOON, tick=False):
            told = browser(second).get(page).content.decode()
        assert "12:00 – 14:00" in told  # planned
        assert "12:00 – 13:30" in told  # came and went
        assert ("90 minutes" in told, f"{wanted} minutes" in told) == (True, True)
        assert (difference in told, "minutes more" in told or "minutes less" in told) == (True, bool(difference))
        hours.withdraw_objection(made, by=helpers.wu.person, at=NOON)
