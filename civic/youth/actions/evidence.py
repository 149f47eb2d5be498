"""The locked copy of what was there when somebody said that it harms a child."""

import json
from base64 import b64encode
from datetime import datetime
from hashlib import sha256

from django.utils.timezone import localdate

from civic.cases.actions import picture_path
from civic.youth.models import ConcernReport, Evidence, EvidencePicture, ProposalPictureState
from civic.youth.rules.concerns import kept_until

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
