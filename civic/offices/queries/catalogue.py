"""The catalogue as it is read: a matter's words in the reader's language, what is promised how fast, and which matter
somebody's words may mean."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from civic.lib.bigrams import fold
from civic.lib.refusals import Sentence
from civic.offices.models import Keyword, Matter, Stage, Tag, Wording
from civic.offices.rules import (
    GRADE_WORDS,
    TEXTS,
    Question,
    TagKind,
    Unit,
    read_questions,
    said_in,
    time_words,
)
from civic.places.models import ComponentKind

KEPT_SECONDS = 60.0
WORDS_READ = 6  # of what somebody looks for
TEXT_READ = 2_000  # of what somebody wrote, to guess what it is about
TELLING = 4  # letters of a Latin word that may stand apart from its phrase
ANSWERED = {"zh-hans": "答复", "zh-hant": "答覆", "en": "Answered"}


@dataclass(frozen=True)
class Worded:
    """A matter's words for one reader, each "" where nothing was written."""

    filing: str = ""
    closing: str = ""
    basis: str = ""
    remedy: str = ""
    advice: str = ""
    emergency: str = ""
    calls: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    fallen: frozenset[str] = frozenset()
    """The texts told in simplified Chinese because the reader's language has none."""


@dataclass(frozen=True)
class Suggested:
    """A matter that somebody's words may mean, and the words that said so."""

    matter: Matter
    words: tuple[str, ...]


@dataclass(frozen=True)
class PlanStage:
    """One step of a promise, counted from the step before."""

    key: str
    names: Mapping[str, str]
    amount: int
    unit: str

    @property
    def name(self) -> str:
        """In the reader's language."""
        return said_in(self.names, get_language() or "en")

    @property
    def words(self) -> str:
        """How long it may take, in the reader's language."""
        return time_words(self.amount, self.unit)


@dataclass(frozen=True)
class Plan:
    """How fast the city promises to be, step by step. `names` are the condition's, empty for the usual one."""

    condition: str
    names: Mapping[str, str]
    grade: int
    stages: tuple[PlanStage, ...]

    @property
    def name(self) -> str:
        """Of the condition, in the reader's language."""
        return said_in(self.names, get_language() or "en")

    @property
    def grade_words(self) -> Sentence:
        """Which places it stands for; "" where it is any."""
        return GRADE_WORDS.get(self.grade, "")

    @classmethod
    def of(cls, condition: str, names: Mapping[str, str], grade: int, stages: Sequence[Mapping[str, Any]]) -> "Plan":
        """A limit as a draft has it."""
        steps = [PlanStage(one["key"], one["names"], one["amount"], one["unit"]) for one in stages]
        return cls(condition, names, grade, tuple(steps))


def worded(wording: Wording | None, language: str | None = None) -> Worded:
    """A wording in a language, the reader's unless another is named; simplified Chinese where none was written."""
    if wording is None:
        return Worded()
    language = language or get_language() or "en"
    texts = {name: said_in(wording.texts.get(name) or {}, language) for name in TEXTS}
    fallen = frozenset(name for name, text in texts.items() if text and not wording.texts[name].get(language))
    return Worded(**texts, calls=tuple(wording.calls), questions=read_questions(wording.questions), fallen=fallen)


# --- how fast ---


def limit_for(matter: Matter, *, condition: str = "", grade: int = 0) -> Plan:
    """What is promised for a matter in a condition at a place of a grade.

    The most exact limit counts: the condition before the usual one, and in each the grade before any place. Without
    any the answer is due in the matter's working days.
    """
    stages = Stage.objects.filter(
        limit__matter=matter, limit__condition__in={condition, ""}, limit__grade__in={grade, 0}
    ).select_related("limit")
    plans = {(plan.condition, plan.grade): plan for plan in _plans(stages)}
    wanted = ((condition, grade), (condition, 0), ("", grade), ("", 0))
    return next((plans[place] for place in wanted if place in plans), None) or answer_plan(matter)


def limits_of(matter: Matter) -> list[Plan]:
    """Every limit of a matter, the usual one first; one stage until the answer where none was set."""
    return _plans(Stage.objects.filter(limit__matter=matter).select_related("limit")) or [answer_plan(matter)]


def conditions_of(matter: Matter) -> list[tuple[str, str]]:
    """The conditions under which a matter has limits of their own, with their names in the reader's language."""
    named = {limit.condition: limit.name for limit in matter.limits.exclude(condition="")}
    return sorted(named.items())


def answer_plan(matter: Matter) -> Plan:
    """The promise of a matter without limits: an answer in so many working days."""
    return Plan("", {}, 0, (PlanStage("answer", ANSWERED, matter.answer_days, Unit.WORKING_DAYS.value),))


def plans_by_matter(stages: QuerySet[Stage]) -> dict[int, list[Plan]]:
    """The limits these stages belong to, by matter, the usual ones first; one statement."""
    kept: dict[int, list[Stage]] = defaultdict(list)
    for stage in stages.select_related("limit").order_by("limit__condition", "limit__grade", "number"):
        kept[stage.limit_id].append(stage)
    plans: dict[int, list[Plan]] = defaultdict(list)
    for steps in kept.values():
        limit = steps[0].limit
        told = tuple(PlanStage(stage.key, _names(stage), stage.amount, stage.unit) for stage in steps)
        plans[limit.matter_id].append(Plan(limit.condition, _names(limit), limit.grade, told))
    return plans


def _plans(stages: QuerySet[Stage]) -> list[Plan]:
    return [plan for plans in plans_by_matter(stages).values() for plan in plans]


def _names(named: Any) -> dict[str, str]:
    return {"zh-hans": named.name_zh_hans, "zh-hant": named.name_zh_hant, "en": named.name_en}


# --- what there is ---


def find_matters(text: str = "", *, tag: str = "") -> QuerySet[Matter]:
    """The matters in force whose names, code or keywords hold these words, under a tag, or any tag of a kind, where
    one is named."""
    matters = Matter.objects.filter(is_active=True)
    if tag:
        tagged = Tag.objects.filter(Q(code=tag) | Q(kind=tag), is_active=True)
        matters = matters.filter(pk__in=Matter.tags.through.objects.filter(tag__in=tagged).values("matter"))
    return named_like(matters, text)


def named_like(matters: QuerySet[Matter], text: str) -> QuerySet[Matter]:
    """Those of the matters whose names, code or keywords hold each of these words."""
    for word in text.split()[:WORDS_READ]:
        known = Keyword.objects.filter(folded__contains=fold(word)).values("matter")
        matters = matters.filter(
            Q(code__istartswith=word)
            | Q(name_zh_hans__contains=fold(word))
            | Q(name_zh_hant__contains=word)
            | Q(name_en__icontains=word)
            | Q(pk__in=known)
        )
    return matters


def tags_by_kind() -> dict[str, list[Tag]]:
    """The tags somebody may filter by: the disorders, the small subjects and the environment, as far as they are in
    use."""
    kinds: dict[str, list[Tag]] = {kind.value: [] for kind in (TagKind.DISORDER, TagKind.SMALL, TagKind.ENVIRONMENT)}
    for tag in Tag.objects.filter(kind__in=kinds, is_active=True):
        kinds[tag.kind].append(tag)
    return kinds


def matters_about(kind: ComponentKind) -> list[Matter]:
    """The matters in force that are about a class of components, as their standard code says."""
    about = f"component {kind.code[:2]} {kind.code[2:4]}"
    same = Matter.objects.filter(is_active=True, standard=kind.standard, edition=kind.edition)
    return list(same.filter(standard_code__contains=about).select_related("wording"))


# --- which matter may be meant ---


@dataclass
class _Index:
    """What this process keeps of the keywords: about a thousand words."""

    words: list[tuple[str, str, int, int]] = field(default_factory=list)  # folded, as written, weight, matter
    matters: dict[int, Matter] = field(default_factory=dict)
    good_until: float = 0.0


_kept = _Index()


def suggested_matters(text: str, *, most: int = 3) -> list[Suggested]:
    """The matters that somebody's words may mean, the likeliest first: only ever a suggestion.

    A Chinese keyword is found anywhere in the words, a Latin one as a whole word; what both languages write counts
    by its weight.
    """
    index = _index()
    run, spaced = _searchable(text)
    scores: dict[int, int] = defaultdict(int)
    told: dict[int, list[str]] = defaultdict(list)
    for folded, word, weight, matter in index.words:
        if _is_in(folded, run, spaced):
            scores[matter] += weight
            told[matter].append(word)
    places = {pk: place for place, pk in enumerate(index.matters)}
    best = sorted(scores, key=lambda pk: (-scores[pk], places[pk]))[:most]
    return [Suggested(index.matters[pk], tuple(told[pk])) for pk in best]


def forget_keywords() -> None:
    """Read the keywords again at the next question: they have changed."""
    _kept.good_until = 0.0


def _searchable(text: str) -> tuple[str, str]:
    """The words as one run, and with one space around every Latin word."""
    folded = fold(text[:TEXT_READ])
    return " ".join(folded.split()), f" {_latin_words(folded)} "


def _as_looked_for(folded: str) -> str:
    return _latin_words(folded) if folded.isascii() else folded


def _latin_words(folded: str) -> str:
    """The Latin words with one space between them, whatever parted them."""
    return " ".join("".join(sign if sign.isalnum() and sign.isascii() else " " for sign in folded).split())


def _is_in(folded: str, run: str, spaced: str) -> bool:
    if not folded.isascii():
        return folded in run
    return f" {folded} " in spaced or f" {folded}s " in spaced or _all_in(folded.split(), spaced)


def _all_in(words: list[str], spaced: str) -> bool:
    """Several telling words of a phrase, in whatever order: a pipe that burst is a burst pipe."""
    return len(words) > 1 and all(
        len(word) >= TELLING and (f" {word} " in spaced or f" {word}s " in spaced) for word in words
    )


def _index() -> _Index:
    if monotonic() >= _kept.good_until:
        matters = {matter.pk: matter for matter in Matter.objects.filter(is_active=True).select_related("wording")}
        rows: Sequence[tuple[str, str, int, int]] = list(
            Keyword.objects.values_list("folded", "word", "weight", "matter_id")
        )
        _kept.words = [
            (_as_looked_for(folded), word, weight, matter) for folded, word, weight, matter in rows if matter in matters
        ]
        _kept.matters = matters
        _kept.good_until = monotonic() + KEPT_SECONDS
    return _kept


def matters_by_name() -> dict[str, Matter]:
    """The matters that can be chosen, by code and by each of their names, as files of other systems call them."""
    return {
        name: matter
        for matter in Matter.objects.filter(is_active=True)
        for name in (matter.code, matter.name_zh_hans, matter.name_zh_hant, matter.name_en)
        if name
    }
