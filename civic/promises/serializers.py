"""The shapes in which machines read promises."""

from typing import Any

from rest_framework import serializers

from civic.promises.models import Promise
from civic.promises.queries import stages_of, story_of
from civic.promises.rules import POST_NAMES


class PromiseInList(serializers.ModelSerializer[Promise]):
    """A promise of the city."""

    url = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    owner = serializers.CharField(source="owner.code", read_only=True)
    area = serializers.SerializerMethodField()
    is_overdue = serializers.SerializerMethodField()
    is_stale = serializers.BooleanField(read_only=True)

    class Meta:
        model = Promise
        fields: tuple[str, ...] = (
            "number", "url", "state", "title", "words", "language", "owner", *POST_NAMES, "area", "place", "lat", "lon",
            "source", "source_words", "due_on", "budget_fen", "budget_source", "budget_words", "progress",
            "next_report_on", "heard_on", "published_at", "ended_at", "is_overdue", "is_stale",
        )  # fmt: skip
        read_only_fields = fields

    def get_url(self, promise: Promise) -> str:
        """Its page."""
        return f"/promises/{promise.number}/"

    def get_title(self, promise: Promise) -> dict[str, str]:
        """By language, as far as given."""
        return promise.titles

    def get_area(self, promise: Promise) -> str | None:
        """By code."""
        return promise.area.code if promise.area else None

    def get_is_overdue(self, promise: Any) -> bool:
        """Its day or the day of a stage has passed, as of today."""
        return bool(promise.is_missed or promise.has_missed_stage)


class StageShape(serializers.Serializer[Any]):
    """A stage; it is accepted when there is a record of it."""

    place = serializers.IntegerField()
    words = serializers.CharField()
    due_on = serializers.DateField()
    reported_at = serializers.DateTimeField(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    found = serializers.CharField(allow_blank=True)
    document = serializers.CharField(allow_blank=True)


class PromiseStepShape(serializers.Serializer[Any]):
    """A step of its story; what a change replaced stands under before and after."""

    seq = serializers.IntegerField()
    verb = serializers.CharField()
    side = serializers.CharField()
    at = serializers.DateTimeField()
    office = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    facts = serializers.DictField()
    before = serializers.DictField()
    after = serializers.DictField()


class PromiseWhole(PromiseInList):
    """A promise with its stages and its story."""

    stages = serializers.SerializerMethodField()
    story = serializers.SerializerMethodField()

    class Meta(PromiseInList.Meta):
        fields = (*PromiseInList.Meta.fields, "stages", "story")
        read_only_fields = fields

    def get_stages(self, promise: Promise) -> list[dict[str, Any]]:
        """Its stages, in their order."""
        told = []
        for one in stages_of(promise):
            record = getattr(one, "acceptance", None)
            told.append(
                {
                    "place": one.place,
                    "words": one.words,
                    "due_on": one.due_on,
                    "reported_at": one.reported_at,
                    "accepted_at": record.at if record else None,
                    "found": record.found if record else "",
                    "document": record.document if record else "",
                }
            )
        return [dict(row) for row in StageShape(told, many=True).data]

    def get_story(self, promise: Promise) -> list[dict[str, Any]]:
        """What everybody may read of it."""
        told = [
            {
                "seq": step.seq,
                "verb": step.verb,
                "side": step.side,
                "at": step.at,
                "office": step.office,
                "text": step.text,
                "facts": step.facts,
                "before": step.change.before if step.change else {},
                "after": step.change.after if step.change else {},
            }
            for step in story_of(promise)
        ]
        return [dict(row) for row in PromiseStepShape(told, many=True).data]
