"""The table of moves, read a second time: the states out of the drawn diagram, whose verb it is and where out
of the design. Nothing here asks the code what it allows."""

import re
from functools import cache
from pathlib import Path

from civic.cases.models import Case
from tests.doors.sight import in_area, on_desk, part_in, works_in
from tests.doors.town import Somebody

DRAWN = Path(__file__).resolve().parents[2] / "docs" / "moves.md"
HANDS = {"◯": "check", "▢": "act", "§": "decide"}
_ARROW = re.compile(r"^  (\w+) --> (\w+) : (.+)$", re.MULTILINE)

POSTS = {  # the verbs of each post, as the design and the decisions hand them out
    "supervisor": "accept decline ask verify send-back hasten grant-deferral refuse-deferral merge unmerge split drop"
    " open-for-support take-up join join-into divide set-apart refuse-wish note call",
    "moderator": "publish withhold confirm-withholding restore decide-objection note",
    "dispatcher": "dispatch note",
    "handler": "take return ask reach defer reply answer pass release hand-back give-task mend note call",
    "head": "take return ask reach defer reply answer pass release hand-back give-task mend note sign",
    "reviewer": "uphold overturn inquire conclude dismiss note",
    "committee": "decide settle uphold overturn inquire conclude dismiss note",
}
EVERY_VERB = sorted({verb for verbs in POSTS.values() for verb in verbs.split()})
OF_THE_OFFICE = set(POSTS["head"].split()) - {"note"}  # only the office that holds the case
OF_ALL_KINDS = {
    "publish",
    "withhold",
    "confirm-withholding",
    "restore",
    "decide-objection",
    "note",
    "call",
    "ask",
    "decline",
}
WHOLE_WAY = {"complaint", "help"}
AT_OFFICE = {"dispatched", "in-hand", "asked-by-office"}
AT_WORK = {"in-hand", "asked-by-office"}
ANY = None
BESIDE = {  # what the diagram leaves out, for nothing moves by it: in which states it is open
    "publish": ANY,
    "withhold": ANY,
    "confirm-withholding": ANY,
    "restore": ANY,
    "decide-objection": ANY,
    "note": ANY,
    "hasten": AT_OFFICE,
    "grant-deferral": AT_WORK,
    "refuse-deferral": AT_WORK,
    "reach": AT_WORK,
    "defer": {"in-hand"},
    "reply": AT_OFFICE,
    "give-task": AT_WORK,
    "hand-back": AT_WORK,
    "settle": AT_OFFICE | {"accepted"},
    "take-up": {"supporting"},
    "join": {"supporting"},
    "join-into": {"filed", "asked-at-desk", "supporting", "accepted", "disputed"} | AT_OFFICE,
    "divide": {"supporting"},
    "set-apart": {"merged"},
    "refuse-wish": ANY,
    "merge": {"filed", "asked-at-desk", "accepted", "disputed"} | AT_OFFICE,
    "unmerge": {"merged"},
    "split": {"accepted", "disputed"} | AT_OFFICE,
    "drop": {"accepted", "disputed"} | AT_OFFICE,
    "mend": {"closed", "close-appealed", "close-last-appeal"},
}
STEPS = {  # of an appeal: who decides in which states
    "reviewer": {"close-appealed", "decline-appealed"},
    "committee": {"close-last-appeal", "decline-last-appeal"},
}
ANSWER_ENDED = {"closed", "close-appealed", "close-last-appeal"}
CALLED_BY_OFFICE = AT_OFFICE | {"answered"} | ANSWER_ENDED


@cache
def diagram() -> dict[tuple[str, str], frozenset[str]]:
    """Hand and verb with the states they leave, as the diagram draws them."""
    found: dict[tuple[str, str], set[str]] = {}
    for before, _after, said in _ARROW.findall(DRAWN.read_text()):
        for one in said.split(", "):
            sign, verb = one.split(" ")[:2]
            if sign in HANDS:
                found.setdefault((HANDS[sign], verb), set()).add(before.replace("_", "-"))
    return {key: frozenset(states) for key, states in found.items()}


def fits_state(side: str, verb: str, state: str) -> bool:
    """Does the verb leave this state by this hand?"""
    if verb == "call":
        return side == "check" or state in CALLED_BY_OFFICE
    if verb in BESIDE:
        states = BESIDE[verb]
        return states is None or state in states
    return state in diagram().get((side, verb), frozenset())


def fits_kind(verb: str, kind: str) -> bool:
    """Does the verb exist for this kind? Thanks end when accepted, questions with their answer; a report about an
    office goes its own way, of which nothing is public."""
    if kind == "misconduct":
        return verb in ("inquire", "conclude", "dismiss", "uphold", "overturn")
    if verb in ("inquire", "conclude", "dismiss"):
        return False
    if verb in ("open-for-support", "take-up", "join", "join-into", "divide", "set-apart", "refuse-wish"):
        return kind == "suggestion"
    if verb in ("merge", "unmerge"):  # suggestions are joined and separated, and their supporters asked
        return kind in WHOLE_WAY | {"question"}
    if verb in ("verify", "send-back"):
        return kind in WHOLE_WAY
    if kind == "thanks":
        return verb in OF_ALL_KINDS | {"accept", "uphold", "overturn"}
    return True


def fits_moment(verb: str, who: Somebody, case: Case) -> bool:
    """Is there something in the case that the verb is about, and nothing in its way?"""
    portion, private = case.whole_id is not None, case.privacy in ("private", "intimate")
    waits = {"": "", "head": "sign", "reader": "pass", "ready": "release", "handler": ""}[case.station]
    holds: dict[str, bool] = {
        "publish": not portion and not private,
        "withhold": not portion and case.publication != "withheld" and case.state != ANY,
        "confirm-withholding": case.publication == "withheld" and who.name != "mo",  # who withheld it
        "restore": case.publication == "withheld" and who.name != "mo",
        "decide-objection": case.objecting > 0,
        "open-for-support": case.publication == "published",
        "ask": not portion,
        "join": case.publication == "published",
        "join-into": case.joined == 0 and case.split_into == 0 and not private,
        "divide": case.publication == "published" and case.joined == 0,
        "refuse-wish": case.has_wish,
        "merge": not portion and case.joined == 0 and case.split_into == 0 and not private,
        "split": not portion,
        "drop": portion,
        "grant-deferral": case.defer_to is not None,
        "refuse-deferral": case.defer_to is not None,
        "defer": case.defer_to is None and case.deferrals < 1,
        "reply": case.demand_due_at is not None,
        "reach": False,  # no limit in this town has stages
        "answer": case.station in ("", "handler") and case.unweighed == 0,
        "pass": waits == "pass",
        "sign": waits == "sign",
        "release": waits == "release",
        "hand-back": bool(waits),
        "mend": case.repair_due_at is not None,
    }
    if verb == "publish" and case.state == "withdrawn":
        return False
    return holds.get(verb, True)


def may(who: Somebody, verb: str, case: Case) -> bool:
    """Is this move open to her now? Only what lies on her desk, by her post, in her area, and never on both sides."""
    if not on_desk(who, case) or verb not in POSTS.get(who.role, "").split():
        return False
    if part_in(who, case) not in ("", who.side) or not in_area(who, case):
        return False
    if verb in OF_THE_OFFICE and who.side == "act" and not works_in(who, case.office.code if case.office else None):
        return False
    if verb == "conclude" and not works_in(who, case.office.code if case.office else None):
        return False
    if verb in ("uphold", "overturn") and case.state not in STEPS[who.role]:
        return False
    if verb == "call" and who.side == "act" and case.is_confidential:
        return False
    return fits_kind(verb, case.kind) and fits_state(who.side, verb, case.state) and fits_moment(verb, who, case)


def open_to(who: Somebody, case: Case) -> set[str]:
    """All the moves open to her."""
    return {verb for verb in EVERY_VERB if may(who, verb, case)}


def is_hers(who: Somebody, verb: str, case: Case) -> bool:
    """Is the hand the right one, whatever the moment? Then a refusal is told as a matter of the case (409), and else as
    one of the person (403): another side or post, the other side of this very case, another area, another office."""
    if verb not in POSTS.get(who.role, "").split() or part_in(who, case) not in ("", who.side):
        return False
    if not fits_kind(verb, case.kind):
        return True  # nobody's hand gets around that
    own = works_in(who, case.office.code if case.office else None)
    if not in_area(who, case) or ((verb in OF_THE_OFFICE or verb == "call") and who.side == "act" and not own):
        return False
    if verb == "conclude" and not own:
        return False
    if verb in ("uphold", "overturn") and case.state in STEPS["reviewer"] | STEPS["committee"]:
        return case.state in STEPS[who.role]
    is_second = verb in ("confirm-withholding", "restore") and case.publication == "withheld" and who.name == "mo"
    unreachable = verb == "call" and who.side == "act" and case.is_confidential
    fits = fits_state(who.side, verb, case.state)
    return not (fits and (is_second or unreachable))
