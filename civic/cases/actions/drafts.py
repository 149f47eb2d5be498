"""A report on its way through the question pages: kept sealed after each step, so that nothing typed is lost."""

import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from civic.cases.actions.photos import remove_photo, tidy_uploads
from civic.cases.models import Draft, Replay
from civic.lib.sealed import keyed_hash

DRAFT_DAYS = 7
REPLAY_HOURS = 24


def open_draft(*, at: datetime) -> tuple[Draft, str]:
    """A fresh draft and the token that opens it; only the token's digest is kept."""
    token = secrets.token_urlsafe(24)
    draft = Draft.objects.create(
        token_digest=keyed_hash(token, purpose="draft"), answers="{}", created_at=at, updated_at=at
    )
    return draft, token


def find_draft(token: str, *, at: datetime) -> Draft | None:
    """The draft a token opens, unless it has lapsed."""
    if not token or len(token) > 64:
        return None
    since = at - timedelta(days=DRAFT_DAYS)
    # without its case: until the last press there is none, and a case is seventy columns
    return Draft.objects.filter(token_digest=keyed_hash(token, purpose="draft"), updated_at__gte=since).first()


def answers_of(draft: Draft) -> dict[str, Any]:
    """What was typed so far."""
    return dict(json.loads(draft.answers)) if draft.answers else {}


@transaction.atomic
def save_answers(draft: Draft, answers: dict[str, Any], *, at: datetime) -> None:
    """Keep what was typed on one page beside what was typed before. Nothing happens to a draft that became a case."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if held.case_id is None:
        held.answers = json.dumps({**answers_of(held), **answers}, ensure_ascii=False)
        held.updated_at = at
        held.save(update_fields=["answers", "updated_at"])
    draft.answers = held.answers


@transaction.atomic
def discard_draft(draft: Draft) -> None:
    """Forget a draft and its photos, unless it became a case."""
    if draft.case_id is not None:
        return
    for photo in draft.photos.filter(case__isnull=True):
        remove_photo(photo)
    draft.delete()


def tidy(*, at: datetime) -> int:
    """Forget lapsed drafts and idempotency keys, and uploads past their hour. Returns how many drafts and keys went."""
    tidy_uploads(at=at)
    gone, _of_each = Replay.objects.filter(created_at__lt=at - timedelta(hours=REPLAY_HOURS)).delete()
    for draft in Draft.objects.filter(updated_at__lt=at - timedelta(days=DRAFT_DAYS), case__isnull=True):
        discard_draft(draft)
        gone += 1
    became, _of_each = Draft.objects.filter(updated_at__lt=at - timedelta(days=DRAFT_DAYS), case__isnull=False).delete()
    return gone + became
