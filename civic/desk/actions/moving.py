"""One way to move a case, for the desk's page, its API and its tests: find the hand behind the verb, and let it act."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases import actions as cases
from civic.cases.actions import UNKNOWN_CASE
from civic.cases.models import Case, Cause, Line, Task
from civic.cases.rules import Given, find_move, moves_of
from civic.cases.rules.report import LANGUAGES
from civic.desk.rules import demands_of
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.codes import read_number
from civic.lib.plain_text import clean_text, first_sentence
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.models import Matter, Office
from civic.offices.queries import hand_of
from civic.suggestions import actions as suggestions
from civic.suggestions.models import Round
from civic.suggestions.rules.joining import OTHERS_MOST
from civic.supervision import actions as supervision

Act = Callable[..., Line]

ACTS: dict[tuple[str, str], Act] = {
    ("check", "accept"): supervision.accept,
    ("check", "decline"): supervision.decline,
    ("check", "ask"): supervision.ask,
    ("check", "publish"): supervision.publish,
    ("check", "withhold"): supervision.withhold,
    ("check", "confirm-withholding"): supervision.confirm_withholding,
    ("check", "restore"): supervision.restore,
    ("check", "decide-objection"): supervision.decide_objection,
    ("check", "verify"): supervision.verify,
    ("check", "send-back"): supervision.send_back,
    ("check", "hasten"): supervision.hasten,
    ("check", "grant-deferral"): supervision.grant_deferral,
    ("check", "refuse-deferral"): supervision.refuse_deferral,
    ("check", "merge"): supervision.merge,
    ("check", "unmerge"): supervision.unmerge,
    ("check", "split"): supervision.split,
    ("check", "drop"): supervision.drop,
    ("check", "open-for-support"): suggestions.open_for_support,
    ("check", "take-up"): suggestions.take_up,
    ("check", "join"): suggestions.join,
    ("check", "join-into"): suggestions.join_into,
    ("check", "divide"): suggestions.divide,
    ("check", "set-apart"): suggestions.set_apart,
    ("check", "refuse-wish"): suggestions.refuse_wish,
    ("act", "dispatch"): handling.dispatch,
    ("act", "take"): handling.take,
    ("act", "return"): handling.return_case,
    ("act", "ask"): handling.ask,
    ("act", "reach"): handling.reach,
    ("act", "defer"): handling.defer,
    ("act", "reply"): handling.reply,
    ("act", "answer"): handling.answer,
    ("act", "pass"): handling.pass_answer,
    ("act", "sign"): handling.sign,
    ("act", "release"): handling.release,
    ("act", "hand-back"): handling.hand_back,
    ("check", "note"): cases.note,
    ("act", "note"): cases.note,
    ("decide", "note"): cases.note,
    ("check", "call"): cases.call,
    ("act", "call"): cases.call,
    ("act", "mend"): handling.mend,
    ("act", "give-task"): handling.give_task,
    ("decide", "decide"): supervision.decide,
    ("decide", "settle"): supervision.settle,
    ("decide", "uphold"): feedback.uphold,
    ("decide", "overturn"): feedback.overturn,
    ("decide", "inquire"): feedback.inquire,
    ("decide", "conclude"): feedback.conclude,
    ("decide", "dismiss"): feedback.dismiss,
}
# of a verb that two hands share, the acts of the other one; which it is, the row says that fits the case
OF_THE_LAST_STEP: dict[str, Act] = {"uphold": supervision.uphold, "overturn": supervision.overturn}
# what may be said beside the demands of the table
CHOSEN_TOO = {
    "publish": ("photos", "hold_back", "read_to", "keep"),
    "answer": ("language",),
    "decide-objection": ("keep",),
    "give-task": ("release",),
}
# the verbs of a task beside a case, on the page of the task
TASK_ACTS: dict[str, Act] = {
    "accept-task": handling.accept_task,
    "report-task": handling.report_task,
    "refuse-task": handling.refuse_task,
    "confirm-task": handling.confirm_task,
    "return-task": handling.return_task,
    "withdraw-task": handling.withdraw_task,
}


def make_move(case: Case, verb: str, *, by: Person, given: Given, at: datetime) -> Line:
    """An officer moves a case: what the table demands, taken from `given`, becomes the arguments of one act.

    Raises NotAllowed with the reason, Conflict when the case has moved on, NotValid by field; whoever may not, is told
    that first.
    """
    if not moves_of(verb):
        raise NotValid(fields={"verb": _("There is no such act. Look at the acts that are open to you.")})
    sides = [side for side, known in ACTS if known == verb]
    side = sides[0] if len(sides) == 1 else _side_of(by, at=at)  # the act itself asks whether it is hers
    act = _act_for(case, side, verb)
    if act is None:
        cases.permit(case, verb, by=by, at=at)
        raise NotAllowed()
    try:
        arguments = _arguments(case, side, verb, given)
    except NotValid:
        cases.permit(case, verb, by=by, at=at)
        raise
    return act(case, by=by, at=at, **arguments)


def _act_for(case: Case, side: str, verb: str) -> Act | None:
    """The act behind a verb of a side; where two hands share it, that of the hand which the fitting row names."""
    row = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side=side)
    if row is not None and row.hand == "supervision" and verb in OF_THE_LAST_STEP:
        return OF_THE_LAST_STEP[verb]
    return ACTS.get((side, verb))


def make_task_move(
    task: Task, verb: str, *, by: Person, given: Given, photos: Sequence[UploadedFile] = (), at: datetime
) -> Line:
    """Somebody moves a task beside a case. Raises NotAllowed with the reason, Conflict when the task has moved on,
    NotValid by field."""
    act = TASK_ACTS.get(verb)
    if act is None:
        raise NotValid(fields={"verb": _("There is no such act. Look at the acts that are open to you.")})
    [move] = moves_of(verb)
    arguments: dict[str, Any] = {demand.name: read_words(given.get(demand.name)) for demand in move.demands}
    if verb == "report-task":
        arguments["photos"] = photos
    return act(task, by=by, at=at, **arguments)


def _side_of(person: Person, *, at: datetime) -> str:
    officer = hand_of(person, on=localdate(at))
    return officer.side if officer else ""


def _arguments(case: Case, side: str, verb: str, given: Given) -> dict[str, Any]:
    wrong: dict[str, Any] = {}
    arguments: dict[str, Any] = {}
    demands = demands_of(side, verb)
    asked = {one.name: one.kind for one in demands if one.is_required or given.get(one.name) is not None}
    asked |= {name: name for name in CHOSEN_TOO.get(verb, ()) if given.get(name) is not None}
    for name, kind in asked.items():
        try:
            arguments[name] = _READ[kind](given.get(name))
        except NotValid as refused:
            wrong[name] = refused.sentence
    if wrong:
        raise NotValid(fields=wrong)
    if verb == "publish":
        arguments["title"] = arguments["title"] or first_sentence(clean_text(arguments["text"]))
        arguments.setdefault("read_to", 1)  # who does not say how far she read, has read the report itself
    return arguments


def read_words(value: Any) -> str:
    """Words as they were handed in. Raises NotValid for anything else."""
    if value is not None and not isinstance(value, str):
        raise NotValid(_("Write this as text."))
    return value or ""


def _uploads(value: Any) -> list[UploadedFile]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, UploadedFile) for one in value):
        raise NotValid(_("Photos are handed in with the form of the desk."))
    return list(value)


def _point(value: Any) -> tuple[float, float]:
    parts = value.split(",") if isinstance(value, str) else value
    try:
        lat, lon = (float(part) for part in parts)
    except (TypeError, ValueError):
        raise NotValid(_("Write the place as latitude, longitude.")) from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise NotValid(_("Write the place as latitude, longitude."))
    return lat, lon


def _matter(value: Any) -> Matter | None:
    if value is None or value == "" or isinstance(value, Matter):
        return value or None
    matter = Matter.objects.filter(code=value, is_active=True).first() if isinstance(value, str) else None
    if matter is None:
        raise NotValid(_("This matter is not in the list. Choose one from it."))
    return matter


def _office(value: Any) -> Office:
    if isinstance(value, Office):
        return value
    if not value:
        raise NotValid(_("Choose the office that answers."))
    office = Office.objects.filter(code=value, is_active=True).first() if isinstance(value, str) else None
    if office is None:
        raise NotValid(_("There is no such office. Choose one from the list."))
    return office


def read_day(value: Any) -> date:
    """A day; of a moment the day it falls on in the city."""
    if isinstance(value, datetime):
        return localdate(value) if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    if not value:
        raise NotValid(_("Name a day."))
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise NotValid(_("Write the day as year-month-day, like 2026-12-04.")) from None
    return localdate(moment) if moment.tzinfo else moment.date()


def _taker(value: Any) -> Office:
    if not value:
        raise NotValid(_("Choose who does it."))
    return _office(value)


def _other_office(value: Any) -> Office | None:
    return _office(value) if value else None


def _days(value: Any) -> int:
    said = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (said.isascii() and said.isdecimal()) or len(said) > 4:
        raise NotValid(_("Write how many working days, in digits."))
    return int(said)


def _case(value: Any) -> Case:
    """A case by its number; whether it may be seen the act says, in the same words as for none."""
    if isinstance(value, Case):
        return value
    if not value:
        raise NotValid(_("Name the other case by its number."))
    number = read_number(value) if isinstance(value, str) else None
    case = Case.objects.filter(number=number).first() if number else None
    if case is None:
        raise NotValid(UNKNOWN_CASE)
    return case


def _cases(value: Any) -> list[Case]:
    """Several cases by their numbers, with a space, a comma or a line between them, or as a list."""
    said = re.split(r"[\s,;，；、]+", value.strip()) if isinstance(value, str) else value or []
    if not isinstance(said, list | tuple) or len(said) > OTHERS_MOST * 2:
        raise NotValid(_("Name the other suggestions by their numbers."))
    found = {one.pk: one for one in (_case(number) for number in dict.fromkeys(said) if number)}
    return list(found.values())


def _round(value: Any) -> Round | None:
    """A round by its name in the address; none is the one it was handed in for, or the standing box."""
    if not value or isinstance(value, Round):
        return value or None
    found = Round.objects.shown().filter(slug=value).first() if isinstance(value, str) else None
    if found is None:
        raise NotValid(_("There is no such round. Choose one from the list."))
    return found


def _cause(value: Any) -> Cause | None:
    """A cause of the list by its code; none is left open."""
    if not value or isinstance(value, Cause):
        return value or None
    found = Cause.objects.filter(code=value, is_active=True).first() if isinstance(value, str) else None
    if found is None:
        raise NotValid(_("This cause is not in the list. Choose one from it."))
    return found


def _photos(value: Any) -> list[UUID]:
    try:
        return [key if isinstance(key, UUID) else UUID(key) for key in value]
    except (TypeError, ValueError, AttributeError):
        raise NotValid(_("Name the photos by their keys.")) from None


def _line_number(value: Any) -> int:
    return _lines([value])[0]


def _key(value: Any) -> int:
    """The number of a row, as a form or a program writes it."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        return int(value)
    if type(value) is not int:
        raise NotValid(_("Choose one from the list."))
    return value


def _flag(value: Any) -> bool:
    """A tick: of a program a true or false, of a form the words a browser sends."""
    if type(value) is not bool and value not in (None, "on", "true", "1", "", "false", "0"):
        raise NotValid(_("Say true or false."))
    return value in (True, "on", "true", "1")


def _lines(value: Any) -> list[int]:
    if not isinstance(value, list | tuple | set | frozenset) or not all(type(seq) is int for seq in value):
        raise NotValid(_("Name the lines by their numbers."))
    return list(value)


def _kept(value: Any) -> list[str]:
    if not isinstance(value, list | tuple | set | frozenset) or not all(isinstance(said, str) for said in value):
        raise NotValid(_("Name what may stay word for word."))
    return list(value)


def _language(value: Any) -> str:
    if value not in LANGUAGES:
        raise NotValid(_("This language is not known here. Use zh-hans, zh-hant or en, or leave it out."))
    return str(value)


_READ: dict[str, Callable[[Any], Any]] = {
    "text": read_words,
    "line": read_words,
    "outcome": read_words,
    "condition": read_words,
    "stage": read_words,
    "ground": read_words,
    "call": read_words,
    "remedy": read_words,
    "objection": _key,
    "fault": read_words,
    "uploads": _uploads,
    "point": _point,
    "day": read_day,
    "matter": _matter,
    "office": _office,
    "task": read_words,
    "root": read_words,
    "taker": _taker,
    "other-office": _other_office,
    "days": _days,
    "release": _photos,
    "case": _case,
    "cases": _cases,
    "round": _round,
    "cause": _cause,
    "flag": _flag,
    "photos": _photos,
    "hold_back": _lines,
    "read_to": _line_number,
    "keep": _kept,
    "language": _language,
}
