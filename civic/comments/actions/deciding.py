"""A moderator decides about a comment: shown, not shown, hidden, it stays."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.comments.actions.saying import blank, tell_author
from civic.comments.actions.writing import demand_move, hold, write
from civic.comments.models import Comment
from civic.comments.queries import covers, moderates
from civic.comments.rules import REASON_LONGEST, CommentState
from civic.lib.plain_text import clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid

_NOT_HERS = _("Moderators decide about comments, in the area of their post.")
_OWN = _("You wrote this yourself, so somebody else decides about it.")
_WHY = _("Give the reason: whoever wrote it reads it.")


@transaction.atomic
def show(comment: Comment, *, by: Person, at: datetime) -> Comment:
    """Everybody may read it, from now on or again. Raises NotAllowed, Conflict."""
    return _decide(comment, "show", by=by, at=at)


@transaction.atomic
def refuse(comment: Comment, *, by: Person, reason: str, at: datetime) -> Comment:
    """A fresh comment is not shown; its author reads why. Raises NotAllowed, Conflict, NotValid without a reason."""
    return _decide(comment, "refuse", by=by, reason=reason, at=at)


@transaction.atomic
def hide(comment: Comment, *, by: Person, reason: str, at: datetime) -> Comment:
    """A comment leaves the page, with what was replied to it; it stays at the desk as evidence. Raises NotAllowed,
    Conflict, NotValid without a reason."""
    return _decide(comment, "hide", by=by, reason=reason, at=at)


@transaction.atomic
def keep(comment: Comment, *, by: Person, at: datetime) -> Comment:
    """What was reported is found in order and stands there (again). Raises NotAllowed, Conflict."""
    return _decide(comment, "keep", by=by, at=at)


def _decide(comment: Comment, verb: str, *, by: Person, at: datetime, reason: str = "") -> Comment:
    comment = hold(comment)
    hand = moderates(by, on=localdate(at))
    if hand is None or not covers(hand, comment.case):
        raise NotAllowed(_NOT_HERS)
    if comment.person_id == by.pk:
        raise NotAllowed(_OWN)
    move = demand_move(comment, verb)
    if verb == "keep" and not comment.reported:
        raise Conflict(_("Nobody has reported this, or somebody has decided already."))
    words = clean_text(reason).strip()
    if move.needs_reason and not words:
        raise NotValid(fields={"reason": _WHY})
    if len(words) > REASON_LONGEST:
        raise NotValid(fields={"reason": _("Please keep it under {most} characters.").format(most=REASON_LONGEST)})
    decided = comment.reports.filter(decided_at=None).update(decided_at=at)
    was_taken_back = comment.standing == CommentState.TAKEN_BACK
    comment.reported, comment.standing = 0, CommentState.TAKEN_BACK if was_taken_back else move.after
    if comment.standing == CommentState.SHOWN:
        comment.shown_at = comment.shown_at or at
    if was_taken_back and verb == "keep":  # nothing was wrong with it, so nothing of it is kept
        blank(comment, at=at)
    comment.save()
    write(comment, verb, side="check", by=by, at=at, facts={"reports": decided}, words=words)
    if move.tells and not was_taken_back:
        tell_author(comment, f"comment-{'refused' if verb == 'refuse' else 'hidden'}", at=at, text=words)
    return comment
