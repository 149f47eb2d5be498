"""How a comment is held and how a line of its story is written; no act of its own."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.comments.models import Comment, CommentLine, CommentWords
from civic.comments.rules import CommentMove, comment_move
from civic.journal import actions as journal
from civic.lib.holding import lock
from civic.lib.plain_text import guess_language
from civic.lib.refusals import Conflict

_MOVED_ON = _("Somebody has decided about this comment meanwhile.")


def hold(comment: Comment) -> Comment:
    """The comment as it stands now, held until the act is done."""
    lock(comment)
    return Comment.objects.select_related("case__area", "person").get(pk=comment.pk)


def demand_move(comment: Comment, verb: str) -> CommentMove:
    """The row of a verb. Raises Conflict where the comment has moved on."""
    move = comment_move(verb)
    assert move is not None
    if comment.standing not in move.before:
        raise Conflict(_MOVED_ON)
    return move


def write(
    comment: Comment, verb: str, *, side: str, by: Person | None, at: datetime, facts: dict[str, Any], words: str = ""
) -> CommentLine:
    """One line at the end of its story."""
    said = CommentWords(text=words, language=guess_language(words), is_screened=True) if words else None
    line = journal.record(
        CommentLine(comment=comment),
        words=said,
        subject=comment.subject,
        last=comment.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts=facts,
    )
    if said is not None:
        said.line = line
        said.save(force_insert=True)
    return line
