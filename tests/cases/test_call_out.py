"""An urgent case reaches whoever is on duty in the transaction that files it; who does not answer is followed by the
next, by a sweep; one person has it, and the other is told who."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.cases import actions as cases
from civic.cases.actions import acknowledge, call_next, pass_call
from civic.cases.models import Call, CallOut, Case, Part
from civic.cases.queries import first_broken_line, on_desk_of, timeline
from civic.cases.queries.callouts import callouts_seen_by, readers_of
from civic.cases.queries.visibility import Viewer
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from tests.at_once import at_once, kinds
from tests.duty import colleague, every_day, urgent
from tests.people import NOON, City

MINUTE = timedelta(minutes=1)
TODAY = NOON.date()


@pytest.fixture
def rostered(city: City) -> City:
    """The lamps: Chen first, Wei second, Shen is head; the command centre: Zhao; supervision: Lin."""
    urgent(city)
    every_day(city, city.chen, 1)
    every_day(city, colleague(city, "wei", "handler", "dongqiao-lamps"), 2)
    every_day(city, city.zhao, 1, office="command", by=city.zhao)
    every_day(city, city.lin, 1, office="supervision", by=city.lin)
    return city


def act_of(case: Case) -> CallOut:
    return CallOut.objects.get(case=case, side="act")


def act_of_lamps(case: Case) -> CallOut:
    return CallOut.objects.get(case=case, side="act", office__code="dongqiao-lamps")


def called(callout: CallOut) -> list[str]:
    return [call.officer.person.handle for call in callout.calls.select_related("officer__person")]


def letters(handle: str) -> list[Notice]:
    mine = [one for one in Notice.objects.filter(verb="call-out") if one.address == f"{handle}@city.example"]
    return mine


# --- within a minute ---


def test_filing_queues_the_call_in_its_own_transaction(rostered: City) -> None:
    case = rostered.filed(email="mei@example.com").case
    assert called(act_of(case)) == ["chen"]
    assert called(CallOut.objects.get(case=case, side="check")) == ["lin"]
    [letter] = letters("chen")
    assert (letter.state, letter.due_at) == ("waiting", NOON)  # it may leave at once
    assert letter.due_at - case.filed_at < MINUTE
    assert act_of(case).due_at == NOON + 10 * MINUTE


def test_a_filing_that_fails_calls_nobody(rostered: City) -> None:
    class Broken(Exception):
        pass

    def breaks() -> None:
        with transaction.atomic():
            rostered.filed()
            assert letters("chen")
            raise Broken

    with pytest.raises(Broken):
        breaks()
    assert not Notice.objects.exists()
    assert not CallOut.objects.exists()


def test_the_message_tells_neither_words_nor_the_reporter(rostered: City) -> None:
    rostered.filed(
        "望江路电线掉下来了，我叫王小明，电话 13800138000。", email="mei@example.com", address="望江路 18 号"
    )
    [letter] = letters("chen")
    said = letter.subject_line + letter.body
    assert "望江路" not in said
    assert "13800138000" not in said
    assert "mei@example.com" not in said
    assert "/desk/duty/" in said


def test_the_name_of_a_private_matter_is_not_sent_about(rostered: City) -> None:
    offices.amend_matter(rostered.matter(), privacy="private")
    rostered.filed(matter=rostered.matter())
    [letter] = letters("chen")
    assert "路灯不亮" not in letter.body
    assert "Street lamp" not in letter.body


def test_the_call_leaves_by_text_message_where_the_city_has_a_gateway(rostered: City, settings: Any) -> None:
    settings.SMS_GATEWAY = "console"
    offices.set_duty_contact(by=rostered.chen, phone="13800138000", language="zh-hans", at=NOON)
    case = rostered.filed().case
    call = act_of(case).calls.get()
    assert (call.by_sms, call.by_email) == (True, False)
    assert Notice.objects.get(verb="call-out", channel="sms").address == "+8613800138000"


@pytest.mark.parametrize("kind", ["question", "suggestion", "thanks"])
def test_only_what_is_broken_or_somebody_in_need_calls_anybody_out(rostered: City, kind: str) -> None:
    rostered.filed(kind=kind)
    assert not CallOut.objects.exists()


def test_what_is_not_urgent_or_comes_from_an_earlier_system_calls_nobody(rostered: City) -> None:
    rostered.filed(matter=rostered.matter("0102"))
    rostered.filed(source="import", source_ref="x-1")
    assert not CallOut.objects.exists()


def test_a_limit_of_more_than_a_day_is_not_urgent(rostered: City) -> None:
    urgent(rostered, hours=36)
    rostered.filed()
    assert not CallOut.objects.exists()


def test_an_ordinary_filing_pays_nothing_for_it(city: City, rostered: City) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            rostered.filed(matter=rostered.matter("0102"))
        return len(queries)

    asked()
    many = asked()
    CallOut.objects.all().delete()
    assert asked() == many
    assert not [one for one in connection.queries if "callout" in one["sql"]]


def test_a_case_that_turns_out_urgent_calls_when_it_is_accepted(rostered: City) -> None:
    case = rostered.filed(matter=rostered.matter("0102")).case
    assert not CallOut.objects.exists()
    supervision.accept(case, by=rostered.lin, matter=rostered.matter(), at=NOON + MINUTE)
    assert called(act_of(case)) == ["chen"]
    assert letters("chen")


def test_a_case_that_was_called_for_when_filed_is_not_called_for_again(rostered: City) -> None:
    case = rostered.filed().case
    supervision.accept(case, by=rostered.lin, matter=rostered.matter(), at=NOON + MINUTE)
    handling.dispatch(case, by=rostered.zhao, office=rostered.office("dongqiao-lamps"), at=NOON + 2 * MINUTE)
    assert CallOut.objects.filter(side="act").count() == 1


def test_another_office_is_called_when_the_case_is_dispatched_there(rostered: City) -> None:
    dan = colleague(rostered, "dan", "head", "drains")
    every_day(rostered, dan, 1, office="drains", by=dan)
    case = rostered.filed().case
    supervision.accept(case, by=rostered.lin, matter=rostered.matter(), at=NOON + MINUTE)
    handling.dispatch(case, by=rostered.zhao, office=rostered.office("drains"), at=NOON + 2 * MINUTE)
    assert called(CallOut.objects.get(office__code="drains")) == ["dan"]
    call_next(at=NOON + 10 * MINUTE)
    assert act_of_lamps(case).state == "over"  # the first office need not come any more


# --- who does not answer is followed by the next ---


def test_the_sweep_calls_the_second_the_head_and_the_command_centre_each_in_its_minute(rostered: City) -> None:
    case = rostered.filed().case
    callout = act_of(case)
    CallOut.objects.filter(side="check").delete()
    assert call_next(at=NOON + 9 * MINUTE) == 0
    assert call_next(at=NOON + 10 * MINUTE) == 1
    assert call_next(at=NOON + 10 * MINUTE) == 0
    assert called(callout) == ["chen", "wei"]
    assert letters("wei")[0].due_at == NOON + 10 * MINUTE
    assert call_next(at=NOON + 20 * MINUTE) == 1
    assert call_next(at=NOON + 30 * MINUTE) == 1
    assert called(callout) == ["chen", "wei", "shen", "zhao"]
    assert call_next(at=NOON + 40 * MINUTE) == 0
    callout.refresh_from_db()
    assert (callout.state, callout.due_at) == ("unheard", None)
    assert call_next(at=NOON + 50 * MINUTE) == 0
    case.refresh_from_db()
    lines = [line.facts["rung"] for line in case.lines.filter(verb="call") if line.facts["office"] != "supervision"]
    assert lines == [1, 2, 3, 4]
    assert case.last_seq == case.lines.count()
    assert first_broken_line(case) is None


def test_an_office_says_how_long_its_people_have(rostered: City) -> None:
    offices.set_call_minutes(rostered.office("dongqiao-lamps"), minutes=3, by=rostered.shen, at=NOON)
    rostered.filed()
    CallOut.objects.filter(side="check").delete()
    assert call_next(at=NOON + 3 * MINUTE) == 1


def test_whoever_cannot_be_reached_is_passed_over_at_once(rostered: City) -> None:
    rostered.chen.email = ""
    rostered.chen.save()
    case = rostered.filed().case
    assert called(act_of(case)) == ["chen", "wei"]
    assert [call.was_reached for call in act_of(case).calls.all()] == [False, True]


def test_whoever_cannot_come_says_so_and_the_next_is_called_at_once(rostered: City) -> None:
    callout = act_of(rostered.filed().case)
    pass_call(callout, by=rostered.chen, at=NOON + MINUTE)
    assert called(callout) == ["chen", "wei"]
    with pytest.raises(NotAllowed):
        pass_call(callout, by=rostered.chen, at=NOON + MINUTE)
    with pytest.raises(NotAllowed):
        pass_call(callout, by=rostered.shen, at=NOON + MINUTE)  # not called yet


def test_nobody_is_called_any_more_once_the_office_works_on_it(rostered: City) -> None:
    case = rostered.filed().case
    supervision.accept(case, by=rostered.lin, matter=rostered.matter(), at=NOON + MINUTE)
    handling.dispatch(case, by=rostered.zhao, office=rostered.office("dongqiao-lamps"), at=NOON + 2 * MINUTE)
    handling.take(case, by=rostered.chen, at=NOON + 3 * MINUTE)
    assert call_next(at=NOON + 10 * MINUTE) == 0
    assert set(CallOut.objects.values_list("state", flat=True)) == {"over"}


def test_an_office_without_a_roster_goes_to_the_command_centre_and_without_one_nobody_is_called(city: City) -> None:
    urgent(city)
    case = city.filed().case
    assert not CallOut.objects.exists()  # Shen heads the office, but nobody said that she may be called at night
    assert readers_of(case, at=NOON).offices == ()
    every_day(city, city.zhao, 1, office="command", by=city.zhao)
    assert called(act_of(city.filed().case)) == ["zhao"]


# --- one has it ---


def test_one_has_it_and_the_other_is_told_who(rostered: City) -> None:
    callout = act_of(rostered.filed().case)
    acknowledge(callout, by=rostered.chen, reply="on-my-way", at=NOON + MINUTE)
    with pytest.raises(Taken, match=rostered.chen.officer.number):
        acknowledge(callout, by=rostered.wei, at=NOON + 2 * MINUTE)
    callout.refresh_from_db()
    assert (callout.state, callout.held_by, callout.reply) == ("held", rostered.chen, "on-my-way")
    assert call_next(at=NOON + 30 * MINUTE) == 1  # only the other call-out goes on
    case = callout.case
    assert case.lines.filter(verb="acknowledge", side="act", actor=rostered.chen).exists()
    assert Part.objects.get(case=case, person=rostered.chen).side == "act"
    assert not Notice.objects.filter(about=callout.about, state="waiting").exists()


def test_the_words_open_to_whoever_took_it_and_to_nobody_else_who_was_called(rostered: City) -> None:
    case = rostered.filed().case
    chen, wei = (Viewer(person=one, officer=hand_of(one, on=TODAY)) for one in (rostered.chen, rostered.wei))
    assert not on_desk_of(chen).filter(pk=case.pk).exists()
    acknowledge(act_of(case), by=rostered.chen, at=NOON + MINUTE)
    assert on_desk_of(chen).filter(pk=case.pk).exists()
    assert not on_desk_of(wei).filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    ("who", "sees", "may"),
    [
        ("chen", True, True),
        ("wei", True, True),  # a colleague who wakes up sooner
        ("shen", True, True),
        ("lin", True, False),  # checks, and sees what becomes of it
        ("mo", False, False),
        ("zhao", False, False),  # not called yet
        ("dan", False, False),  # a rival office
        ("sun", False, False),
        ("rui", False, False),
        ("he", False, False),
    ],
)
def test_who_sees_a_call_and_who_may_take_it(rostered: City, who: str, sees: bool, may: bool) -> None:
    colleague(rostered, "dan", "handler", "drains")
    callout = act_of(rostered.filed().case)
    person = getattr(rostered, who)
    hand = hand_of(person, on=TODAY)
    assert hand is not None
    assert callouts_seen_by(hand).filter(pk=callout.pk).exists() == sees
    if may:
        assert acknowledge(callout, by=person, at=NOON).held_by == person
    else:
        with pytest.raises(NotAllowed):
            acknowledge(callout, by=person, at=NOON)


def test_whoever_handed_the_case_in_does_not_take_its_call(rostered: City) -> None:
    callout = act_of(rostered.filed(by=rostered.chen).case)
    with pytest.raises(NotAllowed, match="another side"):
        acknowledge(callout, by=rostered.chen, at=NOON)


def test_a_call_that_nobody_heard_can_still_be_taken_and_one_that_is_over_cannot(rostered: City) -> None:
    callout = act_of(rostered.filed().case)
    for turn in range(1, 6):
        call_next(at=NOON + turn * 10 * MINUTE)
    callout.refresh_from_db()
    assert callout.state == "unheard"
    with pytest.raises(NotValid):
        acknowledge(callout, by=rostered.chen, reply="maybe", at=NOON)
    assert acknowledge(callout, by=rostered.chen, at=NOON + 60 * MINUTE).state == "held"
    other = act_of(rostered.filed().case)
    cases.withdraw(other.case, by=rostered.reporter(other.case), at=NOON + MINUTE)
    call_next(at=NOON + 10 * MINUTE)
    with pytest.raises(Conflict):
        acknowledge(other, by=rostered.chen, at=NOON + 11 * MINUTE)


# --- what the resident is told ---


def test_the_resident_is_told_the_office_and_never_a_name(rostered: City) -> None:
    case = rostered.filed().case
    told = readers_of(case, at=NOON)
    assert [one.name for one in told.offices] == ["Dongqiao Street Lighting", "Grid Supervision Centre"]
    assert told.opens_at is None
    acknowledge(act_of(case), by=rostered.chen, at=NOON + MINUTE)
    assert readers_of(case, at=NOON).offices[0].held_at == NOON + MINUTE
    said = [str(entry.title) + str(entry.office) + str(entry.facts) for entry in timeline(case, "public")]
    assert not any("Chen" in one or rostered.chen.officer.number in one for one in said)


def test_at_night_the_resident_is_told_when_it_is_read(city: City) -> None:
    night = NOON + timedelta(hours=10)  # 22:00
    case = city.filed(at=night).case
    told = readers_of(case, at=night)
    assert timezone.localtime(told.opens_at).strftime("%d %H:%M") == "04 09:00"
    assert readers_of(case, at=NOON).opens_at is None
    supervision.accept(case, by=city.lin, matter=city.matter(), at=night)
    case.refresh_from_db()
    assert readers_of(case, at=night).opens_at is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="two hands at once need PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_has_it(transactional_db: None) -> None:
    city = City()
    urgent(city)
    every_day(city, city.chen, 1)
    wei = colleague(city, "wei", "handler", "dongqiao-lamps")
    callout = act_of(city.filed().case)
    told = at_once(
        lambda: acknowledge(callout, by=city.chen, at=NOON),
        lambda: acknowledge(callout, by=wei, at=NOON),
        lambda: call_next(at=NOON + 10 * MINUTE),
    )
    assert kinds(told) == ["CallOut", "Taken", "int"]
    assert CallOut.objects.get().state == "held"
    assert Call.objects.count() <= 2


def test_an_urgent_case_costs_its_later_moves_no_more_than_any_other(rostered: City) -> None:
    case = rostered.filed().case
    costs = {}
    for verb, act in (
        ("accept", lambda: supervision.accept(case, by=rostered.lin, matter=rostered.matter(), at=NOON + MINUTE)),
        (
            "dispatch",
            lambda: handling.dispatch(
                case, by=rostered.zhao, office=rostered.office("dongqiao-lamps"), at=NOON + 2 * MINUTE
            ),
        ),
    ):
        with CaptureQueriesContext(connection) as asked:
            act()
        costs[verb] = len([one for one in asked if "SAVEPOINT" not in one["sql"]])
    assert max(costs.values()) <= 16, costs


def test_an_urgent_filing_stays_within_some_statements(rostered: City) -> None:
    rostered.filed()
    with CaptureQueriesContext(connection) as asked:
        rostered.filed()
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= 50
