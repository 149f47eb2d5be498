"""A community's corner as programs read it."""

from typing import Any

from rest_framework import serializers


class CornerTally(serializers.Serializer[Any]):
    """So many topics, since the corner opened. Each was shown once; what was hidden later still counts."""

    raised = serializers.IntegerField()
    solved = serializers.IntegerField()
    handed_on = serializers.IntegerField()
    not_taken = serializers.IntegerField()


class CornerTopic(serializers.Serializer[Any]):
    """A topic everybody may read."""

    number = serializers.CharField()
    title = serializers.CharField(source="public_title")
    text = serializers.CharField(source="public_text")
    language = serializers.CharField()
    stage = serializers.CharField()
    raised_at = serializers.DateTimeField()
    moved_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class CornerMeeting(serializers.Serializer[Any]):
    """The note of a meeting."""

    held_on = serializers.DateField()
    place = serializers.CharField()
    present = serializers.IntegerField()
    words = serializers.CharField()
    language = serializers.CharField()


class CornerWhole(serializers.Serializer[Any]):
    """One corner."""

    code = serializers.CharField()
    name = serializers.CharField()
    total = CornerTally()
    topics = CornerTopic(many=True)
    meetings = CornerMeeting(many=True)
