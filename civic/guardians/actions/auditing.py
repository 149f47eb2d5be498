"""The papers of a track that works with children: an assessment before, a report every year.

Source: PIPL art. 55, 56; Minors' network protection regulation art. 37.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.holding import ask_checked, said
from civic.guardians.models import Assessment, AuditReport
from civic.guardians.rules import keep_until
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate

LONGEST_TEXT = 40_000


@transaction.atomic
def store_assessment(*, track: str, about: str, text: str, by: Person, at: datetime) -> Assessment:
    """What the track may do to children and what is done about it, in writing. Raises NotAllowed, NotValid."""
    ask_checked(by, at=at)
    name = clean_line(about).strip()[:120]
    if not name:
        raise NotValid(fields={"about": _("Say what was assessed.")})
    words = said(text, name="text", longest=LONGEST_TEXT, missing=_("Write the assessment."))
    return Assessment.objects.create(
        track=track,
        about=name,
        text=words,
        digest=hashlib.sha256(words.encode()).hexdigest(),
        made_by=by,
        made_at=at,
        keep_until=keep_until(localdate(at)),
    )


@transaction.atomic
def sign_assessment(assessment: Assessment, *, by: Person, at: datetime) -> Assessment:
    """Another has read it and stands for it. Raises NotAllowed for whoever wrote it, Conflict once signed."""
    ask_checked(by, at=at)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if assessment.made_by_id == by.pk:
        raise NotAllowed(_("Another signs what you wrote."))
    if assessment.signed_at is not None:
        raise Conflict(_("This is signed already."))
    assessment.signed_by, assessment.signed_at = by, at
    assessment.save(update_fields=["signed_by", "signed_at"])
    return assessment


@transaction.atomic
def drop_assessment(assessment: Assessment, *, by: Person, at: datetime) -> None:
    """An old assessment goes. Raises TooLate, the other way round, before its three years are over."""
    ask_checked(by, at=at)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if localdate(at) < assessment.keep_until:
        raise TooLate(_("An assessment is kept for three years at least."), code="too-early")
    assessment.delete()


@transaction.atomic
def keep_report(*, track: str, year: int, figures: dict[str, Any], by: Person, at: datetime) -> AuditReport:
    """The year as the log tells it is kept as it was reckoned. Raises NotAllowed, NotValid for a year to come."""
    ask_checked(by, at=at)
    if year > localdate(at).year:
        raise NotValid(fields={"year": _("This year is to come.")})
    covered = json.dumps(figures, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(covered.encode()).hexdigest()
    return AuditReport.objects.create(track=track, year=year, figures=figures, digest=digest, made_by=by, made_at=at)
