"""Whoever is named or shown in a public case objects, without an account; and takes it back again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.cases.actions import (
    advance,
    forget_objection,
    hold,
    index,
    lay_veils,
    lift_veils,
    may_tell,
    permit_concerned,
)
from civic.cases.models import Case, Objection, Photo
from civic.cases.queries import names_around, public_words
from civic.cases.rules import check_contact
from civic.cases.rules.objections import (
    OBJECTION_DAYS,
    OPEN_MOST,
    QUOTE_LONGEST,
    Concern,
    Decision,
    SpeaksFor,
    check_objection,
    hidden_at_once,
    stands_in,
)
from civic.cases.rules.report import LANGUAGES
from civic.lib.codes import code_digest, new_tracking_code, tracking_code_from
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import Conflict, NotValid
from civic.lib.sealed import keyed_hash, normal_email, normal_phone
from civic.notices import actions as notices
from civic.offices.queries import by_workdays


@dataclass(frozen=True)
class ObjectionGiven:
    """An objection as somebody handed it in, not yet checked. `quote`: the words on the page it is about; `photos`: the
    keys of those in which somebody can be seen; a contact may be left out."""

    concern: str
    words: str = ""
    quote: str = ""
    photos: Sequence[UUID] = ()
    speaks_for: str = SpeaksFor.PERSON
    email: str = ""
    phone: str = ""
    language: str = "zh-hans"


@dataclass(frozen=True)
class Objected:
    """The receipt: the objection, the code that follows it, and how many things left the page at once."""

    objection: Objection
    code: str
    hidden: int
    is_replay: bool = False


@transaction.atomic
def object_to(case: Case, *, given: ObjectionGiven, token: str = "", at: datetime) -> Objected:
    """Somebody named or shown objects: a photo of her and the words that show her data leave the page at once, each
    once in the life of the case; a moderator decides within two working days. The same token gives the first receipt
    again. Raises Conflict for a case that is not public or has too many objections waiting; NotValid by field."""
    case = hold(case)
    code = tracking_code_from(settings.SECRET_KEY, f"objection:{token}", case.number) if token else new_tracking_code()
    known = Objection.objects.filter(case=case, tracking_digest=code_digest(code)).first()
    if known is not None:
        return Objected(known, code, known.veils.filter(was_at_once=True).count(), is_replay=True)
    step = permit_concerned(case, "object")
    if case.objecting >= OPEN_MOST:
        raise Conflict(
            _("Many objections to this case wait already. They are decided within two working days; then come back.")
        )
    photos = list(Photo.objects.filter(case=case, is_public=True, key__in=given.photos).order_by("pk"))
    texts = public_words(case)
    objection, quote = _written(case, given, texts, photos, code=code, at=at)
    pieces = hidden_at_once(concern=given.concern, quote=quote, texts=texts, names=names_around(case))
    hidden = lay_veils(
        case, objection, photos=photos if given.concern == Concern.PHOTO else [], pieces=pieces, rest=quote, at=at
    )
    if hidden:
        advance(case, step, at=at, facts={"hidden": hidden}, objecting=case.objecting + 1)
        index(case)
    else:
        case.objecting += 1
        case.save(update_fields=["objecting"])
    if may_tell(objection.email, objection.phone):
        _tell(objection, verb="objection-received", at=at)
    return Objected(objection, code, hidden)


def _written(
    case: Case, given: ObjectionGiven, texts: list[str], photos: list[Photo], *, code: str, at: datetime
) -> tuple[Objection, str]:
    words, quote = clean_text(given.words).strip(), clean_line(given.quote).strip()[:QUOTE_LONGEST]
    email, phone = normal_email(given.email) if given.email else "", normal_phone(given.phone) if given.phone else ""
    wrong: dict[str, Any] = check_objection(
        concern=given.concern,
        words=words,
        quote=quote,
        is_said=stands_in(quote, texts),
        photos=len(photos),
        has_photos=case.photos.filter(is_public=True).exists(),
    )
    wrong |= check_contact(
        email=given.email, phone=given.phone, email_is_good=email is not None, phone_is_good=phone is not None
    )
    if given.speaks_for not in SpeaksFor.values:
        wrong["speaks_for"] = _("Choose for whom you object.")
    if wrong:
        raise NotValid(fields=wrong)
    objection = Objection.objects.create(
        case=case,
        tracking_digest=code_digest(code),
        concern=given.concern,
        speaks_for=given.speaks_for,
        words=words,
        quote=quote,
        email=email or "",
        email_hash=keyed_hash(email, purpose="contact") if email else "",
        phone=phone or "",
        phone_hash=keyed_hash(phone, purpose="contact") if phone else "",
        language=given.language if given.language in LANGUAGES else "zh-hans",
        at=at,
        due_at=by_workdays(at, OBJECTION_DAYS),
    )
    return objection, quote


def _tell(objection: Objection, *, verb: str, at: datetime) -> None:
    number = objection.case.number
    notices.queue(
        verb=verb,
        about=objection.subject,
        language=objection.language,
        at=at,
        email=objection.email,
        phone=objection.phone,
        context={"number": number, "url": f"{settings.SITE_URL}/cases/{number}/object/", "due": objection.due_at},
    )


@transaction.atomic
def take_back_objection(objection: Objection, *, at: datetime) -> None:
    """Whoever objected takes it back: what it hid is shown again, words and contact go. Raises Conflict once it has
    been decided."""
    case = hold(objection.case)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.decision:
        raise Conflict(_("A moderator has decided on this already."))
    objection.case = case
    objection.decision, objection.decided_at = Decision.TAKEN_BACK, at
    objection.save(update_fields=["decision", "decided_at"])
    lift_veils(objection, at=at)
    case.objecting -= 1
    case.save()
    index(case)
    forget_objection(objection, at=at)


@transaction.atomic
def erase_objection(objection: Objection, *, at: datetime) -> None:
    """Words and contact of a decided objection go; what was decided stays. Raises Conflict while it waits: take it back
    instead."""
    held = Objection.objects.select_for_update().get(pk=objection.pk)
    if not held.decision:
        raise Conflict(_("This still waits for a decision. Take it back instead, and your words go with it."))
    forget_objection(held, at=at)
