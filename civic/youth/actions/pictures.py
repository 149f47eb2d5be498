"""A child's drawings and photos: taken in, prepared in a bounded process without what the phone wrote into them,
covered by a reader where somebody could be recognised."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import prepare_waiting
from civic.lib.blurring import cover
from civic.lib.nudge import nudge
from civic.lib.picture_files import digest_of, drop_files, keep_upload, picture_path
from civic.lib.pictures import look_at
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid
from civic.youth.actions.holding import hold, permit_child, permit_officer, write
from civic.youth.actions.making import NOT_OPEN, TellsWho, private_in
from civic.youth.models import Proposal, ProposalBox, ProposalPicture, ProposalPictureState
from civic.youth.rules import EDITABLE, Cover, ItemSide, ItemState, Task
from civic.youth.rules.covers import covers_fault
from civic.youth.rules.private import stops
from civic.youth.rules.proposals import PICTURES_MOST, words_fault

PREPARE = "youth.prepare"


@transaction.atomic
def add_picture(proposal: Proposal, *, upload: UploadedFile, alt: str, at: datetime) -> ProposalPicture:
    """The child adds a drawing or a photo, with words for what it shows if it likes. The same upload twice is one; its
    file name is not kept. Raises NotValid naming the file, TellsWho for its words, Conflict while readers have it."""
    proposal = hold(proposal)
    permit_child(proposal, at=at)
    if proposal.state not in EDITABLE:
        raise Conflict(NOT_OPEN)
    words = clean_line(alt).strip()
    if fault := words_fault("alt", words):
        raise NotValid(fields={"alt": fault})
    if found := stops(private_in(proposal.entry, {"alt": words}), sure_of=proposal.sure_of):
        raise TellsWho(found)
    header, digest = look_at(upload), digest_of(upload)
    known = proposal.pictures.kept().filter(digest=digest).first()
    if known is not None:
        return known
    if proposal.pictures.kept().count() >= PICTURES_MOST:
        raise NotValid(fields={"photo": _("Three pictures are enough. Take one out first.")})
    picture = ProposalPicture(
        proposal=proposal, alt=words, digest=digest, width=header.width, height=header.height, received_at=at
    )
    keep_upload(picture.key, upload)
    picture.save(force_insert=True)
    nudge(PREPARE)
    return picture


@transaction.atomic
def drop_picture(picture: ProposalPicture, *, at: datetime) -> None:
    """The child takes a picture out again, files and all. Raises Conflict while readers have it."""
    proposal = hold(picture.proposal)
    permit_child(proposal, at=at)
    if proposal.state not in EDITABLE:
        raise Conflict(NOT_OPEN)
    erase_picture(picture)


def erase_picture(picture: ProposalPicture) -> None:
    """Row and files of a picture go, once the act holds. Belongs in the transaction of an act."""
    keys = [key for key in (picture.key, picture.sealed_key) if key is not None]
    picture.delete()
    transaction.on_commit(lambda: drop_files(keys))


def prepare_pictures(*, at: datetime, most: int = 50) -> int:
    """Prepare what waits. Returns how many are ready."""
    return prepare_waiting(ProposalPicture, at=at, most=most)


@transaction.atomic
def cover_picture(picture: ProposalPicture, *, by: Person, covers: Sequence[Cover], at: datetime) -> ProposalPicture:
    """A reader covers faces, uniforms, names: the covered rendition gets a key of its own, so no cache shows the other
    one. Once somebody has read this version, covers are only added. Raises NotAllowed, NotValid, Conflict."""
    proposal = hold(picture.proposal)
    permit_officer(proposal, Task.SCREENER, Task.LEAD, Task.DUTY, by=by, at=at)
    picture = ProposalPicture.objects.get(pk=picture.pk)
    if picture.state != ProposalPictureState.READY or picture.left_out_at is not None:
        raise Conflict(_("This picture is not there to be covered. Try again in a minute."))
    if fault := covers_fault(covers):
        raise NotValid(fields={"boxes": fault})
    before = [Cover(box.x, box.y, box.width, box.height, box.shows) for box in picture.boxes.all()]
    is_read = proposal.versions.filter(number=proposal.version, readings__is_void=False).exists()
    is_bound = is_read or proposal.state != ItemState.HANDED_IN
    laid = [*before, *(one for one in covers if one not in before)] if is_bound else list(covers)
    if fault := covers_fault(laid):
        raise NotValid(fields={"boxes": fault})
    _lay(picture, laid)
    write(proposal, verb="covered", side=ItemSide.CITY, by=by, at=at, facts={"picture": picture.pk, "count": len(laid)})
    return picture


def _lay(picture: ProposalPicture, covers: Sequence[Cover]) -> None:
    sealed, before, key = picture.sealed_key or picture.key, picture.key, uuid4()
    picture_path(key, "large").parent.mkdir(parents=True, exist_ok=True)
    try:
        cover(
            picture_path(sealed, "large"),
            picture_path(key, "large"),
            picture_path(key, "small"),
            [one[:4] for one in covers],
        )
    except OSError:
        drop_files([key])
        raise Conflict(_("This picture cannot be read any more. Leave it out instead.")) from None
    picture.key, picture.sealed_key = key, sealed
    picture.save(update_fields=["key", "sealed_key"])
    picture.boxes.all().delete()
    ProposalBox.objects.bulk_create(ProposalBox(picture=picture, **one._asdict()) for one in covers)
    if before != sealed:
        transaction.on_commit(lambda: drop_files([before]))
