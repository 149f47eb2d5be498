"""Why a hand may not make a move now, each reason a sentence for the person who asked."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from civic.cases.rules.moves import (
    ACT,
    CALENDAR,
    CHECK,
    CONCERNED,
    DECIDE,
    INTAKE,
    MOVES,
    NOBODY,
    RESIDENT,
    SAMPLE,
    Move,
    find_move,
    moves_of,
)
from civic.cases.rules.own_words import what_instead
from civic.cases.rules.privacy import is_never_public
from civic.cases.rules.states import Publication, State

SIDE_NAMES = {
    CHECK: _("the checking side"),
    ACT: _("the acting side"),
    DECIDE: _("the deciding side"),
    INTAKE: _("the phone desk"),
    RESIDENT: _("the resident"),
    CALENDAR: _("the calendar"),
    CONCERNED: _("whoever is named or shown"),
    SAMPLE: _("whoever was drawn to check a case again"),
}
OF_THE_CASE = frozenset(
    {
        "state",
        "kind",
        "stage",
        "privacy",
        "deferral",
        "demand",
        "draft",
        "task",
        "points",
        "overdue",
        "objection",
        "withholding",
        "bundle",
        "parts",
        "repair",
        "asking",
        "wish",
    }
)  # families of a denial that no other hand would get around


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
    is_named: bool = False  # the case is about an office of this hand's own
    station: str = ""  # where a drafted answer lies inside the office
    is_author: bool = False  # of that answer
    heads_it: bool = False  # a head of the office that holds the case
    cannot_reach: Any = ""  # why this hand may not know how to reach the reporter
    awaits: str = ""  # who still has a task that the case waits for
    unweighed: int = 0  # points of the suggestion that the answer cannot leave out
    is_overdue: bool = False
    has_objection: bool = False  # somebody objects, and nobody has decided yet
    is_concerned: bool = False  # an office of this hand's own held the case, or its words name it
    withholding: str = ""  # "open" while a second person may look at it, "own" where this hand withheld it
    joined: bool = False  # other reports were merged into the case
    is_split: bool = False
    is_portion: bool = False  # the case is a part of another one
    open_part: Any = ""  # the name of a mandatory part that is not at an end
    has_repair: bool = False  # something has to be put right after a bad rating
    has_wish: bool = False  # its author asks for something that nobody has decided
    is_asked_again: bool = False  # the resident was asked once more, and has not said yet


@dataclass(frozen=True)
class Denial:
    """Why a move is not open: `family` is side, part, role, office, area, named, kind, state, stage, deferral, demand, draft, author, contact, task, points, overdue, privacy, objection, withholding, second, bundle, parts, repair, asking or wish; the sentence is for the person who asked."""

    family: str
    sentence: Any


def denial(verb: str, *, kind: str, state: str, publication: str, hand: Hand) -> Denial | None:
    """Why this hand may not make this move now, or None when it may. The side comes first: it is the rule the house stands on."""
    rows = moves_of(verb)
    if not rows:
        return Denial("verb", _("There is no such act. Look at the acts that are open to you."))
    if hand.is_named:
        return Denial("named", _("There is nothing here for you to do."))  # it tells nothing: she may not know of it
    sides = {row.side for row in rows}
    told = next(
        (row for row in rows if row.side in (CHECK, ACT, DECIDE)), rows[0]
    )  # of a verb that residents share, the desk's
    name = told.label
    if hand.side not in sides:
        wanted = SIDE_NAMES.get(told.side, told.side)
        if hand.part == ACT and CHECK in sides:
            return Denial(
                "part",
                format_lazy(
                    _(
                        "“{move}” belongs to the checking side. You work on the acting side, and {part}. Somebody who took no part in the work checks it."
                    ),
                    move=name,
                    part=hand.part_words,
                ),
            )
        return Denial(
            "side",
            format_lazy(
                _("“{move}” belongs to {wanted}. You work on another side, so somebody else does this."),
                move=name,
                wanted=wanted,
            ),
        )
    rows = tuple(row for row in rows if row.side == hand.side)
    name = rows[0].label
    if hand.part and hand.part != hand.side:
        return Denial(
            "part",
            format_lazy(
                _(
                    "You may not do this here: {part}. Whoever acted on a case never checks it, and whoever checked it never acts on it."
                ),
                part=hand.part_words,
            ),
        )
    if rows[0].roles and not any(row.roles & hand.roles for row in rows):
        return Denial(
            "role",
            format_lazy(_("“{move}” belongs to another post on your side. You do not hold that post."), move=name),
        )
    if not any(kind in row.kinds for row in rows):
        return Denial("kind", format_lazy(_("“{move}” does not exist for this kind of case."), move=name))
    if not hand.is_in_area:
        return Denial("area", _("This case lies outside the area of your post."))
    if any(row.at_own_office for row in rows) and not hand.is_own_office:
        return Denial("office", _("Another office holds this case. Only that office can do this."))
    if hand.holds_it and any(row.not_own_office for row in rows):
        return Denial(
            "office",
            _("Your own office holds this case. A moderator of another office decides what everybody reads of it."),
        )
    if hand.is_concerned and any(row.not_concerned for row in rows):
        return Denial(
            "office",
            _("Your own office held this case, or its words name it. A moderator of another office decides."),
        )
    if any(row.publishes == Publication.PUBLISHED and not row.branch for row in rows) and is_never_public(hand.privacy):
        return Denial(
            "privacy",
            _(
                "Cases of this matter are never published: everybody may know the cell and the day, nothing else. Withhold it if not even that should show."
            ),
        )
    fitting = find_move(verb, kind=kind, state=state, publication=publication, side=hand.side)
    if fitting is None:
        if verb == "dispatch" and state == State.DISPUTED:
            return Denial(
                "state",
                _(
                    "The case was returned twice, so nobody dispatches it now: the committee decides whose it is, within one working day, and the case goes to that office by itself."
                ),
            )
        if verb == "open-for-support" and publication != Publication.PUBLISHED:
            return Denial(
                "state",
                _("Nobody can support what nobody can read. A moderator publishes it first, then it can be opened."),
            )
        instead = what_instead(verb, state, publication) if hand.side == RESIDENT else None
        if instead is not None:
            return Denial("state", instead)
        return Denial(
            "state",
            format_lazy(
                _("“{move}” is not possible now: the case is at “{state}”. Reload the page to see what happened."),
                move=name,
                state=State(state).label,
            ),
        )
    if fitting.roles and not fitting.roles & hand.roles:  # of two steps of one verb the other one
        return Denial(
            "role",
            format_lazy(_("“{move}” belongs to another post on your side. You do not hold that post."), move=name),
        )
    if any(row.of_reporter for row in rows) and hand.cannot_reach:
        return Denial("contact", hand.cannot_reach)
    if any(row.of_stages for row in rows) and not hand.has_stages:
        return Denial(
            "stage",
            _(
                "No stage of this case is left to report: its limit has none, or all have been reached. What is left is the answer."
            ),
        )
    closes = any(row.side in (CHECK, ACT) and row.after == State.CLOSED and kind in row.kinds for row in rows)
    return (
        _denial_by_bundle(rows, hand, closes=closes)
        or _denial_by_second_look(rows[0], hand)
        or _denial_by_tasks(rows, hand)
        or _denial_by_days(rows, hand)
        or _denial_after_closing(rows[0], hand)
        or _denial_by_draft(rows, hand)
    )


def _denial_by_tasks(rows: tuple[Move, ...], hand: Hand) -> Denial | None:
    """Why a case that waits for a task, or for a point to be weighed, cannot be answered or closed; or None."""
    if not any(row.not_before_tasks for row in rows):
        return None
    if hand.unweighed:
        left = ngettext_lazy(
            "One point of this suggestion is not weighed yet. The answer says of every point how it weighed.",
            "%(count)d points of this suggestion are not weighed yet. The answer says of every point how it weighed.",
            hand.unweighed,
        )
        return Denial("points", left % {"count": hand.unweighed})
    if not hand.awaits:
        return None
    waits = _(
        "The answer waits for a task that is still open: {task}. Confirm it, or withdraw it with a reason, first."
    )
    return Denial("task", format_lazy(waits, task=hand.awaits))


def _denial_by_second_look(row: Move, hand: Hand) -> Denial | None:
    """Why nothing is to be decided about an objection or a withholding, or not by this hand; or None."""
    if row.of_objection and not hand.has_objection:
        return Denial("objection", _("No objection waits in this case, so there is nothing to decide."))
    if row.of_withholding and not hand.withholding:
        return Denial("withholding", _("A second person has looked at this already. To show the case, publish it."))
    if row.of_withholding and hand.withholding == "own":
        return Denial("second", _("You withheld this case yourself. Another moderator confirms it or takes it back."))
    return None


def _denial_by_bundle(rows: tuple[Move, ...], hand: Hand, *, closes: bool) -> Denial | None:
    """Why a move is not open for what hangs on the case, or on what it hangs, or None."""
    row = rows[0]
    if row.of_portion and not hand.is_portion:
        return Denial("bundle", _("This is no part of another case, so there is nothing to drop."))
    if hand.is_portion and speaks_for_the_whole(row):
        return Denial(
            "bundle",
            format_lazy(_("This is a part of another case. “{move}” is a matter of the whole case."), move=row.label),
        )
    if row.alone and hand.joined:
        return Denial(
            "bundle",
            _(
                "Other reports were merged into this case. Merge the other case into this one, or take them out of this one first."
            ),
        )
    if row.alone and hand.is_split:
        return Denial(
            "bundle", _("This case was split into parts, so it stays a case of its own. Merge the other one into it.")
        )
    if row.alone and is_never_public(hand.privacy):
        return Denial(
            "privacy",
            _(
                "Cases of this matter are kept from everybody but their own reporter, so each of them is handled by itself."
            ),
        )
    if closes and hand.open_part:
        return Denial(
            "parts",
            format_lazy(
                _(
                    "“{part}” is a mandatory part of this case and is not at an end yet. The case closes once that part is closed or dropped."
                ),
                part=hand.open_part,
            ),
        )
    return None


def speaks_for_the_whole(move: Move) -> bool:
    """Is this about the resident or the public, who both know only the whole case, not its parts?"""
    return move.of_whole or move.side == RESIDENT or move.verb == "ask" or move.publishes is not None


def _denial_by_days(rows: tuple[Move, ...], hand: Hand) -> Denial | None:
    """Why a move about a day that somebody named is not open, or None."""
    if any(row.asks_deferral for row in rows) and hand.deferral == "asked":
        return Denial("deferral", _("Another day has been asked for already. The checking side decides on that first."))
    if any(row.asks_deferral for row in rows) and hand.deferral == "used":
        return Denial(
            "deferral", _("In this round another day was granted once, or refused twice. It cannot be asked for again.")
        )
    if rows[0].of_overdue and not hand.is_overdue:
        return Denial("overdue", _("This case is not overdue. The meeting decides about what is disputed or overdue."))
    if rows[0].of_deferral and hand.deferral != "asked":
        return Denial("deferral", _("No other day is asked for in this case, so there is nothing to decide."))
    if rows[0].of_demand and not hand.is_hastened:
        return Denial("demand", _("Nothing is demanded of the office in this case, so there is nothing to reply to."))
    return None


def _denial_after_closing(row: Move, hand: Hand) -> Denial | None:
    """Why a move about a closed case is not open, or None."""
    if row.of_repair and not hand.has_repair:
        return Denial("repair", _("Nothing has to be put right in this case: no bad rating waits for it."))
    if row.of_asking and not hand.is_asked_again:
        return Denial("asking", _("Nobody has asked again whether it has stayed solved, or it was said already."))
    if row.of_wish and not hand.has_wish:
        return Denial("wish", _("Its author asks for nothing that nobody has decided. Reload the page."))
    return None


_WAITS = {
    "reader": _("An answer is drafted already: a colleague reads it before it goes out."),
    "head": _("An answer is drafted already: it waits for the signature of the head."),
    "ready": _("An answer is ready already: it waits to be published together with others."),
}


def _denial_by_draft(rows: tuple[Move, ...], hand: Hand) -> Denial | None:
    """Why a move about a drafted answer is not open, or None: where it lies, and who wrote it."""
    stations = rows[0].stations
    if stations is not None and hand.station not in stations:
        waits = _WAITS.get(hand.station) if "" in stations else None
        return Denial("draft", waits or _("No answer waits for this now. Reload the page to see where it is."))
    if any(row.by_head for row in rows) and not hand.heads_it:
        return Denial(
            "role", _("Only the head of the office that holds the case signs, or whoever stands in for the head.")
        )
    if any(row.not_author for row in rows) and hand.is_author:
        return Denial(
            "author",
            _(
                "You wrote this answer yourself. Somebody else reads or signs it: a colleague, the head, or whoever stands in."
            ),
        )
    return None


def is_moot(move: Move, hand: Hand) -> bool:
    """Is there nothing in the case that this move could be about, whoever's hand it is?"""
    is_elsewhere = move.stations is not None and "" not in move.stations and hand.station not in move.stations
    if move.of_portion and not hand.is_portion:
        return True
    return (
        (move.of_deferral and hand.deferral != "asked")
        or (move.of_demand and not hand.is_hastened)
        or (move.of_overdue and not hand.is_overdue)
        or (move.of_objection and not hand.has_objection)
        or (move.of_withholding and not hand.withholding)
        or (move.of_repair and not hand.has_repair)
        or (move.of_wish and not hand.has_wish)
        or is_elsewhere
    )


def open_moves(*, kind: str, state: str, publication: str, hand: Hand) -> tuple[Move, ...]:
    """The rows open to this hand now, in the order of the table."""
    return tuple(
        move
        for move in MOVES
        if not move.branch
        and not move.stands_apart
        and move.side == hand.side
        and kind in move.kinds
        and state in move.before
        and publication in move.publication
        and denial(move.verb, kind=kind, state=state, publication=publication, hand=hand) is None
    )


def denial_on_the_phone(
    verb: str, *, is_operator: bool, is_own_office: bool, part: str, part_words: Any = ""
) -> Denial | None:
    """Why somebody may not write down for a caller what only residents may do, or None when she may: the phone desk
    does, nobody who had another hand in the case, and nobody of the office that is rated or appealed against."""
    if not is_operator:
        return Denial("role", _("What a caller says is written down by the phone desk. You do not hold that post."))
    if part and part != INTAKE:
        return Denial(
            "part",
            format_lazy(
                _("You may not write this down here: {part}. A colleague at the phone desk does it."), part=part_words
            ),
        )
    if is_own_office and verb in ("rate", "appeal"):
        return Denial(
            "office",
            _("Your own office answered this case. Somebody of another office writes down what the caller says of it."),
        )
    return None
