"""What everybody reads of a case: publish, cover photos."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import Step, advance, cover_photo, demand_words, hold, permit, uncover_photo
from civic.cases.models import Case, Line, LineWords, Photo, PhotoState, Veil, Withholding
from civic.cases.rules import Publication
from civic.cases.rules.boxes import Box
from civic.cases.rules.objections import Decision, SecondLook
from civic.cases.rules.screening import left_private
from civic.journal.models import Audience
from civic.lib.refusals import Conflict, NotValid
from civic.supervision.actions.withholding import still_private

CHANGED = _("The resident changed the report after you had read it. Read it again before everybody can.")


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
    if read_to is not None and read_to < case.said_seq:
        raise Conflict(CHANGED)
    resident_words = LineWords.objects.filter(line__case=case, line__side="resident")
    read = case.last_seq if read_to is None else min(read_to, case.last_seq)
    new = resident_words.filter(line__seq__lte=read, audience=Audience.PUBLIC, is_screened=False)
    later = new.exclude(line__verb="file").exclude(line__seq__in=hold_back).values_list("text", flat=True)
    report = resident_words.filter(line__verb__in=("file", "edit")).values_list("text", flat=True)
    left = left_private([*given.values(), *later], kept=keep, told=[case.title, *report])
    if left:
        raise NotValid(fields={"keep": still_private(left)})
    if case.publication == Publication.WITHHELD:
        lifted = {"decision": SecondLook.LIFTED, "decided_by": by, "decided_at": at}
        Withholding.objects.filter(case=case, decision="").update(**lifted)
    # photos of the office wait for their answer first
    waiting = Photo.objects.filter(case=case, state=PhotoState.READY, line__isnull=False)
    ready = waiting.exclude(pk__in=_hidden_photos(case))
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


def _hidden_photos(case: Case) -> QuerySet[Any, Any]:
    """Photos hidden by an objection: until it is decided, and after that until they are covered."""
    hidden = Veil.objects.filter(case=case, is_on=True, photo__isnull=False)
    return hidden.exclude(objection__decision=Decision.UPHELD, photo__sealed_key__isnull=False).values("photo")


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
