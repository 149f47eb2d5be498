"""On one's own device: a browser may follow without an address, one's own cases ring, and one press ends it."""

import io
import json
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from civic.accounts.rules import Contact
from civic.cases.actions import contact_hashes
from civic.cases.guards import REACHED
from civic.cases.queries import Viewer
from civic.following import actions as following
from civic.following.actions import Hand
from civic.following.models import Follow, Follower
from civic.following.queries import devices_for, follows_of
from civic.handling import actions as handling
from civic.lib.refusals import NotValid
from civic.me.actions import erase
from civic.me.queries import pieces_along
from civic.notices import actions as notices
from civic.notices.models import Channel, Device, Notice, browser_hash
from civic.supervision import actions as supervision
from tests.devices import KEY, Phone
from tests.following.hands import begin_reading, followed, letters, swept
from tests.pages import read
from tests.people import NOON, City

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
MAIL = "anna@example.com"


@pytest.fixture(autouse=True)
def _with_a_key(city: City, settings: Any) -> None:
    settings.VAPID_PRIVATE_KEY = KEY
    begin_reading()


def shown() -> list[dict[str, Any]]:
    """What waits to be shown on devices."""
    waiting = Notice.objects.filter(channel=Channel.PUSH, state="waiting").order_by("pk")
    return [json.loads(one.body) for one in waiting]


def hand(number: str = "this browser", **given: Any) -> Hand:
    return Hand(Phone().browser, number, **given)


def test_a_browser_follows_without_an_address_at_once(city: City, client: Client) -> None:
    case = city.case()
    page = client.get(f"/cases/{case.number}/follow/?lang=en").content.decode()
    assert "Tell me on this device instead" in page
    assert page.index("Start following") < page.index("Tell me on this device instead"), "e-mail comes first"
    assert "data-push-ask" in page
    answer = client.post(f"/cases/{case.number}/follow/", {"rhythm": "daily", **Phone().fields})
    assert answer.status_code == 302
    [follow] = Follow.objects.all()
    assert follow.rhythm == "daily"
    assert follow.confirmed_at is not None
    assert follow.follower.browser_hash
    assert Notice.objects.count() == 0, "nothing is asked of an address nobody gave"
    here = read(client.get("/following/here/?lang=en"))
    assert case.number in here
    assert "This browser" in here
    assert case.number not in read(Client().get("/following/here/"))


def test_what_a_stranger_may_read_is_shown_and_nothing_else(city: City) -> None:
    case = city.case(email="reporter@example.com", address="望江路 18 号")
    following.follow_on(hand(), following.of_case(case), rhythm="at-once", language="zh-hans", at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    swept(NOON + 2 * HOUR + MINUTE)
    [told] = shown()
    assert case.number in told["title"]
    assert case.public_title in told["title"]
    assert told["path"] == f"/cases/{case.number}/"
    assert told["stop"].startswith("/following/stop/")
    assert "reporter@" not in str(told)
    assert "18" not in told["title"] + told["body"]


def test_of_a_case_nobody_has_screened_only_the_number_is_shown(city: City) -> None:
    case = city.case(text="翡翠巷口的灯笼灭了。", published=False)
    following.follow_on(hand(), following.of_case(case), rhythm="at-once", language="en", at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    swept(NOON + 2 * HOUR + MINUTE)
    [told] = shown()
    assert told["title"] == f"Case {case.number}"
    assert told["body"] == "There is news."


def test_what_is_hidden_in_between_is_not_shown(city: City) -> None:
    case = city.case()
    following.follow_on(hand(), following.of_case(case), rhythm="at-once", language="en", at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    swept(NOON + 2 * HOUR)
    assert len(shown()) == 1
    supervision.withhold(case, by=city.mo, reason="privacy", at=NOON + 2 * HOUR)
    assert shown() == []


def test_several_things_are_one_message(city: City) -> None:
    cases = [city.case(), city.case()]
    for case in cases:
        following.follow_on(hand(), following.of_case(case), rhythm="at-once", language="en", at=NOON + HOUR)
        supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    swept(NOON + 2 * HOUR)
    [told] = shown()
    assert told["title"] == "News of 2 things you follow"
    assert told["path"] == "/following/here/"
    assert all(case.number in told["body"] for case in cases)


def test_a_device_of_a_proved_address_is_told_beside_it_and_not_told_anew_by_itself(city: City) -> None:
    one, other = city.case(), city.case()
    digest = contact_hashes(MAIL, "")[0]
    following.tell_on(hand(contact_hash=digest), language="en", at=NOON)
    stopped = followed(following.of_case(one), MAIL, at=NOON + HOUR)
    followed(following.of_case(other), MAIL, at=NOON + HOUR)
    for case in (one, other):
        supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    assert swept(NOON + 2 * HOUR) == 2
    assert len(letters(MAIL)) == len(shown()) == 1
    Notice.objects.filter(channel=Channel.EMAIL).update(state="sent", sent_at=NOON, address="", body="")
    following.unfollow(stopped, at=NOON + 2 * HOUR)
    assert swept(NOON + 3 * HOUR) == 0, "the letter was read; the device is only beside it"


def test_her_own_case_rings_by_number_alone_and_the_night_passes_first(city: City) -> None:
    case = city.case("in-hand", by=city.mei, title="翡翠巷口的灯笼")
    following.tell_on(hand(person=city.mei), language="zh-hans", at=NOON)
    handling.ask(case, by=city.chen, text="哪一根灯杆？", at=NOON + 11 * HOUR)  # 23:00
    [notice] = Notice.objects.filter(channel=Channel.PUSH)
    assert notice.due_at == timezone.localtime(notice.due_at).replace(hour=8, minute=0, second=0)
    [told] = shown()
    assert case.number in told["title"]
    assert "灯" not in str(told)
    assert told["path"] == f"/cases/{case.number}/"
    assert told["stop"].startswith("/following/stop/")


def test_a_receipt_rings_nowhere(city: City) -> None:
    following.tell_on(hand(person=city.mei), language="zh-hans", at=NOON)
    city.filed(by=city.mei, email="mei@example.com")
    assert shown() == []


def test_one_press_in_a_message_stops_the_one_thing(city: City, client: Client) -> None:
    case = city.case()
    following.follow_on(hand(), following.of_case(case), rhythm="at-once", language="en", at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    swept(NOON + 2 * HOUR)
    stop = shown()[0]["stop"]
    assert Client(enforce_csrf_checks=True).post(stop).status_code == 200
    assert not Follow.objects.exists()
    assert not Device.objects.exists(), "nothing is kept for a browser that follows nothing"
    assert shown() == []


def test_one_press_in_a_message_about_her_own_case_stops_the_device(city: City) -> None:
    city_case = city.case("in-hand", by=city.mei)
    following.tell_on(hand(person=city.mei), language="en", at=NOON)
    handling.ask(city_case, by=city.chen, text="哪一根灯杆？", at=NOON + HOUR)
    stop = shown()[0]["stop"]
    stranger = Client(enforce_csrf_checks=True)
    assert "All messages to this one device" in read(stranger.get(stop + "?lang=en"))
    assert Device.objects.exists(), "looking stops nothing"
    assert stranger.post(stop).status_code == 200
    assert not Device.objects.exists()
    assert shown() == []
    assert stranger.post(stop).status_code == 200


def test_the_list_stops_one_thing_and_the_device(city: City) -> None:
    client, case = Client(), city.case()
    for url in (f"/cases/{case.number}/follow/", "/following/matter/?matter=0101"):
        client.post(url, {"rhythm": "daily", **Phone().fields})
    one = Follow.objects.order_by("pk").first()
    assert one is not None
    assert client.post(f"/following/{one.pk}/", {"stop": "1"})["Location"] == "/following/here/"
    device = Device.objects.get()
    assert Client().post("/following/here/", {"stop": device.pk}).status_code == 404
    assert client.post("/following/here/", {"stop": device.pk}).status_code == 302
    assert not Device.objects.exists()
    assert not Follower.objects.exists()


def test_somebody_signed_in_adds_a_device_on_her_page_and_sees_it_there(city: City, as_person: Any) -> None:
    browser = as_person(city.mei)
    page = browser.get("/me/?lang=en").content.decode()
    assert "Tell me on this device too" in page
    assert browser.post("/following/here/", Phone().fields)["Location"] == "/me/#devices"
    [device] = Device.objects.all()
    assert device.person == city.mei
    assert device.contact_hash == contact_hashes("mei@example.com", "")[0]
    page = read(browser.get("/me/?lang=en"))
    assert "This browser" in page
    assert "Tell me on this device too" not in page, "it is told already"


def test_who_came_by_a_link_adds_a_device_for_her_address(city: City, client: Client) -> None:
    digest = contact_hashes(MAIL, "")[0]
    session = client.session
    session[REACHED] = [digest, timezone.now().timestamp() + 3600]
    session.save()
    client.post("/following/here/", Phone().fields)
    assert Device.objects.get().contact_hash == digest


def test_a_stranger_has_nothing_to_be_told(city: City, client: Client) -> None:
    assert client.post("/following/here/", Phone().fields).status_code == 404
    assert client.get("/following/here/").status_code == 200
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"endpoint": "https://evil.example/x"},
        {"endpoint": "https://127.0.0.1/x"},
        {"endpoint": "x" * 5_000},
        {"p256dh": "nonsense"},
        {"auth": ""},
        {"endpoint": "https://fcm.googleapis.com/路"},
    ],
)
def test_broken_words_of_a_browser_are_told_in_a_sentence(city: City, client: Client, broken: dict[str, str]) -> None:
    case = city.case()
    answer = client.post(f"/cases/{case.number}/follow/?lang=en", {"rhythm": "daily", **Phone().fields, **broken})
    assert answer.status_code == 400
    assert "Choose another way to be told" in read(answer)
    assert not Follower.objects.exists()
    assert not Device.objects.exists()


@pytest.mark.parametrize("off", [{"VAPID_PRIVATE_KEY": ""}, {"KEEP_ON_DEVICE": False}])
def test_switched_off_no_page_offers_anything_and_nothing_is_taken(
    city: City, as_person: Any, settings: Any, off: dict[str, Any]
) -> None:
    for name, value in off.items():
        setattr(settings, name, value)
    case, stranger = city.case(), Client()
    for browser in (stranger, as_person(city.mei)):
        for url in (f"/cases/{case.number}/follow/", "/me/", "/following/here/"):
            page = browser.get(url).content.decode()
            assert "data-push" not in page
            assert "push.js" not in page
    assert stranger.post(f"/cases/{case.number}/follow/", {"rhythm": "daily", **Phone().fields}).status_code == 400
    assert not Device.objects.exists()


def test_staff_is_offered_nothing(city: City, as_person: Any) -> None:
    case = city.case()
    assert "data-push" not in as_person(city.lin).get(f"/cases/{case.number}/follow/").content.decode()


def test_where_no_other_way_goes_the_device_is_still_offered(city: City, client: Client, settings: Any) -> None:
    settings.EMAIL_WORKS, settings.SMS_GATEWAY = False, ""
    case = city.case()
    page = client.get(f"/cases/{case.number}/follow/?lang=en").content.decode()
    assert "data-push-ask" in page
    assert 'name="address"' not in page
    assert client.post(f"/cases/{case.number}/follow/", {"rhythm": "daily"}).status_code == 400
    assert client.post(f"/cases/{case.number}/follow/", {"rhythm": "daily", **Phone().fields}).status_code == 302


def test_the_worker_tells_a_new_address_without_a_page(city: City) -> None:
    old, new, worker = Phone(), Phone(), Client(enforce_csrf_checks=True)
    following.tell_on(Hand(old.browser, "x", person=city.mei), language="en", at=NOON)
    assert worker.post("/following/here/renew/", {"before": "https://guess.example/", **new.fields}).status_code == 204
    assert worker.post("/following/here/renew/", {"before": old.endpoint}).status_code == 400
    assert Device.objects.filter(address_hash=notices.endpoint_hash(old.endpoint)).exists()
    assert worker.post("/following/here/renew/", {"before": old.endpoint, **new.fields}).status_code == 204
    assert Device.objects.get().address_hash == notices.endpoint_hash(new.endpoint)


def test_a_browser_whose_device_is_gone_follows_nothing_after_the_sweep(city: City) -> None:
    following.follow_on(hand(), following.of_case(city.case()), rhythm="daily", language="en", at=NOON)
    following.tidy(at=NOON)
    assert Follower.objects.exists()
    Device.objects.all().delete()
    following.tidy(at=NOON)
    assert not Follower.objects.exists()


def test_who_is_erased_leaves_no_device_and_no_browser(city: City) -> None:
    case = city.case()
    following.tell_on(hand("her phone", person=city.mei), language="en", at=NOON)
    following.follow_on(hand("her desk"), following.of_case(case), rhythm="daily", language="en", at=NOON)
    following.follow_on(hand("somebody's"), following.of_case(case), rhythm="daily", language="en", at=NOON)
    erase(Viewer(person=city.mei, browser="her desk"), at=NOON + HOUR)
    assert [one.browser_hash for one in Device.objects.all()] == [browser_hash("somebody's")]
    assert [one.browser_hash for one in Follower.objects.all()] == [browser_hash("somebody's")]


def test_forgetting_a_browser_forgets_what_it_followed(city: City) -> None:
    following.follow_on(hand("x"), following.of_case(city.case()), rhythm="daily", language="en", at=NOON)
    following.forget_browser("", at=NOON)
    assert Follower.objects.exists()
    following.forget_browser("x", at=NOON)
    assert not Follower.objects.exists()
    assert not Device.objects.exists(), "it was kept for that alone"


def test_what_is_taken_along_names_the_devices_and_never_their_addresses(city: City) -> None:
    following.tell_on(hand("x", person=city.mei), language="en", at=NOON)
    assert [one.vendor for one in devices_for(Viewer(person=city.mei))] == ["Google"]
    assert devices_for(Viewer()) == []
    told = b"".join(pieces_along(Viewer(person=city.mei), language="en", at=NOON))
    [device] = json.loads(ZipFile(io.BytesIO(told)).read("data.json"))["devices"]
    assert device == {"vendor": "Google", "language": "en", "created_at": NOON.isoformat()}


def test_a_browser_sees_its_own_follows_only(city: City) -> None:
    case = city.case()
    following.follow_on(hand("x"), following.of_case(case), rhythm="daily", language="en", at=NOON)
    assert len(follows_of(Viewer(browser="x"))) == 1
    assert follows_of(Viewer(browser="y")) == []
    with pytest.raises(NotValid):
        following.follow(following.of_case(case), language="en", at=NOON)
    following.follow(following.of_case(case), contact=Contact(email=MAIL), language="en", at=NOON)
    following.stop_device(Device.objects.get(), at=NOON)
    assert [one.browser_hash for one in Follower.objects.all()] == [None]
