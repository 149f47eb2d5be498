"""Somebody is qualified: by a course, or by a paper that another has looked at; taken back only with a reason.

Source: Regulations on voluntary service, art. 16: special skills are trained first, licences where the law asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.courses.models import Claim, Grant, Inclusion, Learning, Qualification
from civic.courses.rules import ClaimState, QualificationKind, last_day, would_circle
from civic.journal.models import Chain
from civic.lib.only_one import only_one
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.volunteers.actions import (
    hold_volunteer,
    permit_active,
    permit_coordinator,
    reason_said,
    tell_volunteer,
    write_volunteer,
)
from civic.volunteers.models import Volunteer

PAGE = "/volunteer/qualifications/"


def grant_for(learning: Learning, volunteer: Volunteer, *, at: datetime) -> Grant | None:
    """What the course gives, from today on; None where it gives nothing. Belongs in the transaction of an act."""
    gives = learning.course.gives
    if gives is None:
        return None
    today = localdate(at)
    made = Grant.objects.create(
        volunteer=volunteer,
        qualification=gives,
        learning=learning,
        given_on=today,
        expires_on=last_day(today, gives.lasts_months),
        verified_by=learning.verified_by,
        made_at=at,
    )
    write_volunteer(volunteer, "grant", by=None, at=at, facts={"qualification": gives.code})
    return made


@transaction.atomic
def grant(
    volunteer: Volunteer,
    qualification: Qualification,
    *,
    claim: Claim | None = None,
    given_on: date,
    expires_on: date | None = None,
    by: Person,
    at: datetime,
) -> Grant:
    """A coordinator has seen the paper and qualifies a volunteer, until the day the paper says or so long as such a
    qualification lasts. Raises NotAllowed for whoever does not coordinate and for her own, NotValid for days that
    cannot be and where a picture of the paper lacks, Conflict for a claim that was decided."""
    permit_coordinator(by)
    volunteer = hold_volunteer(volunteer)
    permit_active(volunteer)
    if volunteer.person_id == by.pk:
        raise NotAllowed(_("Somebody else looks at your own papers."))
    held = _waiting(claim, volunteer, qualification) if claim else None
    if qualification.needs_evidence and (held is None or not held.is_ready):
        raise NotValid(_("This one needs a picture of the paper, which the volunteer hands in."))
    today = localdate(at)
    until = expires_on or last_day(given_on, qualification.lasts_months)
    if given_on > today:
        raise NotValid(fields={"given_on": _("This day is to come.")})
    if until is not None and until < today:
        raise NotValid(fields={"expires_on": _("This paper does not hold any more.")})
    made = Grant.objects.create(
        volunteer=volunteer,
        qualification=qualification,
        evidence=held.digest if held else "",
        given_on=given_on,
        expires_on=until,
        verified_by=by,
        made_at=at,
    )
    if held is not None:
        _decide(held, ClaimState.GRANTED, made=made, by=by, at=at)
    facts = {"qualification": qualification.code, "until": until.isoformat() if until else ""}
    write_volunteer(volunteer, "grant", side="city", by=by, at=at, facts=facts)
    tell_volunteer(volunteer, "qualification-granted", PAGE, at=at, name=qualification.name_zh_hans)
    return made


@transaction.atomic
def refuse_claim(claim: Claim, *, by: Person, reason: str, at: datetime) -> Claim:
    """The paper does not show what it should; the volunteer reads why, and may hand in another one. Raises NotAllowed,
    NotValid without a reason, Conflict once decided."""
    permit_coordinator(by)
    volunteer = hold_volunteer(claim.volunteer)
    if volunteer.person_id == by.pk:
        raise NotAllowed(_("Somebody else looks at your own papers."))
    held = _waiting(claim, volunteer, claim.qualification)
    _decide(held, ClaimState.REFUSED, reason=reason_said(reason), by=by, at=at)
    facts = {"qualification": held.qualification.code}
    write_volunteer(volunteer, "refuse-claim", side="city", by=by, at=at, facts=facts)
    tell_volunteer(volunteer, "claim-refused", PAGE, at=at, name=held.qualification.name_zh_hans, reason=held.reason)
    return held


def _waiting(claim: Claim, volunteer: Volunteer, qualification: Qualification) -> Claim:
    held = Claim.objects.select_related("qualification").get(pk=claim.pk)
    if held.state != ClaimState.WAITING or (held.volunteer_id, held.qualification_id) != (
        volunteer.pk,
        qualification.pk,
    ):
        raise Conflict(_("This paper was decided on in the meantime."))
    return held


def _decide(claim: Claim, state: str, *, made: Grant | None = None, reason: str = "", by: Person, at: datetime) -> None:
    claim.state, claim.grant, claim.reason = state, made, reason
    claim.decided_by, claim.decided_at = by, at
    claim.save()


@transaction.atomic
def revoke(made: Grant, *, by: Person, reason: str, at: datetime) -> Grant:
    """A coordinator takes a qualification back; the holder reads why, and posts that need it close to her at once.
    Raises NotAllowed, NotValid without a reason, Conflict once it was revoked."""
    permit_coordinator(by)
    volunteer = hold_volunteer(made.volunteer)
    said = reason_said(reason)
    taken = Grant.objects.filter(pk=made.pk, revoked_at__isnull=True).update(
        revoked_at=at, revoked_by=by, revoke_reason=said
    )
    if not taken:
        raise Conflict(_("This was taken back already."))
    made.refresh_from_db()
    name = made.qualification.name_zh_hans
    facts = {"qualification": made.qualification.code}
    write_volunteer(volunteer, "revoke", side="city", by=by, at=at, facts=facts)
    tell_volunteer(volunteer, "qualification-revoked", PAGE, at=at, name=name, reason=said)
    return made


@dataclass(frozen=True)
class QualificationTold:
    """What a qualification is."""

    code: str
    kind: str
    names: Mapping[str, str] = field(default_factory=dict)
    lasts_months: int | None = None
    needs_evidence: bool = False
    source: str = ""


@transaction.atomic
def write_qualification(told: QualificationTold, *, by: Person, at: datetime) -> Qualification:
    """The city knows one more thing a post may ask for. Raises NotAllowed, NotValid, Taken for a code that is used."""
    permit_coordinator(by)
    names = {tongue: clean_line(told.names.get(tongue, "")).strip() for tongue in ("zh-hans", "zh-hant", "en")}
    if not names["zh-hans"]:
        raise NotValid(fields={"name_zh_hans": _("Write this in simplified Chinese at least.")})
    if told.kind not in QualificationKind.values:
        raise NotValid(fields={"kind": _("Choose where it comes from.")})
    if told.lasts_months is not None and not 1 <= told.lasts_months <= 240:
        raise NotValid(fields={"lasts_months": _("Say how many months it lasts, or nothing.")})
    with only_one(_("Another qualification has this short name. Choose another one.")):
        return Qualification.objects.create(
            code=told.code,
            kind=told.kind,
            name_zh_hans=names["zh-hans"][:120],
            name_zh_hant=names["zh-hant"][:120],
            name_en=names["en"][:160],
            lasts_months=told.lasts_months,
            needs_evidence=told.needs_evidence,
            source=clean_line(told.source).strip()[:200],
        )


@transaction.atomic
def include(including: Qualification, included: Qualification, *, by: Person, at: datetime) -> Inclusion:
    """Whoever holds the first holds the second from now on. Raises NotAllowed, Conflict where the first would come to
    include itself, Taken where it does already."""
    permit_coordinator(by)
    place, _is_new = Chain.objects.get_or_create(subject="qualifications")
    Chain.objects.select_for_update(no_key=True).get(pk=place.pk)  # two at once must not close a circle between them
    includes: dict[int, set[int]] = {}
    for one, other in Inclusion.objects.values_list("including", "included"):
        includes.setdefault(one, set()).add(other)
    if included.pk in includes.get(including.pk, ()):
        raise Taken(_("It includes this one already."))
    if would_circle(including.pk, included.pk, includes):
        raise Conflict(_("Then it would include itself. Look at what the other one includes."))
    return Inclusion.objects.create(including=including, included=included)
