"""What the catalogue does for somebody who reports: matters are offered, danger comes first, the right things are
asked, and a plate knows what it hangs on."""

from typing import Any

import pytest
from django.test import Client

from civic.cases.models import Answers, Case
from civic.offices import actions as offices
from civic.offices.models import Matter
from tests.cases.walk import WHAT, begun, token_of
from tests.people import NOON, City
from tests.places.lamps import lamp, lay_out_kinds

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {"key": "lamp", "kind": "component", "label": {"zh-hans": "哪一盏灯？", "en": "Which lamp?"}, "component": "0118"},
    {
        "key": "extent",
        "kind": "one",
        "label": {"zh-hans": "不亮的有多少？", "en": "How many are dark?"},
        "required": True,
        "options": [
            {"key": "one", "label": {"zh-hans": "一盏", "en": "One lamp"}},
            {"key": "row", "label": {"zh-hans": "整段路", "en": "The whole street"}},
        ],
    },
    {
        "key": "count",
        "kind": "number",
        "label": {"zh-hans": "大约几盏？", "en": "About how many?"},
        "shown_when": {"key": "extent", "value": "row"},
    },
]
TEXTS = {
    "filing": {"zh-hans": "公共路灯不亮。", "en": "A public lamp is dark."},
    "advice": {"zh-hans": "灯杆上有编号。", "en": "The post carries a number."},
    "emergency": {"zh-hans": "有人触电，先断电，打 120。", "en": "Somebody got a shock: power off, call 120."},
}


@pytest.fixture
def lamps(city: City) -> City:
    """The matter of dark lamps as the city words it, two lamps, and the words that point to it."""
    lay_out_kinds()
    lamp(1)
    lamp(2, east=60)
    matter = city.matter("0101")
    offices.amend_matter(matter, standard="GB/T 30428.2", edition="2013", standard_code="event 05 08; component 01 18")
    offices.reword_matter(
        matter, by=city.root, texts=TEXTS, questions=QUESTIONS, calls=["120", "95598"], at=NOON, after=None
    )
    offices.set_keywords(matter, ["路灯:3", "street lamp:3"])
    return city


@pytest.fixture
def resident() -> Client:
    """A browser that keeps cookies and reads English."""
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.get("/report/")
    return client


def read(page: Any) -> str:
    """A page as text."""
    return str(page.content.decode())


def test_words_that_point_to_a_matter_offer_it_with_what_it_takes(lamps: City, resident: Client) -> None:
    page = resident.post("/report/", WHAT | {"matter": ""}, follow=True)
    assert page.redirect_chain == [("/report/matter/", 302)]
    said = read(page)
    assert 'value="0101"' in said
    assert "A public lamp is dark." in said
    assert "路灯" in said
    page = resident.post("/report/matter/", {"choice": "0101"}, follow=True)
    assert page.redirect_chain == [("/report/where/", 302)]
    resident.post("/report/more/", {"q-extent": "one"})
    resident.post("/report/check/")
    assert Case.objects.get().matter == lamps.matter("0101")


def test_whoever_is_not_sure_leaves_it_to_the_desk_and_is_asked_once(lamps: City, resident: Client) -> None:
    resident.post("/report/", WHAT | {"matter": ""})
    assert resident.post("/report/matter/", {"choice": "ours"}).url == "/report/where/"
    assert resident.post("/report/", WHAT | {"matter": ""}).url == "/report/where/"
    assert resident.post("/report/", WHAT | {"matter": "", "text": "另一盏路灯也坏了。"}).url == "/report/matter/"
    resident.post("/report/matter/", {"choice": "ours"})
    resident.post("/report/check/")
    assert Case.objects.get().matter is None


def test_something_else_is_chosen_from_the_whole_list_and_must_be_said(lamps: City, resident: Client) -> None:
    resident.post("/report/", WHAT | {"matter": ""})
    for typed in ({}, {"choice": "other"}, {"choice": "nonsense"}, {"choice": "other", "matter": "9999"}):
        page = resident.post("/report/matter/", typed)
        assert page.status_code == 200
        assert "put right" in read(page)
    assert resident.post("/report/matter/", {"choice": "other", "matter": "0900"}).url == "/report/where/"
    resident.post("/report/check/")
    assert Case.objects.get().matter == lamps.matter("0900")


def test_words_that_point_nowhere_and_a_chosen_matter_are_not_asked_again(lamps: City, resident: Client) -> None:
    assert resident.post("/report/", WHAT | {"matter": "", "text": "这里有点不对劲。"}).url == "/report/where/"
    assert resident.post("/report/", WHAT).url == "/report/where/"


def test_danger_comes_first_with_numbers_to_call_and_then_the_report_goes_on(lamps: City, resident: Client) -> None:
    page = resident.post("/report/", WHAT, follow=True)
    said = read(page)
    assert "Somebody got a shock: power off, call 120." in said
    assert 'href="tel:120"' in said
    assert "Ambulance" in said
    assert 'href="tel:95598"' in said
    assert "The post carries a number." in said
    assert said.index("tel:120") < said.index('id="report-form"')
    resident.post("/report/where/", {"words": "桥头"})
    resident.post("/report/more/", {"q-extent": "one"})
    assert resident.post("/report/check/").url == "/report/receipt/"


def test_a_matter_asks_its_own_questions_and_the_answers_stay_with_the_words_they_were_asked_in(
    lamps: City, resident: Client
) -> None:
    resident.post("/report/", WHAT)
    middle = lamp(3, east=5)
    where = {"lat": str(middle.lat), "lon": str(middle.lon), "words": ""}
    assert resident.post("/report/where/", where).url == "/report/more/"
    page = read(resident.get("/report/more/"))
    for said in ("Which lamp?", "How many are dark?", "One lamp", "About how many?", middle.code, "m away"):
        assert said in page
    answers = {"q-lamp": middle.code, "q-extent": "row", "q-count": "１２"}
    assert resident.post("/report/more/", answers).url == "/report/photos/"
    summary = read(resident.get("/report/check/"))
    assert "The whole street" in summary
    resident.post("/report/check/")
    case = Case.objects.get()
    kept = Answers.objects.get(case=case)
    assert kept.given == {"lamp": middle.code, "extent": "row", "count": 12}
    assert case.component == middle
    assert kept.wording == lamps.matter("0101").wording
    offices.reword_matter(lamps.matter("0101"), by=lamps.root, texts={}, questions=[], calls=[], at=NOON, after=None)
    kept.refresh_from_db()
    assert kept.wording.questions[1]["label"]["en"] == "How many are dark?"


def test_a_number_typed_from_a_plate_goes_before_what_is_ticked_in_the_list(lamps: City, resident: Client) -> None:
    begun(resident)
    near, far = lamp(3, east=5), lamp(4, east=900)
    resident.post("/report/where/", {"lat": str(near.lat), "lon": str(near.lon), "words": ""})
    resident.post("/report/more/", {"q-lamp": near.code, "q-lamp-typed": f" {far.code} ", "q-extent": "one"})
    resident.post("/report/check/")
    assert Case.objects.get().component == far


def test_a_needed_answer_is_asked_for_and_nothing_typed_is_lost(lamps: City, resident: Client) -> None:
    begun(resident)
    resident.post("/report/where/", {"words": "桥头"})
    page = read(resident.post("/report/more/", {"q-lamp": "NOSUCH0001", "q-count": "many"}))
    assert "This question needs an answer." in page
    assert "No component has this code." in page
    assert 'value="NOSUCH0001"' in page
    page = read(resident.post("/report/more/", {"q-extent": "row", "q-count": "many"}))
    assert "Write a number in digits" in page
    assert 'value="many"' in page
    for odd in ({"q-extent": ["row", "one"]}, {"q-extent": "x" * 5000}, {"q-lamp": "灯" * 99, "q-extent": "one"}):
        assert resident.post("/report/more/", odd).status_code in (200, 302)


def test_a_question_that_hangs_on_another_answer_is_not_held_against_anybody(lamps: City, resident: Client) -> None:
    begun(resident)
    resident.post("/report/more/", {"q-extent": "one", "q-count": "many"})
    resident.post("/report/check/")
    assert Answers.objects.get().given == {"extent": "one"}


def test_skipping_a_needed_question_is_told_before_sending_with_the_way_back(lamps: City, resident: Client) -> None:
    begun(resident)
    page = read(resident.post("/report/check/"))
    assert not Case.objects.exists()
    assert "This question needs an answer." in page
    assert "/report/more/?then=check" in page
    assert resident.post("/report/more/", {"q-extent": "one", "then": "check"}).url == "/report/check/"
    assert resident.post("/report/check/").url == "/report/receipt/"


def test_answers_to_the_questions_of_another_matter_are_left_behind(lamps: City, resident: Client) -> None:
    same_key = [{**QUESTIONS[1], "required": False}]
    offices.reword_matter(
        lamps.matter("0900"), by=lamps.root, texts={}, questions=same_key, calls=[], at=NOON, after=None
    )
    begun(resident)
    resident.post("/report/more/", {"q-extent": "one"})
    resident.post("/report/", WHAT | {"matter": "0900"})
    resident.post("/report/check/")
    assert Case.objects.get().matter == lamps.matter("0900")
    assert not Answers.objects.exists()


def test_a_report_from_a_plate_knows_what_it_is_about_and_where_that_stands(lamps: City, resident: Client) -> None:
    thing = lamp(7, east=20, address="望江路 18 号")
    page = read(resident.get(f"/report/?component={thing.code.lower()}"))
    assert thing.code in page
    assert "望江路 18 号" in page
    typed = {"kind": "complaint", "text": "It is dark.", "component": thing.code, "matter": "0101", "noticed_on": ""}
    assert resident.post("/report/", typed).url == "/report/more/"  # the place is known
    more = read(resident.get("/report/more/"))
    assert "tel:120" in more
    assert f'value="{thing.code}" ' in more
    resident.post("/report/more/", {"q-lamp": thing.code, "q-extent": "one"})
    assert "Street light" in read(resident.get("/report/check/"))
    resident.post("/report/check/")
    case = Case.objects.get()
    assert (case.component, case.lat, case.lon) == (thing, thing.lat, thing.lon)
    assert case.area == lamps.area("990102")
    assert case.matter == lamps.matter("0101")


def test_a_plate_chooses_the_only_matter_of_its_class_and_offers_several(lamps: City, resident: Client) -> None:
    thing = lamp(8)
    assert 'value="0101" selected' in read(resident.get(f"/report/?component={thing.code}"))
    offices.amend_matter(lamps.matter("0102"), standard="GB/T 30428.2", edition="2013", standard_code="component 01 18")
    assert 'value="0101" selected' not in read(resident.get(f"/report/?component={thing.code}"))
    typed = {"kind": "complaint", "text": "Leaning over.", "component": thing.code, "matter": "", "noticed_on": ""}
    page = read(resident.post("/report/", typed, follow=True))
    assert 'value="0101"' in page
    assert 'value="0102"' in page


def test_an_unknown_plate_and_an_unknown_matter_in_the_address_are_no_harm(lamps: City, resident: Client) -> None:
    for odd in ("component=NOSUCH", "matter=9999", "matter=" + "x" * 400, "component=" + "1" * 400):
        assert resident.get(f"/report/?{odd}").status_code == 200
    page = resident.post("/report/", WHAT | {"component": "NOSUCH0001"})
    assert page.url == "/report/where/"
    resident.post("/report/more/", {"q-extent": "one"})
    resident.post("/report/check/")
    assert Case.objects.get().component is None


def test_somebody_who_read_the_wrong_plate_takes_it_off_again(lamps: City, resident: Client) -> None:
    thing = lamp(9)
    page = resident.post("/report/", WHAT | {"component": thing.code, "leave_component": "1"})
    assert page.url == "/report/where/"
    resident.post("/report/more/", {"q-extent": "one"})
    resident.post("/report/check/")
    assert Case.objects.get().component is None


def test_the_matter_says_who_will_read_it_and_hides_the_reporter_unless_she_says_otherwise(
    lamps: City, resident: Client
) -> None:
    Matter.objects.filter(code="0900").update(privacy="confidential")
    begun(resident, matter="0900")
    page = read(resident.get("/report/contact/"))
    assert "does not learn who you are" in page
    assert 'name="confidential"' in page
    assert "checked" in page[page.index('name="confidential"') : page.index('name="confidential"') + 160]
    resident.post("/report/check/")
    assert Case.objects.get().is_confidential
    begun(Client(), matter="0900")
    second = Client()
    begun(second, matter="0900")
    second.post("/report/contact/", {"email": "mei@example.com"})
    second.post("/report/check/")
    assert not Case.objects.latest("pk").is_confidential


def test_a_private_matter_says_before_sending_that_nobody_else_will_read_it(lamps: City, resident: Client) -> None:
    Matter.objects.filter(code="0900").update(privacy="private")
    begun(resident, matter="0900")
    for page in ("/report/contact/", "/report/check/"):
        assert "never shown to others" in read(resident.get(page))


def test_the_condition_of_the_matter_is_asked_and_kept(lamps: City, resident: Client) -> None:
    offices.set_limit(
        lamps.matter("0900"),
        condition="open",
        names={"zh-hans": "敞着", "en": "It stands open"},
        stages=[{"key": "fence", "names": {"zh-hans": "围挡"}, "amount": 3, "unit": "urgent-hours"}],
    )
    begun(resident, matter="0900")
    resident.post("/report/where/", {"words": "桥头"})
    assert "It stands open" in read(resident.get("/report/more/"))
    assert resident.post("/report/more/", {"condition": "closed"}).status_code == 200
    resident.post("/report/more/", {"condition": "open"})
    assert "It stands open" in read(resident.get("/report/check/"))
    resident.post("/report/check/")
    assert Case.objects.get().condition == "open"


def test_without_cookies_the_follow_up_pages_carry_the_token(lamps: City) -> None:
    browser = Client()
    page = browser.post("/report/", WHAT | {"matter": "", "draft": ""})
    browser.cookies.clear()
    token = token_of(page)
    assert token
    page = browser.post("/report/matter/", {"draft": token, "choice": "0101"})
    browser.cookies.clear()
    page = browser.post("/report/where/", {"draft": token, "words": "桥头"})
    browser.cookies.clear()
    assert "q-extent" in read(page)
    browser.post("/report/more/", {"draft": token, "q-extent": "one"})
    browser.cookies.clear()
    browser.post("/report/check/", {"draft": token})
    assert Answers.objects.get().given == {"extent": "one"}


def test_the_follow_up_pages_ask_for_the_first_question_first(lamps: City, resident: Client) -> None:
    for page in ("/report/matter/", "/report/more/"):
        assert resident.get(page).url == "/report/"


def test_changing_the_matter_at_the_summary_shows_its_danger_and_asks_its_questions_first(
    lamps: City, resident: Client
) -> None:
    begun(resident, matter="0900")
    resident.post("/report/where/", {"words": "桥头"})
    answer = resident.post("/report/", WHAT | {"then": "check"})
    assert answer.url == "/report/where/?then=check"
    assert "tel:120" in read(resident.get(answer.url))
    answer = resident.post("/report/where/", {"words": "桥头", "then": "check"})
    assert answer.url == "/report/more/?then=check"
    assert resident.post("/report/more/", {"q-extent": "one", "then": "check"}).url == "/report/check/"
    # nothing new to say: straight back
    assert resident.post("/report/", WHAT | {"then": "check"}).url == "/report/check/"


def test_danger_is_shown_where_the_words_point_to_it_even_if_the_desk_is_to_choose(
    lamps: City, resident: Client
) -> None:
    page = resident.post("/report/", WHAT | {"matter": ""}, follow=True)
    assert "tel:120" in read(page)
    page = resident.post("/report/matter/", {"choice": "ours"}, follow=True)
    assert "tel:120" in read(page)


def test_a_thing_that_was_picked_leaves_with_the_plate_that_led_to_it(lamps: City, resident: Client) -> None:
    thing = lamp(7, east=20)
    resident.post("/report/", WHAT | {"component": thing.code})
    resident.post("/report/more/", {"q-lamp": thing.code, "q-extent": "one"})
    resident.post("/report/", WHAT | {"component": thing.code, "leave_component": "1"})
    resident.post("/report/more/", {"q-extent": "one"})
    resident.post("/report/check/")
    case = Case.objects.get()
    assert (case.component, case.lat) == (None, None)


def test_a_no_to_confidence_counts_for_the_matter_it_was_said_about(lamps: City, resident: Client) -> None:
    Matter.objects.filter(code="0900").update(privacy="confidential")
    begun(resident, matter="0102")
    resident.post("/report/contact/", {"email": "mei@example.com"})
    resident.post("/report/", WHAT | {"matter": "0900", "then": "check"})
    assert "Hidden from the office that handles it" in read(resident.get("/report/check/"))
    resident.post("/report/check/")
    assert Case.objects.get().is_confidential


def test_what_is_missing_at_the_summary_is_named_and_led_to(lamps: City, resident: Client) -> None:
    begun(resident)
    page = read(resident.post("/report/check/"))
    assert "How many are dark? · This question needs an answer." in page
    assert 'href="/report/more/?then=check">How many' in page
