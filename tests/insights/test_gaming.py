"""Closing without action can never raise a figure: each trick is played by the people who could, and the figures of the
office before and after are compared. None may rise."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from civic.cases import actions as cases
from civic.cases.models import Case
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.insights.rules import MEASURES, Tally
from civic.supervision import actions as supervision
from tests.insights.counting import DAY, HOUR, LATER, answered, closed, counted
from tests.people import NOON, City

OFFICE = "dongqiao-lamps"
EVEN_LATER = NOON + 12 * DAY
Trick = Callable[[Case, City], Any]


def _kept(case: Case) -> datetime:
    assert case.answer_due_at is not None
    return case.answer_due_at


def _without_action(outcome: str) -> Trick:
    def play(case: Case, city: City) -> None:
        closed(answered(case, city, outcome, at=NOON + 5 * HOUR), city, at=NOON + 6 * HOUR)

    return play


def _unchecked(case: Case, city: City) -> None:
    answered(case, city, "solved", at=NOON + 5 * HOUR)


def _sent_back(case: Case, city: City) -> None:
    answered(case, city, "solved", at=NOON + 5 * HOUR)
    supervision.send_back(case, by=city.lin, reason="灯仍然不亮。", at=NOON + 6 * HOUR)


def _other(case: Case) -> Case:
    """Another open case of the same office, there before."""
    return Case.objects.filter(state="in-hand").exclude(pk=case.pk).get()


def _merged(case: Case, city: City) -> None:
    supervision.merge(case, by=city.lin, into=_other(case), at=NOON + 6 * HOUR)


def _merged_late(case: Case, city: City) -> None:
    supervision.merge(case, by=city.lin, into=_other(case), at=_kept(case) + HOUR)


def _merged_and_declined(case: Case, city: City) -> None:
    supervision.merge(case, by=city.lin, into=_other(case), at=NOON + 6 * HOUR)
    supervision.unmerge(case, by=city.lin, reason="不是同一件。", at=NOON + 7 * HOUR)
    supervision.decline(case, by=city.lin, basis="《云桥市事项目录》第三条", text="不归我们办。", at=NOON + 8 * HOUR)


def _taken_up_afresh(case: Case, city: City) -> None:
    """Merged, taken out again, accepted again: the day promised first stays."""
    supervision.merge(case, by=city.lin, into=_other(case), at=_kept(case) + HOUR)
    supervision.unmerge(case, by=city.lin, reason="不是同一件。", at=EVEN_LATER + 2 * HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=EVEN_LATER + 3 * HOUR)


def _split(case: Case, city: City) -> None:
    for turn in range(3):
        matter = city.matter("0102")
        supervision.split(
            case, by=city.lin, title=f"部分 {turn}", text="做。", matter=matter, at=NOON + (5 + turn) * HOUR
        )


def _withheld(case: Case, city: City) -> None:
    supervision.withhold(case, by=city.mo, reason="有人名。", at=NOON + 5 * HOUR)


def _returned_late(case: Case, city: City) -> None:
    handling.return_case(case, by=city.chen, reason="这盏灯归公园管理处。", at=_kept(case) + HOUR)


def _returned_before(case: Case, city: City) -> None:
    handling.return_case(case, by=city.chen, reason="这盏灯归公园管理处。", at=_kept(case) - HOUR)


def _deferred(case: Case, city: City) -> None:
    until = (_kept(case) + 4 * DAY).date()
    handling.defer(case, by=city.chen, until=until, reason="等材料。", at=NOON + 5 * HOUR)
    supervision.grant_deferral(case, by=city.lin, at=NOON + 6 * HOUR)
    answered(case, city, "solved", at=_kept(case) + DAY)
    closed(case, city, at=_kept(case) + DAY + HOUR)


def _asked_only(case: Case, city: City) -> None:
    handling.ask(case, by=city.chen, text="请再说一遍。", at=NOON + 5 * HOUR)


def _rung_in_vain(case: Case, city: City) -> None:
    cases.call(case, by=city.chen, result="no-answer", at=NOON + 5 * HOUR)


TRICKS: dict[str, Trick] = {
    **{
        f"answered {outcome}": _without_action(outcome)
        for outcome in ("not-found", "not-ours", "not-possible", "planned")
    },
    "answered and not checked": _unchecked,
    "answered and sent back": _sent_back,
    "merged": _merged,
    "merged after its day": _merged_late,
    "merged, taken out, declined": _merged_and_declined,
    "taken up afresh": _taken_up_afresh,
    "split": _split,
    "withheld": _withheld,
    "returned after its day": _returned_late,
    "deferred": _deferred,
    "asked without a reply": _asked_only,
    "rung in vain": _rung_in_vain,
}


def _ground(city: City) -> None:
    """Enough that a rate could move either way: work done and praised, work done and blamed, work late."""
    for solved in ("yes", "no", "partly"):
        city.rated(city.case("closed"), solved, result=5 if solved == "yes" else 1)
    city.case("closed")
    city.case("in-hand")


def _rose(before: Tally, after: Tally) -> list[str]:
    """The rates that are better than before; what is bad is better when it falls."""
    risen = []
    for measure in MEASURES:
        old, new = measure.of(before), measure.of(after)
        was = old.numerator / old.denominator if old.denominator else 0.0
        is_now = new.numerator / new.denominator if new.denominator else 0.0
        if (is_now < was - 1e-9 and old.denominator) if measure.is_bad else is_now > was + 1e-9:
            risen.append(measure.key)
    return risen


def test_no_trick_raises_a_figure_against_leaving_the_case_alone(city: City) -> None:
    _ground(city)
    case = city.case("in-hand")
    before = counted(office=OFFICE)
    assert (before.due, before.in_time, before.asked) == (6, 3, 4)
    raised = {}
    for name, play in TRICKS.items():
        with transaction.atomic():  # each is played in the same city
            play(Case.objects.get(pk=case.pk), city)
            raised[name] = _rose(before, counted(office=OFFICE))
            transaction.set_rollback(True)
    assert raised == {name: [] for name in TRICKS}


def test_a_bad_closed_case_that_is_hidden_raises_nothing(city: City) -> None:
    _ground(city)
    bad = city.rated(city.case("closed"), "no", result=1)
    before = counted(office=OFFICE)
    supervision.withhold(bad, by=city.mo, reason="有人名。", at=NOON + 5 * DAY)
    assert _rose(before, counted(office=OFFICE)) == []


def test_work_anew_after_a_no_raises_nothing_but_is_told_apart(city: City) -> None:
    _ground(city)
    bad = city.rated(city.case("closed"), "no", at=NOON + DAY)
    before = counted(office=OFFICE)
    handling.dispatch(bad, by=city.zhao, office=city.office(OFFICE), at=NOON + 2 * DAY)
    handling.take(bad, by=city.chen, at=NOON + 2 * DAY + HOUR)
    bad = closed(answered(bad, city, "solved", at=NOON + 3 * DAY), city, at=NOON + 3 * DAY + HOUR)
    city.rated(bad, "yes", result=5, attitude=5, speed=5, at=NOON + 4 * DAY)
    assert _rose(before, counted(office=OFFICE)) == ["put_right"]


def test_whoever_works_for_the_city_rates_nothing_up(city: City) -> None:
    _ground(city)
    case = city.case("closed", by=city.dong)
    before = counted(office=OFFICE)
    feedback.rate(case, by=city.reporter(case), solved="yes", result=5, at=NOON + 2 * DAY)
    after = counted(office=OFFICE)
    assert (after.yes, after.result, after.asked) == (before.yes, before.result, before.asked)
    assert _rose(before, after) == []


def test_work_that_is_done_does_raise_them(city: City) -> None:
    """The other way round: were nothing counted at all, the tests above would hold too."""
    _ground(city)
    case = city.case("in-hand")
    before = counted(office=OFFICE)
    case = closed(answered(case, city, "solved", at=NOON + 5 * HOUR), city, at=NOON + 6 * HOUR)
    assert _rose(before, counted(office=OFFICE)) == ["in_time", "response"]
    city.rated(case, "yes")
    assert "solved" in _rose(before, counted(office=OFFICE, at=LATER))
