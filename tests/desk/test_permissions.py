"""Who may do what at which point: one table, walked through make_move and through the page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from civic.cases.models import Case
from civic.desk.actions import ACTS, make_move
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, Refused
from civic.supervision import actions as supervision
from tests.doors.town import WHOLE
from tests.people import NOON, City

STATES = [
    "filed",
    "accepted",
    "disputed",
    "dispatched",
    "in-hand",
    "in-hand, another day asked for",
    "in-hand, hastened",
    "asked-by-office",
    "asked-at-desk",
    "answered",
    "closed",
    "declined",
    "close-appealed",
    "decline-appealed",
    "close-last-appeal",
    "decline-last-appeal",
    "closed, rated badly",
    "merged",
    "part",
]
VERBS = sorted({verb for _side, verb in ACTS})
PEOPLE = ["lin", "mo", "zhao", "chen", "shen", "rui", "sun", "he", "mei"]

# The whole table: person, state, verbs. Everything else is refused.
MAY: dict[str, dict[str, set[str]]] = {
    "lin": {
        "filed": {"accept", "decline", "ask", "merge"},
        "asked-at-desk": {"accept", "merge"},
        "accepted": {"merge", "split"},
        "disputed": {"merge", "split"},
        "answered": {"verify", "send-back"},
        "dispatched": {"hasten", "merge", "split"},
        "in-hand": {"hasten", "merge", "split"},
        "in-hand, another day asked for": {"hasten", "grant-deferral", "refuse-deferral", "merge", "split"},
        "in-hand, hastened": {"hasten", "merge", "split"},
        "asked-by-office": {"hasten", "merge", "split"},
        "merged": {"unmerge"},
        "part": {"hasten", "drop"},
    },
    "mo": {state: {"publish", "withhold"} for state in STATES if state != "part"},
    "zhao": {"accepted": {"dispatch"}},
    "chen": {
        "dispatched": {"take", "return"},
        "in-hand": {"ask", "answer", "return", "defer", "give-task"},
        "in-hand, another day asked for": {"ask", "answer", "return", "give-task"},
        "in-hand, hastened": {"ask", "answer", "return", "defer", "reply", "give-task"},
        "asked-by-office": {"answer", "return", "give-task"},
        "part": {"answer", "return", "defer", "give-task"},
        "closed, rated badly": {"mend"},
    },
    "shen": {
        "dispatched": {"take", "return"},
        "in-hand": {"ask", "answer", "return", "defer", "give-task"},
        "in-hand, another day asked for": {"ask", "answer", "return", "give-task"},
        "in-hand, hastened": {"ask", "answer", "return", "defer", "reply", "give-task"},
        "asked-by-office": {"answer", "return", "give-task"},
        "part": {"answer", "return", "defer", "give-task"},
        "closed, rated badly": {"mend"},
    },
    "sun": {
        "disputed": {"decide"},
        "accepted": {"settle"},  # overdue by the day of the test
        "dispatched": {"settle"},
        "in-hand, hastened": {"settle"},
        "close-last-appeal": {"uphold", "overturn"},
        "decline-last-appeal": {"uphold", "overturn"},
    },
    "rui": {"close-appealed": {"uphold", "overturn"}, "decline-appealed": {"uphold", "overturn"}},
}
HOLDS = {  # the verbs that belong to a person's post at some time; refusing them otherwise is a matter of the moment
    "lin": {
        "accept",
        "decline",
        "ask",
        "verify",
        "send-back",
        "hasten",
        "grant-deferral",
        "refuse-deferral",
        "merge",
        "unmerge",
        "split",
        "drop",
        "open-for-support",
        "take-up",
        "join",
        "join-into",
        "divide",
        "set-apart",
        "refuse-wish",
    },
    "mo": {"publish", "withhold", "decide-objection", "confirm-withholding", "restore"},
    "zhao": {"dispatch"},
    "chen": {
        "take",
        "return",
        "ask",
        "reach",
        "defer",
        "reply",
        "answer",
        "pass",
        "release",
        "hand-back",
        "give-task",
        "mend",
    },
    "shen": {
        "take",
        "return",
        "ask",
        "reach",
        "defer",
        "reply",
        "answer",
        "pass",
        "release",
        "hand-back",
        "sign",
        "give-task",
        "mend",
    },
    "rui": {"uphold", "overturn", "inquire", "conclude", "dismiss"},
    "sun": {"decide", "settle", "uphold", "overturn", "inquire", "conclude", "dismiss"},
}
_ENDED = ("closed", "closed, rated badly", "close-appealed", "close-last-appeal")
# a note is open to whoever sees the case at the desk, a call to whoever may know how to reach the reporter
_HELD = ("dispatched", "in-hand", "in-hand, another day asked for", "in-hand, hastened", "asked-by-office", "answered")
_SEES = {
    "lin": STATES,
    "mo": STATES,
    "zhao": (*_HELD, "accepted", "disputed", *_ENDED, "merged", "part"),
    "chen": (*_HELD, "disputed", *_ENDED, "part"),
    "shen": (*_HELD, "disputed", *_ENDED, "part"),
    # she decided on both at the first step
    "rui": ("close-appealed", "decline-appealed", "close-last-appeal", "decline-last-appeal"),
    "sun": (*_HELD, "accepted", "disputed", "close-last-appeal", "decline-last-appeal", "part"),
}
_CALLS = {"lin": STATES, "chen": (*_HELD, *_ENDED, "part")}
for _verb, _open in (("note", _SEES), ("call", _CALLS)):
    for _who, _states in _open.items():
        HOLDS[_who] = HOLDS.get(_who, set()) | {_verb}
        for _state in _states:
            MAY[_who][_state] = MAY[_who].get(_state, set()) | {_verb}
GIVEN = {
    "result": "reached",
    "matter": "0101",
    "office": "dongqiao-lamps",
    "text": "说明在此。",
    "title": "路灯不亮",
    "reason": "理由在此。",
    "basis": "第三条",
    "outcome": "solved",
    "stage": "fenced",
    "until": "2026-11-16",
    "due": "2026-11-06",
    "task": "delegated",
    "days": "3",
}
OTHER = {"give-task": {"office": "drains"}}  # not to itself
LATE_BY_NOW = {
    "part",
    "accepted",
    "dispatched",
    "in-hand",
    "in-hand, another day asked for",
    "in-hand, hastened",
    "asked-by-office",
}


def _case(city: City, state: str) -> Case:
    if state.startswith("asked-"):
        case = city.case("filed" if state == "asked-at-desk" else "in-hand")
        hand, who = (supervision, city.lin) if state == "asked-at-desk" else (handling, city.chen)
        hand.ask(case, by=who, text="是哪一根灯杆？", at=NOON + timedelta(hours=5))
        case.refresh_from_db()
        return case
    if state == "disputed":
        return city.disputed()
    if state == "merged":
        case = city.case("filed")
        supervision.merge(case, by=city.lin, into=_parent(city), at=NOON + timedelta(hours=5))
        case.refresh_from_db()
        return case
    if state == "part":
        return _part(city)
    if state == "closed, rated badly":
        return city.rated(city.case("closed"), "partly")
    if ", " in state:
        case = city.case("in-hand")
        if state.endswith("hastened"):
            supervision.hasten(
                case, by=city.lin, text="请尽快修好。", due=date(2026, 11, 4), at=NOON + timedelta(hours=5)
            )
        else:
            handling.defer(
                case, by=city.chen, until=date(2026, 11, 16), reason="等配件。", at=NOON + timedelta(hours=5)
            )
        case.refresh_from_db()
        return case
    if "-appeal" not in state:
        return city.case(state)
    case = city.case("closed" if state.startswith("close-") else "declined")
    at = case.closed_at
    assert at is not None
    feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=at)
    if state.endswith("-last-appeal"):
        feedback.uphold(case, by=city.rui, text="维持。", at=at)
        feedback.appeal(case, by=city.reporter(case), text="还是不同意。", at=at)
    case.refresh_from_db()
    return case


def _parent(city: City) -> Case:
    """Another case, into which this one may be merged."""
    known = Case.objects.filter(title="另一盏灯").first()
    return known or city.case("in-hand", title="另一盏灯")


def _part(city: City) -> Case:
    """A part of a case, being handled."""
    whole, at = city.case("in-hand"), NOON + timedelta(hours=5)
    supervision.split(whole, by=city.lin, title="换电缆", text="北侧。", matter=city.matter(), at=at)
    part = Case.objects.get(whole=whole)
    handling.dispatch(part, by=city.zhao, office=city.office("dongqiao-lamps"), at=at)
    handling.take(part, by=city.chen, at=at)
    part.refresh_from_db()
    return part


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _outcome(case: Case, verb: str, who: Any, into: str) -> str:
    try:
        with _undone():
            given = GIVEN | OTHER.get(verb, {}) | {"into": into}
            make_move(case, verb, by=who, given=given, at=NOON.replace(day=5))
    except NotAllowed:
        return "not allowed"
    except Conflict:
        return "not now"
    except Refused as refused:
        return repr(refused)
    return "done"


def _expected(handle: str, state: str, verb: str) -> str:
    if verb in MAY.get(handle, {}).get(state, set()):
        return "done"
    if verb == "note":  # never too early or too late, only not on the desk
        return "not allowed"
    if verb in ("uphold", "overturn") and state in OTHER_STEP.get(handle, ()):
        return "not allowed"  # of the two steps of an appeal the other one
    return "not now" if verb in HOLDS.get(handle, set()) and not _is_foreign(handle, state) else "not allowed"


OTHER_STEP = {
    "rui": ("close-last-appeal", "decline-last-appeal"),
    "sun": ("close-appealed", "decline-appealed"),
}


def _is_foreign(handle: str, state: str) -> bool:
    """Before an office holds a case, its people are refused because it is not theirs, not because of the moment."""
    return handle in ("chen", "shen") and state in (
        "filed",
        "asked-at-desk",
        "accepted",
        "disputed",
        "declined",
        "decline-appealed",
        "decline-last-appeal",
        "merged",
    )


def _tried(who: str, verb: str) -> set[str]:
    """The states in which somebody tries a verb: each in which she may, and of those in which she is refused every
    fifth, from another one on for each, so that no act is left out that would forget to ask. What the rule says in all
    of them is walked whole in tests/doors/test_moves.py."""
    wants = {state: _expected(who, state, verb) for state in STATES}
    refused = [state for state, told in wants.items() if told != "done"]
    first = 0 if WHOLE else (PEOPLE.index(who) + VERBS.index(verb)) % min(5, len(refused) or 1)
    return {state for state, told in wants.items() if told == "done"} | {*refused[first :: 1 if WHOLE else 5]}


@pytest.mark.parametrize("state", STATES)
def test_the_table_holds_through_make_move(city: City, state: str) -> None:
    case, into = _case(city, state), _parent(city).number
    tried = [(who, verb) for who in PEOPLE for verb in VERBS if state in _tried(who, verb)]
    got = {(who, verb): _outcome(case, verb, getattr(city, who), into) for who, verb in tried}
    assert {cell: told for cell, told in got.items() if told != _expected(cell[0], state, cell[1])} == {}


@pytest.mark.parametrize("state", STATES)
def test_the_page_offers_exactly_what_the_table_allows(city: City, as_person: Any, state: str) -> None:
    case = _case(city, state)
    for who in ("lin", "mo", "zhao", "chen", "rui", "sun"):
        page = as_person(getattr(city, who)).get(f"/desk/cases/{case.number}/")
        allowed = MAY[who].get(state, set()) | ({"settle"} if who == "sun" and state in LATE_BY_NOW else set())
        if page.status_code == 404:
            assert allowed == set(), (who, state)
            continue
        offered = set(re.findall(rf'action="/desk/cases/{case.number}/([a-z-]+)/', page.content.decode())) - {
            "contact",
            "flag",
        }
        assert offered == allowed, (who, state)


@pytest.mark.parametrize(
    ("who", "verb", "status"),
    [
        ("chen", "verify", 403),
        ("zhao", "verify", 403),
        ("mo", "verify", 403),
        ("lin", "answer", 403),
        ("lin", "verify", 200),
        ("lin", "accept", 409),
        ("chen", "answer", 409),
        ("lin", "rate", 404),
        ("lin", "bless", 404),
    ],
)
def test_the_address_of_a_move_answers_by_the_table(
    city: City, as_person: Any, who: str, verb: str, status: int
) -> None:
    case = city.case("answered")
    assert as_person(getattr(city, who)).get(f"/desk/cases/{case.number}/{verb}/").status_code == status


def test_residents_and_operators_have_no_desk_of_cases(city: City, as_person: Any, client: Any) -> None:
    case = city.case("answered")
    assert as_person(city.mei).get("/desk/").status_code == 403
    assert as_person(city.mei).get(f"/desk/cases/{case.number}/").status_code == 403
    assert as_person(city.he).get("/desk/").url == "/desk/phone/"
    assert as_person(city.he).get(f"/desk/cases/{case.number}/").status_code == 404
    assert client.get("/desk/").status_code == 302
