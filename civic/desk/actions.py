"""One way to move a case, for the desk's page, its API and its tests: find the hand behind the verb, and let it act.
Many at once go the same way, one by one. And what the desk keeps: saved views, and which lists left the house."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import permit
from civic.cases.models import Case, Line
from civic.cases.rules import Given, moves_of
from civic.cases.rules.report import LANGUAGES
from civic.desk.models import LONGEST_NAME, Export, SavedView
from civic.desk.rules import demands_of, without_words
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.plain_text import clean_line, clean_text, first_sentence
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Refused, Taken
from civic.offices.models import Matter, Office
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision

Act = Callable[..., Line]
MOST_VIEWS = 30

ACTS: dict[tuple[str, str], Act] = {
    ("check", "accept"): supervision.accept,
    ("check", "decline"): supervision.decline,
    ("check", "ask"): supervision.ask,
    ("check", "publish"): supervision.publish,
    ("check", "withhold"): supervision.withhold,
    ("check", "verify"): supervision.verify,
    ("check", "send-back"): supervision.send_back,
    ("check", "hasten"): supervision.hasten,
    ("check", "grant-deferral"): supervision.grant_deferral,
    ("check", "refuse-deferral"): supervision.refuse_deferral,
    ("act", "dispatch"): handling.dispatch,
    ("act", "take"): handling.take,
    ("act", "return"): handling.return_case,
    ("act", "ask"): handling.ask,
    ("act", "reach"): handling.reach,
    ("act", "defer"): handling.defer,
    ("act", "reply"): handling.reply,
    ("act", "answer"): handling.answer,
    ("decide", "decide"): supervision.decide,
    ("decide", "uphold"): feedback.uphold,
    ("decide", "overturn"): feedback.overturn,
}
# what may be said beside the demands of the table
CHOSEN_TOO = {"publish": ("photos", "hold_back", "read_to", "keep"), "answer": ("language",)}


def make_move(case: Case, verb: str, *, by: Person, given: Given, at: datetime) -> Line:
    """An officer moves a case: what the table demands, taken from `given`, becomes the arguments of one act.

    Raises NotAllowed with the reason, Conflict when the case has moved on, NotValid by field; whoever may not, is told
    that first.
    """
    if not moves_of(verb):
        raise NotValid(fields={"verb": _("There is no such act. Look at the acts that are open to you.")})
    sides = [side for side, known in ACTS if known == verb]
    side = sides[0] if len(sides) == 1 else _side_of(by, at=at)  # the act itself asks whether it is hers
    act = ACTS.get((side, verb))
    if act is None:
        permit(case, verb, by=by, at=at)
        raise NotAllowed()
    try:
        arguments = _arguments(case, side, verb, given)
    except NotValid:
        permit(case, verb, by=by, at=at)
        raise
    return act(case, by=by, at=at, **arguments)


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


def _words(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise NotValid(_("Write this as text."))
    return value or ""


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


def _day(value: Any) -> date:
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


def _photos(value: Any) -> list[UUID]:
    try:
        return [key if isinstance(key, UUID) else UUID(key) for key in value]
    except (TypeError, ValueError, AttributeError):
        raise NotValid(_("Name the photos by their keys.")) from None


def _line_number(value: Any) -> int:
    return _lines([value])[0]


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
    "text": _words,
    "line": _words,
    "outcome": _words,
    "condition": _words,
    "stage": _words,
    "ground": _words,
    "day": _day,
    "matter": _matter,
    "office": _office,
    "photos": _photos,
    "hold_back": _lines,
    "read_to": _line_number,
    "keep": _kept,
    "language": _language,
}


# --- many at once ---


@dataclass(frozen=True)
class Asked:
    """One case of many, as the officer read it: how far its timeline had come, and what the move is given."""

    case: Case
    seq: int
    given: Given


@dataclass(frozen=True)
class Moved:
    """What became of one case of many: done, or why not."""

    case: Case
    refusal: Any = ""


def move_all(asked: Iterable[Asked], verb: str, *, by: Person, at: datetime) -> list[Moved]:
    """The same move on many cases, each in a transaction of its own, so that one refusal leaves the others done.

    A case in which something happened since it was read is left alone, and told so. Raises nothing: every refusal is
    told beside its case.
    """
    return [_move_one(one, verb, by=by, at=at) for one in asked]


def _move_one(asked: Asked, verb: str, *, by: Person, at: datetime) -> Moved:
    try:
        with transaction.atomic():
            last = Case.objects.select_for_update().values_list("last_seq", flat=True).get(pk=asked.case.pk)
            if last != asked.seq:
                raise Conflict(_("Something happened in this case since you chose it. Open it and read first."))
            make_move(asked.case, verb, by=by, given=asked.given, at=at)
    except Refused as refused:
        return Moved(asked.case, refused.sentence)
    return Moved(asked.case)


# --- what the desk keeps ---


@transaction.atomic
def save_view(name: str, *, query: str, by: Person, office: Office | None = None, at: datetime) -> SavedView:
    """An officer keeps a way of looking at the list under a name; for an office of hers too, when she names one.

    Raises NotAllowed for an office she holds no post in, Taken where the name is hers already, NotValid without a name
    or beyond thirty views.
    """
    name = clean_line(name).strip()[:LONGEST_NAME]
    if not name:
        raise NotValid(fields={"name": _("Give the view a name, so that you find it again.")})
    Person.objects.select_for_update().get(pk=by.pk)  # her views become scarce: two savings at once count one by one
    own = SavedView.objects.filter(owner=by)
    if own.filter(name=name).exists():
        raise Taken(_("You have a view of this name already. Choose another name, or drop the old view first."))
    if own.count() >= MOST_VIEWS:
        raise NotValid(_("You keep thirty views, and more nobody finds again. Drop one first."))
    _check_sharing(by, office, at=at)
    return SavedView.objects.create(owner=by, name=name, query=query or "view=mine", office=office, saved_at=at)


@transaction.atomic
def share_view(view: SavedView, *, by: Person, office: Office | None, at: datetime) -> SavedView:
    """The officers of an office see a view too; without an office, only its owner sees it again. Raises NotAllowed for
    everybody but the owner, and for an office she holds no post in."""
    view = _own(view, by)
    _check_sharing(by, office, at=at)
    view.office = office
    view.save(update_fields=["office"])
    return view


@transaction.atomic
def drop_view(view: SavedView, *, by: Person, at: datetime) -> None:
    """A saved view goes, for its owner and for whomever it was shared with. Raises NotAllowed for everybody else."""
    _own(view, by).delete()


def _own(view: SavedView, by: Person) -> SavedView:
    kept = SavedView.objects.select_for_update().filter(pk=view.pk).first()
    if kept is None:
        raise Conflict(_("This view has been dropped in the meantime."))
    if kept.owner_id != by.pk:
        raise NotAllowed(_("This view belongs to a colleague. Only its owner changes or drops it."))
    return kept


def _check_sharing(by: Person, office: Office | None, *, at: datetime) -> None:
    if office is None:
        return
    officer = hand_of(by, on=localdate(at))
    if officer is None or office.pk not in officer.office_ids:
        raise NotAllowed(_("You hold no post in this office, so you cannot share a view with it."))


def note_export(query: str, *, by: Person, at: datetime) -> Export:
    """Somebody takes a list out of the house: who, which view and filters, when. What was searched for is not kept,
    since it may be the name of a resident."""
    return Export.objects.create(by=by, query=without_words(query) or "view=all", at=at)


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """A person is erased: her saved views go. Which lists she took out of the house stays an act in office."""
    SavedView.objects.filter(owner=person).delete()
