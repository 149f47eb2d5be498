"""A report from the first question to the receipt: nothing typed is lost, nothing is stored twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases.actions import code_of_draft
from civic.cases.guards import opens_with
from civic.cases.models import Case, Contact, Draft
from civic.offices.models import Matter
from civic.offices.queries import is_urgent, is_workday
from tests.cases.walk import WHAT, WORDS, begun, sent, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(city: Any) -> Client:
    """A browser that keeps cookies and has been here before, as after any first page."""
    client = Client()
    client.get("/report/")
    return client


def test_a_report_becomes_one_case_with_everything_that_was_answered(resident: Client) -> None:
    begun(resident, noticed_on="2026-11-03")
    resident.post(
        "/report/where/", {"lat": "23.13", "lon": "113.30", "area": "990102", "words": "老桥南站往南", "plate": "0417"}
    )
    resident.post("/report/contact/", {"email": "mei@example.com", "confidential": "on"})
    page = resident.post("/report/check/", follow=True)
    case = Case.objects.get()
    assert page.redirect_chain == [("/report/receipt/", 302)]
    assert (case.kind, case.matter.code, case.lat, case.lon, case.area.code) == (
        "complaint",
        "0101",
        23.13,
        113.30,
        "990102",
    )
    assert "老桥南站往南" in case.address
    assert "0417" in case.address
    assert case.is_confidential
    assert str(case.noticed_on) == "2026-11-03"
    assert case.lines.get().words.text == WORDS
    assert Contact.objects.get(case=case).email == "mei@example.com"
    assert case.number in page.content.decode()


def test_the_code_on_the_receipt_opens_the_case(resident: Client) -> None:
    page = sent(resident)
    code = code_of_draft(Draft.objects.get(), Case.objects.get().number)
    assert code in page.content.decode()
    assert opens_with(Case.objects.get(), code)


def test_sending_twice_gives_the_same_receipt_and_one_case(resident: Client) -> None:
    first = sent(resident)
    second = resident.post("/report/check/", {"draft": token_of(first)}, follow=True)
    assert Case.objects.count() == 1
    assert Case.objects.get().number in second.content.decode()


def test_going_back_to_a_question_after_sending_leads_to_the_receipt(resident: Client) -> None:
    sent(resident)
    for address in ("/report/", "/report/where/", "/report/photos/", "/report/contact/", "/report/check/"):
        assert resident.get(address).headers["Location"] == "/report/receipt/", address
        assert resident.post(address, WHAT).headers["Location"] == "/report/receipt/", address
    assert Case.objects.count() == 1


def test_half_an_hour_later_the_first_page_begins_anew(resident: Client) -> None:
    sent(resident)
    Case.objects.update(filed_at=timezone.now() - timedelta(minutes=31))
    assert resident.get("/report/").status_code == 200
    assert resident.get("/report/receipt/").status_code == 200


def test_whoever_begins_anew_after_a_receipt_hands_in_a_second_case(resident: Client) -> None:
    sent(resident)
    page = resident.get("/report/?kind=suggestion")
    resident.post("/report/", WHAT | {"draft": token_of(page), "text": "请在老桥南站加一盏灯。"})
    assert resident.get("/report/where/").status_code == 200
    resident.post("/report/check/")
    assert Case.objects.count() == 2


def test_a_first_page_left_open_in_another_window_begins_its_own_report(resident: Client) -> None:
    sent(resident)
    resident.post("/report/", WHAT | {"draft": "", "text": "井盖松了,车一过就响。"})
    resident.post("/report/check/")
    assert Case.objects.count() == 2


def test_a_link_from_elsewhere_throws_nothing_away(resident: Client) -> None:
    begun(resident)
    resident.get("/report/again/")
    assert WORDS in resident.get("/report/").content.decode()


def test_report_something_else_starts_a_fresh_draft_and_forgets_the_receipt(resident: Client) -> None:
    sent(resident)
    assert resident.post("/report/again/").headers["Location"] == "/report/"
    assert resident.get("/report/receipt/").headers["Location"] == "/report/"
    sent(resident, text="另一件事:井盖松了,车一过就响。")
    assert Case.objects.count() == 2


def test_throwing_away_a_begun_report_deletes_it(resident: Client) -> None:
    begun(resident)
    resident.post("/report/again/")
    assert not Draft.objects.exists()


def test_without_cookies_the_hidden_token_carries_the_report_to_its_receipt(city: Any) -> None:
    def post(address: str, answers: dict[str, str]) -> Any:
        return Client().post(address, answers)  # a new browser every time: it has forgotten everything

    page = post("/report/", WHAT)
    assert "Where is it?" in page.content.decode()
    page = post("/report/where/", {"draft": token_of(page), "words": "老桥南站往南"})
    page = post("/report/photos/", {"draft": token_of(page)})
    page = post("/report/contact/", {"draft": token_of(page), "phone": "13800138000"})
    assert WORDS in page.content.decode()
    page = post("/report/check/", {"draft": token_of(page)})
    assert Case.objects.get().number in page.content.decode()
    assert Case.objects.get().number in post("/report/check/", {"draft": token_of(page)}).content.decode()
    assert Case.objects.count() == 1


def test_without_cookies_a_page_can_be_asked_for_with_its_token(city: Any) -> None:
    page = Client().post("/report/", WHAT)
    back = Client().post("/report/", {"draft": token_of(page), "show": "1"})
    assert WORDS in back.content.decode()
    assert "things to put right" not in back.content.decode()


def test_a_cookie_lost_half_way_loses_nothing(resident: Client) -> None:
    token = begun(resident)
    resident.cookies.clear()
    page = resident.post("/report/where/", {"draft": token, "words": "老桥南站往南"})
    assert page.status_code == 200
    assert Draft.objects.count() == 1
    assert resident.cookies["draft"].value == token


def test_an_expired_session_half_way_loses_nothing(city: Any, as_person: Any) -> None:
    client = as_person(city.mei)
    begun(client)
    client.session.flush()
    client.post("/report/contact/", {"email": "mei@example.com"})
    client.post("/report/check/")
    assert Case.objects.get().lines.get().words.text == WORDS


def test_the_forms_own_token_goes_before_the_cookie(city: Any) -> None:
    one, other = Client(), Client()
    first = begun(one)
    begun(other, text="井盖松了,车一过就响。")
    other.get("/report/")
    other.post("/report/where/", {"draft": first, "words": "第一件"})
    assert one.get("/report/where/").content.decode().count("第一件") == 1


def test_a_draft_of_somebody_who_guesses_is_not_found(resident: Client) -> None:
    assert resident.post("/report/contact/", {"draft": "x" * 5000, "email": "mei@example.com"}).status_code in (
        200,
        302,
    )
    assert not Case.objects.exists()


def test_the_signed_in_reporter_finds_the_case_on_her_account(city: Any, as_person: Any) -> None:
    sent(as_person(city.mei))
    assert Case.objects.get().reporter == Person.objects.get(handle="mei")


def test_a_signed_in_form_without_its_token_is_not_taken_and_loses_no_word(city: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(city.mei, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/report/", WHAT)
    assert page.status_code == 403
    assert WORDS in page.content.decode()
    assert not Draft.objects.exists()


def test_another_site_cannot_send_a_report_through_a_visitor(city: Any) -> None:
    page = Client(enforce_csrf_checks=True).post("/report/", WHAT, headers={"Origin": "https://elsewhere.example"})
    assert page.status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.parametrize("sent_along", [{"Origin": "null"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}])
def test_another_site_that_hides_its_name_cannot_slip_a_visitor_its_own_draft(
    city: Any, sent_along: dict[str, str]
) -> None:
    mine = begun(Client())
    victim = Client(enforce_csrf_checks=True)
    page = victim.post("/report/", WHAT | {"draft": mine}, headers=sent_along)
    assert page.status_code == 403
    assert "draft" not in page.cookies


def test_a_browser_that_hides_where_it_comes_from_may_report_all_the_same(city: Any) -> None:
    hidden = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert Client(enforce_csrf_checks=True).post("/report/", WHAT, headers=hidden).status_code == 200
    assert Draft.objects.exists()


def test_a_page_reached_without_a_report_leads_to_the_first(resident: Client) -> None:
    for address in ("/report/where/", "/report/photos/", "/report/contact/", "/report/check/", "/report/receipt/"):
        assert resident.get(address).headers["Location"] == "/report/", address


def test_looking_at_the_first_page_stores_nothing(resident: Client) -> None:
    assert not Draft.objects.exists()


def test_the_kind_asked_for_in_the_address_is_chosen(resident: Client) -> None:
    page = resident.get("/report/?kind=suggestion").content.decode()
    assert (
        'value="suggestion" class="govuk-radios__input" id="id_kind_1" checked' in page
        or "checked" in page.split('value="suggestion"')[1][:90]
    )


def test_changing_one_answer_leads_back_to_the_summary(resident: Client) -> None:
    begun(resident)
    page = resident.get("/report/where/?then=check")
    assert 'name="then" value="check"' in page.content.decode()
    assert resident.post("/report/where/", {"words": "老桥", "then": "check"}).headers["Location"] == "/report/check/"


def test_the_summary_shows_every_answer_and_says_that_no_message_will_come(resident: Client) -> None:
    begun(resident)
    resident.post("/report/where/", {"lat": "23.13", "lon": "113.30", "words": "老桥南站往南", "plate": "0417"})
    page = resident.get("/report/check/").content.decode()
    for words in (
        WORDS,
        "Complaint",
        "Street lamp is out",
        "Dongqiao District",
        "老桥南站往南",
        "plate 0417",
        "No message will come",
    ):
        assert words in page


def test_the_contact_page_says_when_no_message_can_be_sent(resident: Client, settings: Any) -> None:
    begun(resident)
    settings.EMAIL_WORKS, settings.SMS_GATEWAY = False, ""
    page = resident.get("/report/contact/").content.decode()
    assert "No message will come" in page
    assert page.index('href="/privacy/"') < page.index('name="email"')


def test_a_district_chosen_in_words_places_the_case_without_a_point(resident: Client) -> None:
    begun(resident)
    resident.post("/report/where/", {"area": "990101"})
    resident.post("/report/check/")
    assert Case.objects.get().area.code == "990101"
    assert Case.objects.get().lat is None


def test_a_matter_may_be_left_to_the_city(resident: Client) -> None:
    begun(resident, matter="")
    resident.post("/report/check/")
    assert Case.objects.get().matter is None


def test_only_the_holder_of_the_draft_reads_it(resident: Client) -> None:
    begun(resident)
    assert WORDS not in Client().get("/report/", follow=True).content.decode()


def test_no_page_of_the_report_is_kept_by_a_cache(resident: Client) -> None:
    begun(resident)
    for address in ("/report/", "/report/where/", "/report/check/"):
        assert "no-store" in resident.get(address).headers["Cache-Control"]


def test_the_draft_cookie_is_kept_from_scripts_and_other_sites(resident: Client) -> None:
    begun(resident)
    cookie = resident.cookies["draft"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (
        True,
        "Lax",
        "/report/",
        7 * 86_400,
    )


def test_a_point_is_told_in_words(city: Any) -> None:
    said = Client().get("/report/place/?lat=23.13&lon=113.30").json()
    assert said["inside"] is True
    assert said["words"].startswith("Dongqiao District")
    assert Client().get("/report/place/?lat=39.9&lon=116.4").json() == {"inside": False, "words": ""}
    for nonsense in ("lat=nan&lon=inf", "lat=&lon=", "lat=1e400&lon=x", ""):
        assert Client().get(f"/report/place/?{nonsense}").status_code == 400


def test_handing_in_asks_little_of_the_database(resident: Client, django_assert_max_num_queries: Any) -> None:
    begun(resident)
    resident.post("/report/where/", {"lat": "23.13", "lon": "113.30"})
    resident.post("/report/contact/", {"email": "mei@example.com"})
    is_workday(timezone.localdate())  # the calendar is read once a minute
    is_urgent(Matter.objects.get(code="0101"))  # and so is what calls somebody out
    # three for the draft, one for the matter, twelve for the case with its first due date and what was closed there
    with django_assert_max_num_queries(16):
        resident.post("/report/check/")
    assert Case.objects.count() == 1


def test_each_page_asks_little_of_the_database(resident: Client, django_assert_max_num_queries: Any) -> None:
    begun(resident)  # its matter is read with its words and its conditions
    for address in ("/report/", "/report/where/", "/report/photos/", "/report/contact/", "/report/check/"):
        with django_assert_max_num_queries(6):
            assert resident.get(address).status_code == 200
