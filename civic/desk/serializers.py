"""How programs of the desk read the moves open to an officer, and what they hand in with one."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from civic.cases.models import Case
from civic.cases.rules import Kind, Outcome, Publication, State
from civic.cases.rules.points import Weight
from civic.cases.rules.tasks import TaskKind, TaskState
from civic.desk.actions import ACTS, TASK_ACTS
from civic.desk.rules import ASSESSMENT_VERBS, SUGGESTION_VERBS
from civic.lib.shapes import CodeAndName, page_of_case
from civic.suggestions.rules.assessing import PARTS, Feasibility

LANGUAGES = [("", ""), ("zh-hans", "zh-hans"), ("zh-hant", "zh-hant"), ("en", "en")]


@extend_schema_field({"type": "string", "enum": sorted({verb for _side, verb in ACTS})})
class VerbField(serializers.CharField):
    """An officer's verb."""


@extend_schema_field({"type": "string", "format": "date"})
class DayField(serializers.CharField):
    """A day; what is none the act says."""


@extend_schema_serializer(
    examples=[
        OpenApiExample("Dispatch", request_only=True, value={"verb": "dispatch", "office": "dongqiao-lamps"}),
        OpenApiExample(
            "Another day",
            request_only=True,
            value={"verb": "defer", "until": "2026-12-11", "reason": "电缆要从厂家订，12 月 9 日到货。"},
        ),
        OpenApiExample(
            "Answer", request_only=True, value={"verb": "answer", "outcome": "solved", "text": "已更换电缆，灯亮了。"}
        ),
    ]
)
class MoveGiven(serializers.Serializer[Any]):
    """A move: its verb, and what the move demands; what is missing or wrong the act says."""

    verb = VerbField()
    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    title = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    in_round = serializers.CharField(required=False, allow_blank=True)
    address = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    reason = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    basis = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    remedy = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        help_text=_(
            "answer: what the resident can do, and where to turn; needed where it is not ours or not possible."
        ),
    )
    occasion = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=_("answer: kept ready for this occasion, and published by release."),
    )
    result = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=_("call: reached, said-solved, said-not-solved, ring-later, no-answer, wrong-number or refused."),
    )
    matter = serializers.CharField(required=False, allow_blank=True, help_text=_("A code from /matters/."))
    cause = serializers.CharField(
        required=False, allow_blank=True, help_text=_("verify: what it came from; one of the choices told beside it.")
    )
    condition = serializers.CharField(
        required=False, allow_blank=True, help_text=_("accept: one of the conditions of the matter; empty as usual.")
    )
    office = serializers.CharField(required=False, allow_blank=True, help_text=_("A code from /offices/."))
    stage = serializers.CharField(
        required=False, allow_blank=True, help_text=_("reach: the key of the stage that comes next.")
    )
    into = serializers.CharField(required=False, allow_blank=True, help_text=_("merge: the number of the other case."))
    others = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=_("join: the numbers of the other suggestions, with spaces between."),
    )
    title_1 = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    text_1 = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    title_2 = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    text_2 = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    title_3 = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    text_3 = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    title_4 = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    text_4 = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    mandatory = serializers.BooleanField(required=False, help_text=_("give-task and split: the case waits for it."))
    until = DayField(required=False, help_text=_("defer: the day by which the office will answer."))
    due = DayField(required=False, help_text=_("hasten: the day by which the office has to act."))
    outcome = serializers.CharField(required=False, allow_blank=True)
    task = serializers.CharField(
        required=False, allow_blank=True, help_text=_("give-task: joint, delegated or upstream.")
    )
    days = serializers.IntegerField(required=False, help_text=_("give-task: within how many working days."))
    place = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    root = serializers.CharField(  # type: ignore[assignment]  # a field called root
        required=False,
        allow_blank=True,
        help_text=_("give-task, upstream: planning, building, management, enforcement or service."),
    )
    public = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    release = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=50,
        help_text=_("give-task: the photos whoever does it may see; none when it is left out."),
    )
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)
    photos = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=50,
        help_text=_("publish: the photos to show; all when it is left out."),
    )
    ground = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=_("withhold: personal-data, insult, court-matter, child, security or other; other needs a reason."),
    )
    objection = serializers.IntegerField(
        min_value=1, required=False, help_text=_("decide-objection: its number, from the choices of the move.")
    )
    reply = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        help_text=_("decide-objection: the reply of the person concerned, as everybody will read it."),
    )
    unfounded = serializers.BooleanField(
        required=False, help_text=_("verify, decline: the complaint was found not to hold.")
    )
    here = serializers.CharField(
        required=False,
        allow_blank=False,
        max_length=60,
        help_text=_("verify: where the checker stands, as latitude, longitude; only the distance is kept."),
    )
    fault = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=_(
            "send-back: not-done, half-done, wrong-place, unclear, no-evidence or other; other needs a reason."
        ),
    )
    keep = serializers.ListField(
        child=serializers.CharField(max_length=200),
        required=False,
        max_length=100,
        help_text=_("publish: what looks private in the words and may stay all the same, word for word."),
    )
    hold_back = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=1_000_000),
        required=False,
        max_length=200,
        help_text=_("publish: lines whose words stay hidden."),
    )
    read_to = serializers.IntegerField(
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_(
            "publish: the last line you read; what the resident wrote after it stays hidden. Left out: the report."
        ),
    )


class DemandShape(serializers.Serializer[Any]):
    """One thing a move asks for."""

    name = serializers.CharField()
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field called label
    is_required = serializers.BooleanField()
    longest = serializers.IntegerField()
    hint = serializers.CharField()
    choices = serializers.ListField(child=serializers.CharField(), required=False)


class OpenMove(serializers.Serializer[Any]):
    """A move that is open to the caller now."""

    verb = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field called label
    demands = DemandShape(many=True)


class DeniedMove(serializers.Serializer[Any]):
    """A move that is possible now but not the caller's, with the reason."""

    verb = serializers.CharField(source="move.verb")
    label = serializers.CharField(source="move.label")  # type: ignore[assignment]  # as above
    family = serializers.CharField(source="denial.family", help_text=_("side, part, role, office or area"))
    reason = serializers.CharField(source="denial.sentence")


class MovesShape(serializers.Serializer[Any]):
    """Where a case stands for an officer: what may be done, and what somebody else has to do."""

    number = serializers.CharField(source="case.number")
    state = serializers.ChoiceField(choices=State.choices, source="case.state")
    publication = serializers.ChoiceField(choices=Publication.choices, source="case.publication")
    open = OpenMove(many=True)
    denied = DeniedMove(many=True)


class MoveDone(serializers.Serializer[Any]):
    """A move that was made."""

    number = serializers.CharField(source="case.number")
    verb = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices, source="case.state")
    publication = serializers.ChoiceField(choices=Publication.choices, source="case.publication")
    round = serializers.IntegerField(source="case.round")
    seq = serializers.IntegerField()
    at = serializers.DateTimeField()


class TaskMoveGiven(serializers.Serializer[Any]):
    """A move of a task: its verb, and what it demands."""

    verb = serializers.ChoiceField(choices=sorted(TASK_ACTS))
    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    reason = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class TaskShape(serializers.Serializer[Any]):
    """A task beside a case, as far as whoever does it may know."""

    key = serializers.IntegerField(source="task.pk")
    case = serializers.CharField(source="task.case.number")
    number = serializers.IntegerField(source="task.number")
    kind = serializers.ChoiceField(choices=TaskKind.choices, source="task.kind")
    state = serializers.ChoiceField(choices=TaskState.choices, source="task.state")
    stage = serializers.CharField(source="task.root", help_text=_("At which stage the cause lies; empty elsewhere."))
    words = serializers.CharField()
    place = serializers.CharField(source="task.place")
    due_at = serializers.DateTimeField(source="task.due_at")
    lead = serializers.CharField()
    open = serializers.ListField(child=serializers.CharField(), source="verbs")


class WeightGiven(serializers.Serializer[Any]):
    """How one point weighs."""

    number = serializers.IntegerField(min_value=1)
    weight = serializers.ChoiceField(choices=Weight.choices)
    reason = serializers.CharField(trim_whitespace=False)


class SuggestionMoveGiven(serializers.Serializer[Any]):
    """An act on the points of a suggestion: its verb, and what it demands."""

    verb = serializers.ChoiceField(choices=SUGGESTION_VERBS)
    points = serializers.ListField(
        child=serializers.CharField(max_length=1000), required=False, max_length=50, help_text=_("name-points")
    )
    weights = WeightGiven(many=True, required=False)
    offices = serializers.ListField(
        child=serializers.CharField(), required=False, max_length=50, help_text=_("ask-assessment: codes of offices.")
    )
    due = DayField(required=False, help_text=_("ask-assessment: by when."))
    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class AssessmentMoveGiven(serializers.Serializer[Any]):
    """An act on an assessment: its verb, and what it demands."""

    verb = serializers.ChoiceField(choices=ASSESSMENT_VERBS)
    feasibility = serializers.ChoiceField(choices=Feasibility.choices, required=False)
    cost = serializers.CharField(required=False, help_text=_("In yuan, like 12500.50; 0 where it costs nothing."))
    cost_words = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    period = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    law = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    parts = serializers.ListField(
        child=serializers.ChoiceField(choices=list(PARTS)), required=False, help_text=_("take-over")
    )
    reason = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class AssessmentShape(serializers.Serializer[Any]):
    """An assessment as whoever asked or was asked reads it."""

    key = serializers.IntegerField(source="row.pk")
    number = serializers.CharField(source="row.case.number", help_text=_("Of the suggestion."))
    office = CodeAndName(source="row.office")
    asker = CodeAndName(source="row.asker")
    due_at = serializers.DateTimeField(source="row.due_at")
    question = serializers.CharField(source="row.question")
    given_at = serializers.DateTimeField(source="row.given_at", allow_null=True)
    ended_at = serializers.DateTimeField(source="row.ended_at", allow_null=True)
    feasibility = serializers.CharField(source="row.feasibility")
    cost = serializers.SerializerMethodField(help_text=_("In yuan; null before it is handed in."))
    cost_words = serializers.CharField(source="row.cost_words")
    period = serializers.CharField(source="row.period")
    law = serializers.CharField(source="row.law")
    text = serializers.CharField(source="row.text")
    taken = serializers.ListField(child=serializers.CharField(), source="row.taken")
    open = serializers.ListField(child=serializers.CharField(), source="verbs")

    def get_cost(self, card: Any) -> str | None:
        """The amount in yuan."""
        return None if card.row.cost is None else card.row.cost_said or "0"


class PointAtDesk(serializers.Serializer[Any]):
    """A point as the desk reads it."""

    number = serializers.IntegerField()
    text = serializers.CharField(help_text=_("Empty where the title says it."))
    weight = serializers.CharField()
    reason = serializers.CharField()


class WeighedShape(serializers.Serializer[Any]):
    """A suggestion with its points and assessments, and the acts open to the caller."""

    number = serializers.CharField(source="case.number")
    seq = serializers.IntegerField(source="case.last_seq")
    unweighed = serializers.IntegerField(source="case.unweighed")
    points = PointAtDesk(many=True)
    assessments = AssessmentShape(many=True, source="cards")
    open = serializers.ListField(child=serializers.CharField(), source="verbs")


class DeskRow(serializers.ModelSerializer[Case]):
    """A case on an officer's desk."""

    url = serializers.SerializerMethodField()
    matter = CodeAndName(read_only=True, allow_null=True)
    area = CodeAndName(read_only=True, allow_null=True)
    office = CodeAndName(read_only=True, allow_null=True)
    kind = serializers.ChoiceField(choices=Kind.choices, read_only=True)
    state = serializers.ChoiceField(choices=State.choices, read_only=True)
    publication = serializers.ChoiceField(choices=Publication.choices, read_only=True)
    outcome = serializers.ChoiceField(choices=[("", ""), *Outcome.choices], read_only=True)

    class Meta:
        model = Case
        fields = (
            "number",
            "url",
            "kind",
            "matter",
            "title",
            "state",
            "publication",
            "outcome",
            "area",
            "office",
            "filed_at",
            "due_at",
            "answer_due_at",
            "round",
        )
        read_only_fields = fields

    def get_url(self, case: Case) -> str:
        """Where people read the case."""
        return page_of_case(case.number)
