"""The locked copy of what was there when somebody said that it harms a child."""

import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.picture_files import picture_path
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid
from civic.youth.actions.holding import permit_officer
from civic.youth.models import (
    ConcernReport,
    Evidence,
    EvidencePicture,
    EvidenceView,
    HandOver,
    ProposalPictureState,
)
from civic.youth.rules import Task
from civic.youth.rules.concerns import EVIDENCE_KEPT, kept_until

WORDS = ("number", "kind", "title", "saw", "change", "helps", "asked", "version", "state", "language")


def lock_evidence(report: ConcernReport, *, at: datetime) -> Evidence:
    """Words, pictures and facts as they stood when it was first asked for, sealed; their digest proves later that
    nothing was changed. There is one copy a report, and never another. Belongs in the transaction of an act."""
    kept = Evidence.objects.filter(report=report).first()
    if kept is not None:
        return kept
    proposal = report.proposal
    told = {name: getattr(proposal, name) for name in WORDS} | {
        "entry": str(proposal.entry.key),
        "concern": report.concern,
        "said": report.words,
        "at": at.isoformat(),
        "shown_at": proposal.shown_at.isoformat() if proposal.shown_at else None,
    }
    copies = []
    for picture in proposal.pictures.filter(state=ProposalPictureState.READY):
        try:
            shown = picture_path(picture.sealed_key or picture.key, "large").read_bytes()
        except OSError:  # its file is gone; the words are kept all the same
            continue
        copies.append((picture, shown, sha256(shown).hexdigest()))
    told["pictures"] = [digest for _picture, _shown, digest in copies]
    body = json.dumps(told, ensure_ascii=False, sort_keys=True)
    evidence = Evidence.objects.create(
        report=report,
        body=body,
        digest=sha256(body.encode()).hexdigest(),
        made_at=at,
        kept_until=kept_until(localdate(at)),
    )
    for picture, shown, digest in copies:
        EvidencePicture.objects.create(
            evidence=evidence, picture=picture, body=b64encode(shown).decode(), digest=digest
        )
    return evidence


def drop_copy(report: ConcernReport, *, at: datetime) -> None:
    """The locked copy of what turned out to mean something else is wiped before its time: nothing asks for keeping it.
    Belongs in the transaction of an act."""
    EvidencePicture.objects.filter(evidence__report=report).update(body="")
    Evidence.objects.filter(report=report).update(body="", erased_at=at)


@transaction.atomic
def let_evidence_go(*, at: datetime) -> int:
    """Locked copies whose time is over are wiped, with what was said and found; that there was one, and its digest,
    stay. So are the words of a concern that has no copy any more, or never had one. Returns how many copies."""
    over = Evidence.objects.filter(
        kept_until__lt=localdate(at), erased_at__isnull=True, report__closed_at__isnull=False
    )
    keys = list(over.values_list("pk", flat=True))
    gone, reports = Evidence.objects.filter(pk__in=keys), ConcernReport.objects.filter(evidence__in=keys)
    EvidencePicture.objects.filter(evidence__in=keys).update(body="")
    HandOver.objects.filter(report__in=reports.values("pk")).update(words="")
    reports.update(words="", finding="", erased_at=at)
    _let_words_go(at=at)
    return gone.update(body="", erased_at=at)


def _let_words_go(*, at: datetime) -> None:
    """An alarm that was set aside lost its copy early, and a mean word never had one: their words end all the same."""
    old = ConcernReport.objects.filter(closed_at__isnull=False, erased_at__isnull=True, at__lt=at - EVIDENCE_KEPT)
    without = old.exclude(evidence__erased_at__isnull=True, evidence__isnull=False)
    keys = [one.pk for one in without if one.kept_until < localdate(at)]
    HandOver.objects.filter(report__in=keys).update(words="")
    ConcernReport.objects.filter(pk__in=keys).update(words="", finding="", erased_at=at)


@dataclass(frozen=True)
class Copy:
    """What a locked copy holds, once it was opened for a purpose."""

    told: dict[str, Any]
    pictures: list[str]  # JPEGs in base64
    is_whole: bool  # its digest is the one that was kept


@transaction.atomic
def open_evidence(report: ConcernReport, *, by: Person, purpose: str, at: datetime) -> Copy:
    """An officer on duty opens the locked copy; who, when and what for is written down. Raises NotAllowed, NotValid
    without a purpose, Conflict where there is none any more."""
    permit_officer(report.proposal, Task.DUTY, Task.LEAD, by=by, at=at)
    said = clean_line(purpose).strip()[:200]
    if not said:
        raise NotValid(fields={"reason": _("Say what for: it is written down with your name.")})
    evidence = Evidence.objects.filter(report=report, erased_at__isnull=True).first()
    if evidence is None:
        raise Conflict(_("There is no locked copy any more."))
    EvidenceView.objects.create(evidence=evidence, by=by, at=at, purpose=said)
    return Copy(
        told=json.loads(evidence.body),
        pictures=[one.body for one in evidence.pictures.all()],
        is_whole=sha256(evidence.body.encode()).hexdigest() == evidence.digest,
    )
