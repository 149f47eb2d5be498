"""Certificates: reckoned from the book, free of charge, checked by anybody, revoked when the book takes something
back (Measures art. 14 to 17)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from civic.accounts.models import Person
from civic.honours.actions.holding import ask_own, said_reason
from civic.honours.models import Certificate
from civic.honours.queries import extract, outdated
from civic.honours.queries.certificates import facts_of
from civic.honours.rules import CertificateState, certificate_digest, items_of, new_certificate_number
from civic.lib.refusals import Conflict, NotValid
from civic.lib.sweeping import one_by_one
from civic.volunteers.actions import hold_volunteer, permit_coordinator, write_volunteer
from civic.volunteers.models import Organisation, Volunteer

DRAWS = 4
CORRECTED = gettext_noop("Something it counts was corrected in the book since. Ask for a new one.")


@transaction.atomic
def issue_certificate(
    volunteer: Volunteer,
    *,
    organisation: Organisation | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    by: Person,
    at: datetime,
) -> Certificate:
    """A certificate of what the book holds between two days (none said: from the first to today), of one recording
    organisation or all. Nobody pays and nobody is asked. Raises NotAllowed, NotValid where nothing was served."""
    volunteer = hold_volunteer(volunteer)
    ask_own(volunteer, by)
    today = localdate(at)
    if until_on is not None and until_on > today:
        raise NotValid(fields={"until_on": _("A certificate tells of days that have passed. Name today at most.")})
    if from_on is not None and until_on is not None and until_on < from_on:
        raise NotValid(fields={"until_on": _("The last day comes after the first.")})
    found = extract(volunteer, from_on=from_on, until_on=until_on or today, organisation=organisation)
    items = items_of(found.served)
    if found.minutes <= 0 or not items or found.first is None or found.last is None:
        raise NotValid(
            _("No service was written down for these days yet. Hours appear ten working days after a shift.")
        )
    made = Certificate(
        volunteer=volunteer,
        organisation=organisation,
        from_on=from_on or found.first,
        until_on=until_on or found.last,
        minutes=found.minutes,
        items=items,
        entries=found.entries,
        issued_at=at,
    )
    for attempt in range(DRAWS):
        made.number = new_certificate_number()
        made.digest = certificate_digest(facts_of(made))
        try:
            with transaction.atomic():
                made.save(force_insert=True)
            break
        except IntegrityError:  # drawn before: once in longer than the city stands
            if attempt == DRAWS - 1:
                raise
    facts = {"certificate": made.number, "minutes": made.minutes}
    write_volunteer(volunteer, "issue-certificate", by=by, at=at, facts=facts)
    return made


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, reason: str, by: Person, at: datetime) -> Certificate:
    """A certificate holds no more: whoever checks it reads that, the day and the reason. Raises NotAllowed, NotValid,
    Conflict."""
    permit_coordinator(by)
    said = said_reason(reason, sentence=_("Say why it is revoked: whoever checks it reads this."))
    return _revoke(certificate, reason=said, by=by, at=at)


def revoke_outdated(*, at: datetime) -> int:
    """Certificates that counted something which was taken back since hold no more; how many. As often as you like."""
    return one_by_one(outdated(), lambda one: bool(_revoke(one, reason=CORRECTED, by=None, at=at)))


def _revoke(certificate: Certificate, *, reason: str, by: Person | None, at: datetime) -> Certificate:
    volunteer = hold_volunteer(certificate.volunteer)
    certificate = Certificate.objects.get(pk=certificate.pk)
    if certificate.state != CertificateState.VALID:
        raise Conflict(_("This certificate was revoked already."))
    certificate.state, certificate.reason = CertificateState.REVOKED, reason
    certificate.revoked_at, certificate.revoked_by = at, by
    certificate.save(update_fields=["state", "reason", "revoked_at", "revoked_by"])
    side = "city" if by else "calendar"
    facts = {"certificate": certificate.number}
    write_volunteer(volunteer, "revoke-certificate", side=side, by=by, at=at, facts=facts)
    return certificate
