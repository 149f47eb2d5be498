"""An incident: one commander, cases by rule and by hand, clocks that stand still in public and use up no pause; when it
ends the days run again, every resident is told once, and nothing is closed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from civic.accounts.models import Person
from civic.cases import actions as cases
from civic.cases.actions import (
    end_incident,
    extend_incident,
    hand_command,
    join_incident,
    leave_incident,
    open_incident,
    tend_incidents,
    write_bulletin,
)
from civic.cases.models import Bulletin, Case, Deadline, Incident, Joined
from civic.cases.queries import first_broken_line, timeline
from civic.cases.queries.incidents import (
    banners_at,
    banners_everywhere,
    forget_incidents,
    public_tally,
    states_in,
)
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.duty import colleague
from tests.people import IN_HEXIN, NOON, SINCE, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAMES = {"zh-hans": "台风“海燕”", "zh-hant": "颱風“海燕”", "en": "Typhoon Haiyan"}
DRAWN = {
    "type": "Polygon",
    "coordinates": [[[113.20, 23.10], [113.25, 23.10], [113.25, 23.15], [113.20, 23.15], [113.20, 23.10]]],
}


def opened(city: City, *, at: datetime = NOON, by: Person | None = None, **given: Any) -> Incident:
    """An incident of the lamps of Dongqiao, under Sun, for four days."""
    told: dict[str, Any] = {
        "names": NAMES,
        "reason": "台风把线路吹断了，先抢险，再逐件答复。",
        "commander": city.sun,
        "areas": [city.area()],
        "matters": [city.matter()],
        "gathers_from": at - DAY,
        "until": at + 4 * DAY,
    }
    return open_incident(by=by or city.sun, at=at, **(told | given))


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def verbs(case: Case) -> list[str]:
    return list(case.lines.order_by("seq").values_list("verb", flat=True))


# --- who opens, who commands ---


@pytest.mark.parametrize("who", ["lin", "mo", "zhao", "chen", "shen", "he", "rui", "mei", "root"])
def test_only_the_committee_and_the_head_of_the_command_centre_open_one(city: City, who: str) -> None:
    with pytest.raises(NotAllowed):
        opened(city, by=getattr(city, who))
    assert not Incident.objects.exists()


def test_the_head_of_the_command_centre_opens_one(city: City) -> None:
    heng = colleague(city, "heng", "head", "command")
    assert opened(city, by=heng, commander=heng).commander == heng


@pytest.mark.parametrize("who", ["lin", "mo", "rui", "he", "mei"])
def test_whoever_checks_or_reviews_commands_nothing(city: City, who: str) -> None:
    with pytest.raises(NotValid):
        opened(city, commander=getattr(city, who))


@pytest.mark.parametrize(
    "given",
    [
        {"names": {"en": "Typhoon"}},
        {"reason": " "},
        {"until": NOON},
        {"until": NOON + 31 * DAY},
        {"gathers_from": NOON - 31 * DAY},
        {"gathers_from": NOON + DAY},
        {"matters": []},
        {"polygon": {"type": "Point", "coordinates": [1, 2]}},
        {"polygon": {"type": "Polygon", "coordinates": "x"}},
        {"polygon": ["x"]},
    ],
)
def test_what_an_incident_needs(city: City, given: dict[str, Any]) -> None:
    with pytest.raises(NotValid):
        opened(city, **given)


def test_only_the_commander_writes_joins_prolongs_and_ends(city: City) -> None:
    incident, case = opened(city), city.case("accepted")
    for person in (city.zhao, city.shen, city.lin, city.mei):
        for act in (
            lambda person=person: write_bulletin(incident, text="水退了。", by=person, at=NOON),
            lambda person=person: end_incident(incident, text="结束。", by=person, at=NOON),
            lambda person=person: extend_incident(incident, until=NOON + DAY, text="提前。", by=person, at=NOON),
            lambda person=person: join_incident(case, incident=incident, by=person, at=NOON),
            lambda person=person: leave_incident(case, incident=incident, by=person, at=NOON),
            lambda person=person: hand_command(incident, to=city.zhao, by=person, at=NOON),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert hand_command(incident, to=city.zhao, by=city.sun, at=NOON).commander == city.zhao
    with pytest.raises(NotAllowed):
        write_bulletin(incident, text="水退了。", by=city.sun, at=NOON)
    assert write_bulletin(incident, text="水退了。", by=city.zhao, at=NOON).office == city.office("command")
    with pytest.raises(Conflict):
        hand_command(incident, to=city.zhao, by=city.sun, at=NOON)


def test_an_ended_incident_is_not_changed_any_more(city: City) -> None:
    incident, case = opened(city), city.case("accepted", matter=city.matter("0102"))
    end_incident(incident, text="已恢复供电。", by=city.sun, at=NOON + DAY)
    for act in (
        lambda: write_bulletin(incident, text="又来了。", by=city.sun, at=NOON + DAY),
        lambda: end_incident(incident, text="结束。", by=city.sun, at=NOON + DAY),
        lambda: extend_incident(incident, until=NOON + 3 * DAY, text="延长。", by=city.sun, at=NOON + DAY),
        lambda: join_incident(case, incident=incident, by=city.sun, at=NOON + DAY),
        lambda: leave_incident(case, incident=incident, by=city.sun, at=NOON + DAY),
        lambda: hand_command(incident, to=city.zhao, by=city.sun, at=NOON + DAY),
    ):
        with pytest.raises(Conflict):
            act()
    assert [one.text for one in incident.bulletins.all()] == ["已恢复供电。"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(state="open")
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(ended_at=None)


# --- which cases ---


def test_cases_of_its_places_and_matters_are_gathered_by_a_sweep_and_others_are_not(city: City) -> None:
    mine = city.case("dispatched", at=NOON - 5 * HOUR)
    fresh = city.case("filed", at=NOON - HOUR, published=False)
    elsewhere = city.case("accepted", at=NOON - 5 * HOUR, lat=IN_HEXIN[0], lon=IN_HEXIN[1])
    other = city.filed(matter=city.matter("0102"), at=NOON - 5 * HOUR).case
    earlier = city.case("accepted", at=NOON - 3 * DAY)
    closed = city.case("closed", at=NOON - 10 * HOUR)
    incident = opened(city)
    assert Joined.objects.count() == 0  # opening costs the same whatever there is
    assert tend_incidents(at=NOON) == 2
    assert tend_incidents(at=NOON) == 0
    assert {one.pk for one in Case.objects.filter(incident=incident)} == {mine.pk, fresh.pk}
    for case in (elsewhere, other, earlier, closed):
        assert again(case).incident is None
    assert verbs(mine)[-1] == "join-incident"
    assert first_broken_line(again(mine)) is None


def test_it_goes_through_its_cases_in_batches(city: City) -> None:
    for _turn in range(5):
        city.filed(at=NOON - HOUR)
    opened(city)
    assert [tend_incidents(at=NOON, most=2) for _turn in range(4)] == [2, 2, 1, 0]


def test_a_polygon_and_a_cell_reach_what_lies_in_them(city: City) -> None:
    inside = city.filed(lat=IN_HEXIN[0], lon=IN_HEXIN[1], at=NOON - HOUR).case
    outside = city.filed(at=NOON - HOUR).case
    opened(city, areas=[], polygon=DRAWN)
    tend_incidents(at=NOON)
    assert again(inside).incident is not None
    assert again(outside).incident is None
    assert outside.cell is not None
    other = opened(city, areas=[], cells=[outside.cell])
    tend_incidents(at=NOON)
    assert again(outside).incident == other


def test_a_new_case_joins_by_itself_when_it_is_filed(city: City) -> None:
    incident = opened(city)
    case = city.filed(at=NOON + HOUR).case
    assert (case.incident, case.held_until) == (incident, incident.until)
    assert verbs(case) == ["file", "join-incident"]
    assert Deadline.objects.get(case=case).held == [[(NOON + HOUR).isoformat(), incident.until.isoformat()]]
    assert city.filed(at=NOON + HOUR, matter=city.matter("0102")).case.incident is None
    assert city.filed(at=NOON + HOUR, kind="thanks").case.incident is None
    assert first_broken_line(case) is None


def test_a_case_filed_while_another_worker_had_not_heard_of_it_is_found_afterwards(city: City) -> None:
    forget_incidents()
    banners_everywhere()  # this process has just looked, and there was none
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("civic.cases.actions.incidents.forget_incidents", lambda: None)
        incident = opened(city)
        tend_incidents(at=NOON)
        case = city.filed(at=NOON + HOUR / 60).case
    assert case.incident is None
    tend_incidents(at=NOON + HOUR / 30)
    assert again(case).incident == incident


def test_an_ordinary_filing_asks_nothing_more_while_no_incident_is_under_way(city: City) -> None:
    city.filed()
    with CaptureQueriesContext(connection) as asked:
        city.filed()
    assert not [
        one
        for one in asked
        if "incident" in one["sql"] and one["sql"].startswith("SELECT") and "cases_incident" in one["sql"]
    ]


def test_by_hand_the_commander_puts_a_case_in_and_takes_it_out(city: City) -> None:
    incident = opened(city)
    case = city.case("accepted", matter=city.matter("0102"), at=NOON - 2 * HOUR)
    case = city.case("accepted", at=NOON - 3 * DAY)
    join_incident(case, incident=incident, by=city.sun, at=NOON)
    with pytest.raises(Conflict):
        join_incident(case, incident=incident, by=city.sun, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Joined.objects.create(incident=incident, case=case, at=NOON)
    leave_incident(case, incident=incident, by=city.sun, at=NOON + HOUR)
    assert verbs(case)[-2:] == ["join-incident", "leave-incident"]
    assert (again(case).incident, again(case).held_until) == (None, None)
    with pytest.raises(Conflict):
        leave_incident(case, incident=incident, by=city.sun, at=NOON + HOUR)
    with pytest.raises(Conflict):
        join_incident(city.case("closed", at=NOON - 9 * HOUR), incident=incident, by=city.sun, at=NOON)


def test_what_was_taken_out_by_hand_is_not_gathered_again(city: City) -> None:
    case = city.filed(at=NOON - HOUR).case
    incident = opened(city)
    tend_incidents(at=NOON)
    leave_incident(case, incident=incident, by=city.sun, at=NOON)
    assert tend_incidents(at=NOON + HOUR / 60) == 0
    assert again(case).incident is None


# --- the clock ---


def test_the_days_move_by_the_working_time_it_stood_and_the_own_pause_is_left(city: City) -> None:
    case = city.case("in-hand", at=NOON - 30 * HOUR)  # on Monday
    promised, own = case.answer_due_at, case.pauses
    assert promised is not None
    incident = opened(city, gathers_from=NOON - 2 * DAY)
    tend_incidents(at=NOON)
    held = again(case)
    assert held.answer_due_at is not None
    assert held.answer_due_at > promised
    end_incident(incident, text="结束。", by=city.sun, at=NOON + 2 * DAY)  # Tuesday noon to Thursday noon
    tend_incidents(at=NOON + 2 * DAY + HOUR)
    after = again(case)
    # the closes of Tuesday and Wednesday were not counted
    assert localtime(after.answer_due_at).date() == localtime(promised).date() + 2 * DAY
    assert (after.pauses, after.held_until, after.incident) == (own, None, None)
    handling.ask(after, by=city.chen, text="哪一盏？", at=NOON + 3 * DAY)
    assert again(case).stands_until is not None  # its own pause is still there


def test_two_incidents_after_each_other_and_a_pause_between_count_once_each(city: City) -> None:
    case = city.case("in-hand", at=NOON - 30 * HOUR)
    promised = case.answer_due_at
    assert promised is not None
    for begins in (NOON, NOON + 7 * DAY):  # both Tuesdays, each for a day
        incident = opened(city, at=begins, gathers_from=NOON - 2 * DAY, until=begins + 4 * DAY)
        tend_incidents(at=begins)
        end_incident(incident, text="结束。", by=city.sun, at=begins + DAY)
        tend_incidents(at=begins + DAY)
    moved = again(case).answer_due_at
    assert moved is not None
    assert localtime(moved).date() == localtime(promised).date() + 2 * DAY  # two Tuesdays were not counted
    assert len(Deadline.objects.get(case=case, kind="answer").held) == 2


def test_steps_that_begin_during_an_incident_stand_still_too_and_run_when_it_ends(city: City) -> None:
    incident = opened(city)
    case = city.filed(at=NOON + HOUR).case
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    during = again(case).answer_due_at
    end_incident(incident, text="结束。", by=city.sun, at=NOON + 3 * HOUR)
    tend_incidents(at=NOON + 4 * HOUR)
    after = again(case).answer_due_at
    plain = city.filed(at=NOON + HOUR, matter=city.matter("0102")).case
    supervision.accept(plain, by=city.lin, matter=city.matter(), at=NOON + 2 * HOUR)
    assert during is not None
    assert after is not None
    assert after < during
    assert after == again(plain).answer_due_at  # an hour at noon leaves no close of the desk out


def test_an_incident_that_lasts_longer_moves_the_days_again_and_the_bulletin_says_why(city: City) -> None:
    case = city.case("in-hand", at=NOON - 8 * HOUR)
    incident = opened(city)
    tend_incidents(at=NOON)
    before = again(case).answer_due_at
    extend_incident(incident, until=NOON + 10 * DAY, text="雨还没停。", by=city.sun, at=NOON + HOUR)
    assert tend_incidents(at=NOON + HOUR) == 1
    later = again(case)
    assert later.answer_due_at is not None
    assert before is not None
    assert later.answer_due_at > before
    assert later.held_until == NOON + 10 * DAY
    assert verbs(case)[-1] == "prolong-incident"
    assert Bulletin.objects.get().text == "雨还没停。"
    with pytest.raises(NotValid):
        extend_incident(incident, until=NOON + 60 * DAY, text="更久。", by=city.sun, at=NOON + HOUR)


def test_a_forgotten_incident_ends_by_itself_and_the_clocks_run_again(city: City) -> None:
    case = city.case("in-hand", at=NOON - 8 * HOUR)
    incident = opened(city)
    tend_incidents(at=NOON)
    tend_incidents(at=NOON + 5 * DAY)
    incident.refresh_from_db()
    assert (incident.state, incident.ended_at, incident.ended_by) == ("ended", incident.until, None)
    assert again(case).incident is None
    assert verbs(case)[-1] == "end-incident"


def test_an_answer_sent_back_during_an_incident_is_held_too(city: City) -> None:
    case = city.case("answered", at=NOON - 8 * HOUR)
    opened(city)
    tend_incidents(at=NOON)
    supervision.send_back(again(case), by=city.lin, reason="还不亮。", at=NOON + HOUR)
    answer = Deadline.objects.get(case=case, kind="answer")
    assert answer.done_at is None
    assert answer.held


# --- what is told ---


def test_each_resident_is_told_once_when_it_begins_and_once_when_it_ends(city: City) -> None:
    case = city.case("in-hand", at=NOON - 8 * HOUR, email="mei@example.com")
    incident = opened(city)
    for _turn in range(3):
        tend_incidents(at=NOON)
    end_incident(incident, text="结束。", by=city.sun, at=NOON + DAY)
    for _turn in range(3):
        tend_incidents(at=NOON + DAY)
    told = [one.verb for one in Notice.objects.filter(about=case.subject, verb__startswith="incident")]
    assert sorted(told) == ["incident-end", "incident-join"]
    letter = Notice.objects.get(about=case.subject, verb="incident-join")
    assert f"/incidents/{incident.slug}/" in letter.body


def test_the_pause_is_a_line_that_everybody_reads(city: City) -> None:
    case = city.case("in-hand", at=NOON - 8 * HOUR)
    opened(city)
    tend_incidents(at=NOON)
    titles = [str(entry.title) for entry in timeline(again(case), "public")]
    assert titles[-1] == "Part of the incident “Typhoon Haiyan”: the clock stands still"


def test_no_case_is_closed_by_an_incident_or_its_end(city: City) -> None:
    states = ("filed", "accepted", "dispatched", "in-hand", "answered")
    made = {state: city.case(state, at=NOON - 9 * HOUR) for state in states}
    incident = opened(city)
    tend_incidents(at=NOON)
    end_incident(incident, text="结束。", by=city.sun, at=NOON + DAY)
    tend_incidents(at=NOON + DAY)
    assert {state: again(case).state for state, case in made.items()} == {state: state for state in states}
    assert not Case.objects.filter(incident=incident).exists()


def test_what_is_withheld_or_unscreened_is_in_no_public_count(city: City) -> None:
    shown = city.case("in-hand", at=NOON - 8 * HOUR)
    city.case("filed", at=NOON - 8 * HOUR, published=False)
    held = city.case("accepted", at=NOON - 8 * HOUR)
    supervision.withhold(held, by=city.mo, reason="不宜公开。", at=NOON - HOUR)
    incident = opened(city)
    tend_incidents(at=NOON)
    assert (public_tally(incident).all, public_tally(incident).closed) == (1, 0)
    assert dict(states_in(incident)) == {"accepted": 1, "filed": 1, "in-hand": 1}
    end_incident(incident, text="结束。", by=city.sun, at=NOON + DAY)
    tend_incidents(at=NOON + DAY)
    incident.refresh_from_db()
    assert public_tally(incident).all == 1  # the record of it stays
    assert again(shown).incident is None


def test_banners_stand_where_it_reaches_and_cost_no_query_but_once(city: City) -> None:
    incident = opened(city)
    assert [one.slug for one in banners_everywhere()] == [incident.slug]
    assert banners_at(area=city.area("990102")) == banners_everywhere()
    assert banners_at(area=city.area("990101")) == []
    assert banners_at(area=city.area("990100")) == banners_everywhere()
    banners_at(lat=23.13, lon=113.30)  # the shapes of the city are read once
    with CaptureQueriesContext(connection) as asked:
        banners_at(lat=23.13, lon=113.30)
        banners_everywhere()
    assert len(asked) == 0
    end_incident(incident, text="结束。", by=city.sun, at=NOON + DAY)
    assert banners_everywhere() == []


def test_a_commander_whose_post_has_ended_commands_no_more(city: City) -> None:
    incident = opened(city)
    for post in city.sun.officer.posts.all():
        offices.end_post(post, ends=NOON.date())
    with pytest.raises(NotAllowed):
        write_bulletin(incident, text="水退了。", by=city.sun, at=NOON + DAY)
    new = colleague(city, "hai", "committee", "council", side="decide")
    assert hand_command(incident, to=new, by=new, at=NOON + DAY).commander == new


def test_erasing_a_reporter_leaves_the_case_in_its_incident(city: City) -> None:
    case = city.filed(by=city.mei, at=NOON - HOUR).case
    incident = opened(city)
    tend_incidents(at=NOON)
    cases.forget(city.mei, at=NOON)
    assert again(case).incident == incident
    assert NOON.date() > SINCE
