"""What the front page says of the city: rates with their parts from the kept figures, hidden cases nowhere else."""

from datetime import timedelta

from civic.insights.queries import counts, newest_answered, newest_on_map, tally_of
from civic.insights.rules import Rate, Share
from civic.supervision import actions as supervision
from tests.insights.counting import LATER, counted
from tests.people import NOON, City

SINCE = NOON - timedelta(days=2)


def test_a_rate_of_nothing_has_no_percent_and_only_all_is_a_hundred() -> None:
    assert Share(0, 0).percent is None
    assert Share(0, 7).percent == 0
    assert Share(7, 7).percent == 100
    assert Share(999, 1000).percent == 99
    assert Share(1, 1000).percent == 1


def test_below_ten_there_is_no_percentage() -> None:
    assert Rate(9, 9, behind=9).percent is None
    assert Rate(9, 10, behind=10).percent == 90
    assert Rate(9, 40, behind=9).percent is None  # nine answered of forty


def test_the_front_page_reads_the_kept_figures_of_its_month(city: City) -> None:
    city.case("closed")
    assert tally_of(LATER.date().replace(day=1)).is_empty
    counted()
    assert tally_of(LATER.date().replace(day=1)).due == 1


def test_hidden_cases_are_no_newest_answer_and_no_dot(city: City) -> None:
    city.case("closed", published=False)
    gone = city.rated(city.case("closed"), "yes")
    supervision.withhold(gone, by=city.mo, reason="有人名。", at=NOON + timedelta(days=3))
    assert counts(since=SINCE).answered == 0
    assert not newest_answered().exists()
    assert not newest_on_map(since=SINCE).exists()


def test_the_counts_of_the_map_part_answered_open_and_not_solved(city: City) -> None:
    city.case("in-hand")
    city.case("closed")
    city.rated(city.case("closed"), "no")
    told = counts(since=SINCE)
    assert (told.answered, told.is_open, told.not_solved) == (1, 1, 1)
