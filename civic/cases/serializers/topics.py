"""How a topic of the committee reads to programs."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from civic.cases.models import Topic
from civic.cases.queries import (
    STRANGER,
)
from civic.cases.queries.topics import cases_of, story_of
from civic.cases.serializers.fields import Fields
from civic.lib.shapes import CodeAndName


class TopicInList(serializers.ModelSerializer[Topic]):
    """A root-cause topic: a problem that came back to one place again and again."""

    url = serializers.SerializerMethodField()
    matter = CodeAndName(read_only=True)
    area = CodeAndName(read_only=True, allow_null=True)
    cell = serializers.SlugRelatedField[Any](slug_field="code", read_only=True, allow_null=True)
    office = CodeAndName(read_only=True, allow_null=True, help_text=_("The committee that owns it."))
    remover = CodeAndName(read_only=True, allow_null=True, help_text=_("The office that removes the cause."))

    class Meta:
        model = Topic
        fields: Iterable[str] = (
            "number",
            "url",
            "matter",
            "area",
            "cell",
            "state",
            "office",
            "remover",
            "cause",
            "language",
            "remove_by",
            "due_at",
            "opened_at",
            "named_at",
            "closed_at",
            "reopened",
        )
        read_only_fields = fields

    def get_url(self, topic: Topic) -> str:
        """Where people read it."""
        return f"{settings.SITE_URL}/topics/{topic.number}/"


class TopicStepShape(Fields):
    """One step of a topic's story; `side` is decide, act, or calendar for what happened by itself."""

    title = serializers.CharField()
    side = serializers.CharField()
    at = serializers.DateTimeField()
    office = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()


class TopicWhole(TopicInList):
    """A topic with its story and its public cases."""

    steps = serializers.SerializerMethodField()
    cases = serializers.SerializerMethodField()

    class Meta(TopicInList.Meta):
        fields = (*TopicInList.Meta.fields, "steps", "cases")
        read_only_fields = fields

    @extend_schema_field(TopicStepShape(many=True))
    def get_steps(self, topic: Topic) -> Any:
        """What happened, the first step first."""
        return TopicStepShape(story_of(topic), many=True).data

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_cases(self, topic: Topic) -> list[str]:
        """The numbers of its public cases, the newest first."""
        return list(cases_of(topic, STRANGER).newest().values_list("number", flat=True)[:200])
