"""Messages to browsers are sealed as the standards say, signed by the city, and go to known vendors only."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from civic.lib import push_vendors, web_push
from civic.lib.env import BadSetting, vapid_key
from civic.lib.push_vendors import is_everybodys, is_known, vendor_of
from civic.lib.web_push import (
    LONGEST,
    RECORD,
    STEP,
    BadKey,
    Browser,
    check_browser,
    encrypted,
    filled_up,
    from_web,
    new_key,
    public_key,
    signature,
    to_web,
)
from tests.devices import Phone, claims_of

NOON = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
AT_GOOGLE = "https://fcm.googleapis.com/fcm/send/abc:def"


def test_the_example_of_rfc_8291_comes_out_byte_for_byte() -> None:
    browser = Browser(
        "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )
    own = web_push._private("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
    words = b"When I grow up, I want to be a watermelon\x02"
    body = encrypted(words, browser=browser, salt=from_web("DGv6ra1nlYgDCS1FRnbzlw"), own=own)
    assert to_web(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@given(st.binary(max_size=LONGEST).filter(lambda words: not words.endswith(b"\0")))
def test_the_browser_reads_what_was_written_and_nobody_learns_its_length(words: bytes) -> None:
    phone = Phone()
    body = encrypted(filled_up(words), browser=phone.browser)
    assert phone.open(body) == words
    assert len(body) <= RECORD
    assert (len(body) - 86 - 16) % STEP == 0 or len(body) == RECORD


def test_each_message_has_keys_of_its_own() -> None:
    phone = Phone()
    first, second = (encrypted(filled_up(b"x"), browser=phone.browser) for _each in range(2))
    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]


def test_another_browser_reads_nothing() -> None:
    body = encrypted(filled_up(b"x"), browser=Phone().browser)
    with pytest.raises(InvalidTag):
        Phone().open(body)


def test_too_long_a_message_is_a_fault_of_ours() -> None:
    assert len(filled_up(b"x" * LONGEST)) == LONGEST + 1
    with pytest.raises(ValueError, match="more than a message may hold"):
        filled_up(b"x" * (LONGEST + 1))


def test_the_city_signs_for_one_vendor_and_half_a_day() -> None:
    key = new_key()
    claims, words, sealed, told = claims_of(signature(AT_GOOGLE, key=key, contact="mailto:it@city.example", at=NOON))
    assert claims == {
        "aud": "https://fcm.googleapis.com",
        "exp": int((NOON + timedelta(hours=12)).timestamp()),
        "sub": "mailto:it@city.example",
    }
    assert told == public_key(key)
    assert json.loads(from_web(words.decode().split(".")[0])) == {"typ": "JWT", "alg": "ES256"}
    halves = [int.from_bytes(part, "big") for part in (sealed[:32], sealed[32:])]
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_web(told))
    public.verify(encode_dss_signature(*halves), words, ec.ECDSA(hashes.SHA256()))  # raises where it is not ours


@pytest.mark.parametrize(
    ("key", "secret"),
    [
        ("", "BTBZMqHH6r4Tts7J_aSIgg"),
        ("路", "BTBZMqHH6r4Tts7J_aSIgg"),
        ("A" * 87, "BTBZMqHH6r4Tts7J_aSIgg"),
        (to_web(b"\x04" + b"\x01" * 64), "BTBZMqHH6r4Tts7J_aSIgg"),  # a point beside the curve
        (None, ""),
        (None, "short"),
        (None, "路"),
    ],
)
def test_broken_keys_of_a_browser_are_refused(key: str | None, secret: str) -> None:
    with pytest.raises(BadKey):
        check_browser(Browser(AT_GOOGLE, Phone().browser.key if key is None else key, secret))


@pytest.mark.parametrize("key", ["", "no key", "A" * 43, to_web(b"\xff" * 32), to_web(b"\1" * 31)])
def test_a_broken_key_of_the_city_stops_the_start(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAPID_PRIVATE_KEY", key)
    if not key:
        assert vapid_key("VAPID_PRIVATE_KEY") == ""
        return
    with pytest.raises(BadSetting, match="vapid_key"):
        vapid_key("VAPID_PRIVATE_KEY")


@pytest.mark.parametrize(
    "endpoint",
    [
        AT_GOOGLE,
        "https://FCM.googleapis.com/x",
        "https://fcm.googleapis.com:443/x",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://sg2p.notify.windows.com/w/?token=abc",
    ],
)
def test_the_vendors_of_browsers_are_known(endpoint: str) -> None:
    assert is_known(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "x",
        "http://fcm.googleapis.com/x",
        "ftp://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com:0/x",
        "https://fcm.googleapis.com:port/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://user:word@fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com/x",
        "https://notify.windows.com.evil.example/x",
        "https://evilnotify.windows.com/x",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data/",
        "https://fcm.googleapis.com/\r\nHost: evil.example",
        "https://fcm.googleapis.com/路",
        "https://fcm.googleapis.com/" + "x" * 1_000,
        "//fcm.googleapis.com/x",
        "https://[fcm.googleapis.com/x",
    ],
)
def test_anything_else_is_never_called(endpoint: str) -> None:
    assert not is_known(endpoint)


def test_a_city_may_name_vendors_of_its_own(settings: Any) -> None:
    settings.PUSH_VENDORS = ["push.city.example", "*.vendor.example"]
    assert is_known("https://push.city.example/x")
    assert is_known("https://a.b.vendor.example/x")
    assert not is_known("https://vendor.example/x")
    assert not is_known(AT_GOOGLE)
    assert vendor_of("https://push.city.example/x") == "push.city.example"
    assert vendor_of(AT_GOOGLE) == "Google"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.9", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "ff02::1", "2001:db8::1"],
)  # fmt: skip
def test_no_network_of_our_own_is_called(address: str) -> None:
    assert not is_everybodys(address)


def test_a_known_name_that_points_into_our_network_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", (address, 443)) for address in ("10.0.0.1", "127.0.0.1")]
    monkeypatch.setattr(push_vendors.socket, "getaddrinfo", lambda *_given, **_more: found)
    monkeypatch.setattr(push_vendors.socket, "create_connection", lambda *_given: pytest.fail("called"))
    with pytest.raises(OSError, match="no address"):
        push_vendors.post(AT_GOOGLE, b"", {})
