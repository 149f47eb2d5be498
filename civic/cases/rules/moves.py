"""The table of moves: who may take a case from which state to which, and what the move demands.

Two axes: the checking side finds, screens and checks; the acting side dispatches and handles; nobody is on both sides of one
case. Pages, API, admin, tests and the drawn diagram all read this table. Publication is an axis of its own: its moves leave the state alone.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.drafting import BASIS_LONGEST, OCCASION_LONGEST, REMEDY_LONGEST
from civic.cases.rules.states import AT_WORK, OPEN_STATES, WITH_THE_OFFICE, Kind, Publication, State

Given = dict[str, Any]

RESIDENT, CHECK, ACT, DECIDE, INTAKE, SOURCE, CALENDAR = "resident", "check", "act", "decide", "intake", "source", "calendar"
CONCERNED = "concerned"  # whoever is named or shown in the case, without an account
SAMPLE = "sample"  # whoever was drawn to check a closed case once more; her line stands on the checking side


@dataclass(frozen=True)
class Demand:
    """One thing a move asks for. `kind` tells doors which field to grow: text, line, matter, office, condition, stage, outcome, verdict, stars, flag, ground, fault, day, call, task, taker, days, root, other-office, objection, remedy, uploads, point, case, cases, round, cause."""

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
    stations: frozenset[str] | None = None  # only while the drafted answer lies there ("": there is none); None: wherever
    not_author: bool = False  # never by whoever wrote the drafted answer
    by_head: bool = False  # only by a head of the office that holds the case
    line: str = ""  # the verb of its line where it is not the move's own
    is_inside: bool = False  # its line is for the desk alone, words or none
    waits_on: bool = False  # the case waits on as if nothing had happened
    of_reporter: bool = False  # only by whoever may know how to reach the reporter
    of_task: bool = False  # about one task beside the case: it stands on the page of the task (rules/tasks.py)
    of_points: bool = False  # about the points of a suggestion and their assessment: it stands on a page of its own
    not_before_tasks: bool = False  # not while a task that the case has to wait for is open, or a point is not weighed
    of_overdue: bool = False  # only once the case is overdue
    of_objection: bool = False  # only while somebody objects and nobody has decided
    not_concerned: bool = False  # never by somebody of an office that holds or held the case, or that its words name
    of_withholding: bool = False  # only while a second person may look at it, and never by whoever withheld it
    alone: bool = False  # only of a case into which no other was merged, and that was not split
    of_whole: bool = False  # not of a part that was split off another case
    of_portion: bool = False  # only of such a part
    one_by_one: bool = False  # never of many cases at once
    aside: bool = False  # no case waits for it: it is no step on the way
    of_repair: bool = False  # only while something has to be put right after a bad rating
    of_asking: bool = False  # only once the resident was asked again whether it has stayed solved
    of_wish: bool = False  # only while its author asks for something that nobody has decided

    @property
    def stands_apart(self) -> bool:
        """Is it made on a page of its own, not on that of the case?"""
        return self.of_task or self.of_points


ALL = frozenset(Kind) - {Kind.MISCONDUCT}
WHOLE_WAY = frozenset({Kind.COMPLAINT, Kind.HELP})
ABOUT_US = frozenset({Kind.MISCONDUCT})  # about an office or somebody in one: it goes around that office, and is never public
ENDS_WITH_ANSWER = frozenset({Kind.QUESTION, Kind.SUGGESTION})
SUGGESTED = frozenset({Kind.SUGGESTION})  # may be open for support before anybody answers
HANDLED = WHOLE_WAY | ENDS_WITH_ANSWER
MERGED_KINDS = HANDLED - SUGGESTED  # suggestions have supporters, who are asked: they are joined
THANKS = frozenset({Kind.THANKS})
NOBODY: frozenset[str] = frozenset()

_text = Demand("text", "text", _("Words for the resident"))
_reason = Demand("reason", "text", _("Reason"), longest=2000)
_matter = Demand("matter", "matter", _("What it is about"))
_condition = Demand("condition", "condition", _("In which condition"), is_required=False, hint=_("How fast the city has to be hangs on it."))
_why_everybody = Demand("reason", "text", _("Why, as everybody will read it"), longest=1000)
_unfounded = Demand("unfounded", "flag", _("The complaint was found unfounded"), is_required=False, hint=_("Its page then shows title and verdict; the words are folded away, and search engines are told to leave it out."))
_reason_told = Demand("reason", "text", _("Reason, in words for the resident"), longest=2000)
_evidence = Demand("evidence", "uploads", _("Photos from the spot"), is_required=False, hint=_("Up to 5. Nobody outside the desk sees one before a moderator has looked at it."))
_cause = Demand("cause", "cause", _("What it came from"), is_required=False, hint=_("Where ten reports of one place came from a missing facility, a suggestion is drafted from them."))
_here = Demand("here", "point", _("Where you stand"), is_required=False, hint=_("If you say it, the case shows how far from its place you stood. Your position itself is not kept."))
_AT_DESK = frozenset({State.FILED, State.ASKED_AT_DESK})  # no reply is no reason to wait for ever, nor one to decline
_AT_OFFICE = AT_WORK
_ASKED = frozenset({State.ASKED_AT_DESK, State.ASKED_BY_OFFICE})  # what is said then is the reply
_ANSWER = (
    Demand("outcome", "outcome", _("Outcome")),
    Demand("text", "text", _("Answer, as everybody will read it")),
    Demand("basis", "line", _("Basis: the rule this rests on"), is_required=False, longest=BASIS_LONGEST, hint=_("Needed where it is not yours or not possible.")),
    Demand("remedy", "text", _("What the resident can do, and where to turn"), is_required=False, longest=REMEDY_LONGEST, hint=_("Needed where it is not yours or not possible.")),
    Demand("occasion", "line", _("Keep it ready, to be published together with others"), is_required=False, longest=OCCASION_LONGEST, hint=_("Name the occasion, such as a meeting. Leave it empty, and it goes out by itself.")),
)
_NO_DRAFT = frozenset({"", "handler"})
_OFFICERS = frozenset({"handler", "head"})
_APPEALED_ANSWER = frozenset({State.CLOSE_APPEALED, State.CLOSE_LAST_APPEAL})
_HOLDING = WITH_THE_OFFICE | {State.ANSWERED, State.CLOSED} | _APPEALED_ANSWER
_call = (
    Demand("result", "call", _("What came of it")),
    Demand("text", "text", _("What was said"), is_required=False, longest=2000, hint=_("It stays inside: residents never read it.")),
)
_points = Demand("points", "points", _("The points it makes, one a line"), longest=6020, hint=_("A short sentence each, in your words. The answer weighs every one of them."))
_note = (Demand("text", "text", _("Note"), longest=2000, hint=_("It stays inside: residents never read it.")),)



def _goes_out(verb: str, label: Any, done: Any, roles: frozenset[str], station: str, **more: bool) -> tuple[Move, ...]:
    """The rows of a verb that lets a drafted answer out, or on to the next desk inside the office."""
    beside: dict[str, Any] = {"at_own_office": True, "stations": frozenset({station}), **more}
    out: dict[str, Any] = {"tells": True, "letter": "answer", "line": "answer", "not_before_tasks": True, **beside}
    return (
        Move(verb, label, done, "handling", ACT, roles, _AT_OFFICE, State.ANSWERED, WHOLE_WAY, **out),
        Move(verb, label, done, "handling", ACT, roles, _AT_OFFICE, State.CLOSED, ENDS_WITH_ANSWER, **out),
        Move(verb, label, done, "handling", ACT, roles, _AT_OFFICE, None, HANDLED, branch="waits", audience="desk", is_inside=True, **beside),
    )

_appeal = (Demand("text", "text", _("Why you do not agree"), longest=2000),)


def _reviews(hand: str, role: str, closed: State, declined: State, *, upheld: Any, overturned: Any, letter: str = "") -> tuple[Move, ...]:
    """The rows of one step of an appeal: it stands as it was, or the case is taken up anew. An inquiry that is overturned
    goes on with whoever overturned it; thanks have no way to go but to their end."""
    roles, both = frozenset({role}), frozenset({closed, declined})
    told: dict[str, Any] = {"tells": True}
    inside: dict[str, Any] = {"tells": True, "audience": "parties"}
    return (
        Move("uphold", _("Uphold"), upheld, hand, DECIDE, roles, frozenset({closed}), State.CLOSED, HANDLED, (_text,), letter=letter, **told),
        Move("uphold", _("Uphold"), upheld, hand, DECIDE, roles, frozenset({declined}), State.DECLINED, ALL, (_text,), letter=letter, **told),
        Move("uphold", _("Uphold"), upheld, hand, DECIDE, roles, frozenset({closed}), State.CLOSED, ABOUT_US, (_text,), letter=letter, **inside),
        Move("uphold", _("Uphold"), upheld, hand, DECIDE, roles, frozenset({declined}), State.DECLINED, ABOUT_US, (_text,), letter=letter, **inside),
        Move("overturn", _("Overturn"), overturned, hand, DECIDE, roles, both, State.ACCEPTED, HANDLED, (_text,), **told),
        Move("overturn", _("Overturn"), overturned, hand, DECIDE, roles, frozenset({declined}), State.CLOSED, THANKS, (_text,), aside=True, **told),
        Move("overturn", _("Overturn"), overturned, hand, DECIDE, roles, both, State.IN_HAND, ABOUT_US, (_text,), aside=True, **inside),
    )


PIECES_LEAST, PIECES_MOST = 2, 4  # suggestions into which one is divided at once
_OFFICE_HANDS = frozenset({"handler", "head"})
_TASK_HANDS = _OFFICE_HANDS | {"worker"}
_MERGEABLE = _AT_DESK | WITH_THE_OFFICE | {State.ACCEPTED, State.DISPUTED}  # every open state before an answer

MOVES: tuple[Move, ...] = (
    # the resident, or whoever writes it down for one
    Move("reply", _("Reply"), _("Replied"), "cases", RESIDENT, NOBODY, frozenset({State.ASKED_AT_DESK}), State.FILED, ALL, (Demand("text", "text", _("Your reply")),), audience="parties"),
    Move("reply", _("Reply"), _("Replied"), "cases", RESIDENT, NOBODY, frozenset({State.ASKED_BY_OFFICE}), State.IN_HAND, HANDLED, (Demand("text", "text", _("Your reply")),), audience="parties"),
    Move(  # before anybody has accepted it, and before anybody outside has read it
        "edit", _("Change the report"), _("Changed by the resident"), "cases", RESIDENT, NOBODY, _AT_DESK, None, ALL,
        (Demand("text", "text", _("Tell us in your own words"), is_required=False),), publication=frozenset({Publication.UNSCREENED}), audience="parties", waits_on=True,
    ),
    Move("withdraw", _("Withdraw"), _("Withdrawn by the resident"), "cases", RESIDENT, NOBODY, frozenset({State.FILED, State.ASKED_AT_DESK}), State.WITHDRAWN, ALL),
    Move("withdraw", _("Withdraw"), _("Withdrawn by the resident"), "cases", RESIDENT, NOBODY, frozenset({State.SUPPORTING}), State.WITHDRAWN, SUGGESTED),
    # a suggestion before it is answered: open for support, until enough stand behind it, its time is over, or it is taken up
    Move(
        "open-for-support", _("Open for support"), _("Opened for support"), "suggestions", CHECK, frozenset({"supervisor"}), _AT_DESK, State.SUPPORTING, SUGGESTED,
        (_matter, Demand("in_round", "round", _("Which round it belongs to"), is_required=False)),
        publication=frozenset({Publication.PUBLISHED}), tells=True, one_by_one=True,
    ),
    Move("call-for-answer", _("Call for an answer"), _("Enough people stand behind it: an answer is due"), "suggestions", CALENDAR, NOBODY, frozenset({State.SUPPORTING}), State.ACCEPTED, SUGGESTED, tells=True),
    Move(
        "call-for-answer", _("Call for an answer"), _("The time for support is over: an answer is due"), "suggestions", CALENDAR, NOBODY, frozenset({State.SUPPORTING}), State.ACCEPTED, SUGGESTED,
        branch="ended", tells=True, letter="call-for-answer-ended",
    ),
    Move(
        "take-up", _("Take up for an answer"), _("Taken up: an answer is due"), "suggestions", CHECK, frozenset({"supervisor"}), frozenset({State.SUPPORTING}), State.ACCEPTED, SUGGESTED,
        (Demand("reason", "text", _("Why it is answered now, as everybody will read it"), longest=1000),), tells=True, aside=True,
    ),
    # what it asks for, point by point; what other offices think of it, in private; and how each point weighs
    Move(
        "name-points", _("Name its points"), _("Named the points it makes"), "suggestions", CHECK, frozenset({"supervisor"}), _AT_DESK | {State.SUPPORTING, State.ACCEPTED}, None, SUGGESTED,
        (_points,), of_points=True, waits_on=True,
    ),
    Move(
        "name-points", _("Name its points"), _("Named the points it makes"), "suggestions", ACT, _OFFICERS, _AT_OFFICE, None, SUGGESTED,
        (_points,), of_points=True, waits_on=True, at_own_office=True, stations=_NO_DRAFT,
    ),
    Move(
        "ask-assessment", _("Ask for an assessment"), _("Asked for an assessment"), "suggestions", ACT, _OFFICERS, _AT_OFFICE, None, SUGGESTED,
        (
            Demand("offices", "offices", _("Which offices assess it")),
            Demand("due", "day", _("By when")),
            Demand("text", "text", _("What they shall look at"), is_required=False, longest=1000),
        ),
        of_points=True, at_own_office=True, is_inside=True, audience="desk", waits_on=True,
    ),
    Move(
        "give-assessment", _("Hand in the assessment"), _("Handed in an assessment"), "suggestions", ACT, _OFFICERS, _AT_OFFICE, None, SUGGESTED,
        (
            Demand("feasibility", "feasibility", _("Can it be done?")),
            Demand("cost", "cost", _("What it costs"), hint=_("In yuan, like 12500.50. Write 0 where it costs nothing.")),
            Demand("cost_words", "text", _("How the cost comes about"), longest=1000),
            Demand("period", "line", _("How long it takes"), longest=300),
            Demand("law", "text", _("Which law or rule it touches"), longest=1000),
            Demand("text", "text", _("In words"), longest=4000),
        ),
        of_points=True, is_inside=True, audience="desk", waits_on=True,
    ),
    Move(
        "withdraw-assessment", _("Do not wait for it"), _("No longer waits for an assessment"), "suggestions", ACT, _OFFICERS, _AT_OFFICE, None, SUGGESTED,
        (_reason,), of_points=True, at_own_office=True, is_inside=True, audience="desk", waits_on=True,
    ),
    Move(
        "take-over", _("Take over into the answer"), _("Chose what of an assessment the answer tells"), "suggestions", ACT, _OFFICERS, _AT_OFFICE, None, SUGGESTED,
        (Demand("parts", "parts", _("What the answer tells of it"), is_required=False),), of_points=True, at_own_office=True, stations=_NO_DRAFT, is_inside=True, waits_on=True,
    ),
    Move(
        "weigh", _("Weigh its points"), _("Weighed the points it makes"), "suggestions", ACT, _OFFICERS, _AT_OFFICE, None, SUGGESTED,
        (Demand("weights", "weights", _("How each point weighs")),), of_points=True, at_own_office=True, stations=_NO_DRAFT, is_inside=True, waits_on=True,
    ),
    # the phone desk, for a caller it has made sure of
    Move(
        "add", _("Write down what the caller adds"), _("Added by telephone"), "cases", INTAKE, frozenset({"operator"}), OPEN_STATES - _ASKED, None, ALL,
        (Demand("text", "text", _("What the caller adds"), longest=2000),), audience="parties",
    ),
    Move(
        "add", _("Add something"), _("Added by the resident"), "cases", RESIDENT, NOBODY, OPEN_STATES - _ASKED, None, ALL,
        (Demand("text", "text", _("What would you like to add?"), is_required=False, longest=2000),), waits_on=True,
    ),
    Move(  # what is about an office is never public, nor is what its reporter adds
        "add", _("Add something"), _("Added by the resident"), "cases", RESIDENT, NOBODY, OPEN_STATES - _ASKED, None, ABOUT_US,
        (Demand("text", "text", _("What would you like to add?"), is_required=False, longest=2000),), audience="parties", waits_on=True,
    ),
    # what is one's own can be taken out at any time, also once the case has ended
    Move("redact", _("Take words of yours out"), _("Took own words or photos out"), "cases", RESIDENT, NOBODY, frozenset(State), None, frozenset(Kind), waits_on=True),
    Move("reissue", _("Give out a new code"), _("Given a new secret code: the old one opens nothing any more"), "cases", INTAKE, frozenset({"operator"}), frozenset(State), None, frozenset(Kind), tells=True),
    Move("call-back", _("Call back"), _("Called back, and no answer was given"), "cases", INTAKE, frozenset({"operator"}), frozenset({State.CLOSED}) | _APPEALED_ANSWER, None, HANDLED),
    # screening
    Move("accept", _("Accept"), _("Accepted"), "supervision", CHECK, frozenset({"supervisor"}), _AT_DESK, State.ACCEPTED, HANDLED, (_matter, _condition), tells=True),
    Move("accept", _("Accept"), _("Accepted with thanks"), "supervision", CHECK, frozenset({"supervisor"}), _AT_DESK, State.CLOSED, THANKS, (_matter, _condition), tells=True, letter="accept-thanks"),
    Move(
        "decline", _("Decline"), _("Not accepted"), "supervision", CHECK, frozenset({"supervisor"}), frozenset({State.FILED}), State.DECLINED, ALL,
        (Demand("basis", "line", _("Basis: the rule this rests on"), longest=300), Demand("text", "text", _("Reason, in words for the resident")), _unfounded), tells=True,
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
    # a second pair of eyes: whoever withheld a case is not the last to look at it
    Move(
        "confirm-withholding", _("Confirm that it stays hidden"), _("Confirmed by a second person: it stays hidden"), "supervision", CHECK, frozenset({"moderator"}), frozenset(State), None, ALL,
        (_reason_told,), publication=frozenset({Publication.WITHHELD}), tells=True, audience="parties", not_own_office=True, not_concerned=True, of_withholding=True,
    ),
    Move(  # what had never been public goes back to be screened
        "restore", _("Take the withholding back"), _("A second person took the withholding back"), "supervision", CHECK, frozenset({"moderator"}), frozenset(State), None, ALL,
        (_reason_told,), publication=frozenset({Publication.WITHHELD}), publishes=Publication.UNSCREENED, tells=True, audience="parties", not_own_office=True, not_concerned=True, of_withholding=True,
    ),
    Move(  # what had been public is public again
        "restore", _("Take the withholding back"), _("A second person took the withholding back"), "supervision", CHECK, frozenset({"moderator"}), frozenset(State), None, ALL,
        (_reason_told,), branch="shows", publication=frozenset({Publication.WITHHELD}), publishes=Publication.PUBLISHED, tells=True, audience="parties", not_own_office=True, not_concerned=True, of_withholding=True,
    ),
    # whoever is named or shown, and the moderator who decides
    Move(
        "object", _("Object"), _("Somebody concerned objected: what shows personal data is hidden until it is decided"), "feedback", CONCERNED, NOBODY, frozenset(State), None, ALL,
        publication=frozenset({Publication.PUBLISHED}),
    ),
    Move(
        "decide-objection", _("Decide on an objection"), _("Objection decided"), "supervision", CHECK, frozenset({"moderator"}), frozenset(State), None, ALL,
        (
            Demand("objection", "objection", _("Which objection")),
            Demand("remedy", "remedy", _("What happens")),
            Demand("reply", "text", _("Reply of the person concerned, as everybody will read it"), is_required=False, longest=2000, hint=_("Only where it shall stand beside the answer. Take out names, phone numbers and doors.")),
            Demand("reason", "text", _("Reason, in words for whoever objected"), longest=2000),
        ),
        not_own_office=True, not_concerned=True, of_objection=True, letter="objection-upheld",
    ),
    Move(
        "decide-objection", _("Decide on an objection"), _("Objection upheld: taken from the public"), "supervision", CHECK, frozenset({"moderator"}), frozenset(State), None, ALL,
        branch="withdraws", publication=frozenset({Publication.PUBLISHED}), publishes=Publication.WITHHELD, tells=True, letter="withhold", audience="parties",
        not_own_office=True, not_concerned=True, of_objection=True,
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
        "settle", _("Record a decision of the meeting"), _("Decided by the committee"), "supervision", DECIDE, frozenset({"committee"}), WITH_THE_OFFICE | {State.ACCEPTED}, None, HANDLED,
        (
            Demand("office", "other-office", _("Office that owns it from now on"), is_required=False),
            Demand("due", "day", _("Day by which it has to act"), is_required=False),
            Demand("reason", "text", _("What was decided and why, as everybody will read it"), longest=2000),
        ),
        tells=True, of_overdue=True,
    ),
    Move(
        "settle", _("Record a decision of the meeting"), _("Decided by the committee"), "supervision", DECIDE, frozenset({"committee"}), WITH_THE_OFFICE | {State.ACCEPTED}, State.DISPATCHED, HANDLED,
        branch="owner", tells=True, of_overdue=True,
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
        "answer", _("Answer"), _("Answered"), "handling", ACT, _OFFICERS, _AT_OFFICE, State.ANSWERED, WHOLE_WAY, _ANSWER,
        tells=True, at_own_office=True, stations=_NO_DRAFT, not_before_tasks=True,
    ),
    Move(
        "answer", _("Answer"), _("Answered"), "handling", ACT, _OFFICERS, _AT_OFFICE, State.CLOSED, ENDS_WITH_ANSWER, _ANSWER,
        tells=True, at_own_office=True, stations=_NO_DRAFT, not_before_tasks=True,
    ),
    Move(  # the matter demands another pair of eyes, or it is kept to go out together with others: nobody outside reads a word
        "answer", _("Answer"), _("Answer drafted"), "handling", ACT, _OFFICERS, _AT_OFFICE, None, HANDLED, _ANSWER, branch="waits",
        line="draft", audience="desk", at_own_office=True, stations=_NO_DRAFT, is_inside=True,
    ),
    *_goes_out("pass", _("Pass the answer"), _("Answer read by a colleague"), _OFFICERS, "reader", not_author=True),
    *_goes_out("sign", _("Sign the answer"), _("Answer signed"), frozenset({"head"}), "head", not_author=True, by_head=True),
    *_goes_out("release", _("Publish the answer"), _("Answer released"), _OFFICERS, "ready"),
    Move(
        "hand-back", _("Hand the answer back"), _("Answer handed back inside the office"), "handling", ACT, _OFFICERS, _AT_OFFICE, None, HANDLED, (_reason,),
        at_own_office=True, audience="desk", stations=frozenset({"reader", "head", "ready"}), is_inside=True,
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
    # tasks beside the case: given by the office that leads it; what becomes of one stands in rules/tasks.py
    Move(
        "give-task", _("Give a task"), _("Gave a task"), "handling", ACT, _OFFICE_HANDS, AT_WORK, None, HANDLED,
        (
            Demand("task", "task", _("What kind of task")),
            Demand("office", "taker", _("Who does it")),
            Demand("text", "text", _("What has to be done"), longest=2000, hint=_("They read these words, and not those of the resident. Name nobody.")),
            Demand("place", "line", _("Where, in words"), is_required=False, longest=300),
            Demand("days", "days", _("Within how many working days")),
            Demand("root", "root", _("At which stage the cause lies"), is_required=False, hint=_("For a task upstream only.")),
            Demand("mandatory", "flag", _("The answer waits until this is done"), is_required=False),
            Demand("public", "line", _("What everybody may read of it"), is_required=False, longest=300, hint=_("Left empty, everybody reads who has a task and how far it is, not what it is.")),
        ),
        at_own_office=True, audience="desk",
    ),
    Move("accept-task", _("Accept the task"), _("Accepted a task"), "handling", ACT, _TASK_HANDS, frozenset(State), None, HANDLED, of_task=True),
    Move("refuse-task", _("Refuse the task"), _("Refused a task"), "handling", ACT, _TASK_HANDS, frozenset(State), None, HANDLED, (_reason,), of_task=True, audience="desk"),
    Move("report-task", _("Report it done"), _("Reported a task done"), "handling", ACT, _TASK_HANDS, frozenset(State), None, HANDLED, (Demand("text", "text", _("What you did"), longest=2000),), of_task=True, audience="desk"),
    Move(
        "confirm-task", _("Confirm it"), _("Confirmed a task"), "handling", ACT, _OFFICE_HANDS, frozenset(State), None, HANDLED,
        (Demand("text", "text", _("What everybody may read of the result"), is_required=False, longest=1000, hint=_("You may leave this empty.")),), of_task=True,
    ),
    Move("return-task", _("Send it back"), _("Sent a task back"), "handling", ACT, _OFFICE_HANDS, frozenset(State), None, HANDLED, (_reason,), of_task=True, audience="desk"),
    Move("withdraw-task", _("Withdraw the task"), _("Withdrew a task"), "handling", ACT, _OFFICE_HANDS, frozenset(State), None, HANDLED, (_reason,), of_task=True, audience="desk"),
    Move("record", _("Record"), _("Answered at its source"), "handling", SOURCE, NOBODY, frozenset({State.FILED}), State.CLOSED, ALL, (_text,), publishes=Publication.PUBLISHED),
    Move("bring-in", _("Bring in"), _("Taken over from an earlier platform"), "suggestions", SOURCE, NOBODY, frozenset({State.FILED}), State.CLOSED, SUGGESTED, publishes=Publication.PUBLISHED),
    # nobody's hand: the working days changed, and with them the day that was promised
    Move("recount", _("Reckon again"), _("Promised day moved with the working days"), "cases", CALENDAR, NOBODY, OPEN_STATES, None, frozenset(Kind), tells=True),
    # nobody's hand: the case waits unanswered, and the next level of the city is told
    Move("escalate", _("Tell the next level"), _("Unanswered: the next level was told"), "cases", CALENDAR, NOBODY, OPEN_STATES, None, HANDLED, tells=True),
    # nobody's hand either: the catalogue keeps cases of this matter from strangers from now on
    Move("seal", _("Keep from the public"), _("Kept from the public: the city made its matter private"), "cases", CALENDAR, NOBODY, frozenset(State), None, ALL, publication=frozenset({Publication.PUBLISHED}), publishes=Publication.UNSCREENED),
    # checking
    Move(
        "verify", _("Verify and close"), _("Checked and closed"), "supervision", CHECK, frozenset({"supervisor"}), frozenset({State.ANSWERED}), State.CLOSED, WHOLE_WAY,
        (Demand("text", "text", _("What the check found"), is_required=False, longest=1000), _cause, _unfounded, _evidence, _here), tells=True, not_before_tasks=True,
    ),
    Move(
        "send-back", _("Send back"), _("Sent back"), "supervision", CHECK, frozenset({"supervisor"}), frozenset({State.ANSWERED}), State.IN_HAND, WHOLE_WAY,
        (
            Demand("fault", "fault", _("What is wrong")),
            Demand("reason", "text", _("In words for the office and the resident"), is_required=False, longest=2000, hint=_("Needed where it is something else; otherwise as far as it helps.")),
        ),
        tells=True,
    ),
    # checking once more, where chance drew the case: by somebody who took no part in it at all
    Move(
        "check-again", _("Check again"), _("Drawn at random and checked again"), "supervision", SAMPLE, frozenset({"supervisor"}), frozenset(State), None, WHOLE_WAY,
        (Demand("text", "text", _("What the check found"), is_required=False, longest=1000),),
    ),
    Move(
        "reopen-after-check", _("Reopen after a check"), _("Drawn at random, and it does not hold: reopened"), "supervision", SAMPLE, frozenset({"supervisor"}), frozenset({State.CLOSED}), State.ACCEPTED,
        WHOLE_WAY, (Demand("text", "text", _("What the check found"), longest=1000),), tells=True,
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
    # what stays inside, from either side
    *(
        Move("note", _("Write a note"), _("Note"), "cases", side, NOBODY, frozenset(State), None, ALL, _note, audience="desk", is_inside=True, waits_on=True)
        for side in (CHECK, ACT, DECIDE)
    ),
    Move("call", _("Note a call"), _("Called the resident"), "cases", CHECK, frozenset({"supervisor"}), frozenset(State), None, ALL, _call, line="rang", audience="desk", is_inside=True, waits_on=True, of_reporter=True),
    Move("call", _("Note a call"), _("Called the resident"), "cases", ACT, frozenset({"handler"}), _HOLDING, None, ALL, _call, line="rang", audience="desk", at_own_office=True, is_inside=True, waits_on=True, of_reporter=True),
    # the resident while the answer is being checked: a word that counts once the case closes; the first "no" of a round sends the case back
    Move(
        "say", _("Say whether it is solved"), _("Said whether it is solved, before the check"), "feedback", RESIDENT, NOBODY, frozenset({State.ANSWERED}), None, WHOLE_WAY,
        (Demand("solved", "verdict", _("Is it solved?")), Demand("text", "text", _("In your words"), is_required=False, longest=1000)),
    ),
    Move("say", _("Say whether it is solved"), _("Not solved, says the resident: sent back"), "feedback", RESIDENT, NOBODY, frozenset({State.ANSWERED}), State.IN_HAND, WHOLE_WAY, branch="sends-back", tells=True, letter="say-sends-back"),
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
    Move("rate", _("Rate"), _("Rated"), "feedback", RESIDENT, NOBODY, frozenset({State.CLOSED}), State.CLOSED, HANDLED, branch="bad", tells=True, letter="rate-bad"),
    # after a bad rating the office that answered puts it right, and the resident may rate once more
    Move(
        "mend", _("Report what was put right"), _("Put right after a bad rating"), "handling", ACT, _OFFICERS, frozenset({State.CLOSED}) | _APPEALED_ANSWER, None, HANDLED,
        (Demand("text", "text", _("What you put right, as everybody will read it"), longest=2000),), tells=True, at_own_office=True, of_repair=True,
    ),
    # matters that tend to return: asked once more after some weeks
    Move("promise", _("Promise"), _("The city has promised something because of it"), "promises", CALENDAR, NOBODY, frozenset(State), None, HANDLED, tells=True, waits_on=True),
    Move("ask-again", _("Ask again"), _("Asked again whether it has stayed solved"), "feedback", CALENDAR, NOBODY, frozenset({State.CLOSED}), None, HANDLED, tells=True, waits_on=True),
    Move(
        "say-again", _("Say whether it has stayed solved"), _("Said whether it has stayed solved"), "feedback", RESIDENT, NOBODY, frozenset({State.CLOSED}), None, HANDLED,
        (Demand("text", "text", _("In your words"), is_required=False, longest=1000),), of_asking=True,
    ),
    Move("say-again", _("Say whether it has stayed solved"), _("It came back, says the resident: reopened"), "feedback", RESIDENT, NOBODY, frozenset({State.CLOSED}), State.ACCEPTED, HANDLED, branch="reopens", tells=True, letter="rate-reopens", of_asking=True),
    *(
        Move("appeal", _("Appeal"), _("Appealed"), "feedback", RESIDENT, NOBODY, frozenset({before}), after, kinds, _appeal, branch=branch, tells=True, audience=audience)
        for kinds_closed, kinds_declined, audience in ((HANDLED, ALL, "public"), (ABOUT_US, ABOUT_US, "parties"))
        for branch, before, after, kinds in (
            ("", State.CLOSED, State.CLOSE_APPEALED, kinds_closed),
            ("last", State.CLOSED, State.CLOSE_LAST_APPEAL, kinds_closed),
            ("", State.DECLINED, State.DECLINE_APPEALED, kinds_declined),
            ("last", State.DECLINED, State.DECLINE_LAST_APPEAL, kinds_declined),
        )
    ),
    Move(
        "appeal-withholding", _("Appeal against the withholding"), _("Appealed against the withholding"), "feedback", RESIDENT, NOBODY, frozenset(State), None, ALL,
        (Demand("text", "text", _("Why everybody should be able to read it"), longest=2000),), publication=frozenset({Publication.WITHHELD}), tells=True, audience="parties",
    ),
    # the reviewing office, and at the second and last step the committee
    *_reviews("feedback", "reviewer", State.CLOSE_APPEALED, State.DECLINE_APPEALED, upheld=_("Upheld on review"), overturned=_("Overturned on review")),
    *_reviews("supervision", "committee", State.CLOSE_LAST_APPEAL, State.DECLINE_LAST_APPEAL, upheld=_("Upheld by the committee"), overturned=_("Overturned by the committee"), letter="uphold-last"),
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
        "merge", _("Merge"), _("Merged into another case"), "supervision", CHECK, frozenset({"supervisor"}), _MERGEABLE, State.MERGED, MERGED_KINDS,
        (
            Demand("into", "case", _("Into which case"), hint=_("The other case keeps its office, its state and its days. It counts one report more.")),
            Demand("text", "text", _("In words for the resident"), is_required=False, longest=1000),
        ),
        tells=True, audience="parties", alone=True, of_whole=True, aside=True,
    ),
    Move(
        "unmerge", _("Take out again"), _("Taken out of the other case again"), "supervision", CHECK, frozenset({"supervisor"}), frozenset({State.MERGED}), State.FILED, MERGED_KINDS,
        (Demand("reason", "text", _("Why it is handled by itself, in words for the resident"), longest=1000),), tells=True, audience="parties", aside=True,
    ),
    Move(
        "separate", _("Mine is different"), _("Said that this report is about something else"), "cases", RESIDENT, NOBODY, frozenset({State.MERGED}), State.FILED, MERGED_KINDS,
        (Demand("text", "text", _("What is different"), longest=1000),), audience="parties",
    ),
    # nobody's hand: the case it was merged into was answered, ended, or was taken back by its own reporter
    Move("follow", _("Follow"), _("Answered together with others"), "cases", CALENDAR, NOBODY, frozenset({State.MERGED}), None, HANDLED, tells=True, letter="follow-answered"),
    Move("follow", _("Follow"), _("Closed together with others"), "cases", CALENDAR, NOBODY, frozenset({State.MERGED}), State.CLOSED, HANDLED, branch="closed", tells=True, letter="follow-closed"),
    Move("follow", _("Follow"), _("Not accepted, like the others"), "cases", CALENDAR, NOBODY, frozenset({State.MERGED}), State.DECLINED, HANDLED, branch="declined", tells=True, letter="follow-declined"),
    Move("follow", _("Follow"), _("Back at the desk: the other case was taken back"), "cases", CALENDAR, NOBODY, frozenset({State.MERGED}), State.FILED, HANDLED, branch="freed", tells=True, letter="follow-freed"),
    Move("follow", _("Follow"), _("Open for support again: the other suggestion was taken back"), "cases", CALENDAR, NOBODY, frozenset({State.MERGED}), State.SUPPORTING, SUGGESTED, branch="freed-open", tells=True, letter="follow-freed-open"),
    # suggestions that want the same, and one that is several: supports stay where they were given, and whoever gave one is asked
    Move(
        "join", _("Join others with it"), _("Others that want the same were joined with it"), "suggestions", CHECK, frozenset({"supervisor"}), frozenset({State.SUPPORTING}), None, SUGGESTED,
        (
            Demand("others", "cases", _("Which suggestions want the same"), hint=_("Their numbers, with a space or a line between them. Each keeps its number, its page and its supporters.")),
            _why_everybody,
            Demand("title", "line", _("Title of a new suggestion, written from all of them"), is_required=False, longest=120, hint=_("Leave this and the text empty where the others are joined with this one.")),
            Demand("text", "text", _("Text of the new suggestion"), is_required=False, hint=_("Everybody reads it at once. This suggestion is joined with it like the others.")),
        ),
        publication=frozenset({Publication.PUBLISHED}), tells=True, one_by_one=True,
    ),
    Move(
        "join-into", _("Join it with another one"), _("Joined with another suggestion; whoever supports it is asked about that one too"), "suggestions", CHECK, frozenset({"supervisor"}), _MERGEABLE | {State.SUPPORTING}, State.MERGED, SUGGESTED,
        (Demand("into", "case", _("With which suggestion"), hint=_("The other one leads: it keeps its office, its state and its days. Supports stay where they were given.")), _why_everybody),
        tells=True, alone=True, of_whole=True, aside=True, one_by_one=True,
    ),
    Move(
        "divide", _("Divide it into several"), _("Divided into several suggestions; whoever supports it is asked about each of them"), "suggestions", CHECK, frozenset({"supervisor"}), frozenset({State.SUPPORTING}), State.MERGED, SUGGESTED,
        (
            _why_everybody,
            *(
                demand
                for number in range(1, PIECES_MOST + 1)
                for demand in (
                    Demand(f"title_{number}", "line", format_lazy(_("Title of suggestion {number}"), number=number), is_required=number <= PIECES_LEAST, longest=120),
                    Demand(f"text_{number}", "text", format_lazy(_("Text of suggestion {number}, as everybody will read it"), number=number), is_required=number <= PIECES_LEAST),
                )
            ),
        ),
        publication=frozenset({Publication.PUBLISHED}), tells=True, alone=True, aside=True, one_by_one=True,
    ),
    Move(
        "set-apart", _("Separate it again"), _("Separate again: open for support"), "suggestions", CHECK, frozenset({"supervisor"}), frozenset({State.MERGED}), State.SUPPORTING, SUGGESTED,
        (_why_everybody,), tells=True, aside=True, one_by_one=True,
    ),
    Move(
        "set-apart", _("Separate it again"), _("Separate again: back at the desk"), "suggestions", CHECK, frozenset({"supervisor"}), frozenset({State.MERGED}), State.FILED, SUGGESTED,
        branch="desk", tells=True, letter="set-apart-desk", aside=True,
    ),
    Move(
        "wish", _("Ask to join, divide or separate it"), _("Asked to have it joined, divided or separated"), "suggestions", RESIDENT, NOBODY, frozenset({State.SUPPORTING, State.MERGED}), None, SUGGESTED,
        (Demand("text", "text", _("What you ask for, and why"), longest=1000),), audience="parties", waits_on=True,
    ),
    Move(
        "refuse-wish", _("Refuse what the author asks for"), _("Left as it is, against the wish of its author"), "suggestions", CHECK, frozenset({"supervisor"}), frozenset(State), None, SUGGESTED,
        (Demand("reason", "text", _("Why it stays as it is, in words for the author"), longest=1000),), tells=True, audience="parties", of_wish=True, one_by_one=True,
    ),
    Move(
        "split", _("Split off a part"), _("Split off a part for another office"), "supervision", CHECK, frozenset({"supervisor"}), _MERGEABLE - _AT_DESK, None, HANDLED,
        (
            Demand("title", "line", _("What this part is, as everybody will read it"), longest=120),
            Demand("text", "text", _("What the office has to do"), longest=2000, hint=_("Only the desk reads this. The office also reads the whole report as it was handed in, and no contact.")),
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


INSIDE = frozenset(move.line or move.verb for move in MOVES if move.is_inside)  # lines that only the desk reads of


def moves_of(verb: str) -> tuple[Move, ...]:
    """Every row of a verb."""
    return tuple(move for move in MOVES if move.verb == verb)


def find_move(verb: str, *, kind: str, state: str, publication: str, side: str, branch: str = "") -> Move | None:
    """The one row that fits, or None."""
    for move in moves_of(verb):
        if move.side == side and kind in move.kinds and state in move.before and publication in move.publication and move.branch == branch:
            return move
    return None
