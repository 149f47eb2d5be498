"""What holds in a community's corner: the stages of a topic, the table of moves with who may make them, and the limits
of what is written down. No table, no clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence

TITLE_LONGEST, TEXT_LONGEST, PLACE_LONGEST, WHO_LONGEST = 120, 2_000, 120, 80
TEXT_SHORTEST = 5
ALT_LONGEST, SHEETS_MOST = 200, 6
PRESENT_MOST = 5_000
OLDEST_MEETING = timedelta(days=366)
FARTHEST_DUE = timedelta(days=3 * 366)

COMMUNITY, MODERATOR, CALENDAR = "community", "moderator", "calendar"
MEMBER = frozenset({COMMUNITY})
SCREENING = frozenset({COMMUNITY, MODERATOR})
ABOVE, CLOCK = frozenset({MODERATOR}), frozenset({CALENDAR})
DESK = SCREENING
"""Who has a corner on the desk: the committee's member in its own communities, the moderator in her areas."""


class Stage(TextChoices):
    """How far a topic is."""

    RAISED = "raised", _("Raised")
    TALKED_OVER = "talked-over", _("Talked over")
    AGREED = "agreed", _("Agreed")
    UNDER_WAY = "under-way", _("Under way")
    SOLVED = "solved", _("Solved here")
    NOT_TAKEN = "not-taken", _("Not taken further")
    HANDED_ON = "handed-on", _("Handed to the city")


class Shown(TextChoices):
    """Whether everybody reads it."""

    WAITING = "waiting", _("waits to be looked at")
    SHOWN = "shown", _("shown")
    KEPT_BACK = "kept-back", _("kept back")
    HIDDEN = "hidden", _("hidden")


class Reason(TextChoices):
    """Why a topic is kept back or hidden. None of them is that it is unwelcome."""

    PRIVATE = "private", _("It tells private things of somebody")
    INSULT = "insult", _("It insults or threatens somebody")
    ADVERT = "advert", _("It advertises something")
    TWICE = "twice", _("The same topic was raised before")
    ELSEWHERE = "elsewhere", _("It is not about this community")


OPEN = (Stage.RAISED, Stage.TALKED_OVER, Stage.AGREED, Stage.UNDER_WAY)
ENDED = (Stage.SOLVED, Stage.NOT_TAKEN, Stage.HANDED_ON)
_TALKED = (Stage.TALKED_OVER, Stage.AGREED, Stage.UNDER_WAY)
_ANY = tuple(Stage)
_DOING = (Stage.AGREED, Stage.UNDER_WAY)
_OVER = (Stage.SOLVED, Stage.NOT_TAKEN)
_WITH_CITY = (Stage.HANDED_ON,)
_WAITS = (Shown.WAITING,)
_AWAY = (Shown.KEPT_BACK, Shown.HIDDEN)
_TALKED_IN, _AGREE = _("Talked over in a meeting"), _("Write down what was agreed")


@dataclass(frozen=True)
class Move:
    """One row of the table: what may be done with a topic, from where to where, by which roles. Empty `to` and
    `becomes` leave things as they are."""

    verb: str
    roles: frozenset[str]
    label: Sentence  # the button
    done: Sentence  # the line in the topic's story
    stages: tuple[Stage, ...]
    to: Stage | None = None
    shown: tuple[Shown, ...] = (Shown.SHOWN,)
    becomes: Shown | None = None
    is_public: bool = True  # does everybody read the line?


MOVES: tuple[Move, ...] = (
    Move("show", SCREENING, _("Show it"), _("Shown to everybody"), _ANY, None, _WAITS, Shown.SHOWN, False),
    Move("keep-back", SCREENING, _("Keep it back"), _("Kept back"), _ANY, None, _WAITS, Shown.KEPT_BACK, False),
    Move("hide", SCREENING, _("Hide it"), _("Hidden"), _ANY, None, (Shown.SHOWN,), Shown.HIDDEN, False),
    Move("show-again", ABOVE, _("Show it again"), _("Shown again"), _ANY, None, _AWAY, Shown.SHOWN, False),
    Move("talk-over", MEMBER, _("Talk it over"), _TALKED_IN, (Stage.RAISED,), Stage.TALKED_OVER),
    Move("talk-over", MEMBER, _("Talk it over"), _TALKED_IN, _TALKED),
    Move("agree", MEMBER, _AGREE, _("Agreed"), (Stage.TALKED_OVER, Stage.AGREED), Stage.AGREED),
    Move("agree", MEMBER, _AGREE, _("Agreed"), (Stage.UNDER_WAY,)),
    Move("add-task", MEMBER, _("Add a task"), _("Somebody took on a task"), _DOING, Stage.UNDER_WAY),
    Move("finish-task", MEMBER, _("It is done"), _("A task is done"), (Stage.UNDER_WAY,)),
    Move("drop-task", MEMBER, _("Drop the task"), _("A task was dropped"), (Stage.UNDER_WAY,)),
    Move("solve", MEMBER, _("Solved here"), _("Solved in the community"), _TALKED, Stage.SOLVED),
    Move("not-take", MEMBER, _("Not take it further"), _("Not taken further"), OPEN, Stage.NOT_TAKEN),
    Move("hand-on", MEMBER, _("Hand it to the city"), _("Handed to the city"), OPEN, Stage.HANDED_ON),
    Move("take-up-again", MEMBER, _("Take it up again"), _("Taken up again"), _OVER, Stage.TALKED_OVER),
    Move("tell-back", CLOCK, _("Tell what came of it"), _("The city has answered"), _WITH_CITY, None, tuple(Shown)),
)
RAISE, NOTE_MEETING, HIDE_MEETING = "raise", "note-meeting", "hide-meeting"
ADD_SHEET, SHOW_SHEET, HIDE_SHEET = "add-sheet", "show-sheet", "hide-sheet"
OF_MEETINGS = {
    NOTE_MEETING: MEMBER,
    HIDE_MEETING: SCREENING,
    ADD_SHEET: MEMBER,
    SHOW_SHEET: ABOVE,  # names stand on paper: whoever photographed it does not let it out
    HIDE_SHEET: SCREENING,
}
"""Acts about a meeting, and who may do them."""
TITLES: dict[str, Sentence] = {
    RAISE: _("Raised by a resident"),
    NOTE_MEETING: _("Talked over in a meeting"),
    **{move.verb: move.done for move in MOVES},
}
PUBLIC_VERBS = frozenset({RAISE, NOTE_MEETING, *(move.verb for move in MOVES if move.is_public)})


def move_of(verb: str, *, stage: str, shown: str) -> Move | None:
    """The row for this verb as a topic stands now."""
    return next((one for one in MOVES if one.verb == verb and stage in one.stages and shown in one.shown), None)


def verbs_open(*, stage: str, shown: str, roles: Collection[str]) -> list[str]:
    """What somebody with these roles may do with a topic now, in the order of the table."""
    rows = [one for one in MOVES if stage in one.stages and shown in one.shown and one.roles & set(roles)]
    return list(dict.fromkeys(one.verb for one in rows))


def roles_for(verb: str) -> frozenset[str]:
    """Who may do this at all, whatever stage a topic is in."""
    if verb in OF_MEETINGS:
        return OF_MEETINGS[verb]
    return frozenset().union(*(one.roles for one in MOVES if one.verb == verb))


Wrong = dict[str, Sentence]


def check_topic(*, title: str, text: str) -> Wrong:
    """What is wrong with a topic as somebody raises or shows it."""
    wrong: Wrong = {}
    if len(title) > TITLE_LONGEST:
        wrong["title"] = _("Keep the heading under 120 signs.")
    if len(text) < TEXT_SHORTEST:
        wrong["text"] = _("Say in a sentence what it is about.")
    elif len(text) > TEXT_LONGEST:
        wrong["text"] = _("Keep it under 2,000 signs.")
    return wrong


def check_words(name: str, text: str, *, longest: int = TEXT_LONGEST) -> Wrong:
    """What is wrong with words that have to be there."""
    if not text:
        return {name: _("Write this down: everybody will read it.")}
    if len(text) > longest:
        return {name: _("This is too long. Say it in fewer words.")}
    return {}


def check_meeting(*, held_on: date, place: str, present: int, words: str, today: date) -> Wrong:
    """What is wrong with the note of a meeting."""
    wrong: Wrong = check_words("words", words) | check_words("place", place, longest=PLACE_LONGEST)
    if held_on > today:
        wrong["held_on"] = _("This day has not come yet. A meeting is noted after it was held.")
    elif held_on < today - OLDEST_MEETING:
        wrong["held_on"] = _("This day is more than a year ago. Check the year.")
    if not 1 <= present <= PRESENT_MOST:
        wrong["present"] = _("Say how many were there: a number from 1 to 5,000.")
    return wrong


def check_agreement(
    *, text: str, agreed_on: date, counts: tuple[int, int, int], present: int | None, today: date
) -> Wrong:
    """What is wrong with an agreement: its counts are of people, and no more of them than were there."""
    wrong: Wrong = check_words("text", text)
    if agreed_on > today:
        wrong["agreed_on"] = _("This day has not come yet.")
    elif agreed_on < today - OLDEST_MEETING:
        wrong["agreed_on"] = _("This day is more than a year ago. Check the year.")
    if any(not 0 <= count <= PRESENT_MOST for count in counts):
        wrong["votes_for"] = _("Counts are numbers from 0 to 5,000.")
    elif counts[0] == 0:
        wrong["votes_for"] = _("Somebody has to be for it, or nothing was agreed.")
    elif counts[1] >= counts[0]:
        wrong["votes_against"] = _("As many or more were against it. Then nothing was agreed: talk it over again.")
    elif present is not None and sum(counts) > present:
        wrong["votes_for"] = _("These are more people than were at the meeting.")
    return wrong


def check_task(*, who: str, what: str, due: date | None, today: date) -> Wrong:
    """What is wrong with a task."""
    wrong: Wrong = check_words("who", who, longest=WHO_LONGEST) | check_words("what", what, longest=TEXT_LONGEST)
    if due is None:
        wrong["due"] = _("Name a day.")
    elif due < today:
        wrong["due"] = _("This day has passed. Name one that is still to come.")
    elif due > today + FARTHEST_DUE:
        wrong["due"] = _("This is more than three years away. Check the year.")
    return wrong
