"""Publish a guide, and withdraw one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.guides.actions.keeping import ask, held, index, note_act, told_of
from civic.guides.models import Guide
from civic.guides.rules import LONGEST_REASON, Stage
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid, TooLate


@transaction.atomic
def publish(guide: Guide, *, by: Any, seen: str | None = None, at: datetime) -> Guide:
    """The head of the office, or a keeper of the catalogue, puts a draft before everybody, from its first day on.

    Raises NotAllowed, Conflict where it changed since `seen` or is no draft any more, TooLate where its last day is
    over.
    """
    guide = held(guide, seen=seen)
    ask(guide, by=by, at=at, publishes=True)
    if guide.stage != Stage.DRAFT:
        raise Conflict(_("This is no draft any more."))
    if guide.ends is not None and guide.ends < timezone.localdate(at):
        raise TooLate(_("Its last day is over. Give it a later one first."))
    assert guide.version is not None
    before = told_of(guide)
    guide.stage, guide.published_at, guide.changed_at = Stage.PUBLISHED, at, at
    guide.save(update_fields=["stage", "published_at", "changed_at"])
    guide.versions.filter(number=guide.version.number).update(public_at=at)
    index(guide)
    note_act(guide, act="publish", before=before, by=by, at=at)
    return guide


@transaction.atomic
def withdraw(guide: Guide, *, by: Any, reason: str, seen: str | None = None, at: datetime) -> Guide:
    """What was published is taken back for good, with a reason: no page, list or search tells of it any more.

    Raises NotAllowed, Conflict where it changed since `seen` or is not published, NotValid without a reason.
    """
    guide = held(guide, seen=seen)
    ask(guide, by=by, at=at, publishes=True)
    if guide.stage != Stage.PUBLISHED:
        raise Conflict(_("Only what is published can be withdrawn."))
    reason = clean_line(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise NotValid(fields={"reason": _("Say in at most 400 characters why it is withdrawn.")})
    before = told_of(guide)
    guide.stage, guide.withdrawn_at, guide.changed_at = Stage.WITHDRAWN, at, at
    guide.save(update_fields=["stage", "withdrawn_at", "changed_at"])
    index(guide)
    note_act(guide, act="withdraw", before=before, by=by, at=at, reason=reason)
    return guide
