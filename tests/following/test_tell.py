"""Tell: each step reaches whoever follows, once, grouped, by day; and what was hidden in between does not leave."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.cases.actions import forget_reporter
from civic.following import actions as following
from civic.following.models import Follow
from civic.handling import actions as handling
from civic.notices import actions as notices
from civic.notices.models import Notice
from civic.supervision import actions as supervision
from tests.following.hands import EMAIL, begin_reading, followed, followed_by, letters, swept
from tests.people import IN_DONGQIAO, NOON, City

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _reading(city: City) -> None:
    begin_reading()


def test_a_step_of_a_case_reaches_its_follower_and_says_which(city: City) -> None:
    case = city.case()
    followed(following.of_case(case), at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    assert swept(NOON + 2 * HOUR + MINUTE) == 1
    [letter] = letters()
    assert "望江路路灯不亮" in letter.subject_line
    assert f"/cases/{case.number}/" in letter.body
    assert "Accepted" in letter.body
    assert swept(NOON + 2 * HOUR + 2 * MINUTE) == 0


def test_what_happened_before_somebody_followed_is_not_told(city: City) -> None:
    case = city.case("accepted")
    followed(following.of_case(case), at=NOON + 3 * HOUR)
    assert swept(NOON + 3 * HOUR) == 0


def test_who_has_not_confirmed_hears_nothing(city: City) -> None:
    case = city.case()
    followed(following.of_case(case), at=NOON + HOUR)
    Follow.objects.update(confirmed_at=None)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    assert swept(NOON + 2 * HOUR) == 0


@pytest.mark.parametrize("kind", ["matter", "area", "both", "around", "cell"])
def test_a_case_is_heard_of_by_its_matter_its_area_its_circle_and_its_cell(city: City, kind: str) -> None:
    lat, lon = IN_DONGQIAO
    subject = {
        "matter": lambda: following.of_matter(city.matter(), None),
        "area": lambda: following.of_matter(None, city.area("990100")),
        "both": lambda: following.of_matter(city.matter(), city.area()),
        "around": lambda: following.around(lat + 0.004, lon, 500),
        "cell": lambda: following.of_cell(city.area().cells.get()),
    }[kind]()
    followed(subject)
    case = city.case("accepted", at=NOON + HOUR)
    assert swept(NOON + 3 * HOUR) == 1
    assert case.number in letters()[0].body


@pytest.mark.parametrize("kind", ["matter", "area", "around"])
def test_what_lies_elsewhere_is_not_heard_of(city: City, kind: str) -> None:
    lat, lon = IN_DONGQIAO
    subject = {
        "matter": lambda: following.of_matter(city.matter("0102"), None),
        "area": lambda: following.of_matter(None, city.area("990101")),
        "around": lambda: following.around(lat + 0.005, lon, 500),
    }[kind]()
    followed(subject)
    city.case("accepted", at=NOON + HOUR)
    assert swept(NOON + 3 * HOUR) == 0


def test_of_what_nobody_has_screened_only_the_place_is_told_and_no_circle_hears_it(city: City) -> None:
    followed(following.of_matter(city.matter(), None))
    followed(following.around(*IN_DONGQIAO, 100), "bob@example.com")
    case = city.case(published=False, at=NOON + HOUR)
    swept(NOON + 2 * HOUR)
    [letter] = letters()
    assert "望江路" not in letter.body + letter.subject_line
    assert "99010200100101" in letter.body
    assert case.number in letter.body
    assert letters("bob@example.com") == []


def test_a_case_is_told_of_at_most_once_a_day_and_the_rest_comes_in_the_morning(city: City) -> None:
    case = city.case()
    followed(following.of_case(case), at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    assert swept(NOON + 2 * HOUR) == 1
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=NOON + 3 * HOUR)
    assert swept(NOON + 3 * HOUR) == 0
    handling.take(case, by=city.chen, at=NOON + 4 * HOUR)
    assert swept(NOON + 4 * HOUR) == 0
    eight = datetime(2026, 11, 4, 0, 0, tzinfo=UTC)
    assert swept(eight - MINUTE) == 0
    assert swept(eight) == 1
    assert len(letters()) == 2


def test_whoever_follows_a_case_in_two_ways_gets_one_message_with_both_links(city: City) -> None:
    case = city.case()
    followed(following.of_case(case), at=NOON + HOUR)
    followed(following.of_matter(city.matter(), None), at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    assert swept(NOON + 2 * HOUR) == 1
    assert letters()[0].body.count("/following/stop/") == 3


def test_whoever_handed_a_case_in_is_not_told_a_second_time(city: City) -> None:
    case = city.case(email=EMAIL)
    mine = city.case(by=city.mei, email="mei@example.com")
    followed(following.of_matter(city.matter(), None), at=NOON + HOUR)
    followed_by(city.mei, following.of_matter(city.matter(), None), at=NOON + HOUR)
    for one in (case, mine):
        supervision.accept(one, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    swept(NOON + 2 * HOUR)
    [letter], [meis] = letters(), letters("mei@example.com")
    assert mine.number in letter.body
    assert case.number not in letter.body
    assert case.number in meis.body
    assert mine.number not in meis.body


# --- quiet hours and rhythms, by the clock of the city ---


def test_by_night_nothing_is_queued_and_it_leaves_at_eight(city: City) -> None:
    case = city.case()
    followed(following.of_case(case), at=NOON + HOUR)
    late = datetime(2026, 11, 3, 14, 30, tzinfo=UTC)  # half past ten in the evening
    supervision.accept(case, by=city.lin, matter=city.matter(), at=late)
    assert [swept(late + hours * HOUR) for hours in range(10)] == [0] * 10
    assert swept(datetime(2026, 11, 4, 0, 0, tzinfo=UTC)) == 1


def test_what_waited_for_the_mail_server_does_not_leave_by_night(city: City, settings: Any) -> None:
    settings.EMAIL_WORKS = True
    case = city.case()
    followed(following.of_case(case), at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    evening = datetime(2026, 11, 3, 13, 59, tzinfo=UTC)
    assert swept(evening) == 1
    assert notices.deliver_due(at=evening + 2 * MINUTE) == 0
    assert notices.deliver_due(at=datetime(2026, 11, 4, 0, 0, tzinfo=UTC)) == 1


def test_daily_and_weekly_come_in_the_morning_with_all_that_happened(city: City) -> None:
    one, other = city.case(), city.case()
    for case in (one, other):
        followed(following.of_case(case), at=NOON + HOUR, rhythm="daily")
        followed(following.of_case(case), "bob@example.com", at=NOON + HOUR, rhythm="weekly")
        supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    assert swept(NOON + 3 * HOUR) == 0
    assert swept(datetime(2026, 11, 4, 0, 1, tzinfo=UTC)) == 1
    [daily] = letters()
    assert one.number in daily.body
    assert other.number in daily.body
    assert swept(datetime(2026, 11, 8, 23, 59, tzinfo=UTC)) == 0
    assert swept(datetime(2026, 11, 9, 0, 0, tzinfo=UTC)) == 1  # a Monday
    assert len(letters("bob@example.com")) == 1


# --- hidden in between ---


def test_what_was_withheld_before_the_message_was_written_is_not_in_it(city: City) -> None:
    hidden, shown = city.case(), city.case()
    for case in (hidden, shown):
        followed(following.of_case(case), at=NOON + HOUR, rhythm="daily")
        supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    swept(NOON + 3 * HOUR)
    supervision.withhold(hidden, by=city.mo, reason="personal", at=NOON + 4 * HOUR)
    assert swept(datetime(2026, 11, 4, 0, 0, tzinfo=UTC)) == 1
    [letter] = letters()
    assert shown.number in letter.body
    assert hidden.number not in letter.body


@pytest.mark.parametrize("how", ["withhold", "erase"])
def test_what_was_hidden_while_the_message_waited_leaves_it_and_the_rest_is_told(
    city: City, settings: Any, how: str
) -> None:
    settings.EMAIL_WORKS = True
    hidden, shown = city.case(), city.case()
    for case in (hidden, shown):
        followed(following.of_case(case), at=NOON + HOUR)
        supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    assert swept(NOON + 3 * HOUR) == 1
    if how == "withhold":
        supervision.withhold(hidden, by=city.mo, reason="personal", at=NOON + 3 * HOUR)
    else:
        forget_reporter(hidden, at=NOON + 3 * HOUR, public_words_too=True)
    assert letters() == []
    swept(NOON + 3 * HOUR + MINUTE)
    notices.deliver_due(at=NOON + 3 * HOUR + 2 * MINUTE)
    said = "".join(str(letter.body) for letter in mail.outbox if letter.to == [EMAIL])
    assert shown.number in said
    if how == "withhold":
        assert hidden.number not in said
    else:
        assert "望江路 18" not in said


def test_the_mail_carries_what_mail_programs_need_to_stop_it_with_one_press(city: City, settings: Any) -> None:
    settings.EMAIL_WORKS = True
    case = city.case()
    follow = followed(following.of_case(case), at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    swept(NOON + 2 * HOUR)
    notices.deliver_due(at=NOON + 2 * HOUR)
    [letter] = mail.outbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["List-Unsubscribe"].endswith(f"/following/stop/{follow.stop_token}/>")
    assert Notice.objects.get(verb="follow-news").stop_url == ""


def test_the_statements_are_as_many_for_fifty_followers_as_for_six(city: City) -> None:
    cases = [city.case(at=NOON + hours * HOUR) for hours in range(2)]
    begin_reading(NOON + 3 * HOUR)
    counts = []  # SQLite cuts an INSERT of more rows than these in two
    for case, begin, end in ((cases[0], 0, 6), (cases[1], 6, 50)):
        for place in range(begin, end):
            followed(following.of_matter(city.matter(), None), f"f{place}@example.com", at=NOON + 3 * HOUR)
        at = NOON + 4 * HOUR + begin * MINUTE
        supervision.accept(case, by=city.lin, matter=city.matter(), at=at)
        following.read_timeline(at=at)
        with CaptureQueriesContext(connection) as spreading:
            following.spread(at=at)
        with CaptureQueriesContext(connection) as telling:
            assert following.tell(at=at) == end
        counts.append((len(spreading), len(telling)))
    assert counts[0] == counts[1]
    assert counts[0][0] < 16, counts
    assert counts[0][1] < 24, counts
