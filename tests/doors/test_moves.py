"""Every verb × person × state: the rule, the page and the program agree with a second reading of design and drawing;
what is refused is refused in the words of the rule, and nothing changed."""

import json
import re
from typing import Any

import pytest
from django.utils import timezone, translation

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import Viewer, moves_open_to, on_desk_of
from civic.cases.rules import moves_of
from civic.desk.actions import ACTS
from civic.desk.queries import refusal_of
from civic.offices.queries import hand_of
from tests.doors.answers import NOWHERE, face_of, words_of
from tests.doors.reading import EVERY_VERB, diagram, is_hers, may, open_to
from tests.doors.sight import on_desk, reads_whole
from tests.doors.town import BY_NAME, CAST, OFFICERS, WHOLE, Somebody, Town, drawn

GIVEN = {
    "text": "说明在此。",
    "title": "路灯不亮",
    "reason": "理由在此。",
    "basis": "第三条",
    "outcome": "solved",
    "matter": "0101",
    "office": "drains",
    "until": "2026-11-16",
    "due": "2026-11-06",
    "fault": "other",
    "result": "reached",
    "task": "delegated",
    "days": "3",
    "stage": "there",
    "ground": "child",
    "remedy": "keep",
    "objection": "1",
}


def viewer(who: Somebody) -> Viewer:
    """Who she is to the queries of the desk."""
    person = Person.objects.get(handle=who.handle)
    return Viewer(person=person, officer=hand_of(person, on=timezone.localdate()))


def trace(case: Case) -> tuple[Any, ...]:
    """Everything a move could leave behind in a case."""
    row = Case.objects.filter(pk=case.pk).values().get()
    return row, case.lines.count(), case.portions.count(), case.deadlines.count(), case.tasks.count()


def test_the_second_reading_knows_every_verb_of_the_desk() -> None:
    assert {verb for _side, verb in ACTS} == set(EVERY_VERB)
    assert len(diagram()) > 15


@pytest.mark.parametrize("who", OFFICERS, ids=lambda one: one.name)
def test_the_rule_opens_to_each_exactly_the_moves_the_design_hands_out(town: Town, who: Somebody) -> None:
    eye, wrong = viewer(who), {}
    seen = set(on_desk_of(eye).values_list("pk", flat=True))
    for key, case in town.cases.items():
        offered = {move.verb for move in moves_open_to(eye, case)} if case.pk in seen else set()
        if offered != open_to(who, case):
            wrong[key] = {"too many": offered - open_to(who, case), "missing": open_to(who, case) - offered}
    assert wrong == {}


@pytest.mark.parametrize("who", OFFICERS, ids=lambda one: one.name)
def test_page_and_program_offer_what_the_design_hands_out(town: Town, who: Somebody) -> None:
    client = town.client(who)
    for key, case in town.cases.items():
        moves, page = f"/api/v1/desk/cases/{case.number}/moves/", f"/desk/cases/{case.number}/"
        if reads_whole(who, case) and drawn(who.name, key, "moves", one_in=40):
            told = client.get(moves).json()
            assert {move["verb"] for move in told["open"]} == open_to(who, case), (who.name, key)
            assert on_desk(who, case) or told["denied"] == [], (who.name, key)
        if on_desk(who, case) and drawn(who.name, key, "page", one_in=40):
            body = client.get(page).content.decode()
            forms = set(re.findall(rf'action="{page}([a-z-]+)/', body))
            assert forms & set(EVERY_VERB) == open_to(who, case), (who.name, key)


@pytest.mark.parametrize("who", OFFICERS, ids=lambda one: one.name)
def test_a_refused_move_is_refused_in_the_words_of_the_rule_and_changes_nothing(town: Town, who: Somebody) -> None:
    client, eye = town.client(who), viewer(who)
    for key, case in town.cases.items():
        for verb in EVERY_VERB:
            if may(who, verb, case) or not drawn(who.name, key, verb, one_in=400):
                continue
            before = trace(case)
            status = 409 if is_hers(who, verb, case) else 403
            said = sentence(eye, case, verb, who.language)
            answer = client.post(
                f"/api/v1/desk/cases/{case.number}/moves/", json.dumps({"verb": verb}), content_type="application/json"
            )
            if not reads_whole(who, case):
                assert answer.status_code == 404, (who.name, key, verb)
            elif verb == "note" and not on_desk(who, case):
                assert answer.status_code == 403, (who.name, key, verb)
            else:
                assert (answer.status_code, answer.json()["detail"]) == (status, said), (who.name, key, verb)
            page = client.post(f"/desk/cases/{case.number}/{verb}/", GIVEN | {"seq": str(case.last_seq)})
            if on_desk(who, case):
                assert page.status_code == status, (who.name, key, verb)
                assert " ".join(said.split()) in words_of(page), (who.name, key, verb)
            else:
                nowhere = client.post(f"/desk/cases/{NOWHERE}/{verb}/", GIVEN | {"seq": str(case.last_seq)})
                assert face_of(page, case.number) == face_of(nowhere, NOWHERE), (who.name, key, verb)
            assert trace(case) == before, (who.name, key, verb)


def sentence(eye: Viewer, case: Case, verb: str, language: str) -> str:
    """The sentence of the rule in her language."""
    with translation.override(language):
        denied = refusal_of(eye, case, verb)
        return str(denied.sentence) if denied else ""


# --- each kind of denial, in the words the house has for it ---

SIDE = "“{move}” belongs to {wanted}. You work on another side, so somebody else does this."
STATE = "“{move}” is not possible now: the case is at “{state}”. Reload the page to see what happened."
DENIALS = [
    ("chen", "answered", "accept", 403,
     "“{move}” belongs to the checking side. You work on the acting side, and {part}. Somebody who "
     "took no part in the work checks it."),
    ("shen", "answered", "verify", 403, SIDE),
    ("lin", "in-hand", "answer", 403, SIDE),
    ("sun", "in-hand", "hasten", 403, SIDE),
    ("lu", "both-sides", "verify", 403,
     "You may not do this here: {part}. Whoever acted on a case never checks it, and whoever checked "
     "it never acts on it."),
    ("mo", "filed", "accept", 403, "“{move}” belongs to another post on your side. You do not hold that post."),
    ("chen", "drafted", "sign", 403, "“{move}” belongs to another post on your side. You do not hold that post."),
    ("lin", "thanks", "merge", 409, "“{move}” does not exist for this kind of case."),
    ("zhao", "in-hand", "take", 403, "“{move}” belongs to another post on your side. You do not hold that post."),
    ("mo", "private", "publish", 409,
     "Cases of this matter are never published: everybody may know the cell and the day, nothing "
     "else. Withhold it if not even that should show."),
    ("zhao", "disputed", "dispatch", 409,
     "The case was returned twice, so nobody dispatches it now: the committee decides whose it is, "
     "within one working day, and the case goes to that office by itself."),
    ("lin", "accepted", "accept", 409, STATE),
    ("chen", "answered", "take", 409, STATE),
    ("sun", "in-hand", "decide", 409, STATE),
    ("rui", "close-appealed", "inquire", 409, "“{move}” does not exist for this kind of case."),
    ("chen", "confidential", "call", 403,
     "The reporter asked to stay unknown to the handling office. Ask through the case instead."),
    ("chen", "in-hand", "reach", 409,
     "No stage of this case is left to report: its limit has none, or all have been reached. What is "
     "left is the answer."),
    ("lin", "in-hand", "drop", 409, "This is no part of another case, so there is nothing to drop."),
    ("mo", "part", "publish", 409, "This is a part of another case. “{move}” is a matter of the whole case."),
    ("mo", "withheld", "restore", 403,
     "You withheld this case yourself. Another moderator confirms it or takes it back."),
    ("mo", "filed", "decide-objection", 409, "No objection waits in this case, so there is nothing to decide."),
    ("chen", "another-day", "defer", 409,
     "Another day has been asked for already. The checking side decides on that first."),
    ("lin", "in-hand", "grant-deferral", 409,
     "No other day is asked for in this case, so there is nothing to decide."),
    ("shen", "in-hand", "reply", 409,
     "Nothing is demanded of the office in this case, so there is nothing to reply to."),
    ("chen", "drafted", "answer", 409, "An answer is ready already: it waits to be published together with others."),
    ("shen", "in-hand", "sign", 409, "No answer waits for this now. Reload the page to see where it is."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "key", "verb", "status", "said"), DENIALS, ids=[f"{one[0]}-{one[2]}-{one[1]}" for one in DENIALS]
)
def test_each_kind_of_denial_is_told_in_its_own_words(
    town: Town, name: str, key: str, verb: str, status: int, said: str
) -> None:
    who, case = BY_NAME[name], town.cases[key]
    languages = ("zh-hans", "zh-hant", "en")
    for language in languages if WHOLE else (languages[len(verb + key) % 3],):
        page = town.client(who).post(f"/desk/cases/{case.number}/{verb}/", GIVEN, headers={"accept-language": language})
        assert page.status_code == status
        for piece in pieces(said, verb, case, who, language):
            assert piece in words_of(page)


def pieces(said: str, verb: str, case: Case, who: Somebody, language: str) -> list[str]:
    """The sentence in a language; where a part of it hangs on a date, what stands around that part."""
    with translation.override(language):
        wanted = {"lin": "the acting side", "shen": "the checking side", "sun": "the checking side"}.get(who.name, "")
        told = translation.gettext(said)
        move = next(row for row in moves_of(verb) if not wanted or row.side in ("check", "act", "decide"))
        told = told.replace("{move}", str(move.label)).replace("{state}", str(case.get_state_display()))
        told = told.replace("{wanted}", translation.gettext(wanted) if wanted else "")
        return [" ".join(piece.split()) for piece in told.split("{part}")]


def test_whoever_has_no_desk_is_turned_away_before_the_case_is_looked_at(town: Town) -> None:
    for who in CAST:
        if who.is_officer:
            continue
        for key in ("in-hand", "unscreened", "about-lamps"):
            case = town.cases[key]
            here = town.client(who).post(f"/desk/cases/{case.number}/accept/", {"matter": "0101"})
            there = town.client(who).post(f"/desk/cases/{NOWHERE}/accept/", {"matter": "0101"})
            assert here.status_code in (302, 403), (who.name, key)
            assert face_of(here, case.number) == face_of(there, NOWHERE), (who.name, key)
