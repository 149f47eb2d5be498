"""Stop: the link shows what it stops, a button stops it; mail programs post without a page before it."""

from datetime import timedelta

from django.test import Client

from civic.following import actions as following
from civic.following.models import Follow, Follower, News
from civic.notices.models import Notice
from civic.supervision import actions as supervision
from tests.following.hands import EMAIL, begin_reading, followed, letters, swept
from tests.pages import read
from tests.people import NOON, City

HOUR = timedelta(hours=1)


def test_looking_at_the_link_stops_nothing(city: City, client: Client) -> None:
    follow = followed(following.of_case(city.case()))
    for token in (follow.stop_token, follow.follower.stop_token):
        assert client.get(f"/following/stop/{token}/").status_code == 200
        assert client.head(f"/following/stop/{token}/").status_code == 200
    assert Follow.objects.count() == 1


def test_the_button_stops_the_one_thing(city: City, client: Client) -> None:
    one, other = followed(following.of_case(city.case())), followed(following.of_matter(city.matter(), None))
    client.post(f"/following/stop/{one.stop_token}/")
    assert Follow.objects.get() == other


def test_a_mail_program_stops_without_a_page_before_it(city: City) -> None:
    follow = followed(following.of_case(city.case()))
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"/following/stop/{follow.stop_token}/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Follow.objects.exists()
    assert not Follower.objects.exists()  # whoever follows nothing leaves no address behind


def test_one_press_stops_everything(city: City, client: Client) -> None:
    follow = followed(following.of_case(city.case()))
    followed(following.of_matter(city.matter(), None))
    other = followed(following.of_matter(city.matter(), None), "bob@example.com")
    client.post(f"/following/stop/{follow.follower.stop_token}/")
    assert Follow.objects.get() == other
    following.stop_all(other.follower, at=NOON)
    assert not Follower.objects.exists()


def test_stopping_twice_and_guessing_read_the_same(city: City, client: Client) -> None:
    follow = followed(following.of_case(city.case()))
    url = f"/following/stop/{follow.stop_token}/"
    client.post(url)
    again, guessed = client.get(url), client.get(f"/following/stop/{'0' * 24}/")
    assert again.status_code == guessed.status_code == 200
    assert read(again) == read(guessed)


def test_what_still_waits_does_not_leave_and_what_else_was_in_it_is_told_again(city: City) -> None:
    begin_reading()
    one, other = city.case(), city.case()
    stopped = followed(following.of_case(one), at=NOON + HOUR)
    followed(following.of_case(other), at=NOON + HOUR)
    for case in (one, other):
        supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    assert swept(NOON + 2 * HOUR) == 1
    following.unfollow(stopped, at=NOON + 2 * HOUR)
    assert letters() == []
    assert swept(NOON + 2 * HOUR + HOUR / 60) == 1
    [letter] = letters()
    assert other.number in letter.body
    assert one.number not in letter.body


def test_whoever_is_forgotten_is_not_found_among_those_who_follow(city: City) -> None:
    begin_reading()
    case = city.case()
    followed(following.of_case(case), at=NOON + HOUR)
    following.follow(following.of_case(case), by=city.mei, language="en", at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    swept(NOON + 2 * HOUR)
    following.forget(city.mei, at=NOON + 3 * HOUR)
    following.forget_contacts({Follower.objects.get().contact_hash or ""}, at=NOON + 3 * HOUR)
    assert not Follower.objects.exists()
    assert not News.objects.exists()
    assert letters() == letters("mei@example.com") == []
    assert not Notice.objects.filter(verb="follow-news").exclude(address_hash="").exists()
    assert EMAIL not in "".join(one.body for one in Notice.objects.all())
