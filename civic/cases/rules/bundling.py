"""When two reports are one case, how many people stand behind it, and how much it may be split."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from civic.cases.rules.moves import WHOLE_WAY
from civic.cases.rules.privacy import is_never_public
from civic.cases.rules.states import APPEALED, CLOSED_STATES, Publication, State
from civic.lib.refusals import Sentence

PARTS_MOST = 8
STAYS_MERGED = APPEALED | {State.MERGED, State.CLOSED, State.DECLINED}  # else it is a case of its own again
TELLS_THE_MERGED = frozenset({State.ANSWERED, State.CLOSED, State.DECLINED, State.WITHDRAWN})


@dataclass(frozen=True)
class Candidate:
    """What has to be known of a case into which another shall be merged, beside that other one."""

    is_itself: bool
    kind: str
    other_kind: str
    state: str
    publication: str
    privacy: str
    is_portion: bool


def parent_fault(one: Candidate) -> Sentence:
    """Why nothing can be merged into this case, as a full sentence, or ""."""
    if one.is_itself:
        return _("This is the same case. Name the other one.")
    if one.state == State.MERGED:
        return _("That case was itself merged into another one. Name that one.")
    if one.is_portion:
        return _("That case is a part of another one. Name the whole case.")
    if one.state in CLOSED_STATES or one.state in APPEALED:
        return _("That case has been decided already. Name one that is still worked on.")
    if one.kind != one.other_kind and not {one.kind, one.other_kind} <= WHOLE_WAY:
        return _("That case is of another kind and ends in another way. Name one of the same kind.")
    if is_never_public(one.privacy):
        return _("That case is kept from everybody but its own reporter, so nobody else can read its answer there.")
    if one.publication == Publication.WITHHELD:
        return _("That case is withheld, so its answer could not be read by others. Merge it into this one instead.")
    return ""


def follows(parent_state: str, *, was: str = "") -> str | None:
    """What the parent's state means for the cases merged into it: the branch of their move; None for nothing. `was` is
    where a suggestion stood that collected support before: it does so again."""
    if parent_state == State.WITHDRAWN and was == State.SUPPORTING:
        return "freed-open"
    return {
        State.ANSWERED.value: "",
        State.CLOSED.value: "closed",
        State.DECLINED.value: "declined",
        State.WITHDRAWN.value: "freed",
    }.get(parent_state)


def counted_persons(reporters: Iterable[tuple[int | None, str, str, str]]) -> int:
    """How many people handed these reports in, by account, e-mail, telephone (as keyed hashes), and the mark drawn for
    somebody who was erased: who shares any of them counts once, who left none counts once each."""
    groups: list[set[str]] = []
    anonymous = 0
    for account, email, phone, mark in reporters:
        told = (("a", account), ("e", email), ("p", phone), ("m", mark))
        known = {f"{sort}{one}" for sort, one in told if one}
        if not known:
            anonymous += 1
            continue
        meets = [group for group in groups if group & known]
        groups = [group for group in groups if not group & known] + [known.union(*meets)]
    return anonymous + len(groups)
