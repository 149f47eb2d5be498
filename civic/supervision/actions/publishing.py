"""What everybody reads of a case: publish, withhold, cover photos."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import Step, advance, cover_photo, demand_words, hold, permit, uncover_photo
from civic.cases.models import Case, Line, LineWords, Photo, PhotoState
from civic.cases.rules.boxes import Box
from civic.cases.rules.screening import Ground, left_private
from civic.journal.models import Audience
from civic.lib.refusals import NotValid
from civic.offices.models import Office
from civic.offices.queries import reviewing_office_for


@transaction.atomic
def publish(
    case: Case,
    *,
    by: Person,
    title: str,
    text: str,
    address: str | None = None,
    photos: Collection[UUID] | None = None,
    hold_back: Collection[int] = (),
    read_to: int | None = None,
    keep: Collection[str] = (),
    at: datetime,
) -> Line:
    """Let everybody read the case, in the words the moderator leaves: title, text, place, the photos named (all
    prepared ones when None), and what the resident wrote since, up to the line the moderator had before her (all when
    None) and but for the lines held back. What looks private in any of it was taken out or is kept knowingly: `keep`
    holds those words. Raises NotAllowed, Conflict, NotValid; NotValid too, naming it, for what is left and not kept."""
    case = hold(case)
    step = permit(case, "publish", by=by, at=at)
    given = demand_words(
        step, {"title": title, "text": text, "address": case.public_address if address is None else address}
    )
    resident_words = LineWords.objects.filter(line__case=case, line__side="resident")
    read = case.last_seq if read_to is None else min(read_to, case.last_seq)
    new = resident_words.filter(line__seq__lte=read, audience=Audience.PUBLIC, is_screened=False)
    later = new.exclude(line__verb="file").exclude(line__seq__in=hold_back).values_list("text", flat=True)
    report = resident_words.filter(line__seq=1).values_list("text", flat=True)
    left = left_private([*given.values(), *later], kept=keep, told=[case.title, *report])
    if left:
        named = ", ".join(f"{finding.text} ({finding.label})" for finding in left)
        raise NotValid(fields={"keep": _still_private(named)})
    ready = Photo.objects.filter(case=case, state=PhotoState.READY)
    shown = ready if photos is None else ready.filter(key__in=photos)
    Photo.objects.filter(case=case).exclude(pk__in=shown.values("pk")).update(is_public=False)
    count = shown.update(is_public=True)
    ready.filter(screened_at__isnull=True).update(screened_at=at)
    resident_words.filter(line__seq__lte=read).update(is_screened=True)
    resident_words.filter(line__seq__in=hold_back).update(is_screened=False)
    return advance(
        case,
        step,
        at=at,
        facts={"photos": count},
        public_title=given["title"],
        public_text=given["text"],
        public_address=given["address"],
        screened_seq=max(case.screened_seq, read),
    )


def _still_private(named: str) -> str:
    return _("This still looks private: %(named)s. Replace it, or tick what may stay.") % {"named": named}


@transaction.atomic
def withhold(case: Case, *, by: Person, reason: str = "", ground: str = "", at: datetime) -> Line:
    """Keep the case from strangers, or take it back from them, on one of the listed grounds, with words where none of
    them fits; the resident reads both and who reviews it. It leaves list, search and feed in the same instant. Raises
    NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "withhold", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    if not ground and given["reason"] in Ground.values:  # programs have one field for both
        ground, given["reason"] = given["reason"], ""
    ground = ground or Ground.OTHER
    if ground not in Ground.values:
        raise NotValid(fields={"ground": _("This reason is not in the list. Choose one from it.")})
    if ground == Ground.OTHER and not given["reason"]:
        raise NotValid(fields={"reason": _("Write something here: others will rely on it.")})
    own = Office.objects.filter(pk=step.office_id).first() if step.office_id is not None else None
    review = reviewing_office_for(own)
    Photo.objects.filter(case=case).update(is_public=False)
    facts = {"ground": str(ground)} | ({"reviewed_by": review.code} if review else {})
    told = {"ground": "" if ground == Ground.OTHER else Ground(ground).label, "appeal_office": review or ""}
    return advance(case, step, at=at, words=given["reason"], facts=facts, told=told, screened_seq=case.last_seq)


@transaction.atomic
def blur(case: Case, *, by: Person, photo: int, boxes: Sequence[Box], at: datetime) -> Line:
    """Cover faces, plates and doors in a photo: by whoever may publish the case, when it may be published. A public
    photo stays public, as it is from now on. Raises NotAllowed, Conflict, NotValid."""
    case, step, held = _hold_photo(case, photo, by=by, at=at, verb="blur")
    cover_photo(held, boxes)
    return advance(case, step, at=at, facts={"photo": held.pk, "boxes": len(boxes)})


@transaction.atomic
def unblur(case: Case, *, by: Person, photo: int, at: datetime) -> Line:
    """Take the boxes off a photo that nobody else has seen. Raises NotAllowed, Conflict."""
    case, step, held = _hold_photo(case, photo, by=by, at=at, verb="unblur")
    uncover_photo(held)
    return advance(case, step, at=at, facts={"photo": held.pk})


def _hold_photo(case: Case, photo: int, *, by: Person, at: datetime, verb: str) -> tuple[Case, Step, Photo]:
    """Covering is a part of publishing: the same hand, at the same times; the line says what was done."""
    case = hold(case)
    step = permit(case, "publish", by=by, at=at)
    held = Photo.objects.filter(case=case, pk=photo).first()
    if held is None:
        raise NotValid(fields={"photo": _("This photo is not one of the case.")})
    return case, replace(step, move=replace(step.move, verb=verb, publishes=None)), held
