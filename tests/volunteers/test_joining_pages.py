"""The pages of joining, guardians, organisations and coordinators, as people walk through them."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from civic.accounts.models import Person
from civic.volunteers import actions
from civic.volunteers.models import Member, Organisation, Volunteer
from tests.people import NOON, City, sign_in
from tests.volunteers.ground import Helpers, found_helpers
from tests.volunteers.joining import SIXTEEN, applicant, applied, asked, card, confirmed, consent_text

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {
    "name": "吴晓晴",
    "sex": "female",
    "born_on": "1996-05-01",
    "document": "id-card",
    "document_number": card(),
    "contact": "13900139000",
    "kinds": ["patrol"],
    "free": ["5-morning"],
    "languages": ["sign"],
}


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


def browser(person: Person | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if person is not None:
        sign_in(client, person)
    return client


def given(city: City, **changes: Any) -> dict[str, Any]:
    return GIVEN | {"lives_in": city.area().pk} | changes


def test_a_stranger_reads_what_joining_is_and_is_asked_nothing(city: City) -> None:
    page = browser().get("/volunteer/join/").content.decode()
    assert "Sign in and go on" in page
    assert "<input" not in re.sub(r"(?s)<header.*?</header>|<footer.*?</footer>", "", page.split("<main")[1])


def test_somebody_joins_and_reads_by_which_day_she_is_answered(city: City) -> None:
    client = browser(applicant())
    wrong = client.post("/volunteer/join/", given(city, document_number=card()[:-1] + "?"))
    assert wrong.status_code == 400
    assert "does not have the shape" in wrong.content.decode()
    done = client.post("/volunteer/join/", given(city), follow=True)
    assert "You are answered by" in done.content.decode()
    assert client.get("/volunteer/join/").status_code == 302
    assert "吴晓晴" in client.post("/volunteer/me/kept/").content.decode()
    client.post("/volunteer/me/take-back/")
    assert Volunteer.objects.get().state == "erased"


def test_a_family_agrees_and_the_child_goes_on(city: City) -> None:
    consent_text(city.root)
    child = applicant("young")
    mine = browser(child)
    young = given(city, name="林小雨", born_on=SIXTEEN.isoformat(), document_number=card(SIXTEEN))
    refused = mine.post("/volunteer/join/", young)
    assert refused.status_code == 403
    assert "A grown-up at home agrees first" in refused.content.decode()
    asked(child, at=timezone.now())
    link = "/volunteer/family/asked/link/"
    opened = browser().get(link).content.decode()
    assert "May I volunteer?" in opened
    assert child.email not in opened  # only a part of it
    guardian = browser(confirmed(city.gu))
    digest = re.search(r'name="digest" value="(\w+)"', guardian.get(f"{link}agree/").content.decode())
    assert digest is not None
    told = {"name": "林小雨", "born_on": "2010-05-01", "guardian_name": "林妈妈", "relation": "mother"}
    assert guardian.post(f"{link}agree/", told | {"digest": digest[1]}).status_code == 302
    assert guardian.get(link).status_code == 404
    assert "Your guardian has agreed" in mine.get("/volunteer/join/").content.decode()
    mine.post("/volunteer/join/", young | {"own_word": "on"})
    volunteer = Volunteer.objects.get(person=child)
    assert volunteer.state == "applied"
    page = guardian.get("/volunteer/family/").content.decode()
    assert "Take my yes back" in page
    assert volunteer.child is not None
    guardian.post(f"/volunteer/family/{volunteer.child.key}/withdraw/")
    assert "You do not agree" in guardian.get("/volunteer/family/").content.decode()
    assert browser(city.mei).post(f"/volunteer/family/{volunteer.child.key}/agree/").status_code == 404


def test_no_is_one_press_without_an_account(city: City) -> None:
    asked(applicant("young"), at=timezone.now())
    assert "You said no" in browser().post("/volunteer/family/asked/link/").content.decode()
    assert browser().get("/volunteer/family/asked/link/").status_code == 404


def test_a_child_asks_and_the_page_says_the_same_twice(city: City) -> None:
    client = browser(applicant("young"))
    for _turn in range(2):
        page = client.post("/volunteer/join/ask/", {"address": "gu@example.com"})
        assert "A link is on its way" in page.content.decode()
    assert client.post("/volunteer/join/ask/", {"address": "x"}).status_code == 400


def test_the_desk_lists_no_names_and_opens_one_for_a_purpose(city: City, helpers: Helpers) -> None:
    volunteer = applied("new", document_number=card(turn=8))
    desk = browser(helpers.luo)
    for page in ("/desk/volunteers/", "/desk/volunteers/applicants/", f"/desk/volunteers/people/{volunteer.key}/"):
        answer = desk.get(page)
        assert answer.status_code == 200
        assert "吴晓晴" not in answer.content.decode()
    to = f"/desk/volunteers/people/{volunteer.key}/"
    assert desk.post(f"{to}open/", {"purpose": ""}).status_code == 400
    assert "吴晓晴" in desk.post(f"{to}open/", {"purpose": "核对证件"}).content.decode()
    assert desk.post(f"{to}turn-down/", {"reason": ""}).status_code == 400
    desk.post(f"{to}take-on/")
    volunteer.refresh_from_db()
    assert volunteer.state == "active"
    assert volunteer.person is not None
    assert "核对证件" in browser(volunteer.person).get("/volunteer/me/").content.decode()


def test_a_volunteer_is_found_by_number_or_document_and_never_without_a_purpose(helpers: Helpers) -> None:
    desk, find = browser(helpers.luo), "/desk/volunteers/people/"
    helpers.wu.identity.document_digest = None
    assert desk.post(find, {"number": helpers.wu.number, "purpose": ""}).status_code == 400
    assert "吴晓晴" in desk.post(find, {"number": helpers.wu.number, "purpose": "保险"}).content.decode()
    assert desk.post(find, {"purpose": "保险"}).status_code == 400
    nobody = {"document": "passport", "document_number": "E1234567", "purpose": "保险"}
    assert "Nobody is found by this" in desk.post(find, nobody).content.decode()
    known = {"document": "id-card", "document_number": f"0000{helpers.wu.person_id}", "purpose": "保险"}
    assert "吴晓晴" in desk.post(find, known).content.decode()


def test_a_volunteer_changes_wishes_and_leaves_and_comes_back(helpers: Helpers) -> None:
    assert helpers.wu.person is not None
    client = browser(helpers.wu.person)
    assert client.get("/volunteer/me/wishes/").status_code == 200
    assert client.post("/volunteer/me/wishes/", {"kinds": ["culture"], "free": ["0-evening"]}).status_code == 302
    assert client.post("/volunteer/me/wishes/", {"kinds": ["nonsense"]}).status_code == 400
    assert client.post("/volunteer/me/public/", {"is_public": "yes", "public_name": ""}).status_code == 400
    client.post("/volunteer/me/public/", {"is_public": "yes", "public_name": "晓晴"})
    assert "晓晴" in client.get("/volunteer/me/").content.decode()
    assert "Stop volunteering?" in client.get("/volunteer/me/leave/").content.decode()
    client.post("/volunteer/me/leave/")
    assert client.get("/volunteer/me/wishes/").status_code == 403
    client.post("/volunteer/me/come-back/")
    assert client.get("/volunteer/me/wishes/").status_code == 200
    assert client.get("/volunteer/me/fly/").status_code == 404


def test_an_organisation_asks_is_registered_and_runs_itself(city: City, helpers: Helpers) -> None:
    mei, desk = browser(city.mei), browser(helpers.luo)
    told = {"kind": "ngo", "name_zh_hans": "读书会", "about_zh_hans": "读书。", "contact": "13900139001"}
    assert mei.post("/volunteer/organisations/new/", told | {"contact": "x"}).status_code == 400
    mei.post("/volunteer/organisations/new/", told)
    one = Organisation.objects.get(name_zh_hans="读书会")
    assert browser().get(f"/volunteer/organisations/{one.code}/").status_code == 404
    page = f"/desk/volunteers/organisations/{one.code}/"
    assert desk.post(page, {"what": "refuse", "reason": ""}).status_code == 400
    desk.post(page, {"what": "register"})
    assert "读书会" in browser().get("/volunteer/organisations/").content.decode()
    manage = f"/volunteer/organisations/{one.code}/manage/"
    assert browser(city.gu).get(manage).status_code == 403
    mei.post(manage, {"what": "invite", "number": helpers.wu.number})
    assert helpers.wu.person is not None
    wu = browser(helpers.wu.person)
    assert "You are invited" in wu.get("/volunteer/me/").content.decode()
    wu.post(f"/volunteer/organisations/{one.code}/membership/join/")
    member = Member.objects.get(organisation=one)
    assert member.state == "member"
    assert "吴晓晴" not in mei.get(manage).content.decode()
    mei.post(f"/volunteer/organisations/{one.code}/members/{member.pk}/end/")
    assert mei.post(manage, {"what": "name", "who": "nobody@x.example", "task": "leader"}).status_code == 400
    EmailAddress.objects.create(user=helpers.wu.person, email=helpers.wu.person.email, verified=True)
    mei.post(manage, {"what": "name", "who": helpers.wu.person.email, "task": "leader"})
    assert one.managers.filter(ended_at=None).count() == 2
    last = one.managers.get(task="manager")
    said = mei.post(f"/volunteer/organisations/{one.code}/managers/{last.pk}/end/", follow=True).content.decode()
    assert "Name somebody else as manager first" in said
    desk.post(page, {"what": "end", "reason": "注销。"})
    assert "has ended" in browser().get(f"/volunteer/organisations/{one.code}/").content.decode().lower()


def test_pages_of_the_desk_are_closed_to_whoever_does_not_coordinate(city: City, helpers: Helpers) -> None:
    for person in (helpers.leader, city.mei, city.lin):
        assert browser(person).get("/desk/volunteers/").status_code == 403
    actions.name_manager(helpers.organisation, person=city.lin, task="manager", by=helpers.luo, at=NOON)
    half = browser(city.lin)
    session = half.session
    del session["account_authentication_methods"]
    session.save()
    assert half.get("/desk/volunteers/").status_code == 302  # staff prove a second factor first


@pytest.mark.parametrize("field", ["areas", "lives_in"])
def test_a_number_that_no_row_can_have_is_a_wrong_choice_and_no_fault_of_ours(city: City, field: str) -> None:
    answer = browser(applicant()).post("/volunteer/join/", given(city, **{field: "9" * 30}))
    assert answer.status_code == 400
    assert not Volunteer.objects.exists()
