"""Words, photos and the place of a case taken out by whoever brought them, at any time and everywhere at once. What the
city did and said stays."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.cases.actions.adding import news
from civic.cases.actions.moving import advance, hold, index, permit
from civic.cases.actions.photos import drop_photo
from civic.cases.actions.rebounding import forget_place
from civic.cases.actions.retaining import retain
from civic.cases.actions.veiling import draw_veils
from civic.cases.guards import Reporter
from civic.cases.models import Answers, Case, Earlier, Line, LineWords, Photo, Unveiled
from civic.cases.queries import HER_OWN, REPORTS
from civic.cases.rules.objections import stands_in
from civic.cases.rules.taking_out import PASSAGE_LONGEST, PASSAGE_SHORTEST, PASSAGES_MOST, taken_out
from civic.journal.actions import blank
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotValid
from civic.notices import actions as notices

TEXTS = ("title", "address", "public_title", "public_text", "public_address")
LONGEST = {"title": 120, "address": 300, "public_title": 120, "public_address": 300}
NOTHING = _("Choose what you want to take out, or write the words exactly as they stand there.")
NOT_YOURS = _("One of these texts is not yours, or is gone already. Load the page anew.")
NOT_THERE = _("These words stand in nothing of yours here: “%(words)s”. Write them exactly as they stand.")
NO_PASSAGE = _("Write each passage with 2 to %(longest)d characters, %(most)d at most, one a line.")


@dataclass(frozen=True)
class RedactGiven:
    """What its author takes out: whole words by the place of their line (the report by any line of it), passages in all
    words of hers, photos by their keys, the place."""

    lines: Collection[int] = ()
    passages: Sequence[str] = ()
    photos: Collection[UUID] = ()
    place: bool = False


@transaction.atomic
def redact(case: Case, *, by: Reporter, given: RedactGiven, at: datetime) -> Line:
    """Whoever wrote it takes words out: they are blanked for good, in every place and in messages that wait, for the
    desk too; where something about them is being decided they stay sealed for the data officer until then. Nothing
    brings them back. Raises NotAllowed, NotValid by field."""
    case = hold(case)
    step = permit(case, "redact", by=by, at=at)
    own = list(_own_words(case))
    passages = _passages(given.passages)
    whole = {one for one in own if one.line.seq in given.lines}
    if any(one.line.verb in REPORTS for one in whole):  # the report is one, however often it was changed
        whole |= {one for one in own if one.line.verb in REPORTS}
    if set(given.lines) - {one.line.seq for one in whole}:
        raise NotValid(fields={"lines": NOT_YOURS})
    photos = list(Photo.objects.filter(case=case, key__in=given.photos, line__side__in=HER_OWN))
    _demand_standing(case, own, passages)
    if not (whole or passages or photos or given.place):
        raise NotValid(fields={"passages": NOTHING})
    is_report = any(one.line.verb in REPORTS for one in whole)
    touched = [one for one in own if one in whole or any(stands_in(piece, [one.text]) for piece in passages)]
    gone = [*passages, *(one.text for one in whole), *([case.title, case.public_title] if is_report else [])]
    retain(case, touched, at=at)
    changes = _texts_left(case, passages, is_report=is_report) | (_no_place() if given.place else {})
    for words in touched:
        left = "" if words in whole else taken_out(words.text, passages, language=words.language or case.language)
        words.veiled_text = None
        words.save(update_fields=["veiled_text"])
        blank(words, left=left, at=at)
    _forget_beside(case, passages, is_report=is_report, has_no_place=given.place)
    for photo in photos:
        drop_photo(photo)
    facts = {"lines": sorted(one.line.seq for one in whole), "passages": len(passages), "photos": len(photos)}
    if case.is_open:
        changes["news_since"] = news(case, at)
    line = advance(case, step, at=at, facts=facts | {"place": given.place}, **changes)
    if case.veiled:
        draw_veils(case, at=at)
        case.save()
    index(case)
    notices.withdraw_mentioning(case.public_subject, at=at)
    notices.veil_about(case.subject, lambda text: taken_out(text, gone, language=case.language), at=at)
    return line


def _own_words(case: Case) -> Collection[LineWords]:
    mine = LineWords.objects.filter(line__case=case, line__side__in=HER_OWN).exclude(text="")
    return mine.select_related("line").order_by("line__seq")


def _passages(given: Sequence[str]) -> list[str]:
    said = list(dict.fromkeys(line for one in given if (line := clean_line(one).strip())))
    if len(said) > PASSAGES_MOST or any(not PASSAGE_SHORTEST <= len(one) <= PASSAGE_LONGEST for one in said):
        raise NotValid(fields={"passages": NO_PASSAGE % {"longest": PASSAGE_LONGEST, "most": PASSAGES_MOST}})
    return said


def _demand_standing(case: Case, own: Sequence[LineWords], passages: Sequence[str]) -> None:
    """Nobody thinks that something is gone which was only mistyped."""
    texts = [one.text for one in own] + [getattr(case, name) for name in TEXTS]
    missing = [piece for piece in passages if not stands_in(piece, texts)]
    if missing:
        raise NotValid(fields={"passages": NOT_THERE % {"words": missing[0]}})


def _texts_left(case: Case, passages: Sequence[str], *, is_report: bool) -> dict[str, Any]:
    """The columns of the case without what was taken out; under what an objection hides, too."""
    unveiled = Unveiled.objects.filter(case=case).first()
    texts = {name: getattr(case, name) for name in TEXTS}
    if unveiled is not None:
        whole = {"public_title": unveiled.title, "public_text": unveiled.text, "public_address": unveiled.address}
        texts |= whole
    if is_report:
        texts |= {"title": "", "public_title": "", "public_text": ""}
    left = {name: taken_out(text, passages, language=case.language) for name, text in texts.items()}
    return {name: text[: LONGEST.get(name)] for name, text in left.items()}


def _no_place() -> dict[str, Any]:
    return {"address": "", "public_address": "", "lat": None, "lon": None, "h3": None, "component": None}


def _forget_beside(case: Case, passages: Sequence[str], *, is_report: bool, has_no_place: bool) -> None:
    """What lies beside the words: how the report read before, the answers to questions, the place of its parts."""
    for earlier in Earlier.objects.filter(line__case=case):
        earlier.title = "" if is_report else taken_out(earlier.title, passages, language=case.language)[:120]
        earlier.address = taken_out(earlier.address, passages, language=case.language)[:300]
        if has_no_place:
            earlier.address, earlier.lat, earlier.lon = "", None, None
        earlier.save()
    for answers in Answers.objects.filter(case=case):
        kept = {} if is_report else answers.given
        answers.given = {
            key: taken_out(value, passages, language=case.language) if isinstance(value, str) else value
            for key, value in kept.items()
        }
        answers.save(update_fields=["given"])
    if not has_no_place:
        return
    forget_place(case)
    for part in case.portions.filter(~Q(address="") | Q(lat__isnull=False)).order_by("pk"):
        part = hold(part)
        for name, value in _no_place().items():
            setattr(part, name, value)
        part.save()
        index(part)
