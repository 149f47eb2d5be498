"""What people and machines may throw at the report: a sentence beside the field, words kept, nothing stored."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from civic.cases.models import Case, Draft
from civic.notices.models import Notice
from tests.cases.walk import WHAT, WORDS, begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(city: Any) -> Client:
    """A browser that keeps cookies."""
    client = Client()
    client.get("/report/")
    return client


TOMORROW = "tomorrow"  # named when the test runs: a night may lie between


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "Choose one: a complaint"),
        ({"kind": "gossip"}, "Choose one: a complaint"),
        ({"text": ""}, "Say a little more"),
        ({"text": " \n\t "}, "Say a little more"),
        ({"text": "\u202e\u2066\u200b\x07"}, "Say a little more"),
        ({"text": "灯" * 4001}, "longer than 4,000 characters"),
        ({"matter": "9999"}, "This matter is not in the list"),
        ({"matter": "<script>"}, "This matter is not in the list"),
        ({"noticed_on": "yesterday"}, "Write the day as year, month and day"),
        ({"noticed_on": "2026-02-31"}, "Write the day as year, month and day"),
        ({"noticed_on": "1900-01-01"}, "more than ten years ago"),
        ({"noticed_on": TOMORROW}, "This day has not come yet"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_stored(
    resident: Client, wrong: dict[str, str], sentence: str
) -> None:
    if wrong.get("noticed_on") == TOMORROW:
        wrong = {"noticed_on": (timezone.localdate() + timedelta(days=1)).isoformat()}
    page = resident.post("/report/", WHAT | wrong)
    words = page.content.decode()
    assert page.status_code == 200
    assert words.count(sentence) >= 2  # above all, and beside the field
    assert wrong.get("text", WORDS).strip("\u202e\u2066\u200b\x07 \n\t")[:4000] in words
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"lat": "39.9", "lon": "116.4"}, "outside the city"),
        ({"lat": "abc", "lon": "113.3"}, "This is not a point on the map"),
        ({"lat": "nan", "lon": "inf"}, "This is not a point on the map"),
        ({"lat": "1e400", "lon": "113.3"}, "This is not a point on the map"),
        ({"lat": "123", "lon": "999"}, "These are not coordinates"),
        ({"lat": "23.13", "lon": ""}, "The point on the map is not complete"),
        ({"area": "123456"}, "This district is not in the list"),
        ({"words": "路" * 301}, "longer than 300 characters"),
        ({"plate": "7" * 301}, "longer than 300 characters"),
    ],
)
def test_a_wrong_place_is_told_and_the_rest_is_still_there(
    resident: Client, wrong: dict[str, str], sentence: str
) -> None:
    begun(resident)
    page = resident.post("/report/where/", {"words": "老桥南站往南"} | wrong)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert ({"words": "老桥南站往南"} | wrong)["words"] in page.content.decode()
    resident.post("/report/check/")
    assert Case.objects.get().lat is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "mei at example"}, "This is not an e-mail address"),
        ({"email": "a" * 300 + "@example.com"}, "This is not an e-mail address"),
        ({"email": "mei@example.com\r\nBcc: all@example.com"}, "This is not an e-mail address"),
        ({"phone": "12"}, "This is not a telephone number"),
        ({"phone": "十八"}, "This is not a telephone number"),
    ],
)
def test_a_wrong_contact_is_told_and_still_there(resident: Client, wrong: dict[str, str], sentence: str) -> None:
    begun(resident)
    page = resident.post("/report/contact/", wrong)
    assert page.status_code == 200
    assert page.content.decode().count(sentence) >= 2


def test_the_sentences_speak_the_visitors_language(resident: Client) -> None:
    page = resident.post("/report/?lang=zh-hans", WHAT | {"text": ""})
    with translation.override("zh-hans"):
        expected = translation.gettext("Say a little more: what is it, and since when?")
    assert expected in page.content.decode()
    assert '<html class="govuk-template" lang="zh-hans"' in page.content.decode()


def test_markup_is_shown_as_it_was_typed_and_never_runs(resident: Client) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)> 灯坏了"
    begun(resident, text=nasty)
    for address in ("/report/", "/report/check/"):
        page = resident.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_controls_and_turning_signs_are_taken_out_before_anything_is_kept(resident: Client) -> None:
    begun(resident, text="灯\u202e坏\u2066了\x07\x1b[31m 一个星期")
    resident.post("/report/check/")
    assert Case.objects.get().lines.get().words.text == "灯坏了[31m 一个星期"


def test_an_office_that_there_is_not_is_refused_and_what_was_typed_stays(resident: Client) -> None:
    page = resident.post("/report/", WHAT | {"kind": "misconduct", "about_office": "no-such-office"})
    assert "There is no such office." in page.content.decode()
    assert WORDS in page.content.decode()
    assert not Draft.objects.exists()


def test_misconduct_is_told_another_channel_and_goes_on_without_a_matter(resident: Client) -> None:
    assert "12388" in resident.get("/report/").content.decode()
    given = WHAT | {"kind": "misconduct", "matter": "0101", "about_office": "dongqiao-lamps"}
    assert resident.post("/report/", given).url == "/report/where/"
    page = resident.get("/report/check/").content.decode()
    assert "Dongqiao Street Lighting" in page
    assert "Nobody of the office it is about sees that it exists." in page
    resident.post("/report/check/")
    case = Case.objects.get()
    assert (case.kind, case.matter, case.about_office.code) == ("misconduct", None, "dongqiao-lamps")


def test_a_million_characters_are_turned_away_without_a_fault(resident: Client) -> None:
    page = resident.post("/report/", WHAT | {"text": "灯" * 1_000_000})
    assert page.status_code == 413
    assert "too much at once" in page.content.decode()
    assert not Draft.objects.exists()


def test_fields_sent_many_times_or_as_files_are_no_fault(resident: Client) -> None:
    for field in range(250):
        WHAT_MANY[f"x{field}"] = "1"
    assert resident.post("/report/", WHAT_MANY).status_code in (302, 413)
    assert resident.post("/report/", {"kind": ["complaint", "help"], "text": ["a", WORDS]}).status_code in (200, 302)
    assert resident.post("/report/", b"\xff\xfe{", content_type="application/json").status_code == 200
    assert resident.post("/report/", b"--x\r\nbroken", content_type="multipart/form-data; boundary=y").status_code in (
        200,
        400,
    )


WHAT_MANY: dict[str, str] = dict(WHAT)


def test_a_matter_that_was_withdrawn_meanwhile_is_told_on_the_summary(resident: Client, city: Any) -> None:
    begun(resident)
    matter = city.matter()
    matter.is_active = False
    matter.save()
    page = resident.post("/report/check/")
    assert "This matter is not in the list" in page.content.decode()
    assert WORDS in page.content.decode()
    assert not Case.objects.exists()


# --- too much of it ---


def test_over_the_limit_of_a_network_the_draft_stays_and_the_page_says_when_to_come_back(
    resident: Client, settings: Any
) -> None:
    settings.LIMITS = settings.LIMITS | {"report-network": (0, 3600)}
    begun(resident)
    page = resident.post("/report/check/")
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert "12345" in page.content.decode()
    assert "come back" in page.content.decode()
    settings.LIMITS = settings.LIMITS | {"report-network": (120, 3600)}
    resident.post("/report/check/")
    assert Case.objects.count() == 1


def test_over_the_limit_of_one_contact_the_report_is_taken_and_the_message_left_out(
    resident: Client, settings: Any
) -> None:
    """Whoever names somebody else's address ten times must not keep her from reporting by it."""
    settings.LIMITS = settings.LIMITS | {"report-contact": (0, 3600)}
    begun(resident)
    resident.post("/report/contact/", {"email": "mei@example.com"})
    assert resident.post("/report/check/").status_code == 302
    assert Case.objects.get().contact.email == "mei@example.com"
    assert not Notice.objects.exists()


def test_a_forwarded_header_does_not_make_another_network(resident: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"report-network": (1, 3600)}
    begun(resident)
    resident.post("/report/check/", headers={"X-Forwarded-For": "203.0.113.1"})
    resident.post("/report/again/")
    begun(resident)
    assert resident.post("/report/check/", headers={"X-Forwarded-For": "203.0.113.2"}).status_code == 429
