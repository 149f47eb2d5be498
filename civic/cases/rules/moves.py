"""The table of moves: who may take a case from which state to which, and what the move demands.

Two axes: the checking side finds, screens and checks; the acting side dispatches and handles; nobody is on both sides of one
case. Pages, API, admin, tests and the drawn diagram all read this table. Publication is an axis of its own: its moves leave the state alone.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.rules.states import AT_WORK, OPEN_STATES, WITH_THE_OFFICE, Kind, Publication, State

Given = dict[str, Any]

RESIDENT, CHECK, ACT, DECIDE, INTAKE, SOURCE, CALENDAR = "resident", "check", "act", "decide", "intake", "source", "calendar"


@dataclass(frozen=True)
class Demand:
    """One thing a move asks for. `kind` tells doors which field to grow: text, line, matter, office, condition, stage, outcome, verdict, stars, flag, ground, day, case."""

    name: str
    kind: str
    label: Any
    is_required: bool = True
    longest: int = 4000
    hint: Any = ""


@dataclass(frozen=True)
class Move:
    """One row: verb, the states it starts from, the state it ends in (None: stays), the hand's app, its side and roles, its demands."""

    verb: str
    label: Any
    done: Any  # what the timeline says once it has happened
    hand: str
    side: str
    roles: frozenset[str]
    before: frozenset[State]
    after: State | None
    kinds: frozenset[Kind]
    demands: tuple[Demand, ...] = ()
    branch: str = ""  # two rows of one verb that differ by what was given
    publication: frozenset[Publication] = field(default_factory=lambda: frozenset(Publication))
    publishes: Publication | None = None
    tells: bool = False  # the resident gets a message
    letter: str = ""  # the message's name where it is not the verb's
    at_own_office: bool = False  # only by the office that holds the case
    audience: str = "public"  # who may read its words once the case is public: public, parties, desk
    not_own_office: bool = False  # never by somebody of the office that holds the case
    of_stages: bool = False  # only while the limit of the case has stages to come
    asks_deferral: bool = False  # not while another day is asked for already, nor once that is used up
    of_deferral: bool = False  # only while another day is asked for
    of_demand: bool = False  # only while the checking side demands something
    alone: bool = False  # only of a case into which no other was merged, and that was not split
    of_whole: bool = False  # not of a part that was split off another case
    of_portion: bool = False  # only of such a part
    aside: bool = False  # no case waits for it: it is no step on the way


ALL = frozenset(Kind) - {Kind.MISCONDUCT}
WHOLE_WAY = frozenset({Kind.COMPLAINT, Kind.HELP})
ABOUT_US = frozenset({Kind.MISCONDUCT})  # about an office or somebody in one: it goes around that office, and is never public
ENDS_WITH_ANSWER = frozenset({Kind.QUESTION, Kind.SUGGESTION})
HANDLED = WHOLE_WAY | ENDS_WITH_ANSWER
THANKS = frozenset({Kind.THANKS})
NOBODY: frozenset[str] = frozenset()

_text = Demand("text", "text", _("Words for the resident"))
_reason = Demand("reason", "text", _("Reason"), longest=2000)
_matter = Demand("matter", "matter", _("What it is about"))
_condition = Demand("condition", "condition", _("In which condition"), is_required=False, hint=_("How fast the city has to be hangs on it."))
_AT_DESK = frozenset({State.FILED, State.ASKED_AT_DESK})  # no reply is no reason to wait for ever, nor one to decline
_AT_OFFICE = AT_WORK
_MERGEABLE = _AT_DESK | WITH_THE_OFFICE | {State.ACCEPTED, State.DISPUTED}  # every open state before an answer

MOVES: tuple[Move, ...] = (
    # the resident, or whoever writes it down for one
    Move("reply", _("Reply"), _("Replied"), "cases", RESIDENT, NOBODY, frozenset({State.ASKED_AT_DESK}), State.FILED, ALL, (Demand("text", "text", _("Your reply")),), audience="parties"),
    Move("reply", _("Reply"), _("Replied"), "cases", RESIDENT, NOBODY, frozenset({State.ASKED_BY_OFFICE}), State.IN_HAND, HANDLED, (Demand("text", "text", _("Your reply")),), audience="parties"),
    Move("withdraw", _("Withdraw"), _("Withdrawn by the resident"), "cases", RESIDENT, NOBODY, frozenset({State.FILED, State.ASKED_AT_DESK}), State.WITHDRAWN, ALL),
    # screening
    Move("accept", _("Accept"), _("Accepted"), "supervision", CHECK, frozenset({"supervisor"}), _AT_DESK, State.ACCEPTED, HANDLED, (_matter, _condition), tells=True),
    Move("accept", _("Accept"), _("Accepted with thanks"), "supervision", CHECK, frozenset({"supervisor"}), _AT_DESK, State.CLOSED, THANKS, (_matter, _condition), tells=True, letter="accept-thanks"),
    Move(
        "decline", _("Decline"), _("Not accepted"), "supervision", CHECK, frozenset({"supervisor"}), frozenset({State.FILED}), State.DECLINED, ALL,
        (Demand("basis", "line", _("Basis: the rule this rests on"), longest=300), Demand("text", "text", _("Reason, in words for the resident"))), tells=True,
    ),
    Move(
        "ask", _("Ask the resident"), _("Asked the resident"), "supervision", CHECK, frozenset({"supervisor"}), frozenset({State.FILED}), State.ASKED_AT_DESK, ALL,
        (Demand("text", "text", _("Question to the resident"), longest=2000),), audience="parties", tells=True,
    ),
    Move(
        "publish", _("Publish"), _("Published"), "supervision", CHECK, frozenset({"moderator"}), frozenset(State) - {State.WITHDRAWN}, None, ALL,
        (
            Demand("title", "line", _("Title as everybody will read it"), longest=120),
            Demand("text", "text", _("Text as everybody will read it"), hint=_("Take out names, phone numbers, plates and doors. The words as handed in stay with the desk.")),
            Demand("address", "line", _("Place as everybody will read it"), is_required=False, longest=300, hint=_("Leave it empty where it leads to somebody's door.")),
        ),
        publishes=Publication.PUBLISHED, not_own_office=True,
    ),
    Move(
        "withhold", _("Withhold"), _("Withheld"), "supervision", CHECK, frozenset({"moderator"}), frozenset(State), None, ALL,
        (
            Demand("ground", "ground", _("Why it is not shown"), is_required=False),
            Demand("reason", "text", _("In words for the resident"), is_required=False, longest=2000, hint=_("Needed where the reason is another one; else as far as it helps.")),
        ),
        publication=frozenset({Publication.UNSCREENED, Publication.PUBLISHED}), publishes=Publication.WITHHELD, tells=True, audience="parties", not_own_office=True,
    ),
    # command and handling
    Move(
        "dispatch", _("Dispatch"), _("Dispatched"), "handling", ACT, frozenset({"dispatcher"}), frozenset({State.ACCEPTED}), State.DISPATCHED, HANDLED,
        (Demand("office", "office", _("Office that answers")), Demand("text", "text", _("Note to the office"), is_required=False, longest=1000)), tells=True, audience="desk",
    ),
    Move("take", _("Take on"), _("Taken on"), "handling", ACT, frozenset({"handler", "head"}), frozenset({State.DISPATCHED}), State.IN_HAND, HANDLED, at_own_office=True),
    Move(
        "return", _("Return"), _("Returned to the command centre"), "handling", ACT, frozenset({"handler", "head"}), _AT_OFFICE | {State.DISPATCHED},
        State.ACCEPTED, HANDLED, (_reason,), at_own_office=True, audience="desk",
    ),
    Move(  # a second return of a round: the offices do not agree, and nobody passes the case on between them a third time
        "return", _("Return"), _("Returned a second time: the committee decides whose it is"), "handling", ACT, frozenset({"handler", "head"}), _AT_OFFICE | {State.DISPATCHED},
        State.DISPUTED, HANDLED, (_reason,), branch="again", at_own_office=True, audience="desk", tells=True, letter="return-again",
    ),
    Move(
        "decide", _("Decide whose case it is"), _("Decided whose case it is"), "supervision", DECIDE, frozenset({"committee"}), frozenset({State.DISPUTED}), State.DISPATCHED, HANDLED,
        (Demand("office", "office", _("Office whose case it is")), Demand("reason", "text", _("Why it is theirs, as everybody will read it"), longest=2000)), tells=True,
    ),
    Move(
        "ask", _("Ask the resident"), _("Asked the resident"), "handling", ACT, frozenset({"handler", "head"}), frozenset({State.IN_HAND}), State.ASKED_BY_OFFICE, HANDLED,
        (Demand("text", "text", _("Question to the resident"), longest=2000),), audience="parties", tells=True, at_own_office=True,
    ),
    Move(
        "reach", _("Report a stage"), _("Stage reached"), "handling", ACT, frozenset({"handler", "head"}), _AT_OFFICE, None, HANDLED,
        (Demand("stage", "stage", _("What has been reached")), Demand("text", "text", _("What was done, as everybody will read it"), longest=1000)),
        tells=True, at_own_office=True, of_stages=True,
    ),
    Move(
        "answer", _("Answer"), _("Answered"), "handling", ACT, frozenset({"handler", "head"}), _AT_OFFICE, State.ANSWERED, WHOLE_WAY,
        (Demand("outcome", "outcome", _("Outcome")), Demand("text", "text", _("Answer, as everybody will read it")), Demand("basis", "line", _("Basis, if a rule decided it"), is_required=False, longest=300)),
        tells=True, at_own_office=True,
    ),
    Move(
        "answer", _("Answer"), _("Answered"), "handling", ACT, frozenset({"handler", "head"}), _AT_OFFICE, State.CLOSED, ENDS_WITH_ANSWER,
        (Demand("outcome", "outcome", _("Outcome")), Demand("text", "text", _("Answer, as everybody will read it")), Demand("basis", "line", _("Basis, if a rule decided it"), is_required=False, longest=300)),
        tells=True, at_own_office=True,
    ),
    Move(
        "defer", _("Ask for another day"), _("Asked for another day"), "handling", ACT, frozenset({"handler", "head"}), frozenset({State.IN_HAND}), None, HANDLED,
        (
            Demand("until", "day", _("Day by which you will answer")),
            Demand("reason", "text", _("Why it takes longer"), longest=1000, hint=_("The checking side decides. If it grants the day, everybody reads this reason.")),
        ),
        at_own_office=True, asks_deferral=True, audience="desk",
    ),
    Move(
        "reply", _("Reply to the demand"), _("Replied to the demand"), "handling", ACT, frozenset({"handler", "head"}), WITH_THE_OFFICE, None, HANDLED,
        (Demand("text", "text", _("What you did, as everybody will read it"), longest=2000),), tells=True, letter="reply-to-demand", at_own_office=True, of_demand=True,
    ),
    Move("record", _("Record"), _("Answered at its source"), "handling", SOURCE, NOBODY, frozenset({State.FILED}), State.CLOSED, ALL, (_text,), publishes=Publication.PUBLISHED),
    # nobody's hand: the working days changed, and with them the day that was promised
    Move("recount", _("Reckon again"), _("Promised day moved with the working days"), "cases", CALENDAR, NOBODY, OPEN_STATES, None, frozenset(Kind), tells=True),
    # nobody's hand either: the catalogue keeps cases of this matter from strangers from now on
    Move("seal", _("Keep from the public"), _("Kept from the public: the city made its matter private"), "cases", CALENDAR, NOBODY, frozenset(State), None, ALL, publication=frozenset({Publication.PUBLISHED}), publishes=Publication.UNSCREENED),
    # checking
    Move(
        "verify", _("Verify and close"), _("Checked and closed"), "supervision", CHECK, frozenset({"supervisor"}), frozenset({State.ANSWERED}), State.CLOSED, WHOLE_WAY,
        (Demand("text", "text", _("What the check found"), is_required=False, longest=1000),), tells=True,
    ),
    Move(
        "send-back", _("Send back"), _("Sent back"), "supervision", CHECK, frozenset({"supervisor"}), frozenset({State.ANSWERED}), State.IN_HAND, WHOLE_WAY, (_reason,), tells=True,
    ),
    Move(
        "hasten", _("Hasten"), _("Hastened"), "supervision", CHECK, frozenset({"supervisor"}), WITH_THE_OFFICE, None, HANDLED,
        (
            Demand("text", "text", _("What the office has to do, as everybody will read it"), longest=1000),
            Demand("due", "day", _("By when")),
        ),
        tells=True,
    ),
    Move(
        "grant-deferral", _("Grant the other day"), _("Answer deferred to another day"), "supervision", CHECK, frozenset({"supervisor"}), _AT_OFFICE, None, HANDLED,
        tells=True, of_deferral=True,
    ),
    Move(
        "refuse-deferral", _("Refuse the other day"), _("Other day refused"), "supervision", CHECK, frozenset({"supervisor"}), _AT_OFFICE, None, HANDLED,
        (_reason,), of_deferral=True, audience="desk",
    ),
    # the resident after the answer
    Move(
        "rate", _("Rate"), _("Rated"), "feedback", RESIDENT, NOBODY, frozenset({State.CLOSED}), State.CLOSED, HANDLED,
        (
            Demand("solved", "verdict", _("Was it solved?")),
            Demand("result", "stars", _("Result"), is_required=False),
            Demand("attitude", "stars", _("Attitude"), is_required=False),
            Demand("speed", "stars", _("Speed"), is_required=False),
            Demand("text", "text", _("In your words"), is_required=False, longest=1000),
        ),
    ),
    Move("rate", _("Rate"), _("Rated: reopened"), "feedback", RESIDENT, NOBODY, frozenset({State.CLOSED}), State.ACCEPTED, HANDLED, branch="reopens", tells=True, letter="rate-reopens"),
    Move(
        "appeal", _("Appeal"), _("Appealed"), "feedback", RESIDENT, NOBODY, frozenset({State.CLOSED}), State.CLOSE_APPEALED, HANDLED,
        (Demand("text", "text", _("Why you do not agree"), longest=2000),), tells=True,
    ),
    Move(
        "appeal", _("Appeal"), _("Appealed"), "feedback", RESIDENT, NOBODY, frozenset({State.DECLINED}), State.DECLINE_APPEALED, ALL,
        (Demand("text", "text", _("Why you do not agree"), longest=2000),), tells=True,
    ),
    # the reviewing office
    Move("uphold", _("Uphold"), _("Upheld on review"), "feedback", DECIDE, frozenset({"reviewer"}), frozenset({State.CLOSE_APPEALED}), State.CLOSED, HANDLED, (_text,), tells=True),
    Move("uphold", _("Uphold"), _("Upheld on review"), "feedback", DECIDE, frozenset({"reviewer"}), frozenset({State.DECLINE_APPEALED}), State.DECLINED, ALL, (_text,), tells=True),
    Move("overturn", _("Overturn"), _("Overturned on review"), "feedback", DECIDE, frozenset({"reviewer"}), frozenset({State.CLOSE_APPEALED, State.DECLINE_APPEALED}), State.ACCEPTED, HANDLED, (_text,), tells=True),
    Move("overturn", _("Overturn"), _("Overturned on review"), "feedback", DECIDE, frozenset({"reviewer"}), frozenset({State.DECLINE_APPEALED}), State.CLOSED, THANKS, (_text,), tells=True),
    # about an office or somebody in one: the reviewing office looks into it, and nobody of the office it names knows of it
    Move(
        "inquire", _("Take up the inquiry"), _("Inquiry taken up"), "feedback", DECIDE, frozenset({"reviewer", "committee"}), frozenset({State.FILED}), State.IN_HAND, ABOUT_US,
        audience="parties", tells=True,
    ),
    Move(
        "conclude", _("Conclude the inquiry"), _("Inquiry concluded"), "feedback", DECIDE, frozenset({"reviewer", "committee"}), frozenset({State.IN_HAND}), State.CLOSED, ABOUT_US,
        (Demand("text", "text", _("What was found, and what follows from it"), hint=_("Only the resident and your own side read this.")),), audience="parties", tells=True, at_own_office=True,
    ),
    Move(
        "dismiss", _("Dismiss"), _("Dismissed"), "feedback", DECIDE, frozenset({"reviewer", "committee"}), frozenset({State.FILED}), State.DECLINED, ABOUT_US,
        (Demand("basis", "line", _("Basis: the rule this rests on"), longest=300), Demand("text", "text", _("Reason, in words for the resident"))), audience="parties", tells=True,
    ),
    # cases that are one, and a case that is several
    Move(
        "merge", _("Merge"), _("Merged into another case"), "supervision", CHECK, frozenset({"supervisor"}), _MERGEABLE, State.MERGED, HANDLED,
        (
            Demand("into", "case", _("Into which case"), hint=_("The other case keeps its office, its state and its days. It counts one report more.")),
            Demand("text", "text", _("In words for the resident"), is_required=False, longest=1000),
        ),
        tells=True, audience="parties", alone=True, of_whole=True, aside=True,
    ),
    Move(
        "unmerge", _("Take out again"), _("Taken out of the other case again"), "supervision", CHECK, frozenset({"supervisor"}), frozenset({State.MERGED}), State.FILED, HANDLED,
        (Demand("reason", "text", _("Why it is handled by itself, in words for the resident"), longest=1000),), tells=True, audience="parties", aside=True,
    ),
    Move(
        "separate", _("Mine is different"), _("Said that this report is about something else"), "cases", RESIDENT, NOBODY, frozenset({State.MERGED}), State.FILED, HANDLED,
        (Demand("text", "text", _("What is different"), longest=1000),), audience="parties",
    ),
    # nobody's hand: the case it was merged into was answered, ended, or was taken back by its own reporter
    Move("follow", _("Follow"), _("Answered together with others"), "cases", CALENDAR, NOBODY, frozenset({State.MERGED}), None, HANDLED, tells=True, letter="follow-answered"),
    Move("follow", _("Follow"), _("Closed together with others"), "cases", CALENDAR, NOBODY, frozenset({State.MERGED}), State.CLOSED, HANDLED, branch="closed", tells=True, letter="follow-closed"),
    Move("follow", _("Follow"), _("Not accepted, like the others"), "cases", CALENDAR, NOBODY, frozenset({State.MERGED}), State.DECLINED, HANDLED, branch="declined", tells=True, letter="follow-declined"),
    Move("follow", _("Follow"), _("Back at the desk: the other case was taken back"), "cases", CALENDAR, NOBODY, frozenset({State.MERGED}), State.FILED, HANDLED, branch="freed", tells=True, letter="follow-freed"),
    Move(
        "split", _("Split off a part"), _("Split off a part for another office"), "supervision", CHECK, frozenset({"supervisor"}), _MERGEABLE - _AT_DESK, None, HANDLED,
        (
            Demand("title", "line", _("What this part is, as everybody will read it"), longest=120),
            Demand("text", "text", _("What the office has to do"), longest=2000, hint=_("Only the desk reads this. Write down what the office has to know: it does not read the whole case.")),
            Demand("matter", "matter", _("What it is about")),
            Demand("office", "office", _("Office you have in mind"), is_required=False),
            Demand("mandatory", "flag", _("The whole case waits for this part"), is_required=False),
        ),
        of_whole=True,
    ),
    Move(
        "drop", _("Drop this part"), _("Part dropped"), "supervision", CHECK, frozenset({"supervisor"}), _MERGEABLE - _AT_DESK, State.DECLINED, HANDLED,
        (Demand("reason", "text", _("Why it is not needed, as everybody will read it"), longest=1000),), of_portion=True, aside=True,
    ),
)


def moves_of(verb: str) -> tuple[Move, ...]:
    """Every row of a verb."""
    return tuple(move for move in MOVES if move.verb == verb)


def find_move(verb: str, *, kind: str, state: str, publication: str, side: str, branch: str = "") -> Move | None:
    """The one row that fits, or None."""
    for move in moves_of(verb):
        if move.side == side and kind in move.kinds and state in move.before and publication in move.publication and move.branch == branch:
            return move
    return None
