"""My page: my cases by account, code or proved address; what I can do with each; who opened my contact."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.cases.actions import open_contact
from civic.cases.guards import TRACKED
from civic.cases.models import Case
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.supervision import actions as supervision
from tests.people import NOON, City


def _remembering(case: Case) -> Client:
    client = Client()
    session = client.session
    session[TRACKED] = [case.pk]
    session.save()
    return client


def test_a_stranger_reads_the_ways_in(city: City, client: Client) -> None:
    city.case("filed")
    page = client.get("/me/").content.decode()
    assert "/track/" in page
    assert "/me/link/" in page
    assert "/accounts/login/" in page


def test_my_account_shows_my_cases_and_nobody_else_s(city: City, as_person: Any) -> None:
    mine, other = city.filed(by=city.mei).case, city.filed(by=city.gu).case
    page = as_person(city.mei).get("/me/").content.decode()
    assert mine.number in page
    assert other.number not in page


def test_a_code_shown_in_this_session_shows_its_case(city: City) -> None:
    case = city.filed().case
    assert case.number in _remembering(case).get("/me/").content.decode()


def test_what_was_handed_in_with_my_proved_address_is_mine_too(city: City, as_person: Any) -> None:
    mine = city.filed(email="mei@example.com").case
    page = as_person(city.mei)
    assert mine.number in page.get("/me/").content.decode()


def test_staff_do_not_get_cases_by_their_office_address(city: City, as_person: Any) -> None:
    case = city.filed(email="lin@city.example").case
    assert case.number not in as_person(city.lin).get("/me/").content.decode()


def test_each_case_offers_what_can_be_done_now(city: City, as_person: Any) -> None:
    now = timezone.now()
    client = as_person(city.mei)

    def offers(case: Case) -> set[str]:
        page = client.get("/me/").content.decode()
        return {
            verb
            for verb in ("reply", "add", "edit", "withdraw", "rate", "appeal")
            if f"/cases/{case.number}/{verb}/" in page
        }

    assert offers(city.case("filed", by=city.mei)) == {"add", "withdraw"}
    assert offers(city.filed(by=city.mei).case) == {"add", "edit", "withdraw"}
    assert offers(city.case("in-hand", by=city.mei)) == {"add"}
    closed = city.case("closed", by=city.mei, at=now - timedelta(days=2))
    assert offers(closed) == {"rate", "appeal"}
    assert offers(city.rated(closed, "yes", at=now)) == {"appeal"}
    feedback.appeal(closed, by=city.reporter(closed), text="我不同意。", at=now)
    assert offers(closed) == {"add"}  # while another office decides
    asked = city.case("in-hand", by=city.mei)
    handling.ask(asked, by=city.chen, text="灯杆号？", at=NOON + timedelta(hours=5))
    assert offers(asked) == {"reply"}
    assert offers(city.case("closed", by=city.mei, at=now - timedelta(days=90))) == {"rate"}
    assert offers(city.case("declined", by=city.mei, at=now - timedelta(days=2))) == {"appeal"}


def test_everybody_who_opened_my_contact_is_named_with_the_reason(city: City, as_person: Any) -> None:
    case = city.case("in-hand", by=city.mei, email="mei@example.com")
    open_contact(case, by=city.chen, purpose="约时间上门", at=NOON)
    page = as_person(city.mei).get("/me/").content.decode()
    assert "约时间上门" in page
    assert city.chen.officer.number in page
    assert "Chen" not in page
    assert "约时间上门" not in as_person(city.gu).get("/me/").content.decode()


def test_my_page_costs_the_same_for_one_case_and_for_many(city: City, as_person: Any) -> None:
    client, spent = as_person(city.mei), []
    for many in (1, 6):
        for _more in range(many):
            city.filed(by=city.mei)
        client.get("/me/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/me/")
        spent.append(len(queries))
    assert spent[0] == spent[1] <= 10  # two of them ask what is followed and what was raised in communities


def test_older_cases_are_a_page_away(city: City, as_person: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("civic.me.queries.own.PAGE", 2)
    numbers = [city.filed(by=city.mei, at=NOON + timedelta(hours=hour)).case.number for hour in range(3)]
    client = as_person(city.mei)
    first = client.get("/me/").content.decode()
    assert numbers[0] not in first
    older = first.split("?open=")[1].split('"')[0]
    assert numbers[0] in client.get(f"/me/?open={older}").content.decode()
    assert client.get("/me/?older=nonsense").status_code == 200


def test_my_page_is_never_kept_by_a_cache_nor_found_by_a_search_engine(city: City, as_person: Any) -> None:
    page = as_person(city.mei).get("/me/")
    assert "no-store" in page["Cache-Control"]
    assert 'name="robots" content="noindex"' in page.content.decode()


def test_what_waits_for_me_comes_first_then_what_is_open_then_what_has_ended(city: City, as_person: Any) -> None:
    now = timezone.now()
    ended = city.case("declined", by=city.mei, at=now - timedelta(days=1))
    running = city.case("in-hand", by=city.mei, at=now - timedelta(days=2))
    closed = city.case("closed", by=city.mei, at=now - timedelta(days=3))
    asked = city.case("in-hand", by=city.mei, at=now - timedelta(days=4))
    handling.ask(asked, by=city.chen, text="灯杆号？", at=now - timedelta(days=3))
    page = as_person(city.mei).get("/me/").content.decode()
    places = [page.index(case.number) for case in (closed, asked, running, ended)]
    assert places == sorted(places)
    assert page.index("This waits for you") < page.index("The city is working on these")
    assert page.index("The city is working on these") < page.index("These have ended")


def test_an_answer_nobody_rated_for_long_waits_no_more(city: City, as_person: Any) -> None:
    city.case("closed", by=city.mei, at=timezone.now() - timedelta(days=90))
    assert "This waits for you" not in as_person(city.mei).get("/me/").content.decode()


def test_a_case_that_was_withheld_or_merged_is_listed_too(city: City, as_person: Any) -> None:
    case, other = city.case("accepted", by=city.mei), city.case("accepted")
    supervision.withhold(case, by=city.mo, ground="insult", reason="", at=NOON + timedelta(hours=6))
    supervision.merge(city.case("accepted", by=city.mei), by=city.lin, into=other, at=NOON + timedelta(hours=6))
    page = as_person(city.mei).get("/me/").content.decode()
    assert case.number in page
    assert "/separate/" in page


def test_nobody_opened_it_is_said_in_words(city: City, as_person: Any) -> None:
    assert "Nobody has opened it." in as_person(city.mei).get("/me/").content.decode()


def test_of_many_cases_the_first_three_stand_open_and_the_others_are_folded(city: City, as_person: Any) -> None:
    numbers = [city.filed(by=city.mei, at=NOON + timedelta(hours=hour)).case.number for hour in range(6)]
    page = as_person(city.mei).get("/me/").content.decode()
    shown, folded = page.split('<details class="govuk-details rows-more">')
    folded = folded.split("</details>")[0]
    assert "3 more cases" in folded
    assert [number for number in numbers if number in shown] == numbers[3:]
    assert [number for number in numbers if number in folded] == numbers[:3]


def test_four_cases_are_not_folded(city: City, as_person: Any) -> None:
    for hour in range(4):
        city.filed(by=city.mei, at=NOON + timedelta(hours=hour))
    assert "rows-more" not in as_person(city.mei).get("/me/").content.decode()
