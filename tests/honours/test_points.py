"""Points of the time bank: they follow the book, are given on, and spent."""

from datetime import date

import pytest

from civic.cases.queries import Viewer
from civic.honours import actions as honours
from civic.honours.actions.holding import move_points
from civic.honours.models import PointEntry, Reward, Star
from civic.honours.queries import balance_of
from civic.honours.rules import PointKind
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.me.actions import erase
from tests.honours.ground import book, policy, take_back
from tests.people import NOON, City
from tests.volunteers.ground import DAY, Helpers, found_helpers, volunteer

pytestmark = pytest.mark.django_db
NAMES = {"zh-hans": "市歌舞团门票", "zh-hant": "", "en": "A seat at the theatre"}


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


def starred(helpers: Helpers, hours: int = 100) -> None:
    """wu has so many hours, their points, and a star."""
    row = policy(helpers)
    book(helpers.wu, hours * 60 + 59, of=helpers.organisation)
    honours.settle_points(at=NOON)
    Star.objects.create(
        volunteer=helpers.wu, level=1, policy=row, minutes=6000, state="granted", at=NOON, decided_at=NOON
    )


def offered(helpers: Helpers, *, points: int = 30, left: int | None = 1) -> Reward:
    """A seat at the theatre."""
    return honours.offer_reward(
        names=NAMES, points=points, left=left, until=date(2026, 12, 31), where="志愿者之家", by=helpers.luo, at=NOON
    )


def test_each_whole_hour_is_a_point_once_however_often_it_is_settled(helpers: Helpers) -> None:
    entry = book(helpers.wu, 179, of=helpers.organisation)
    assert honours.settle_points(at=NOON) == 1
    assert honours.settle_points(at=NOON) == 0
    assert balance_of(helpers.wu) == 2
    take_back(entry, at=NOON + DAY)
    honours.settle_points(at=NOON + DAY)
    assert balance_of(helpers.wu) == 0
    assert list(PointEntry.objects.values_list("kind", flat=True)) == ["earned", "taken-back"]


def test_a_worker_that_was_away_for_weeks_makes_up_for_it(helpers: Helpers) -> None:
    book(helpers.wu, 120, of=helpers.organisation)  # at NOON, while nobody settled
    assert honours.settle_points(at=NOON + 30 * DAY) == 1
    assert balance_of(helpers.wu) == 2
    other = volunteer("qin")
    book(other, 60, of=helpers.organisation, at=NOON + 31 * DAY)
    assert honours.settle_points(at=NOON + 60 * DAY) == 1
    assert balance_of(other) == 1


def test_what_was_given_away_is_not_asked_back(helpers: Helpers) -> None:
    wu, other = helpers.wu, volunteer("qin")
    assert wu.person is not None
    entry = book(wu, 180, of=helpers.organisation)
    honours.settle_points(at=NOON)
    honours.give_points(wu, to_number=f" {(other.number or '').lower()} ", points=3, by=wu.person, at=NOON)
    take_back(entry, at=NOON + DAY)
    honours.settle_points(at=NOON + DAY)
    assert (balance_of(wu), balance_of(other)) == (0, 3)
    book(wu, 240, of=helpers.organisation, at=NOON + 2 * DAY)  # three of these four hours are owed
    honours.settle_points(at=NOON + 2 * DAY)
    assert balance_of(wu) == 1


@pytest.mark.parametrize(
    ("number", "points", "field"), [("V00", 1, "to_number"), ("own", 1, "to_number"), ("other", 4, "points")]
)
def test_a_gift_names_somebody_else_and_no_more_than_there_is(
    helpers: Helpers, number: str, points: int, field: str
) -> None:
    wu, other = helpers.wu, volunteer("qin")
    assert wu.person is not None
    book(wu, 180, of=helpers.organisation)
    honours.settle_points(at=NOON)
    to_number = {"own": wu.number, "other": other.number}.get(number, number) or ""
    with pytest.raises(NotValid) as refused:
        honours.give_points(wu, to_number=to_number, points=points, by=wu.person, at=NOON)
    assert list(refused.value.fields) == [field]
    with pytest.raises(NotAllowed):
        honours.give_points(wu, to_number=other.number or "", points=1, by=helpers.luo, at=NOON)


def test_points_become_a_code_that_is_used_once(helpers: Helpers) -> None:
    starred(helpers)
    wu, reward = helpers.wu, offered(helpers)
    assert wu.person is not None
    voucher = honours.spend_points(wu, reward=reward, by=wu.person, at=NOON)
    assert balance_of(wu) == 70
    with pytest.raises(Conflict, match="none left"):
        honours.spend_points(wu, reward=reward, by=wu.person, at=NOON)
    with pytest.raises(NotAllowed):
        honours.use_voucher(voucher.code, by=wu.person, at=NOON)
    used = honours.use_voucher(voucher.code.lower(), by=helpers.luo, at=NOON)
    assert (used.code, used.used_by) == ("", helpers.luo)
    with pytest.raises(Taken):
        honours.use_voucher(voucher.code, by=helpers.luo, at=NOON)
    with pytest.raises(NotValid):
        honours.use_voucher("1" * 12, by=helpers.luo, at=NOON)


def test_without_a_star_without_enough_or_too_late_nothing_is_spent(helpers: Helpers) -> None:
    wu = helpers.wu
    assert wu.person is not None
    reward = offered(helpers, points=500)
    with pytest.raises(Conflict, match="first star"):
        honours.spend_points(wu, reward=reward, by=wu.person, at=NOON)
    starred(helpers)
    with pytest.raises(Conflict, match="costs 500"):
        honours.spend_points(wu, reward=reward, by=wu.person, at=NOON)
    with pytest.raises(Conflict, match="ended"):
        honours.spend_points(wu, reward=offered(helpers), by=wu.person, at=NOON + 90 * DAY)
    ended = honours.end_reward(offered(helpers), by=helpers.luo, at=NOON)
    with pytest.raises(Conflict):
        honours.spend_points(wu, reward=ended, by=wu.person, at=NOON)
    with pytest.raises(Conflict):
        honours.end_reward(ended, by=helpers.luo, at=NOON)
    assert balance_of(wu) == 100


def test_a_reward_is_offered_whole_or_not(helpers: Helpers) -> None:
    with pytest.raises(NotValid) as refused:
        honours.offer_reward(names={}, points=0, left=0, until=date(2026, 1, 1), where="", by=helpers.luo, at=NOON)
    assert set(refused.value.fields) == {"name_zh_hans", "points", "left", "until", "where"}
    with pytest.raises(NotAllowed):
        honours.offer_reward(
            names=NAMES, points=1, left=None, until=date(2027, 1, 1), where="x", by=helpers.leader, at=NOON
        )


def test_no_account_holds_more_than_the_ceiling(helpers: Helpers) -> None:
    wu, other = helpers.wu, volunteer("qin")
    assert wu.person is not None
    book(wu, 1700 * 60, of=helpers.organisation)
    honours.settle_points(at=NOON)
    assert balance_of(wu) == 1500
    move_points(other, PointKind.EARNED, 1499, by=None, at=NOON)
    with pytest.raises(NotValid):
        honours.give_points(wu, to_number=other.number or "", points=2, by=wu.person, at=NOON)


def test_whoever_is_forgotten_earns_no_more(helpers: Helpers) -> None:
    person = helpers.wu.person
    assert person is not None
    book(helpers.wu, 600, of=helpers.organisation)
    erase(Viewer(person=person), at=NOON)
    assert honours.settle_points(at=NOON) == 0
    assert balance_of(helpers.wu) == 0


def test_a_reward_with_a_digit_too_many_is_refused_beside_its_field(helpers: Helpers) -> None:
    said = {
        "names": {"zh-hans": "剧院门票"},
        "until": date(2027, 1, 1),
        "where": "服务中心",
        "by": helpers.luo,
        "at": NOON,
    }
    for field, numbers in (("points", {"points": 10**30, "left": 1}), ("left", {"points": 1, "left": 2**63})):
        with pytest.raises(NotValid) as refused:
            honours.offer_reward(**said, **numbers)
        assert list(refused.value.fields) == [field]
