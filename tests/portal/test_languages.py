"""Which language a page speaks: the address first, then the cookie, then the browser; English when none fits."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PAGE = "/accounts/login/"


def spoken(client: Client, path: str = PAGE, accept: str = "") -> str:
    return client.get(path, headers={"accept-language": accept})["Content-Language"]


@pytest.mark.parametrize(
    ("browser", "language"),
    [
        ("zh", "zh-hans"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh-Hans-CN", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("zh-HK,en;q=0.5", "zh-hant"),
        ("zh-MO", "zh-hant"),
        ("zh-Hant-HK", "zh-hant"),
        ("en-GB,zh;q=0.5", "en"),
        ("fr,zh-TW;q=0.4,en;q=0.2", "zh-hant"),
        ("fr-FR", "en"),
        ("zh;q=0, en;q=0.1", "en"),
        ("zh-TW;q=0", "en"),
        ("", "en"),
        ("*", "en"),
        (";;;q=,,,", "en"),
        ("x" * 5000, "en"),
    ],
)
def test_what_the_browser_asks_for(client: Client, browser: str, language: str) -> None:
    assert spoken(client, accept=browser) == language


def test_the_address_beats_the_cookie_and_the_cookie_beats_the_browser(client: Client) -> None:
    client.cookies["lang"] = "zh-hant"
    assert spoken(client, accept="en") == "zh-hant"
    assert spoken(client, f"{PAGE}?lang=zh-hans", accept="en") == "zh-hans"
    assert spoken(client, accept="en") == "zh-hans"  # and it was remembered


def test_a_language_we_do_not_speak_changes_nothing(client: Client) -> None:
    answer = client.get(f"{PAGE}?lang=fr", headers={"accept-language": "zh-TW"})
    assert answer["Content-Language"] == "zh-hant"
    assert "lang" not in answer.cookies


def test_the_choice_is_kept_safely_and_caches_are_told(client: Client, settings: Any) -> None:
    answer = client.get(f"{PAGE}?lang=ZH-HANT")
    cookie = answer.cookies["lang"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("zh-hant", "Lax", True)
    assert {"Accept-Language", "Cookie"} <= {word.strip() for word in answer["Vary"].split(",")}
    assert 'lang="zh-hant"' in answer.content.decode()


def test_large_type_works_without_a_script(client: Client) -> None:
    assert 'data-text="large"' not in client.get(PAGE).content.decode()
    assert 'data-text="large"' in client.get(f"{PAGE}?text=large").content.decode()
    assert 'data-text="large"' in client.get(PAGE).content.decode()
    assert 'data-text="large"' not in client.get(f"{PAGE}?text=normal").content.decode()
    assert 'data-text="large"' not in client.get(PAGE).content.decode()
    assert 'data-text="large"' not in client.get(f"{PAGE}?text=huge").content.decode()


def test_the_language_of_one_request_does_not_stay_for_the_next(client: Client) -> None:
    spoken(client, f"{PAGE}?lang=zh-hant")
    assert spoken(Client()) == "en"
