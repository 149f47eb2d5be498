"""Tasks beside a case: given by the office that leads it, done by others, and what the case waits for."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils.timezone import localtime

from civic.accounts.models import Person
from civic.cases.actions import recount
from civic.cases.models import Deadline, Photo, Task
from civic.cases.queries import first_broken_line
from civic.desk.actions import TASK_ACTS, make_task_move
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.cases.api_door import photo
from tests.helpers import DAY, HOUR, WORDS, given, helped, walked
from tests.people import NOON, City

__all__ = ["helped"]


def test_a_task_handed_on_goes_its_way_and_every_step_is_a_line_of_the_case(helped: City) -> None:
    case, at = helped.case("in-hand"), NOON + 6 * HOUR
    task = given(helped, case)
    handling.accept_task(task, by=helped.ping, at=at)
    handling.report_task(task, by=helped.ping, text="护栏装好了。", at=at + HOUR)
    handling.return_task(task, by=helped.chen, reason="照片里看不清。", at=at + 2 * HOUR)
    handling.report_task(task, by=helped.ping, text="重新拍了。", at=at + 3 * HOUR)
    handling.confirm_task(task, by=helped.chen, text="居委会装好了护栏。", at=at + 4 * HOUR)
    task.refresh_from_db()
    assert task.state == "confirmed"
    verbs = [line.verb for line in case.lines.order_by("seq")][-6:]
    assert verbs == ["give-task", "accept-task", "report-task", "return-task", "report-task", "confirm-task"]
    assert first_broken_line(case) is None
    case.refresh_from_db()
    assert (case.state, case.office.code if case.office else "") == ("in-hand", "dongqiao-lamps")


def test_its_day_is_its_own_and_the_day_of_the_case_stays(helped: City) -> None:
    case = helped.case("in-hand")
    before = (case.due_at, case.answer_due_at)
    task = given(helped, case, days=2)
    assert str(localtime(task.due_at).date()) == "2026-11-05"
    case.refresh_from_db()
    assert (case.due_at, case.answer_due_at) == before
    handling.ask(case, by=helped.chen, text="哪一盏？", at=NOON + 6 * HOUR)  # the clock of the case stands still
    task.refresh_from_db()
    assert str(localtime(task.due_at).date()) == "2026-11-05"
    handling.answer(case, by=helped.chen, outcome="solved", text="灯亮了。", at=NOON + 7 * HOUR)
    assert Deadline.objects.get(case=case, kind="task").done_at is None  # others still do it


def test_a_joint_task_begins_once_both_have_accepted_and_is_done_once_both_have_reported(helped: City) -> None:
    case, at = helped.case("in-hand"), NOON + 6 * HOUR
    task = given(helped, case, "joint", "traffic-police", days=5)
    assert [share.accepted_at is not None for share in task.shares.all()] == [True, False]
    with pytest.raises(Conflict):  # the lighting office may not begin alone
        handling.report_task(task, by=helped.chen, text="我们到了。", at=at)
    handling.accept_task(task, by=helped.jiao, at=at)
    handling.report_task(task, by=helped.chen, text="灯已断电。", at=at + HOUR)
    task.refresh_from_db()
    assert task.state == "accepted"
    handling.report_task(task, by=helped.jiao, text="道路已封闭。", at=at + 2 * HOUR)
    task.refresh_from_db()
    assert task.state == "done"
    with pytest.raises(NotAllowed, match="You reported on this task yourself"):
        handling.confirm_task(task, by=helped.chen, at=at + 3 * HOUR)
    handling.confirm_task(task, by=helped.shen, at=at + 3 * HOUR)


def test_a_joint_task_one_office_refuses_does_not_begin(helped: City) -> None:
    task = given(helped, helped.case("in-hand"), "joint", "traffic-police")
    handling.refuse_task(task, by=helped.jiao, reason="当天有马拉松。", at=NOON + 6 * HOUR)
    with pytest.raises(Conflict):
        handling.report_task(task, by=helped.chen, text="我们到了。", at=NOON + 7 * HOUR)


def test_a_task_upstream_names_the_stage_and_outlives_the_case(helped: City) -> None:
    case, at = helped.case("in-hand"), NOON + 6 * HOUR
    task = given(helped, case, "upstream", "planning", root="planning", days=20)
    handling.answer(case, by=helped.chen, outcome="solved", text="灯亮了。", at=at)
    supervision.verify(case, by=helped.lin, at=at + HOUR)
    handling.accept_task(task, by=helped.gui, at=at + 2 * HOUR)
    handling.report_task(task, by=helped.gui, text="已列入改造计划。", at=at + 3 * HOUR)
    handling.confirm_task(task, by=helped.chen, at=at + 4 * HOUR)
    case.refresh_from_db()
    assert case.state == "closed"


@pytest.mark.parametrize("state", ["asked", "accepted", "refused", "done"])
def test_while_a_task_it_waits_for_is_open_a_case_is_neither_answered_nor_closed(helped: City, state: str) -> None:
    case = helped.case("in-hand")
    for reached, task in walked(helped, case):
        if reached == state:
            Task.objects.filter(pk=task.pk).update(is_mandatory=True)
    with pytest.raises(Conflict, match=r"The answer waits for a task that is still open: number \d, Old Bridge"):
        handling.answer(case, by=helped.chen, outcome="solved", text="灯亮了。", at=NOON + 8 * HOUR)


def test_a_task_given_while_it_is_checked_keeps_the_case_from_being_closed(helped: City) -> None:
    case = helped.case("in-hand")
    task = given(helped, case)
    handling.answer(case, by=helped.chen, outcome="solved", text="灯亮了。", at=NOON + 8 * HOUR)
    Task.objects.filter(pk=task.pk).update(is_mandatory=True)
    with pytest.raises(Conflict, match="still open"):
        supervision.verify(case, by=helped.lin, at=NOON + 9 * HOUR)


@pytest.mark.parametrize("how", ["confirmed", "withdrawn"])
def test_once_it_is_settled_the_case_goes_on(helped: City, how: str) -> None:
    case, at = helped.case("in-hand"), NOON + 6 * HOUR
    task = given(helped, case, mandatory=True)
    if how == "withdrawn":
        handling.withdraw_task(task, by=helped.shen, reason="不再需要。", at=at)
    else:
        handling.accept_task(task, by=helped.ping, at=at)
        handling.report_task(task, by=helped.ping, text="装好了。", at=at)
        handling.confirm_task(task, by=helped.chen, at=at)
    handling.answer(case, by=helped.chen, outcome="solved", text="灯亮了。", at=at + HOUR)


WHO = ["lin", "zhao", "chen", "ping", "gang", "sun", "mei"]
GIVER, TAKER = {"chen"}, {"ping"}
MAY = {
    "accept-task": {"asked": TAKER},
    "refuse-task": {"asked": TAKER, "accepted": TAKER},
    "report-task": {"accepted": TAKER},
    "confirm-task": {"done": GIVER},
    "return-task": {"done": GIVER},
    "withdraw-task": {"asked": GIVER, "accepted": GIVER, "refused": GIVER, "done": GIVER},
}


def test_who_may_do_what_with_a_task_in_each_of_its_states(helped: City) -> None:
    case = helped.case("in-hand")
    people = {who: getattr(helped, who) for who in WHO}
    wrong = []
    for state, task in walked(helped, case):
        for verb in TASK_ACTS:
            for who, person in people.items():
                may = who in MAY[verb].get(state, set())
                if _tried(task, verb, person) != may:
                    wrong.append((state, verb, who))
    assert wrong == []


def _tried(task: Task, verb: str, person: Person) -> bool:
    """Would it be done? Nothing of it stays."""
    try:
        with transaction.atomic():
            make_task_move(task, verb, by=person, given={"text": "好。", "reason": "理由。"}, at=NOON + 9 * HOUR)
            transaction.set_rollback(True)
    except (NotAllowed, Conflict):
        return False
    return True


@pytest.mark.parametrize("who", ["shen", "chen"])
def test_only_the_leading_office_gives_tasks(helped: City, who: str) -> None:
    case = helped.case("in-hand")
    assert given(helped, case, by=getattr(helped, who)).giver.code == "dongqiao-lamps"


@pytest.mark.parametrize("who", ["lin", "mo", "zhao", "jiao", "ping", "sun"])
def test_nobody_else_does(helped: City, who: str) -> None:
    with pytest.raises(NotAllowed):
        given(helped, helped.case("in-hand"), by=getattr(helped, who))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "gossip"}, "task"),
        ({"days": 0}, "days"),
        ({"days": 251}, "days"),
        ({"kind": "upstream", "to": "planning", "root": "fate"}, "root"),
        ({"root": "planning"}, "root"),
        ({"kind": "upstream", "to": "planning", "mandatory": True}, "mandatory"),
        ({"to": "supervision"}, "office"),
        ({"to": "dongqiao-lamps"}, "office"),
        ({"text": ""}, "text"),
        ({"public": "请找王师傅 13800138000。"}, "public"),
    ],
)
def test_a_task_that_may_not_be_is_refused_at_its_field(helped: City, more: dict[str, Any], field: str) -> None:
    with pytest.raises(NotValid) as refused:
        given(helped, helped.case("in-hand"), **more)
    assert list(refused.value.fields) == [field]


def test_where_confidence_was_promised_the_words_of_a_task_name_nobody(helped: City) -> None:
    case = helped.case("in-hand", is_confidential=True, email="mei@example.com")
    with pytest.raises(NotValid, match="13800138000"):
        given(helped, case, text="请联系住户 13800138000。")


def test_a_report_brings_photos_that_nobody_outside_sees(helped: City, as_person: Any) -> None:
    case = helped.case("in-hand", email="mei@example.com")
    task = given(helped, case)
    handling.accept_task(task, by=helped.ping, at=NOON + 6 * HOUR)
    line = handling.report_task(task, by=helped.ping, text="装好了。", photos=[photo("after.jpg")], at=NOON + 7 * HOUR)
    [kept] = Photo.objects.filter(case=case)
    assert (kept.line, kept.is_public) == (line, False)


def test_whoever_gave_it_hears_what_became_of_it_and_whoever_does_it_what_is_asked(helped: City) -> None:
    Person.objects.filter(handle="chen").update(email="chen@city.example")
    case, at = helped.case("in-hand"), NOON + 6 * HOUR
    task = given(helped, case)
    handling.accept_task(task, by=helped.ping, at=at)
    handling.report_task(task, by=helped.ping, text="装好了。", at=at)
    told = {(notice.verb, notice.address) for notice in Notice.objects.filter(verb__startswith="task-")}
    assert ("task-given", "ping@city.example") in told
    assert ("task-reported", "chen@city.example") in told
    assert not [notice for notice in Notice.objects.filter(verb__startswith="task-") if WORDS in notice.body]


def test_workers_belong_below_the_offices_and_hold_no_rights_of_the_admin(helped: City, as_person: Any) -> None:
    with pytest.raises(NotValid, match="Workers for tasks belong"):
        offices.appoint(
            helped.gu, side="act", role="worker", office=helped.office("drains"), starts=NOON.date(), at=NOON
        )
    assert not helped.ping.is_superuser
    assert not helped.ping.get_all_permissions()


def test_a_task_is_no_door_to_checking_the_case(helped: City) -> None:
    """Whoever did a task took part on the acting side, for good."""
    case = helped.case("in-hand")
    task = given(helped, case)
    handling.accept_task(task, by=helped.ping, at=NOON + 6 * HOUR)
    assert case.parts.get(person=helped.ping).side == "act"


def test_the_day_of_a_task_moves_with_the_working_days(helped: City) -> None:
    offices.load_workdays(2026)
    case = helped.case("in-hand")
    task = given(helped, case, days=2)
    offices.set_workday(date(2026, 11, 4), is_working=False, name="停电日")
    recount(at=NOON + DAY)
    task.refresh_from_db()
    assert str(localtime(task.due_at).date()) == "2026-11-06"
