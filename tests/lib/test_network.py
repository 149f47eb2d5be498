"""A network is told from the connection, and from a header only behind proxies that are known."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from civic.lib.network import UNKNOWN, client_network


def seen(address: str, forwarded: str | None = None) -> str:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    if forwarded is not None:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    return client_network(request)


def test_without_a_known_proxy_the_header_is_not_believed(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = []
    assert seen("203.0.113.7", "198.51.100.1") == "203.0.113.7"


def test_an_ipv6_address_counts_as_its_household(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = []
    assert seen("2001:db8:1:2:aaaa::1") == seen("2001:db8:1:2:bbbb::2") == "2001:db8:1:2::/64"
    assert seen("::ffff:203.0.113.7") == "203.0.113.7"


@pytest.mark.parametrize(
    ("forwarded", "network"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("198.51.100.1, 10.0.0.9", "198.51.100.1"),
        ("198.51.100.1:4711", "198.51.100.1"),
        ('"[2001:db8::5]:4711"', "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("10.0.0.1, 10.0.0.2", "10.0.0.1"),
        ("rubbish, 10.0.0.9", "10.0.0.9"),
        ("", "10.0.0.3"),
        ("rubbish", "10.0.0.3"),
    ],
)
def test_behind_known_networks_the_first_stranger_from_the_right_counts(
    forwarded: str, network: str, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "fd00::/8"]
    assert seen("10.0.0.3", forwarded) == network


def test_a_stranger_that_is_no_proxy_is_not_believed(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert seen("203.0.113.7", "198.51.100.1") == "203.0.113.7"


def test_behind_a_number_of_proxies_what_they_wrote_counts(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["2"]
    assert seen("10.0.0.3", "6.6.6.6, 198.51.100.1, 10.0.0.9") == "198.51.100.1"
    assert seen("10.0.0.3", "198.51.100.1") == "10.0.0.3"
    assert seen("10.0.0.3", "rubbish, 10.0.0.9") == "10.0.0.3"


def test_a_socket_without_an_address_is_our_own_proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert seen("", "6.6.6.6, 198.51.100.1") == "198.51.100.1"
    settings.TRUSTED_PROXIES = []
    assert seen("", "198.51.100.1") == UNKNOWN


def test_a_wrong_setting_is_told(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["our proxy"]
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        seen("10.0.0.3", "198.51.100.1")


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.text(max_size=30), forwarded=st.text(max_size=200) | st.lists(st.ip_addresses().map(str)).map(",".join)
)
def test_no_header_upsets_a_request(address: str, forwarded: str, settings: Settings) -> None:
    for proxies in ([], ["1"], ["10.0.0.0/8"], ["0.0.0.0/0", "::/0"]):
        settings.TRUSTED_PROXIES = proxies
        assert seen(address, forwarded)
