"""A program hands a report in: JSON or a form with photos, replayed safely, refused clearly, in few statements."""

import json
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from civic.cases.models import Case, Contact, Photo, Replay
from civic.notices.models import Notice
from tests.cases.api_door import KEY, REPORT, file_report, is_problem, photo, send
from tests.people import OUTSIDE, City

pytestmark = pytest.mark.django_db
StatementCounter = Callable[..., Any]


def test_a_report_needs_nothing_and_gets_a_receipt(city: City, client: Client) -> None:
    answer = file_report(client)
    assert answer.status_code == 201
    told = answer.json()
    case = Case.objects.get(number=told["number"])
    assert set(told) == {"number", "tracking_code", "url"}
    assert told["url"].endswith(f"/cases/{case.number}/")
    assert answer["Location"] == told["url"]
    assert answer["Cache-Control"] == "no-store"
    assert (case.source, case.publication, case.reporter, case.area) == ("api", "unscreened", None, city.area())
    assert case.tracking_digest != told["tracking_code"]


def test_the_text_alone_is_enough_beside_its_kind(city: City, client: Client) -> None:
    assert send(client, "cases/", {"kind": "question", "text": "图书馆几点开门？"}).status_code == 201


def test_whoever_is_signed_in_is_the_reporter(city: City, as_person: Callable[..., Client]) -> None:
    answer = file_report(as_person(city.mei))
    assert Case.objects.get(number=answer.json()["number"]).reporter == city.mei


def test_a_contact_is_sealed_and_told_of_the_receipt(city: City, client: Client) -> None:
    number = file_report(client, contact={"email": "Mei@Example.com"}).json()["number"]
    contact = Contact.objects.get(case__number=number)
    assert (contact.email, contact.language) == ("mei@example.com", "zh-hans")
    assert Notice.objects.get().verb == "filed"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "啊"}, "text"),
        ({"text": None}, "text"),
        ({"text": ["a", "b"]}, "text"),
        ({"text": "长" * 4001}, "text"),
        ({"kind": "gossip"}, "kind"),
        ({"kind": None}, "kind"),
        ({"kind": "misconduct", "about_office": "no-such-office"}, "about_office"),
        ({"kind": "thanks", "about_office": "drains"}, "about_office"),
        ({"about_office": ["drains"]}, "about_office"),
        ({"matter": "9999"}, "matter"),
        ({"matter": {"code": "0101"}}, "matter"),
        ({"title": "长" * 121}, "title"),
        ({"lat": OUTSIDE[0], "lon": OUTSIDE[1]}, "lat"),
        ({"lat": None}, "lat"),
        ({"lat": 1e308, "lon": 1e308}, "lat"),
        ({"lat": int("9" * 39)}, "lat"),
        ({"lat": True}, "lat"),
        ({"lat": "north"}, "lat"),
        ({"address": "长" * 301}, "address"),
        ({"language": "tlh"}, "language"),
        ({"noticed_on": "2099-01-01"}, "noticed_on"),
        ({"noticed_on": "0001-01-01"}, "noticed_on"),
        ({"noticed_on": "yesterday"}, "noticed_on"),
        ({"contact": {"email": "mei"}}, "contact.email"),
        ({"contact": {"phone": "12"}}, "contact.phone"),
        ({"contact": ["mei@example.com"]}, "contact.non_field_errors"),
        ({"confidential": "perhaps"}, "confidential"),
        ({"text": "望江路的路灯\x00不亮"}, "text"),
        ({"matter": "0101\ud800"}, "matter"),
    ],
)
def test_a_wrong_field_is_told_by_its_name_and_nothing_is_filed(
    city: City, client: Client, changes: dict[str, Any], field: str
) -> None:
    told = is_problem(file_report(client, **changes), 400)
    assert field in told["errors"]
    assert not Case.objects.exists()


def test_a_refusal_speaks_the_language_of_the_request(city: City, client: Client) -> None:
    answer = client.post(
        "/api/v1/cases/",
        json.dumps({**REPORT, "text": ""}),
        content_type="application/json",
        headers={"Accept-Language": "zh-CN"},
    )
    assert answer["Content-Language"] == "zh-hans"
    assert is_problem(answer, 400)["errors"]["text"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"null", "application/json", 400),
        (b"{", "application/json", 400),
        (b'{"kind": "complaint", "text": "abcdef", "lat": NaN, "lon": 1}', "application/json", 400),
        (b'{"kind": "complaint", "text": "abcdef", "lat": Infinity, "lon": 1}', "application/json", 400),
        (b'{"kind": "complaint", "text": "abcdef", "text": "another"}', "application/json", 400),
        (b'{"lat": ' + b"9" * 5000 + b"}", "application/json", 400),
        (b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "application/json", 400),
        (b'{"text": "\xff\xfe"}', "application/json", 400),
        (b'{"text": "' + b"a" * 1_100_000 + b'"}', "application/json", 413),
        (b"text=lamp", "application/x-www-form-urlencoded", 415),
        (b"<case/>", "application/xml", 415),
        (b"--x", "multipart/form-data", 400),
        (b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\nabc", "multipart/form-data; boundary=x", 400),
        (
            b"--x\r\nContent-Disposition: form-data; name=contact\r\n\r\n{{{\r\n--x--\r\n",
            "multipart/form-data; boundary=x",
            400,
        ),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_never_a_fault(
    city: City, client: Client, body: bytes, kind: str, status: int
) -> None:
    is_problem(client.post("/api/v1/cases/", body, content_type=kind), status)
    assert not Case.objects.exists()


def test_fifty_megabytes_are_refused_unread(city: City, client: Client) -> None:
    answer = client.post("/api/v1/cases/", b" " * (50 * 1024 * 1024), content_type="application/json")
    is_problem(answer, 413)


# --- photos ---


def test_photos_come_with_the_report_in_one_form(city: City, client: Client) -> None:
    form = {
        **REPORT,
        "contact.email": "mei@example.com",
        "photo": [photo(), photo("other.jpg", "teal"), photo("again.jpg")],
    }
    answer = client.post("/api/v1/cases/", form)
    assert answer.status_code == 201, answer.content
    case = Case.objects.get(number=answer.json()["number"])
    assert case.photos.filter(line__seq=1, state="received").count() == 2  # the same picture twice is one
    assert Contact.objects.get(case=case).email == "mei@example.com"


@pytest.mark.parametrize(
    "contact", [{"contact[email]": "mei@example.com"}, {"contact": '{"email": "mei@example.com"}'}]
)
def test_a_form_may_write_the_contact_as_its_program_can(city: City, client: Client, contact: dict[str, str]) -> None:
    assert client.post("/api/v1/cases/", {**REPORT, "noticed_on": "", **contact}).status_code == 201
    assert Contact.objects.get().email == "mei@example.com"


def test_a_file_that_is_no_photo_stops_the_report_and_leaves_no_file(city: City, client: Client, settings: Any) -> None:
    bad = photo("bad.jpg")
    bad.file.seek(0)
    bad.file.write(b"MZ-not-a-photo")
    told = is_problem(client.post("/api/v1/cases/", {**REPORT, "photo": [photo(), bad]}), 400)
    assert "bad.jpg" in told["errors"]["photo"][0]
    assert not Case.objects.exists()
    assert not settings.UPLOAD_DIR.exists() or not any(settings.UPLOAD_DIR.iterdir())


def test_a_sixth_photo_is_one_too_many(city: City, client: Client) -> None:
    six = [photo(f"{n}.jpg", colour) for n, colour in enumerate(["red", "green", "blue", "white", "black", "grey"])]
    assert "photo" in is_problem(client.post("/api/v1/cases/", {**REPORT, "photo": six}), 400)["errors"]
    assert not Photo.objects.exists()


def test_a_flood_of_files_is_refused(city: City, client: Client) -> None:
    is_problem(client.post("/api/v1/cases/", {**REPORT, "photo": [photo() for _n in range(11)]}), 413)


# --- once, however often it is sent ---


def test_the_same_key_gives_the_same_answer_code_included(city: City, client: Client) -> None:
    first, again = file_report(client, KEY), file_report(client, KEY)
    assert (again.status_code, again.json()) == (201, first.json())
    assert "Idempotent-Replay" not in first
    assert again["Idempotent-Replay"] == "true"
    assert Case.objects.count() == 1
    assert not Replay.objects.filter(key_digest=KEY).exists()


def test_the_code_of_a_replay_opens_the_case(city: City, client: Client) -> None:
    file_report(client, KEY)
    told = file_report(client, KEY).json()
    assert (
        client.get(f"/api/v1/cases/{told['number']}/", headers={"Tracking-Code": told["tracking_code"]}).json()[
            "reading"
        ]
        == "party"
    )


def test_another_report_under_the_same_key_is_refused(city: City, client: Client) -> None:
    file_report(client, KEY)
    told = is_problem(file_report(client, KEY, text="另一件事，不是路灯。"), 409)
    assert told["type"].endswith(":key-reused")
    assert Case.objects.count() == 1


def test_other_photos_are_another_report(city: City, client: Client) -> None:
    headers = {"Idempotency-Key": KEY}
    assert client.post("/api/v1/cases/", {**REPORT, "photo": photo()}, headers=headers).status_code == 201
    assert client.post("/api/v1/cases/", {**REPORT, "photo": photo()}, headers=headers)["Idempotent-Replay"] == "true"
    is_problem(client.post("/api/v1/cases/", {**REPORT, "photo": photo(colour="red")}, headers=headers), 409)
    assert Photo.objects.count() == 1


def test_a_key_belongs_to_whoever_sent_it(city: City, client: Client, as_person: Callable[..., Client]) -> None:
    hers = file_report(as_person(city.mei), KEY).json()
    assert file_report(client, KEY).json()["tracking_code"] != hers["tracking_code"]
    assert file_report(as_person(city.gu), KEY).json()["number"] != hers["number"]


@pytest.mark.parametrize("key", ["short", "x" * 201, "has a space in it, so no", "schlüssel-schlüssel"])
def test_a_key_is_visible_and_neither_short_nor_endless(city: City, client: Client, key: str) -> None:
    assert "Idempotency-Key" in is_problem(file_report(client, key), 400)["errors"]


def test_a_refused_report_does_not_use_its_key_up(city: City, client: Client) -> None:
    is_problem(file_report(client, KEY, text="啊"), 400)
    assert file_report(client, KEY).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_one_key_sent_by_eight_hands_at_once_files_one_case(city: City) -> None:
    file_report(Client())  # the shapes of the city are read before the race
    together, answers = Barrier(8), []

    def send_it() -> None:
        together.wait()
        answers.append(Client().post("/api/v1/cases/", {**REPORT, "photo": photo()}, headers={"Idempotency-Key": KEY}))
        connections.close_all()

    hands = [Thread(target=send_it) for _n in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert [answer.status_code for answer in answers] == [201] * 8
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replay" in answer for answer in answers) == 7
    assert (Case.objects.count(), Photo.objects.count()) == (2, 1)


# --- rates, tokens, cost ---


def test_a_network_that_sends_too_much_is_told_when_to_come_back(city: City, client: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"report-network": (2, 3600)}
    assert [file_report(client).status_code for _n in range(2)] == [201, 201]
    answer = file_report(client)
    is_problem(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 3601


def test_a_contact_is_not_flooded_and_no_report_is_lost_by_it(city: City, client: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"report-contact": (1, 3600)}
    contact = {"email": "mei@example.com"}
    assert [file_report(client, contact=contact).status_code for _turn in range(3)] == [201, 201, 201]
    assert Case.objects.filter(contact__email_hash__gt="").count() == 3
    assert Notice.objects.count() == 1


def test_a_program_without_a_session_needs_no_form_token(city: City) -> None:
    assert file_report(Client(enforce_csrf_checks=True)).status_code == 201


def test_a_session_needs_its_form_token(city: City) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(city.mei, backend="django.contrib.auth.backends.ModelBackend")
    is_problem(file_report(browser), 403)
    assert not Case.objects.exists()


def test_filing_costs_at_most_fifteen_statements(
    city: City, client: Client, django_assert_max_num_queries: StatementCounter
) -> None:
    file_report(client)
    with django_assert_max_num_queries(14):  # one of them looks whether it was closed here lately
        assert file_report(client, KEY, contact={"email": "mei@example.com"}, address="望江路 18 号").status_code == 201
    with django_assert_max_num_queries(15):
        form = {**REPORT, "contact.phone": "13800138000", "photo": [photo(), photo(colour="red")]}
        assert client.post("/api/v1/cases/", form, headers={"Idempotency-Key": KEY + "2"}).status_code == 201
