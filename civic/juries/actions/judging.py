"""A juror fills in a sheet: half of it today, the rest tomorrow, then hands it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.juries.actions.holding import hold, write
from civic.juries.actions.seating import NOT_YOURS
from civic.juries.models import Criterion, Mark, Panel, Sheet
from civic.juries.queries import holds, in_force, is_tied
from civic.juries.rules import HIGHEST, LOWEST, Stage
from civic.lib.plain_text import clean_text
from civic.lib.private_data import OF_A_PERSON, find_private
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence, TooLate
from civic.youth.rules import Task

WORDS_LONGEST = 600
NO_MARK = _("Choose a mark.")


@dataclass(frozen=True)
class SheetGiven:
    """What a juror filled in: marks by the code of their criterion, and kind words for the child."""

    marks: Mapping[str, int] = field(default_factory=dict)
    words: str = ""


@transaction.atomic
def save_sheet(sheet: Sheet, *, by: Person, given: SheetGiven, at: datetime) -> Sheet:
    """What is filled in so far is kept; nobody else reads it. Raises NotAllowed, NotValid by field; Conflict where it
    is void, handed in or decided; TooLate after the day."""
    sheet, panel = _writable(sheet, by=by, at=at)
    return _fill_in(sheet, panel, given=given, at=at)


@transaction.atomic
def hand_in(sheet: Sheet, *, by: Person, given: SheetGiven, at: datetime) -> Sheet:
    """The whole sheet, for good. Raises as saving does, and NotValid for a criterion without a mark."""
    sheet, panel = _writable(sheet, by=by, at=at)
    codes = list(panel.rubric.criteria.values_list("code", flat=True))
    if missing := {code: NO_MARK for code in codes if code not in given.marks}:
        raise NotValid(fields=missing)
    sheet = _fill_in(sheet, panel, given=given, at=at)
    sheet.handed_in_at = at
    sheet.save(update_fields=["handed_in_at"])
    facts = {"piece": sheet.piece.number, "seat": sheet.seat_id}
    write(panel, "hand-in", by=by, side="juror", at=at, facts=facts)
    return sheet


def _writable(sheet: Sheet, *, by: Person, at: datetime) -> tuple[Sheet, Panel]:
    panel = hold(sheet.seat.panel)
    sheet = Sheet.objects.select_related("seat", "piece__proposal__entry").get(pk=sheet.pk)
    if sheet.seat.person_id != by.pk or not holds(by, Task.JUROR, panel.edition, at=at):
        raise NotAllowed(NOT_YOURS)
    if sheet.voided_at is not None or sheet.seat.ended_at is not None:
        raise Conflict(_("This sheet is void: somebody else reads this proposal now."))
    if sheet.handed_in_at is not None:
        raise Conflict(_("You have handed in this sheet. It does not change any more."))
    if panel.stage != Stage.OPEN:
        raise Conflict(_("The result of this round is reckoned. Nothing about its sheets changes any more."))
    if at > panel.judge_by:
        raise TooLate(_("The day for handing in sheets has passed. Ask whoever is responsible for the track."))
    if not in_force(panel.pieces.filter(pk=sheet.piece_id), at=at).exists():
        raise Conflict(_("The child has taken this proposal back, so nobody judges it any more."))
    if is_tied(sheet.seat, sheet.piece):
        raise NotAllowed(_("You are tied to the child of this proposal. Step aside, and somebody else reads it."))
    return sheet, panel


def _fill_in(sheet: Sheet, panel: Panel, *, given: SheetGiven, at: datetime) -> Sheet:
    criteria = {one.code: one for one in panel.rubric.criteria.all()}
    words = clean_text(given.words).strip()
    if wrong := _faults(criteria, given.marks, words):
        raise NotValid(fields=wrong)
    sheet.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(sheet=sheet, criterion=criteria[code], mark=mark) for code, mark in given.marks.items()
    )
    sheet.words, sheet.saved_at = words, at
    sheet.save(update_fields=["words", "saved_at"])
    return sheet


def _faults(criteria: Mapping[str, Criterion], marks: Mapping[str, int], words: str) -> dict[str, Sentence]:
    wrong: dict[str, Sentence] = {
        code: NO_MARK for code, mark in marks.items() if code not in criteria or not LOWEST <= mark <= HIGHEST
    }
    if len(words) > WORDS_LONGEST:
        wrong["words"] = _("This is too long. Keep it under %(count)d characters.") % {"count": WORDS_LONGEST}
    elif any(span.kind in OF_A_PERSON for span in find_private(words)):
        wrong["words"] = _("Leave out names, numbers and accounts: the jury writes to a child without a name.")
    return wrong
