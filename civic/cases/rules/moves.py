"""The table of moves: who may take a case from which state to which, and what the move demands.

Two axes: the checking side finds, screens and checks; the acting side dispatches and handles; nobody is on both sides of one
case. Pages, API, admin, tests and the drawn diagram all read this table. Publication is an axis of its own: its moves leave the state alone.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.privacy import is_never_public
from civic.cases.rules.states import AT_WORK, OPEN_STATES, WITH_THE_OFFICE, Kind, Publication, State

Given = dict[str, Any]

RESIDENT, CHECK, ACT, DECIDE, INTAKE, SOURCE, CALENDAR = "resident", "check", "act", "decide", "intake", "source", "calendar"
SIDE_NAMES = {CHECK: _("the checking side"), ACT: _("the acting side"), DECIDE: _("the deciding side"), INTAKE: _("the phone desk"), RESIDENT: _("the resident"), CALENDAR: _("the calendar")}
OF_THE_CASE = frozenset({"state", "kind", "stage", "privacy", "deferral", "demand"})  # families of a denial that no other hand would get around


@dataclass(frozen=True)
class Demand:
    """One thing a move asks for. `kind` tells doors which field to grow: text, line, matter, office, condition, stage, outcome, verdict, stars, flag, ground, day."""

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


ALL = frozenset(Kind) - {Kind.MISCONDUCT}
WHOLE_WAY = frozenset({Kind.COMPLAINT, Kind.HELP})
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
    Move("recount", _("Reckon again"), _("Promised day moved with the working days"), "cases", CALENDAR, NOBODY, OPEN_STATES, None, ALL, tells=True),
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
)


@dataclass(frozen=True)
class Hand:
    """Who wants to move a case: the side and roles held, the side once taken in this very case, and what the case is to this hand."""

    side: str
    roles: frozenset[str] = NOBODY
    part: str = ""
    part_words: Any = ""  # "you answered it on 9 November 2026", for the refusal
    is_own_office: bool = True
    is_in_area: bool = True
    holds_it: bool = False  # the case lies with an office of this hand's own
    has_stages: bool = False  # stages of the limit are still to come
    deferral: str = ""  # "asked" while another day for the answer is asked for, "used" when none may be asked for
    is_hastened: bool = False  # the checking side demands something
    privacy: str = ""  # of the matter


@dataclass(frozen=True)
class Denial:
    """Why a move is not open: `family` is side, part, role, office, area, kind, state, stage, deferral, demand or privacy; the sentence is for the person who asked."""

    family: str
    sentence: Any


def moves_of(verb: str) -> tuple[Move, ...]:
    """Every row of a verb."""
    return tuple(move for move in MOVES if move.verb == verb)


def find_move(verb: str, *, kind: str, state: str, publication: str, side: str, branch: str = "") -> Move | None:
    """The one row that fits, or None."""
    for move in moves_of(verb):
        if move.side == side and kind in move.kinds and state in move.before and publication in move.publication and move.branch == branch:
            return move
    return None


def denial(verb: str, *, kind: str, state: str, publication: str, hand: Hand) -> Denial | None:
    """Why this hand may not make this move now, or None when it may. The side comes first: it is the rule the house stands on."""
    rows = moves_of(verb)
    if not rows:
        return Denial("verb", _("There is no such act. Look at the acts that are open to you."))
    sides = {row.side for row in rows}
    told = next((row for row in rows if row.side in (CHECK, ACT, DECIDE)), rows[0])  # of a verb that residents share, the desk's
    name = told.label
    if hand.side not in sides:
        wanted = SIDE_NAMES.get(told.side, told.side)
        if hand.part == ACT and CHECK in sides:
            return Denial("part", format_lazy(_("“{move}” belongs to the checking side. You work on the acting side, and {part}. Somebody who took no part in the work checks it."), move=name, part=hand.part_words))
        return Denial("side", format_lazy(_("“{move}” belongs to {wanted}. You work on another side, so somebody else does this."), move=name, wanted=wanted))
    rows = tuple(row for row in rows if row.side == hand.side)
    name = rows[0].label
    if hand.part and hand.part != hand.side:
        return Denial("part", format_lazy(_("You may not do this here: {part}. Whoever acted on a case never checks it, and whoever checked it never acts on it."), part=hand.part_words))
    if rows[0].roles and not any(row.roles & hand.roles for row in rows):
        return Denial("role", format_lazy(_("“{move}” belongs to another post on your side. You do not hold that post."), move=name))
    if not any(kind in row.kinds for row in rows):
        return Denial("kind", format_lazy(_("“{move}” does not exist for this kind of case."), move=name))
    if not hand.is_in_area:
        return Denial("area", _("This case lies outside the area of your post."))
    if any(row.at_own_office for row in rows) and not hand.is_own_office:
        return Denial("office", _("Another office holds this case. Only that office can do this."))
    if hand.holds_it and any(row.not_own_office for row in rows):
        return Denial("office", _("Your own office holds this case. A moderator of another office decides what everybody reads of it."))
    if any(row.publishes == Publication.PUBLISHED for row in rows) and is_never_public(hand.privacy):
        return Denial("privacy", _("Cases of this matter are never published: everybody may know the cell and the day, nothing else. Withhold it if not even that should show."))
    if find_move(verb, kind=kind, state=state, publication=publication, side=hand.side) is None:
        if verb == "dispatch" and state == State.DISPUTED:
            return Denial("state", _("The case was returned twice, so nobody dispatches it now: the committee decides whose it is, within one working day, and the case goes to that office by itself."))
        return Denial("state", format_lazy(_("“{move}” is not possible now: the case is at “{state}”. Reload the page to see what happened."), move=name, state=State(state).label))
    if any(row.of_stages for row in rows) and not hand.has_stages:
        return Denial("stage", _("No stage of this case is left to report: its limit has none, or all have been reached. What is left is the answer."))
    return _denial_by_days(rows, hand)


def _denial_by_days(rows: tuple[Move, ...], hand: Hand) -> Denial | None:
    """Why a move about a day that somebody named is not open, or None."""
    if any(row.asks_deferral for row in rows) and hand.deferral == "asked":
        return Denial("deferral", _("Another day has been asked for already. The checking side decides on that first."))
    if any(row.asks_deferral for row in rows) and hand.deferral == "used":
        return Denial("deferral", _("In this round another day was granted once, or refused twice. It cannot be asked for again."))
    if is_moot(rows[0], hand) and rows[0].of_deferral:
        return Denial("deferral", _("No other day is asked for in this case, so there is nothing to decide."))
    if is_moot(rows[0], hand):
        return Denial("demand", _("Nothing is demanded of the office in this case, so there is nothing to reply to."))
    return None


def is_moot(move: Move, hand: Hand) -> bool:
    """Is there nothing in the case that this move could be about, whoever's hand it is?"""
    return (move.of_deferral and hand.deferral != "asked") or (move.of_demand and not hand.is_hastened)


def open_moves(*, kind: str, state: str, publication: str, hand: Hand) -> tuple[Move, ...]:
    """The rows open to this hand now, in the order of the table."""
    return tuple(
        move
        for move in MOVES
        if not move.branch
        and move.side == hand.side
        and kind in move.kinds
        and state in move.before
        and publication in move.publication
        and denial(move.verb, kind=kind, state=state, publication=publication, hand=hand) is None
    )
