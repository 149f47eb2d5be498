"""The checking side accepts a stage, and says whether a promise was kept; the owner may only take it back in time."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotValid, TooLate
from civic.promises.actions.holding import hold, permit, said, write
from civic.promises.models import Acceptance, Picture, Promise, PromiseLine
from civic.promises.rules import EVIDENCE_LONGEST, REASON_LONGEST

NO_EVIDENCE = _("Name the document it rests on, or choose a picture that shows it.")


@transaction.atomic
def accept_stage(
    promise: Promise,
    *,
    by: Person,
    stage: int,
    text: str,
    document: str = "",
    picture: UUID | None = None,
    at: datetime,
) -> Acceptance:
    """The checking side has looked at a stage and accepts it: what was found, and the document or picture it rests on.
    Raises NotAllowed, Conflict for a stage that is accepted already, NotValid without evidence."""
    promise = hold(promise)
    allowed = permit(promise, "accept-stage", by=by, at=at)
    chosen = promise.stages.filter(place=stage).first()
    if chosen is None:
        raise NotValid(fields={"stage": _("Choose a stage that is open still.")})
    if Acceptance.objects.filter(stage=chosen).exists():
        raise Conflict(_("This stage was accepted already."))
    found = said(text, longest=REASON_LONGEST)
    paper = said(document, name="document", longest=EVIDENCE_LONGEST, is_line=True, is_required=False)
    shown = Picture.objects.filter(promise=promise, key=picture).first() if picture is not None else None
    if not paper and shown is None:
        raise NotValid(fields={"document": NO_EVIDENCE})
    facts = {"stage": chosen.place, "stage_words": chosen.words, "document": paper, "day": chosen.due_on.isoformat()}
    write(promise, allowed, by=by, at=at, words=found, facts=facts)
    assert allowed.office_id is not None
    return Acceptance.objects.create(
        stage=chosen, by=by, office_id=allowed.office_id, at=at, found=found, document=paper, picture=shown
    )


@transaction.atomic
def keep(promise: Promise, *, by: Person, text: str, at: datetime) -> PromiseLine:
    """The checking side finds that the promise was kept, and says by what. Raises NotAllowed; Conflict while a stage is
    open; NotValid without a reason."""
    promise = hold(promise)
    allowed = permit(promise, "keep", by=by, at=at)
    if promise.stages.filter(acceptance__isnull=True).exists():
        raise Conflict(_("A stage is open still. Accept it first, or say that the promise was broken."))
    words = said(text, longest=REASON_LONGEST)
    promise.ended_at, promise.progress = at, 100
    assert promise.due_on is not None
    return write(promise, allowed, by=by, at=at, words=words, facts={"late": promise.due_on < localdate(at)})


@transaction.atomic
def break_promise(promise: Promise, *, by: Person, text: str, at: datetime) -> PromiseLine:
    """The checking side finds that the promise was not kept, once its day has passed, and says why. Raises NotAllowed,
    Conflict before that day, NotValid without a reason."""
    promise = hold(promise)
    allowed = permit(promise, "break", by=by, at=at)
    assert promise.due_on is not None
    if localdate(at) <= promise.due_on:
        raise Conflict(_("The day of this promise has not passed yet, so it is not broken."))
    words = said(text, longest=REASON_LONGEST)
    promise.ended_at = at
    return write(promise, allowed, by=by, at=at, words=words)


@transaction.atomic
def withdraw(promise: Promise, *, by: Person, text: str, at: datetime) -> PromiseLine:
    """The head of the office takes a promise back before its day, and says why. Afterwards only the checking side ends
    it. Raises NotAllowed, Conflict, TooLate, NotValid without a reason."""
    promise = hold(promise)
    allowed = permit(promise, "withdraw", by=by, at=at)
    assert promise.due_on is not None
    if promise.due_on < localdate(at):
        raise TooLate(_("The day of this promise has passed. The checking side says now whether it was kept."))
    words = said(text, longest=REASON_LONGEST)
    promise.ended_at = at
    return write(promise, allowed, by=by, at=at, words=words)
