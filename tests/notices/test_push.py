"""What devices are told: as mail is, sealed on the way, by day, seldom; and a device that is gone is forgotten."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.lib.refusals import NotValid
from civic.lib.sealed import keyed_hash
from civic.lib.web_push import public_key
from civic.notices import actions as notices
from civic.notices.actions import Letter, Push
from civic.notices.actions.devices import MOST
from civic.notices.models import Channel, Device, Notice, NoticeState, browser_hash
from civic.notices.queries import devices_of, push_key, reaches
from tests.devices import KEY, Phone, Vendor, claims_of, vendor_here

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MAIL = "mei@example.com"
CONTACT = keyed_hash(MAIL, purpose="contact")


@pytest.fixture
def vendor(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Vendor]:
    settings.EMAIL_WORKS = False
    with vendor_here(monkeypatch, settings) as there:
        yield there


def kept(phone: Phone, number: str = "one", **given: Any) -> Device:
    given = {"contact_hash": CONTACT, "language": "en", "at": NOON} | given
    return notices.keep_device(phone.browser, number=number, **given)


def queued(at: datetime = NOON, *, about: str = "case:12", waits: bool = False, **given: Any) -> list[Notice]:
    push = Push("Your case 26-7041-5836", "There is news.", "/cases/26-7041-5836/", "thing:1", waits=waits)
    context = {"number": "26-7041-5836", "url": "u"}
    given = {"email": MAIL, "push": push} | given
    return notices.queue_all([Letter(verb="answer", about=about, language="en", context=context, **given)], at=at)


def test_a_device_reads_what_was_meant_for_it_and_the_vendor_reads_nothing(vendor: Vendor) -> None:
    phone = vendor.phone()
    kept(phone)
    [notice] = queued()
    assert notices.deliver_due(at=NOON) == 1
    [shown] = vendor.read(phone)
    assert (shown["title"], shown["body"]) == ("Your case 26-7041-5836", "There is news.")
    assert (shown["path"], shown["lang"], shown["tag"]) == ("/cases/26-7041-5836/", "en", "thing:1")
    assert shown["stop"].startswith("/following/stop/")
    [(_path, heads, body)] = vendor.came
    assert b"26-7041" not in body
    assert heads["content-encoding"] == "aes128gcm"
    assert heads["ttl"] == "86400"
    assert len(heads["topic"]) == 32
    claims, _words, _sealed, told = claims_of(heads["authorization"])
    assert claims["aud"] == f"https://{vendor.host}"
    assert told == public_key(KEY) == push_key()
    notice.refresh_from_db()
    assert (notice.state, notice.address, notice.body) == (NoticeState.SENT, "", "")


def test_what_a_device_is_reached_by_is_sealed(vendor: Vendor) -> None:
    phone = vendor.phone()
    kept(phone)
    queued()
    with connection.cursor() as cursor:
        for table, column in (("notices_device", "address"), ("notices_notice", "address"), ("notices_notice", "body")):
            cursor.execute(f"SELECT {column} FROM {table}")
            assert all(phone.endpoint not in row[0] and "26-7041" not in row[0] for row in cursor.fetchall())


def test_it_speaks_the_language_of_the_letter(vendor: Vendor) -> None:
    phone = vendor.phone()
    kept(phone)
    context = {"number": "26-7041-5836", "url": "u"}
    push = Push("t", "b", "/", "t")
    letter = Letter(verb="answer", about="case:1", language="zh-hans", context=context, email=MAIL, push=push)
    notices.queue_all([letter], at=NOON)
    notices.deliver_due(at=NOON)
    assert vendor.read(phone)[0]["lang"] == "zh-hans"


def test_without_a_key_nothing_is_kept_back_and_no_row_is_read(settings: Any) -> None:
    assert not reaches(Channel.PUSH)
    assert push_key() == ""
    settings.EMAIL_WORKS = False
    with CaptureQueriesContext(connection) as asked:
        assert queued() == []
    assert not [one for one in asked.captured_queries if "notices_device" in one["sql"]]


def test_switching_the_worker_off_switches_messages_to_devices_off(settings: Any) -> None:
    settings.VAPID_PRIVATE_KEY, settings.KEEP_ON_DEVICE = KEY, False
    assert not reaches(Channel.PUSH)


def test_what_is_no_news_for_a_screen_goes_to_no_device(vendor: Vendor) -> None:
    kept(vendor.phone())
    assert queued(push=None) == []


def test_only_the_devices_of_whoever_it_is_for_are_told(vendor: Vendor) -> None:
    hers, other, lonely = (vendor.phone() for _each in range(3))
    kept(hers)
    kept(other, "two", contact_hash=keyed_hash("bo@example.com", purpose="contact"))
    kept(lonely, "three", contact_hash="")
    queued()
    queued(about="follower:1", email="", browser_hash=browser_hash("three"), is_bulk=True)
    notices.deliver_due(at=NOON)
    assert [len(vendor.read(phone)) for phone in (hers, other, lonely)] == [1, 0, 1]


def test_many_letters_read_the_devices_once(vendor: Vendor) -> None:
    def cost(many: int) -> int:
        push = Push("t", "b", "/", "t")
        letters = [
            Letter(verb="answer", about=f"f:{one}", language="en", context={}, push=push, browser_hash=f"{one}")
            for one in range(many)
        ]
        with CaptureQueriesContext(connection) as asked:
            notices.queue_all(letters, at=NOON)
        return len(asked)

    assert cost(1) == cost(50)


def test_one_case_rings_once_a_day_and_says_the_rest_in_the_morning(vendor: Vendor) -> None:
    phone = vendor.phone()
    kept(phone)
    queued()
    assert queued(NOON + MINUTE) == [], "one that waits says the same"
    notices.deliver_due(at=NOON + MINUTE)
    [later] = queued(NOON + HOUR)
    assert later.due_at == datetime(2026, 11, 4, 0, 0, tzinfo=UTC), "eight in the morning"
    assert queued(NOON + 2 * HOUR) == []
    assert len(queued(NOON + 2 * HOUR, about="case:13")) == 1, "another case is another matter"
    assert len(queued(NOON + 3 * HOUR, waits=True)) == 1, "what waits for her does not wait for tomorrow"
    notices.deliver_due(at=NOON + 3 * HOUR)
    later.refresh_from_db()
    assert later.state == NoticeState.WITHDRAWN, "and says it all"
    assert len(vendor.read(phone)) == 3


def test_no_device_rings_by_night(vendor: Vendor) -> None:
    kept(vendor.phone())
    late, morning = datetime(2026, 11, 3, 14, 30, tzinfo=UTC), datetime(2026, 11, 4, 0, 0, tzinfo=UTC)
    [notice] = queued(late, waits=True)
    assert notice.due_at == morning
    Notice.objects.update(due_at=late)  # as after a vendor that was away in the evening
    assert notices.deliver_due(at=late + HOUR) == 0
    assert notices.deliver_due(at=morning) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten_with_what_waits_for_it(vendor: Vendor, status: int) -> None:
    kept(vendor.phone())
    [notice] = queued()
    [other] = queued(NOON + DAY, about="case:13")
    vendor.status = status
    assert notices.deliver_due(at=NOON) == 0
    notice.refresh_from_db()
    other.refresh_from_db()
    assert not Device.objects.exists()
    assert notice.state == NoticeState.FAILED
    assert (other.state, other.address) == (NoticeState.WITHDRAWN, "")


@pytest.mark.parametrize("status", [302, 408, 429, 500, 503])
def test_a_vendor_that_is_busy_is_asked_again_later_and_later(vendor: Vendor, status: int) -> None:
    phone = vendor.phone()
    kept(phone)
    [notice] = queued()
    vendor.status = status
    notices.deliver_due(at=NOON)
    notice.refresh_from_db()
    assert notice.state == NoticeState.WAITING
    assert notice.due_at >= NOON + MINUTE
    vendor.status = 201
    assert notices.deliver_due(at=NOON + 2 * MINUTE) == 1
    assert Device.objects.count() == 1


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_what_a_vendor_will_never_take_is_given_up_and_the_device_stays(vendor: Vendor, status: int) -> None:
    kept(vendor.phone())
    [notice] = queued()
    vendor.status = status
    notices.deliver_due(at=NOON)
    notice.refresh_from_db()
    assert notice.state == NoticeState.FAILED
    assert str(status) in notice.last_error
    assert Device.objects.count() == 1


def test_a_vendor_the_city_no_longer_knows_is_not_called(vendor: Vendor, settings: Any) -> None:
    kept(vendor.phone())
    [notice] = queued()
    settings.PUSH_VENDORS = ["fcm.googleapis.com"]
    notices.deliver_due(at=NOON)
    notice.refresh_from_db()
    assert notice.state == NoticeState.FAILED
    assert vendor.came == []


def test_an_address_in_our_own_network_is_not_called(vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(vendor.phone())
    [notice] = queued()
    monkeypatch.setattr("civic.lib.push_vendors.is_everybodys", lambda _address: False)
    notices.deliver_due(at=NOON)
    notice.refresh_from_db()
    assert notice.state == NoticeState.WAITING
    assert "127" not in notice.last_error
    assert vendor.came == []


def test_a_device_at_no_known_vendor_is_refused_in_a_sentence(vendor: Vendor) -> None:
    for phone in (Phone("https://evil.example/x"), Phone("https://169.254.169.254/latest/")):
        with pytest.raises(NotValid, match="Choose another way"):
            kept(phone)
    assert not Device.objects.exists()


def test_a_browser_is_one_device_whatever_address_it_gets(vendor: Vendor) -> None:
    kept(vendor.phone())
    newer = vendor.phone()
    kept(newer)
    kept(newer, "cookies were cleared")
    assert Device.objects.count() == 1


def test_whoever_knows_the_old_address_may_give_the_new_one(vendor: Vendor) -> None:
    old, new = vendor.phone(), vendor.phone()
    device = kept(old)
    assert not notices.renew_device("https://fcm.googleapis.com/guessed", new.browser, at=NOON)
    assert not notices.renew_device(old.endpoint, Phone("https://evil.example/").browser, at=NOON)
    assert notices.renew_device(old.endpoint, new.browser, at=NOON)
    queued()
    notices.deliver_due(at=NOON)
    assert len(vendor.read(new)) == 1
    assert Device.objects.get().pk == device.pk


def test_of_eleven_devices_the_oldest_makes_room(vendor: Vendor) -> None:
    phones = [vendor.phone() for _each in range(MOST + 1)]
    for place, phone in enumerate(phones):
        kept(phone, f"browser {place}", at=NOON + place * MINUTE)
    assert len(devices_of(contact_hashes=[CONTACT])) == MOST
    assert not Device.objects.filter(address_hash=notices.endpoint_hash(phones[0].endpoint)).exists()


def test_a_device_stops_and_takes_what_waits_with_it(vendor: Vendor) -> None:
    device = kept(vendor.phone())
    queued()
    notices.drop_device(device, at=NOON)
    assert notices.deliver_due(at=NOON) == 0
    assert vendor.came == []
    assert Notice.objects.get().address_hash == ""


def test_a_browser_that_follows_nothing_is_kept_only_for_somebody(vendor: Vendor) -> None:
    kept(vendor.phone(), "hers")
    kept(vendor.phone(), "nobody's", contact_hash="")
    notices.drop_idle([browser_hash("hers"), browser_hash("nobody's"), ""], at=NOON)
    assert [one.contact_hash for one in Device.objects.all()] == [CONTACT]


def test_who_is_forgotten_leaves_no_device(vendor: Vendor) -> None:
    kept(vendor.phone(), "one")
    kept(vendor.phone(), "two", contact_hash="")
    kept(vendor.phone(), "three", contact_hash="x" * 64)
    notices.forget_devices(contact_hashes=[CONTACT, ""], browser="two", at=NOON)
    assert [one.contact_hash for one in Device.objects.all()] == ["x" * 64]


def test_what_is_shown_stays_on_one_line_and_within_a_message(vendor: Vendor) -> None:
    phone = vendor.phone()
    kept(phone)
    queued(push=Push("路\n灯" * 400, "亮\u202e了" * 4_000, "/", "t"))
    notices.deliver_due(at=NOON)
    [shown] = vendor.read(phone)
    assert "\n" not in shown["title"]
    assert "\u202e" not in shown["body"]
