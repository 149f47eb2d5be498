"""The pages of honours: one's own, the city's, and the one where anybody checks a certificate."""

import os
import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from civic.honours import actions as honours
from civic.honours.models import Certificate, Reward, Star
from civic.lib import papers
from tests.honours.ground import book, policy, take_back
from tests.people import NOON, City, sign_in
from tests.volunteers.ground import DAY, Helpers, activity, found_helpers, volunteer

pytestmark = pytest.mark.django_db
FACTS = re.compile(r"<dt>")


@pytest.fixture
def helpers(city: City) -> Helpers:
    made = found_helpers()
    policy(made)
    book(made.wu, 100 * 60 + 35, of=made.organisation, activity=activity(made))
    honours.settle_points(at=NOON)
    return made


def browser(person: object = None, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if person is not None:
        sign_in(client, person)  # type: ignore[arg-type]
    return client


def test_from_hours_to_a_certificate_a_stranger_checks(helpers: Helpers) -> None:
    wu = browser(helpers.wu.person)
    with time_machine.travel(NOON, tick=False):
        assert "100" in wu.get("/volunteer/honours/").content.decode()
        made = wu.post("/volunteer/certificates/", {"from_on": "", "until_on": ""}, follow=True)
    number = Certificate.objects.get().number
    page = made.content.decode()
    assert number in page
    assert "吴晓晴" in page
    assert "6035" in page
    stranger = browser()
    typed = stranger.post("/volunteer/check/", {"number": number.lower().replace("-", " ")}, follow=True)
    told = typed.content.decode()
    assert "This certificate stands in the city" in told
    assert len(FACTS.findall(told)) == 5
    for secret in ("吴晓晴", helpers.wu.number or "", "wu@helpers.example", "老桥"):
        assert secret not in told
    assert stranger.get(f"/volunteer/certificates/{number}/").status_code == 302


def test_what_holds_no_more_and_what_never_was_say_so(helpers: Helpers) -> None:
    assert helpers.wu.person is not None
    made = honours.issue_certificate(helpers.wu, by=helpers.wu.person, at=NOON)
    take_back(helpers.wu.entries.get(), at=NOON + DAY)
    honours.revoke_outdated(at=NOON + DAY)
    told = browser(language="zh-hans").get(f"/volunteer/check/{made.number}/")
    assert told.status_code == 200
    assert "This certificate holds no more." in browser().get(f"/volunteer/check/{made.number}/").content.decode()
    for number in ("7K2M-X4P9-TBD0", "' OR 1=1", "a" * 300):
        answer = browser().get(reverse("honours:checked", args=[number.replace("/", "")]))
        assert answer.status_code == 404
        assert "has issued no certificate" in answer.content.decode()
    wrong = browser().post("/volunteer/check/", {"number": "12"})
    assert wrong.status_code == 400
    assert "twelve signs" in wrong.content.decode()


@pytest.mark.usefixtures("clock_stands")
def test_nobody_finds_a_certificate_by_trying(helpers: Helpers) -> None:
    client = browser()
    told = [client.get("/volunteer/check/7K2M-X4P9-TBD0/").status_code for _ in range(121)]
    assert told[-1] == 429
    assert told[:-1] == [404] * 120


def test_the_pdf_is_offered_where_it_can_be_made_and_says_the_same(
    helpers: Helpers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert helpers.wu.person is not None
    made = honours.issue_certificate(helpers.wu, by=helpers.wu.person, at=NOON)
    wu = browser(helpers.wu.person, "zh-hans")
    assert papers.is_offered() or "REQUIRE_ALL" not in os.environ  # CI has both Typst and a Chinese font
    if papers.is_offered():
        for language in ("zh-hans", "zh-hant", "en"):
            paper = browser(helpers.wu.person, language).get(f"/volunteer/certificates/{made.number}/pdf/")
            assert paper["Content-Type"] == "application/pdf"
            assert paper.content.startswith(b"%PDF")
    monkeypatch.setattr("civic.honours.views.own.is_offered", lambda: False)
    assert wu.get(f"/volunteer/certificates/{made.number}/pdf/").status_code == 302
    assert "/pdf/" not in wu.get(f"/volunteer/certificates/{made.number}/").content.decode()
    other = browser(volunteer("qin").person)
    for tail in ("", "pdf/"):
        assert other.get(f"/volunteer/certificates/{made.number}/{tail}").status_code == 404


def test_a_coordinator_decides_offers_and_revokes(helpers: Helpers) -> None:
    assert helpers.wu.person is not None
    wu, luo = browser(helpers.wu.person), browser(helpers.luo)
    with time_machine.travel(NOON, tick=False):
        assert wu.post("/volunteer/honours/apply/").status_code == 302
        star = Star.objects.get()
        assert (helpers.wu.number or "") in luo.get("/desk/volunteers/stars/").content.decode()
        assert luo.post(f"/desk/volunteers/stars/{star.pk}/", {"reason": ""}).status_code == 400
        assert luo.post(f"/desk/volunteers/stars/{star.pk}/", {"grant": "1"}).status_code == 302
        offer = {"name_zh_hans": "门票", "points": 30, "left": 2, "until": "2026-12-31", "where": "志愿者之家"}
        assert luo.post("/desk/volunteers/rewards/", {**offer, "points": 0}).status_code == 400
        assert luo.post("/desk/volunteers/rewards/", offer).status_code == 302
        reward = Reward.objects.get()
        assert wu.post(f"/volunteer/honours/rewards/{reward.pk}/").status_code == 302
        code = helpers.wu.points.get(kind="spent").voucher.code
        assert code in wu.get("/volunteer/honours/").content.decode()
        assert luo.post("/desk/volunteers/rewards/", {"code": code}).status_code == 302
        assert luo.post("/desk/volunteers/rewards/", {"code": code}).status_code == 409
        assert luo.post(f"/desk/volunteers/rewards/{reward.pk}/end/").status_code == 302
        made = honours.issue_certificate(helpers.wu, by=helpers.wu.person, at=NOON)
        assert luo.post("/desk/volunteers/certificates/", {"number": made.number}).status_code == 302
        shown = luo.get(f"/desk/volunteers/certificates/{made.number}/").content.decode()
        assert "吴晓晴" not in shown
        assert luo.post(f"/desk/volunteers/certificates/{made.number}/", {"reason": ""}).status_code == 400
        assert luo.post(f"/desk/volunteers/certificates/{made.number}/", {"reason": "伪造。"}).status_code == 302
        new = {"from_on": "2027-01-01", "hours": "30，60，100，200，300", "months": "0,0,0,0,0", "source": "新办法"}
        assert luo.post("/desk/volunteers/stars/", {**new, "hours": "many"}).status_code == 400
        assert luo.post("/desk/volunteers/stars/", new).status_code == 302


@pytest.mark.parametrize("tail", ["stars/", "rewards/", "certificates/"])
def test_the_desk_of_honours_is_the_coordinators(helpers: Helpers, tail: str) -> None:
    assert browser().get(f"/desk/volunteers/{tail}").status_code == 302
    for person in (helpers.wu.person, helpers.leader):
        assert browser(person).get(f"/desk/volunteers/{tail}").status_code == 403
    assert browser(helpers.luo).get(f"/desk/volunteers/{tail}").status_code == 200


def test_who_never_volunteered_finds_no_honours(helpers: Helpers) -> None:
    for person in (helpers.luo, volunteer("new", state="applied").person):
        assert browser(person).get("/volunteer/honours/").status_code == 404
        assert browser(person).get("/volunteer/certificates/").status_code == 404


def test_points_go_to_a_number_and_a_mistake_keeps_what_was_typed(helpers: Helpers) -> None:
    wu = browser(helpers.wu.person)
    told = wu.post("/volunteer/honours/give/", {"to_number": "V-nobody", "points": "2"})
    assert told.status_code == 400
    assert "V-nobody" in told.content.decode()
    other = volunteer("qin")
    assert wu.post("/volunteer/honours/give/", {"to_number": other.number, "points": "2"}).status_code == 302
    assert other.points.get().points == 2


def test_from_the_coordinators_desk_every_room_of_volunteers_is_reached(helpers: Helpers) -> None:
    luo = browser(helpers.luo)
    page = luo.get("/desk/volunteers/").content.decode()
    for tail in ("needs/", "hours/", "stars/", "rewards/", "certificates/", "applicants/", "organisations/"):
        assert f'href="/desk/volunteers/{tail}"' in page
        assert luo.get(f"/desk/volunteers/{tail}").status_code == 200
    wu = browser(helpers.wu.person)
    for where in ("/volunteer/me/", "/volunteer/hours/", "/volunteer/certificates/"):
        shown = wu.get(where).content.decode()
        assert 'href="/volunteer/hours/"' in shown
        assert 'href="/volunteer/honours/"' in shown


def test_only_grown_ups_who_said_so_are_thanked_by_name(helpers: Helpers) -> None:
    young = volunteer("young", born_on=date(2010, 5, 1))
    for one, name, is_public in ((helpers.wu, "小吴", True), (volunteer("qin"), "秦", False), (young, "小林", True)):
        one.public_name, one.is_public = name, is_public
        one.save()
    with time_machine.travel(NOON, tick=False):
        page = browser().get("/volunteer/thanks/").content.decode()
    assert "小吴" in page
    assert "吴晓晴" not in page
    for nobody in ("秦", "小林"):
        assert nobody not in page


def test_a_badge_is_shown_to_grown_ups_and_to_nobody_whose_age_is_not_known_or_below_eighteen(helpers: Helpers) -> None:
    young = volunteer("young", born_on=date(2009, 1, 1))  # seventeen
    grown = volunteer("grown", born_on=date(2008, 11, 3))  # eighteen that day
    unknown = volunteer("unknown")
    unknown.identity.delete()
    served = activity(helpers, "A-0009")
    seen = {}
    for one in (young, grown, unknown):
        book(one, 30 * 60, of=helpers.organisation, activity=served)
        with time_machine.travel(NOON, tick=False):
            page = browser(one.person).get("/volunteer/honours/").content.decode()
        seen[one] = "What you gave most to" in page
    assert seen == {young: False, grown: True, unknown: False}
