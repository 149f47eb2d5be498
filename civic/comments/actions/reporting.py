"""Somebody finds that a comment should not stand there."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from civic.comments.actions.saying import reporter_digest
from civic.comments.actions.writing import demand_move, hold, write
from civic.comments.models import Comment, CommentReport
from civic.comments.rules import HIDES_AT_ONCE, REASON_LONGEST, CommentState, Worry
from civic.lib.limits import spend
from civic.lib.plain_text import clean_text
from civic.lib.refusals import NotValid


@transaction.atomic
def report(comment: Comment, *, who: str, worry: str, words: str = "", network: str = "", at: datetime) -> bool:
    """Somebody, signed in or not, says why a comment should not stand there; a moderator decides. Something private or
    a danger hides it at once, once in its life. The same reader is counted once. Says whether it is hidden now. Raises
    NotValid; Conflict where it is not shown any more; TooMany for a network."""
    if worry not in Worry.values:
        raise NotValid(fields={"worry": _("Choose what is wrong with it.")})
    told = clean_text(words).strip()
    if len(told) > REASON_LONGEST:
        raise NotValid(fields={"words": _("Please keep it under {most} characters.").format(most=REASON_LONGEST)})
    digest = reporter_digest(who)
    if CommentReport.objects.filter(comment=comment, who=digest).exists():
        return Comment.objects.filter(pk=comment.pk).exclude(standing=CommentState.SHOWN).exists()
    comment = hold(comment)
    demand_move(comment, "report")
    if network:
        most, seconds = settings.LIMITS["comment-report-network"]
        spend("comment-report-network", network, most=most, seconds=seconds)
    try:
        with transaction.atomic():
            CommentReport.objects.create(comment=comment, who=digest, worry=worry, words=told, at=at)
    except IntegrityError:  # her other hand was first
        return False
    Comment.objects.filter(pk=comment.pk).update(reported=F("reported") + 1)
    is_hidden = worry in HIDES_AT_ONCE and not comment.was_hidden_by_report
    if is_hidden:
        Comment.objects.filter(pk=comment.pk).update(standing=CommentState.HIDDEN, was_hidden_by_report=True)
    write(comment, "report", side="reader", by=None, at=at, facts={"worry": worry, "hidden": is_hidden})
    return is_hidden
