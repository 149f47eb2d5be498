"""What the pages of the catalogue show: each matter in its family with what is usually promised for it, who answers for
one in which district, and how its wording came to be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import get_language

from civic.lib.refusals import Sentence
from civic.offices.models import Matter, Office, Stage, Stewardship, Wording
from civic.offices.queries.catalogue import Plan, answer_plan, limits_of, plans_by_matter, worded
from civic.offices.rules import (
    FAMILIES,
    LANGUAGES,
    PRIVACY_WORDS,
    TEXTS,
    MatterDraft,
    Piece,
    Privacy,
    Question,
    QuestionKind,
    answer_words,
    differences,
    read_calls,
    read_questions,
    said_in,
)
from civic.places.models import Area


@dataclass(frozen=True)
class Listed:
    """A matter in a list, with what is usually promised for it."""

    matter: Matter
    plan: Plan


@dataclass(frozen=True)
class Family:
    """The matters of a family; `key` names its drawing."""

    key: str
    name: Sentence
    matters: list[Listed]


def families_of(matters: Iterable[Matter]) -> list[Family]:
    """The matters by family, in the order of the families; one statement for what is promised for all of them."""
    matters = list(matters)
    plans = plans_by_matter(Stage.objects.filter(limit__matter__in=[matter.pk for matter in matters]))
    held: dict[str, list[Listed]] = {key: [] for key in FAMILIES}
    for matter in matters:
        listed = Listed(matter, usual_plan(plans.get(matter.pk) or [answer_plan(matter)]))
        held[matter.family if matter.family in FAMILIES else "other"].append(listed)
    return [Family(key, FAMILIES[key], listed) for key, listed in held.items() if listed]


def usual_plan(plans: Sequence[Plan]) -> Plan:
    """What a list tells of several limits: the one without a condition, at any place before one at a usual place."""
    order = {0: 0, 2: 1, 3: 2, 1: 3}
    return min(plans, key=lambda plan: (plan.condition != "", order[plan.grade]))


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


def the_same_everywhere(answering: Sequence[AnswersIn]) -> Office | None:
    """The one office that answers in every district, where there is one and nothing is parted further."""
    offices = {one.office for one in answering}
    is_one = len(offices) == 1 and not any(one.part_count for one in answering)
    return offices.pop() if is_one else None


# --- what the page of a matter says ---


def said_of(matter: Matter, plans: Sequence[Plan]) -> dict[str, Any]:
    """What the page of a matter says of it, also of one that is only drafted."""
    words = worded(matter.wording)
    return {
        "matter": matter,
        "words": words,
        "calls": read_calls(words.calls),
        "family_name": FAMILIES.get(matter.family, FAMILIES["other"]),
        "privacy_words": PRIVACY_WORDS[Privacy(matter.privacy)],
        "plans": plans,
        "has_steps": any(len(plan.stages) > 1 for plan in plans),
        "questions": questions_shown(words.questions),
    }


# --- what is asked ---


@dataclass(frozen=True)
class Asked:
    """A question as the reader is asked it; `when` and `answered` name the earlier answer it waits for."""

    label: str
    hint: str
    kind: Sentence
    is_required: bool
    options: tuple[str, ...] = ()
    when: str = ""
    answered: str = ""


def questions_shown(questions: Sequence[Question]) -> list[Asked]:
    """The questions of a matter in the reader's language."""
    language = get_language() or "en"
    earlier = {question.key: question for question in questions}
    shown = []
    for question in questions:
        above = earlier.get(question.shown_when.key) if question.shown_when else None
        shown.append(
            Asked(
                label=said_in(question.label, language),
                hint=said_in(question.hint, language),
                kind=QuestionKind(question.kind).label,
                is_required=question.is_required,
                options=tuple(said_in(option.label, language) for option in question.options),
                when=said_in(above.label, language) if above else "",
                answered=answer_words(above, question.shown_when.value, language)
                if above and question.shown_when
                else "",
            )
        )
    return shown


# --- what an editor works on ---


def mark_of(matter: Matter) -> str:
    """Everything an editor sees of a matter, as one short word: it is another as soon as any of it changed."""
    row = Matter.objects.filter(pk=matter.pk).values().get()
    tags = sorted(matter.tags.values_list("code", flat=True))
    keywords = sorted(matter.keywords.values_list("word", "weight"))
    seen = repr((sorted(row.items()), tags, keywords, limits_of(matter)))
    return sha256(seen.encode()).hexdigest()[:20]


# --- what a draft would become ---


def drafted(code: str, draft: MatterDraft) -> tuple[Matter, list[Plan]]:
    """The matter a draft would become with its wording and its limits, for looking at only; nothing is written."""
    columns = {f"name_{language.replace('-', '_')}": draft.names.get(language, "") for language in LANGUAGES}
    matter = Matter(code=code, **columns, **draft.facts)
    matter.wording = Wording(texts=draft.texts, questions=list(draft.questions), calls=list(draft.calls))
    plans = [Plan.of(limit.condition, limit.names, limit.grade, limit.stages) for limit in draft.limits]
    plans.sort(key=lambda plan: (plan.condition, plan.grade))
    return matter, plans or [answer_plan(matter)]


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
    before: Sequence[Wording | None] = [*rows[1:], None]  # one more than there are, where there is none
    return [Revision(row, _changes(earlier, row)) for row, earlier in zip(rows, before, strict=False)][:most]


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
