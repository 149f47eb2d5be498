"""Pictures of a promise: taken in, prepared in a bounded process, shown only after a moderator has looked."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import prepare_waiting
from civic.lib.nudge import nudge
from civic.lib.picture_files import digest_of, keep_upload
from civic.lib.pictures import look_at
from civic.lib.refusals import Conflict, NotValid
from civic.promises.actions.holding import hold, permit, said, write
from civic.promises.models import Picture, PictureState, Promise, PromiseLine
from civic.promises.rules import Moment
from civic.promises.rules.limits import PICTURES_MOST

ALT_LONGEST = 200
PREPARE = "promises.prepare"


@transaction.atomic
def add_picture(promise: Promise, *, by: Person, upload: UploadedFile, moment: str, alt: str, at: datetime) -> Picture:
    """The owner adds a picture with words for what it shows; nobody outside sees it yet. The same upload twice is one.
    Raises NotAllowed, Conflict, NotValid naming the file."""
    promise = hold(promise)
    allowed = permit(promise, "add-picture", by=by, at=at)
    if moment not in Moment.values:
        raise NotValid(fields={"moment": _("Choose when it was taken.")})
    words = said(alt, name="alt", longest=ALT_LONGEST, is_line=True)
    header, digest = look_at(upload), digest_of(upload)
    known = promise.pictures.filter(digest=digest).first()
    if known is not None:
        return known
    if promise.pictures.count() >= PICTURES_MOST:
        raise NotValid(fields={"photo": _("A promise holds twenty pictures at most.")})
    picture = Picture(
        promise=promise,
        moment=moment,
        alt=words,
        digest=digest,
        width=header.width,
        height=header.height,
        received_at=at,
    )
    keep_upload(picture.key, upload)
    picture.save(force_insert=True)
    write(promise, allowed, by=by, at=at, facts={"picture": picture.pk, "moment": moment})
    nudge(PREPARE)
    return picture


@transaction.atomic
def show_picture(picture: Picture, *, by: Person, at: datetime) -> PromiseLine:
    """A moderator has looked at a picture, and everybody may see it. Raises NotAllowed, Conflict while it is not
    ready."""
    promise = hold(picture.promise)
    allowed = permit(promise, "show-picture", by=by, at=at)
    shown = Picture.objects.filter(pk=picture.pk, state=PictureState.READY)
    if not shown.update(is_public=True, screened_at=at, screened_by=by):
        raise Conflict(_("This picture is not ready yet. Try again in a minute."))
    return write(promise, allowed, by=by, at=at, facts={"picture": picture.pk})


@transaction.atomic
def hide_picture(picture: Picture, *, by: Person, at: datetime) -> PromiseLine:
    """A moderator keeps a picture from everybody, or takes it back; it stays with the desk as evidence. Raises
    NotAllowed."""
    promise = hold(picture.promise)
    allowed = permit(promise, "hide-picture", by=by, at=at)
    Picture.objects.filter(pk=picture.pk).update(is_public=False, screened_at=at, screened_by=by)
    return write(promise, allowed, by=by, at=at, facts={"picture": picture.pk})


def prepare_pictures(*, at: datetime, most: int = 50) -> int:
    """Prepare what waits. Returns how many are ready."""
    return prepare_waiting(Picture, at=at, most=most)
