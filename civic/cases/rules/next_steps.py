"""What a state means for the resident, and what comes next: full sentences, said the same on page, message and API."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.rules.states import Kind, Outcome, State


@dataclass(frozen=True)
class Next:
    """`now` says where the case stands, `then` what comes next and who does it; `who` is the side whose turn it is."""

    now: Any
    then: Any
    who: str


_STEPS: dict[State, Next] = {
    State.FILED: Next(
        _("The report has been received. Nobody has read it yet."),
        _("The supervision centre reads it and accepts it, asks something, or says why not and where to appeal."),
        "check",
    ),
    State.ASKED_AT_DESK: Next(
        _("The supervision centre has asked the resident a question."),
        _("The resident replies. Without a reply the supervision centre may still accept the report."),
        "resident",
    ),
    State.SUPPORTING: Next(
        _("The suggestion is open for support."),
        _("Once enough people stand behind it, or its time is over, an office has to answer it by a day shown here."),
        "",
    ),
    State.ACCEPTED: Next(
        _("The report has been accepted."), _("The command centre names the office that answers."), "act"
    ),
    State.DISPUTED: Next(
        _("The case was returned twice: the offices do not agree whose it is."),
        _("The committee decides whose it is, within one working day, and says why."),
        "decide",
    ),
    State.DISPATCHED: Next(
        _("An office has been named and has to take it on."),
        _("The office takes it on, or returns it with a reason."),
        "act",
    ),
    State.IN_HAND: Next(_("The office is working on it."), _("The office answers in public."), "act"),
    State.ASKED_BY_OFFICE: Next(
        _("The office has asked the resident a question."),
        _("The resident replies. Without a reply the office goes on with what it knows."),
        "resident",
    ),
    State.ANSWERED: Next(
        _("The office has answered. It cannot close the case itself."),
        _("Somebody who took no part in the work checks it, and closes it or sends it back."),
        "check",
    ),
    State.CLOSED: Next(
        _("The case is closed."),
        _("The resident says whether it was solved. Silence is not counted as yes."),
        "resident",
    ),
    State.DECLINED: Next(
        _("The report was not accepted."), _("The resident may appeal; another office then decides."), "resident"
    ),
    State.WITHDRAWN: Next(_("The resident took the report back."), _("Nothing more happens."), ""),
    State.DECLINE_APPEALED: Next(
        _("The resident does not agree with the refusal."),
        _("A reviewing office that never touched the case decides, with reasons."),
        "decide",
    ),
    State.CLOSE_APPEALED: Next(
        _("The resident does not agree with the answer."),
        _("A reviewing office that never touched the case decides, with reasons."),
        "decide",
    ),
    State.DECLINE_LAST_APPEAL: Next(
        _("The resident does not agree with the review of the refusal."),
        _("The committee decides, with reasons. It is the last step in the city."),
        "decide",
    ),
    State.CLOSE_LAST_APPEAL: Next(
        _("The resident does not agree with the review of the answer."),
        _("The committee decides, with reasons. It is the last step in the city."),
        "decide",
    ),
    State.MERGED: Next(
        _("The report is handled together with others about the same thing."),
        _("It is answered together with them. Its reporter then says whether it was solved, and may appeal."),
        "act",
    ),
}


_ABOUT_US: dict[State, Next] = {
    State.FILED: Next(
        _("The report has been received. The office it is about does not see it."),
        _("The reviewing office takes up the inquiry, or says why not."),
        "decide",
    ),
    State.IN_HAND: Next(
        _("The reviewing office is looking into it. The office it is about does not see the case."),
        _("The reviewing office tells you what it found and what follows from it."),
        "decide",
    ),
    State.CLOSED: Next(
        _("The inquiry is concluded."),
        _("You may appeal, or turn to the discipline inspection: telephone 12388."),
        "resident",
    ),
    State.DECLINED: Next(
        _("No inquiry was taken up."),
        _("You may appeal, or turn to the discipline inspection: telephone 12388."),
        "resident",
    ),
    State.CLOSE_APPEALED: Next(
        _("You do not agree with what the inquiry found."),
        _("Another reviewing office decides, with reasons. The office it is about does not see the case."),
        "decide",
    ),
    State.DECLINE_APPEALED: Next(
        _("You do not agree that no inquiry is taken up."),
        _("Another reviewing office decides, with reasons. The office it is about does not see the case."),
        "decide",
    ),
    State.CLOSE_LAST_APPEAL: Next(
        _("You do not agree with what the inquiry found."),
        _("The committee decides, with reasons. The office it is about does not see the case."),
        "decide",
    ),
    State.DECLINE_LAST_APPEAL: Next(
        _("You do not agree that no inquiry is taken up."),
        _("The committee decides, with reasons. The office it is about does not see the case."),
        "decide",
    ),
}
_MENDING = Next(
    _("The case is closed. The resident was not content with the answer."),
    _("The office puts it right and says what it did. The resident may then rate once more."),
    "act",
)


_OF_A_SUGGESTION: dict[State, Next] = {
    State.MERGED: Next(
        _("The suggestion is handled together with another one that wants the same. Its supporters stay with it."),
        _("It is answered together with that one. Its author may then appeal."),
        "act",
    ),
    State.FILED: Next(
        _("The suggestion has been received. Nobody has read it yet."),
        _("The supervision centre reads it and opens it for support, passes it on to be answered, or says why not."),
        "check",
    ),
    State.ACCEPTED: Next(
        _("The suggestion is to be answered."), _("The command centre names the office that answers."), "act"
    ),
    State.CLOSED: Next(
        _("The suggestion has been answered."),
        _("Whoever handed it in says what the answer is worth, and may appeal."),
        "resident",
    ),
    State.DECLINED: Next(
        _("The suggestion was not accepted."), _("The resident may appeal; another office then decides."), "resident"
    ),
    State.WITHDRAWN: Next(_("The resident took the suggestion back."), _("Nothing more happens."), ""),
}


_TAKEN_OVER = Next(
    _("This was handed in on an earlier platform and taken over from there, as it was read there."),
    _("Nothing more happens here: nobody supports, rates or answers it. Whoever still wants it hands it in anew."),
    "",
)


def next_step(kind: str, state: str, *, is_mending: bool = False, outcome: str = "") -> Next:
    """Where a case stands and what comes next; `is_mending`: something has to be put right after a bad rating."""
    if state == State.CLOSED and outcome == Outcome.TAKEN_OVER:
        return _TAKEN_OVER
    if is_mending and state == State.CLOSED:
        return _MENDING
    if kind == Kind.MISCONDUCT and state in _ABOUT_US:
        return _ABOUT_US[State(state)]
    if kind == Kind.SUGGESTION and state in _OF_A_SUGGESTION:
        return _OF_A_SUGGESTION[State(state)]
    if kind == Kind.THANKS and state == State.CLOSED:
        return Next(_("The thanks were passed on."), _("Nothing more happens."), "")
    return _STEPS[State(state)]
