"""Shared computers: a desk left alone locks, nothing typed is lost or shown to another, and changing leaves nothing."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from civic.accounts.actions import hire
from civic.accounts.models import Person
from civic.desk.actions import drop_old_words, drop_words, keep_words
from civic.desk.models import KeptWords
from civic.desk.queries import kept_in
from civic.desk.tasks import tidy
from civic.offices import actions as offices
from tests.people import NOON, SINCE, City, sign_in

PASSWORD = "lamp-on-the-bridge-7"
TYPED = "电缆已经查过，正在等配件，明天下午换。"


@pytest.fixture
def nina(city: City) -> Person:
    """A handler with a password."""
    person = hire(handle="nina", name="Nina", email="nina@city.example", password=PASSWORD, at=NOON)
    office = city.office("dongqiao-lamps")
    offices.appoint(person, side="act", role="handler", office=office, starts=SINCE, at=NOON)
    return person


def _later(minutes: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


def test_a_desk_left_alone_shows_nothing_but_the_lock(city: City, nina: Person, as_person: Any) -> None:
    case = city.case("in-hand")
    client = as_person(nina)
    assert client.get(f"/desk/cases/{case.number}/").status_code == 200
    with _later(16):
        for address in (f"/desk/cases/{case.number}/", "/desk/", "/admin/", "/me/", "/cases/", "/accounts/2fa/"):
            assert client.get(address).url.startswith("/accounts/lock/?next="), address
        answer = client.get("/api/v1/desk/cases/")
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        page = client.get("/accounts/lock/").content.decode()
        assert "Nina" in page
        assert "Dongqiao Street Lighting" in page
        assert case.number not in page


def test_it_opens_again_with_the_password_and_goes_on_where_one_was(city: City, nina: Person, as_person: Any) -> None:
    case = city.case("in-hand")
    client = as_person(nina)
    client.get("/desk/")
    with _later(16):
        address = f"/desk/cases/{case.number}/"
        assert client.get(address).url == f"/accounts/lock/?next={address.replace('/', '%2F')}"
        wrong = client.post("/accounts/unlock/", {"password": "not-it", "next": address})
        assert wrong.status_code == 400
        assert client.get(address).status_code == 302
        assert client.post("/accounts/unlock/", {"password": PASSWORD, "next": address}).url == address
        assert client.get(address).status_code == 200


def test_guessing_at_the_lock_ends_after_five(nina: Person, as_person: Any) -> None:
    client = as_person(nina)
    client.post("/accounts/lock/")
    for _time in range(5):
        client.post("/accounts/unlock/", {"password": "guess"})
    assert client.post("/accounts/unlock/", {"password": PASSWORD}).status_code == 429
    assert client.get("/desk/").status_code == 302


def test_looking_at_the_unlock_page_opens_nothing(nina: Person, as_person: Any) -> None:
    client = as_person(nina)
    client.post("/accounts/lock/")
    assert client.get("/accounts/unlock/").url.startswith("/accounts/lock/")
    assert client.get("/desk/").url.startswith("/accounts/lock/")


def test_a_desk_in_use_does_not_lock_and_one_used_all_day_ends(nina: Person, as_person: Any, settings: Any) -> None:
    client, now = as_person(nina), timezone.now()
    for minutes in range(0, 12 * 60, 10):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            assert client.get("/desk/").status_code == 200, minutes
    with time_machine.travel(now + timedelta(hours=12, minutes=1), tick=False):
        assert client.get("/desk/").url.startswith("/accounts/login/staff/")
        assert "_auth_user_id" not in client.session


def test_what_is_sent_to_a_locked_desk_is_kept_and_stands_in_the_form_again(
    city: City, nina: Person, as_person: Any
) -> None:
    case = city.case("in-hand")
    client, address = as_person(nina), f"/desk/cases/{case.number}/return/"
    client.get(address)
    with _later(20):
        answer = client.post(address, {"reason": TYPED, "seq": "4"})
        assert answer.url == f"/accounts/lock/?next={address.replace('/', '%2F')}"
        case.refresh_from_db()
        assert case.state == "in-hand"
        client.post("/accounts/unlock/", {"password": PASSWORD, "next": address})
        page = client.get(address).content.decode()
        assert TYPED in page
        assert "What you typed is back" in page
        done = client.post(address, {"reason": TYPED})
        assert done.status_code == 302
    assert not KeptWords.objects.exists()


def test_the_button_locks_and_keeps_what_stands_in_the_form(city: City, nina: Person, as_person: Any) -> None:
    case = city.case("in-hand")
    client = as_person(nina)
    page = client.get(f"/desk/cases/{case.number}/answer/").content.decode()
    assert 'formaction="/accounts/lock/"' in page
    given = {"text": TYPED, "outcome": "planned", "place": f"{case.number}/answer"}
    assert client.post("/accounts/lock/", given).url.startswith("/accounts/lock/")
    assert client.get("/desk/").status_code == 302
    client.post("/accounts/unlock/", {"password": PASSWORD})
    assert TYPED in client.get(f"/desk/cases/{case.number}/answer/").content.decode()


def test_what_one_typed_nobody_else_of_the_same_machine_sees(city: City, nina: Person, client: Client) -> None:
    case = city.case("in-hand")
    sign_in(client, nina)
    client.post("/desk/kept/", {"text": TYPED, "place": f"{case.number}/answer"})
    client.post("/accounts/switch/")
    sign_in(client, city.chen)
    assert TYPED not in client.get(f"/desk/cases/{case.number}/answer/").content.decode()
    client.post("/accounts/switch/")
    sign_in(client, nina)
    assert TYPED in client.get(f"/desk/cases/{case.number}/answer/").content.decode()


def test_what_is_kept_is_sealed_thrown_away_when_asked_and_gone_after_half_a_day(city: City, as_person: Any) -> None:
    case, at = city.case("in-hand"), timezone.now()
    place = f"{case.number}/answer"
    assert keep_words(city.chen, place, {"text": TYPED}, at=at)
    raw = KeptWords.objects.extra(select={"raw": "words"}).values_list("raw", flat=True)[0]
    assert TYPED not in raw
    assert kept_in(case, city.chen, at=at)["answer"].words == {"text": TYPED}
    assert kept_in(case, city.chen, at=at + timedelta(hours=13)) == {}
    assert drop_old_words(at=at + timedelta(hours=11)) == 0
    assert drop_old_words(at=at + timedelta(hours=13)) == 1
    keep_words(city.chen, place, {"text": TYPED}, at=at)
    assert as_person(city.chen).post("/desk/kept/throw-away/", {"place": place}).status_code == 302
    assert not KeptWords.objects.exists()
    keep_words(city.chen, place, {"text": TYPED}, at=at)
    drop_words(city.chen, place)
    assert tidy() == 0


@pytest.mark.parametrize("place", ["", "../admin", "26-1234-5678", "x" * 500, "26-1234-5678/answer/../../x"])
def test_only_a_case_and_a_verb_is_a_place(city: City, place: str) -> None:
    assert not keep_words(city.chen, place, {"text": TYPED}, at=NOON)


def test_nobody_fills_the_table_and_what_was_emptied_goes(city: City) -> None:
    for number in range(40):
        keep_words(
            city.chen, f"26-0000-{number:04d}/answer", {"text": "字" * 9000}, at=NOON + timedelta(minutes=number)
        )
    assert KeptWords.objects.count() == 30
    assert len(kept_in_all(city)) < 5000
    keep_words(city.chen, "26-0000-0039/answer", {"text": ""}, at=NOON)
    assert KeptWords.objects.count() == 29


def kept_in_all(city: City) -> str:
    return KeptWords.objects.filter(person=city.chen).latest("at").words


def test_changing_person_flushes_the_session_and_leaves_no_page_behind(
    city: City, nina: Person, client: Client
) -> None:
    sign_in(client, nina)
    page = client.get("/desk/")
    assert "no-store" in page["Cache-Control"]
    assert "You are <b>Nina</b>" in page.content.decode()
    asked = client.get("/accounts/switch/").content.decode()
    assert "You are Nina" in asked
    assert "handler, Dongqiao Street Lighting" in asked
    before = client.session.session_key
    answer = client.post("/accounts/switch/")
    assert answer.url == "/accounts/login/staff/?next=%2Fdesk%2F"
    assert answer["Clear-Site-Data"] == '"cache"'
    assert client.session.session_key != before
    assert client.get("/desk/").status_code == 302
    client.cookies["sessionid"] = before or ""
    assert client.get("/desk/").url.startswith("/accounts/login/")


def test_residents_are_never_locked(city: City, as_person: Any) -> None:
    client = as_person(city.mei)
    assert client.get("/me/").status_code == 200
    with _later(120):
        assert client.get("/me/").status_code == 200


def test_in_the_demo_the_lock_opens_without_a_password_and_says_so(city: City, client: Client, settings: Any) -> None:
    settings.DEMO = True
    client.post("/demo/enter/chen/")
    client.post("/accounts/lock/")
    assert client.get("/desk/").url.startswith("/accounts/lock/")
    assert "its people have no passwords" in client.get("/accounts/lock/").content.decode()
    assert client.post("/accounts/unlock/", {"next": "/desk/"}).url == "/desk/"
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "/accounts/lock/", "javascript:alert(1)", "0", "near("]
)
def test_nobody_is_led_away_by_the_lock(nina: Person, as_person: Any, onward: str) -> None:
    client = as_person(nina)
    client.post("/accounts/lock/")
    assert client.post("/accounts/unlock/", {"password": PASSWORD, "next": onward}).url == "/desk/"


CAST = ("lin", "mo", "zhao", "chen", "shen", "he", "rui", "sun", "dong", "root", "mei", "gu")
OFFICERS = set(CAST) - {"root", "mei", "gu"}


@pytest.mark.parametrize("handle", CAST)
def test_the_doors_of_shared_computers_open_to_whom_they_should(city: City, as_person: Any, handle: str) -> None:
    client = as_person(getattr(city, handle))
    is_officer, is_root = handle in OFFICERS, handle == "root"
    told = {
        "GET /accounts/switch/": 200,
        "GET /accounts/lock/": 302,
        "GET /accounts/unlock/": 302,
        "GET /accounts/sheet/": 403,  # nobody here has a password or a key to prove once more who she is
        "GET /accounts/sheets/": 200 if is_root else 403,
        "POST /accounts/sheets/99/hand-out/": 404 if is_root else 403,
        "GET /accounts/second-factor/printed/": 302,
        "POST /desk/kept/": 204 if is_officer else 403,
        "POST /desk/kept/throw-away/": 302 if is_officer else 403,
        "GET /desk/kept/": 405 if is_officer else 403,
    }
    got = {}
    for asked in told:
        method, address = asked.split()
        got[asked] = (client.get if method == "GET" else client.post)(address).status_code
    assert got == told


def test_strangers_are_led_to_the_sign_in_page(client: Client, db: None) -> None:
    for address in (
        "/accounts/switch/",
        "/accounts/lock/",
        "/accounts/unlock/",
        "/accounts/sheet/",
        "/accounts/sheets/",
    ):
        assert client.get(address).url.startswith("/accounts/login/"), address
