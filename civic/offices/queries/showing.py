"""What the pages of the catalogue show of one matter: who answers for it in which district, and how its wording came to
be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from civic.offices.models import Matter, Office, Stewardship, Wording
from civic.offices.rules import LANGUAGES, TEXTS, Piece, Question, differences, read_questions
from civic.places.models import Area


@dataclass(frozen=True)
class AnswersIn:
    """Who answers for a matter in a district; several offices where it is parted further. None: nobody is named."""

    area: Area
    office: Office | None
    part_count: int = 0


def answers_by_district(matter: Matter, districts: Sequence[Area], *, on: date) -> list[AnswersIn]:
    """Who answers for a matter in each district on a day; one statement."""
    duties = Stewardship.objects.in_force(on).filter(matter=matter, office__is_active=True)
    rows = list(duties.select_related("office", "area").order_by("starts", "pk"))  # the latest word counts
    return [_answers_in(district, rows) for district in districts]


def _answers_in(district: Area, duties: Sequence[Stewardship]) -> AnswersIn:
    around: dict[str, Office] = {}  # by path: the longer, the deeper
    below: dict[str, Office] = {}
    for duty in duties:
        path = duty.area.path if duty.area else ""
        if district.path.startswith(path):
            around[path] = duty.office
        elif path.startswith(district.path):
            below[path] = duty.office
    office = around[max(around, key=len)] if around else None
    return AnswersIn(district, office, len({parted.pk for parted in below.values()}))


# --- how the wording came to be ---


@dataclass(frozen=True)
class Change:
    """One part of a wording that changed, in pieces; `language` is "" for what has none."""

    part: str
    language: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Revision:
    """One wording, and what it changed of the one before."""

    wording: Wording
    changes: list[Change]


def wording_history(matter: Matter, *, most: int = 10) -> list[Revision]:
    """The newest wordings of a matter, each with what it changed; one statement."""
    rows = list(matter.wordings.select_related("by").order_by("-number")[: most + 1])
    before: Sequence[Wording | None] = [*rows[1:], None]
    return [Revision(row, _changes(earlier, row)) for row, earlier in zip(rows, before, strict=True)][:most]


def _changes(before: Wording | None, after: Wording) -> list[Change]:
    """Of the first wording only what it says is told, as if it followed nothing."""
    old, new = (_parts(before) if before else {}), _parts(after)
    return [
        Change(part, language, differences(old.get((part, language), ""), new.get((part, language), "")))
        for part, language in dict.fromkeys([*new, *old])
        if old.get((part, language), "") != new.get((part, language), "")
    ]


def _parts(wording: Wording) -> dict[tuple[str, str], str]:
    parts = {
        (name, language): wording.texts[name][language]
        for name in TEXTS
        for language in LANGUAGES
        if wording.texts.get(name, {}).get(language)
    }
    asked = "\n".join(_question_line(question) for question in read_questions(wording.questions))
    return parts | {
        key: text for key, text in {("questions", ""): asked, ("calls", ""): ", ".join(wording.calls)}.items() if text
    }


def _question_line(question: Question) -> str:
    """A question on one line, all of it, so that any change shows."""
    options = [f"{option.key}: {' / '.join(option.label.values())}" for option in question.options]
    when = f"{question.shown_when.key}={question.shown_when.value}" if question.shown_when else ""
    told = [
        question.key,
        question.kind,
        " / ".join(question.label.values()),
        " / ".join(question.hint.values()),
        "; ".join(options),
        when,
        question.component,
        "!" if question.is_required else "",
    ]
    return " · ".join(part for part in told if part)
