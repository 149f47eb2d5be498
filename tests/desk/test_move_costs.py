"""What a move costs the database: no more than fifteen statements, whatever the verb; PostgreSQL takes its lock in one
more, and a review, which decides on an appeal too, may take three more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.cases.models import Case
from civic.desk.actions import ACTS, make_move
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.offices.actions import amend_matter
from civic.offices.queries import rungs
from civic.supervision import actions as supervision
from tests.people import NOON, City

MOST = 15
OF_A_REVIEW = 3
OF_A_DECISION = 6  # it moves the case, and ends one day and sets another
OF_A_MERGE = 4  # two cases are held, and the people behind both counted
OF_A_PART = 16  # a case of its own comes to be
MORE = {
    "publish": 1,  # it looks for what is private in all that will be read
    "withhold": 1,  # what followers were to hear of it is taken back
}
OF_A_REFUSAL = 1  # it names where and until when the committee can be asked
WHO_ASKS = 5  # session, person, post, the case, and how much of it she reads
HOUR = timedelta(hours=1)
UNTIL, DUE = date(2026, 11, 16), date(2026, 11, 5)

# one life in which every verb of the desk has its turn: who, verb, what is given
LIFE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("mo", "publish", {"title": "路灯不亮", "text": "望江路 18 号对面的路灯不亮。"}),
    ("lin", "accept", {"matter": "0101"}),
    ("zhao", "dispatch", {"office": "dongqiao-lamps", "text": "请先去看。"}),
    ("chen", "return", {"reason": "不归我们。"}),
    ("zhao", "dispatch", {"office": "dongqiao-lamps"}),
    ("chen", "return", {"reason": "仍不归我们。"}),
    ("sun", "decide", {"office": "dongqiao-lamps", "reason": "按职责清单归照明所。"}),
    ("lin", "hasten", {"text": "请先装临时灯。", "due": DUE}),
    ("chen", "take", {}),
    ("chen", "reply", {"text": "已装。"}),
    ("chen", "give-task", {"task": "joint", "office": "drains", "text": "一起去。", "days": 3, "place": "桥头"}),
    ("chen", "defer", {"until": UNTIL, "reason": "等电缆。"}),
    ("lin", "refuse-deferral", {"reason": "仓库里有。"}),
    ("chen", "defer", {"until": UNTIL, "reason": "型号不对，要订。"}),
    ("lin", "grant-deferral", {}),
    ("chen", "ask", {"text": "哪一盏？"}),
    ("chen", "note", {"text": "仓库说明天到货。"}),
    ("chen", "call", {"result": "reached", "text": "住户说两盏都不亮。"}),
    ("chen", "answer", {"outcome": "solved", "text": "灯亮了。"}),
    ("lin", "send-back", {"reason": "夜里仍不亮。"}),
    ("shen", "answer", {"outcome": "solved", "text": "换了电缆。"}),
    ("lin", "verify", {"text": "到场看了。"}),
    ("mo", "withhold", {"reason": "里面有住户的姓名。"}),
)
BESIDE = {  # of another life, below
    "settle",
    "open-for-support",  # of a suggestion: tests/suggestions
    "take-up",
    "join",
    "join-into",
    "divide",
    "set-apart",
    "refuse-wish",
    "decline",
    "reach",
    "uphold",
    "overturn",
    "pass",
    "sign",
    "release",
    "hand-back",
    "inquire",
    "conclude",
    "dismiss",
    "merge",
    "unmerge",
    "split",
    "drop",
    "mend",
}
SECOND_LOOKS = {"decide-objection", "confirm-withholding", "restore"}  # of cases somebody objects to, below
OF_AN_OBJECTION = 7  # what was hidden is shown again, or hidden for good, in every place where everybody reads


def costs(case: Case, verb: str, *, by: Any, given: dict[str, Any], at: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        make_move(case, verb, by=by, given=given, at=at)
    # in a test the act's own transaction is a savepoint within another
    return len([one for one in asked if "SAVEPOINT" not in one["sql"] and "FOR UPDATE" not in one["sql"]])


def test_every_verb_of_the_desk_has_its_turn() -> None:
    assert {verb for _who, verb, _given in LIFE} | BESIDE | SECOND_LOOKS == {verb for _side, verb in ACTS}


def test_a_move_costs_fifteen_statements_at_most(city: City, settings: Any) -> None:
    settings.SMS_GATEWAY = "console"
    case = city.case("filed", published=False, email="mei@example.com", phone="13800138000")
    told = {}
    for turn, (who, verb, given) in enumerate(LIFE, start=1):
        told[verb, turn] = costs(case, verb, by=getattr(city, who), given=given, at=NOON + turn * HOUR / 4)
    assert {move: count for move, count in told.items() if count > MOST + MORE.get(move[0], 0)} == {}


DRAFTED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("chen", "answer", {"outcome": "solved", "text": "灯亮了。", "occasion": "周四例会"}),
    ("shen", "hand-back", {"reason": "写明是哪一盏。"}),
    ("chen", "answer", {"outcome": "solved", "text": "第 12 号灯亮了。", "occasion": "周四例会"}),
    ("shen", "pass", {}),
    ("shen", "sign", {}),
    ("chen", "release", {}),
)


def test_an_answer_that_is_read_signed_and_kept_costs_no_more_a_step(city: City, settings: Any) -> None:
    settings.SMS_GATEWAY = "console"
    amend_matter(city.matter(), is_read_twice=True, is_signed=True)
    case = city.case("in-hand", email="mei@example.com", phone="13800138000")
    told = {}
    for turn, (who, verb, given) in enumerate(DRAFTED, start=1):
        told[verb, turn] = costs(case, verb, by=getattr(city, who), given=given, at=NOON + (4 + turn) * HOUR)
    case.refresh_from_db()
    assert case.state == "answered"
    assert {move: count for move, count in told.items() if count > MOST} == {}


@pytest.mark.parametrize("verb", ["uphold", "overturn"])
@pytest.mark.parametrize("state", ["closed", "declined"])
def test_a_review_costs_little_more(city: City, verb: str, state: str) -> None:
    case = city.case(state, email="mei@example.com")
    assert case.closed_at is not None
    feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=case.closed_at + HOUR)
    at = case.closed_at + 2 * HOUR
    rungs()  # asked once a minute, whatever is moved
    assert costs(case, verb, by=city.rui, given={"text": "理由在此。"}, at=at) <= MOST + OF_A_REVIEW


def test_merging_and_taking_out_again_cost_no_more_and_a_part_what_a_new_case_costs(city: City) -> None:
    parent, case = city.case("in-hand"), city.case("in-hand", email="mei@example.com")
    at = NOON + 6 * HOUR
    assert costs(case, "merge", by=city.lin, given={"into": parent.number}, at=at) <= MOST + OF_A_MERGE
    assert costs(case, "unmerge", by=city.lin, given={"reason": "是另一盏。"}, at=at) <= MOST
    given = {"title": "换电缆", "text": "北侧。", "matter": "0101"}
    assert costs(parent, "split", by=city.lin, given=given, at=at) <= MOST + OF_A_PART
    part = Case.objects.get(whole=parent)
    assert costs(part, "drop", by=city.lin, given={"reason": "已换好。"}, at=at) <= MOST
    handling.answer(parent, by=city.chen, outcome="solved", text="灯亮了。", at=at)
    assert costs(parent, "verify", by=city.lin, given={}, at=at) <= MOST


def test_a_refusal_of_the_report_costs_no_more(city: City) -> None:
    case = city.case("filed", email="mei@example.com")
    assert costs(case, "decline", by=city.lin, given={"basis": "第三条", "text": "不归我们。"}, at=NOON + HOUR) <= MOST


def test_a_decision_of_the_meeting_costs_no_more(city: City) -> None:
    case = city.case("in-hand", email="mei@example.com")
    given = {"office": "drains", "due": date(2026, 11, 20), "reason": "会议决定。"}
    assert costs(case, "settle", by=city.sun, given=given, at=NOON + 336 * HOUR) <= MOST + OF_A_DECISION


def test_an_inquiry_costs_no_more(city: City) -> None:
    told = {"kind": "misconduct", "about_office": city.office("drains"), "email": "mei@example.com"}
    case, other = city.filed("收了钱才办。", **told).case, city.filed("态度恶劣。", **told).case
    for turn, (verb, given) in enumerate((("inquire", {}), ("conclude", {"text": "查实。"})), start=1):
        assert costs(case, verb, by=city.rui, given=given, at=NOON + turn * HOUR) <= MOST, verb
    refused = {"basis": "条例", "text": "不属实。"}
    assert costs(other, "dismiss", by=city.rui, given=refused, at=NOON + HOUR) <= MOST + OF_A_REFUSAL


def test_a_program_pays_for_being_known_and_nothing_more(city: City, as_person: Any) -> None:
    case = city.case("dispatched", at=timezone.now() - 5 * HOUR, email="mei@example.com")
    handling.take(case, by=city.chen, at=timezone.now())
    chen = as_person(city.chen)
    body = {"verb": "answer", "outcome": "solved", "text": "灯亮了。"}
    with CaptureQueriesContext(connection) as asked:
        answer = chen.post(f"/api/v1/desk/cases/{case.number}/moves/", body, content_type="application/json")
    assert answer.status_code == 201
    said = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"] and "FOR UPDATE" not in one["sql"]]
    assert len(said) <= MOST + WHO_ASKS


@pytest.mark.parametrize("verb", ["confirm-withholding", "restore"])
def test_a_second_look_costs_no_more(city: City, verb: str) -> None:
    case = city.case("closed", email="mei@example.com")
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + 9 * HOUR)
    at, gu = NOON + 10 * HOUR, city.second_moderator()
    assert costs(case, verb, by=gu, given={"reason": "理由在此。"}, at=at) <= MOST + OF_A_REVIEW


@pytest.mark.parametrize("remedy", ["hide", "refuse", "reply", "unfounded", "withdraw"])
def test_a_decision_on_an_objection_costs_what_it_hides(city: City, remedy: str) -> None:
    case = city.case("closed", email="mei@example.com")
    done = city.objected(case, quote="望江路 18 号", email="yan@example.com", at=NOON + 9 * HOUR)
    given = {"objection": done.objection.pk, "remedy": remedy, "reason": "理由在此。", "reply": "不是我。"}
    assert costs(case, "decide-objection", by=city.mo, given=given, at=NOON + 10 * HOUR) <= MOST + OF_AN_OBJECTION
