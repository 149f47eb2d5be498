"""What a comment is: its states and moves, why somebody may report one, and when a case is open for comments at all."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 1000
REASON_LONGEST = 500
WAITING_MOST = 3  # of one person under one case: whoever writes more waits for a moderator first
LOOKED_AT_WITHIN = timedelta(days=1)  # working days are the desk's; a comment is looked at by the next day
PAGE = 30  # of those a moderator looks at
THREADS = 15  # on one page under a case: a phone turns it in a few moves


class CommentState(TextChoices):
    """Where a comment stands. Only `shown` is anybody's."""

    WAITING = "waiting", _("Waiting for a moderator")
    SHOWN = "shown", _("Shown")
    REFUSED = "refused", _("Not shown")
    HIDDEN = "hidden", _("Hidden")
    TAKEN_BACK = "taken-back", _("Taken back by its author")


class Worry(TextChoices):
    """Why somebody reports a comment."""

    PRIVATE = "private", _("It tells something private about a person")
    DANGER = "danger", _("Somebody may be in danger")
    INSULT = "insult", _("It insults or threatens")
    HATE = "hate", _("It stirs up hatred")
    ADVERT = "advert", _("It advertises, or is copied everywhere")
    UNTRUE = "untrue", _("It says something untrue about somebody")
    BESIDE = "beside", _("It is about something else")


HIDES_AT_ONCE = frozenset({Worry.PRIVATE, Worry.DANGER})
"""Until a moderator has looked, and once in the life of a comment: what she kept is not hidden by reporting again."""


@dataclass(frozen=True)
class CommentMove:
    """One row: verb, the states it starts from, the state it ends in, whose it is, whether it needs a reason."""

    verb: str
    label: Any
    before: frozenset[str]
    after: str
    side: str  # resident, moderator, office, reader
    needs_reason: bool = False
    tells: bool = False  # its author gets a message


_S = CommentState
_REPORTED = frozenset({_S.SHOWN, _S.HIDDEN, _S.TAKEN_BACK})  # what its author took back may still have been reported
MOVES: tuple[CommentMove, ...] = (
    CommentMove("show", _("Show it"), frozenset({_S.WAITING, _S.HIDDEN}), _S.SHOWN, "moderator"),
    CommentMove("refuse", _("Do not show it"), frozenset({_S.WAITING}), _S.REFUSED, "moderator", True, True),
    CommentMove("hide", _("Hide it"), _REPORTED, _S.HIDDEN, "moderator", True, True),
    CommentMove("keep", _("It stays"), _REPORTED, _S.SHOWN, "moderator"),
    CommentMove("report", _("Report this comment"), frozenset({_S.SHOWN}), "", "reader"),
    CommentMove("take-back", _("Take it back"), frozenset({_S.WAITING, _S.SHOWN}), _S.TAKEN_BACK, "resident"),
)

OF_MODERATORS = tuple(move for move in MOVES if move.side == "moderator")


def moves_open(state: str, *, is_reported: bool) -> list[CommentMove]:
    """What a moderator may do with a comment now; a fresh one was not reported, and needs no keeping."""
    open_now = [move for move in OF_MODERATORS if state in move.before]
    return [move for move in open_now if is_reported or move.verb != "keep"]


def comment_move(verb: str) -> CommentMove | None:
    """The row of a verb."""
    return next((move for move in MOVES if move.verb == verb), None)


NOT_OPEN = _("Comments are not open here. You can still support or follow this, or hand in a report of your own.")
ELSEWHERE = _("This is handled together with another one now. Its page leads there: comment on that one.")
ENDED = _("This has come to its end, so nobody comments on it any more.")


def closed_because(*, is_public: bool, is_open: bool, is_on: bool, is_merged: bool = False) -> Promise | str:
    """Why nobody may comment here; "" where somebody may."""
    if not is_public or not is_on:
        return NOT_OPEN
    if is_merged:
        return ELSEWHERE
    return "" if is_open else ENDED


def check_comment(text: str, *, private: int) -> dict[str, Any]:
    """What is wrong with the words of a comment, by field. `private`: how many private things the finder saw."""
    if not text:
        return {"text": _("Write something.")}
    if len(text) > LONGEST:
        return {"text": _("Please keep it under {most} characters.").format(most=LONGEST)}
    if private:
        return {
            "text": _(
                "There seems to be a telephone number, a name or another private detail in it. Take it out: everybody "
                "reads this."
            )
        }
    return {}
