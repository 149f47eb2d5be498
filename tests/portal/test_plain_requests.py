"""What no browser sends gets a page, never a 500."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/cases/%00/",
        "/%00",
        "/static/%00.css",
        "/?q=%00",
        "/accounts/login/?next=%00",
        "/?q=%ff",
        "/?%e4%bd=1",
        f"/?q={'a' * 9000}",
    ],
)
def test_a_broken_address_is_a_400_with_a_page(client: Client, address: str) -> None:
    path, _mark, query = address.partition("?")
    answer = client.get(path, QUERY_STRING=query)
    assert answer.status_code == 400
    assert "We could not read that." in answer.content.decode()


def test_a_path_that_is_no_utf8_leads_nowhere(client: Client) -> None:
    assert client.get("/cases/%ff/").status_code == 404


def test_it_speaks_the_language_of_the_visitor(client: Client) -> None:
    answer = client.get("/%00", headers={"accept-language": "zh-TW"})
    assert 'lang="zh-hant"' in answer.content.decode()


@pytest.mark.parametrize("body", [b"address=a%00b", b"address=%ff", b"%00=1", b"address=\xff\xfe"])
def test_a_broken_form_is_a_400_with_a_page(client: Client, body: bytes) -> None:
    answer = client.post("/accounts/login/", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_a_nul_in_a_form_with_files_is_a_400_too(client: Client) -> None:
    assert client.post("/accounts/login/", {"address": "a\0b"}).status_code == 400


@pytest.mark.parametrize("words", ["路灯不亮 \U0001f4a1", "e\u0301", "\u202eabc", "a\tb\nc"])
def test_everything_people_write_passes(client: Client, words: str) -> None:
    assert client.get("/accounts/login/", {"q": words}).status_code == 200
    assert client.post("/accounts/login/", {"address": words}).status_code == 200


def test_the_same_for_programs_is_json(client: Client) -> None:
    answer = client.get("/api/v1/%00")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", ["&".join(f"f{number}=1" for number in range(600)), "address=" + "a" * 1_100_000])
def test_a_form_without_end_is_refused_with_a_page(client: Client, body: str) -> None:
    answer = client.post("/accounts/login/", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)
    assert '<main id="main"' in answer.content.decode()


@pytest.mark.parametrize("address", ["/desk/guides/new/", "/accounts/login/", "/desk/cases/26-0000-00/"])
def test_too_large_a_form_that_is_no_report_says_nothing_of_reports(client: Client, address: str) -> None:
    page = client.post(address, data="text=" + "a" * 1_100_000, content_type="application/x-www-form-urlencoded")
    words = page.content.decode()
    assert page.status_code == 413
    assert "This page cannot take in so much in one go." in words
    assert "A report holds" not in words


def test_too_large_a_step_of_a_report_says_what_a_report_holds(client: Client) -> None:
    page = client.post("/report/", data="text=" + "a" * 1_100_000, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 413
    assert "A report holds 4,000 characters" in page.content.decode()
