"""How the timeline of a case reads to programs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from civic.cases.models import Case, Photo, PhotoState
from civic.cases.queries import (
    Entry,
)
from civic.cases.serializers.fields import Fields
from civic.lib.shapes import page_of_case


class PhotoShape(Fields):
    """A photo of a line."""

    key = serializers.UUIDField()
    state = serializers.CharField(help_text=_("Only a photo that is ready has pictures."))
    moment = serializers.CharField(help_text=_("Of the office: before or after the work; empty for a resident's."))
    alt = serializers.CharField(help_text=_("What it shows, in words of the office."))
    large = serializers.SerializerMethodField()
    small = serializers.SerializerMethodField()

    def get_large(self, photo: Photo) -> str:
        """At most 2,560 pixels; empty until it is prepared."""
        return self._url(photo, "large")

    def get_small(self, photo: Photo) -> str:
        """For a list; empty until it is prepared."""
        return self._url(photo, "small")

    def _url(self, photo: Photo, size: str) -> str:
        is_ready = photo.state == PhotoState.READY
        return f"{page_of_case(self.context['number'])}photos/{photo.key}/{size}/" if is_ready else ""


class LineShape(Fields):
    """One act in the life of a case. `text` is empty where the words are not for this reader; `note` says why."""

    seq = serializers.IntegerField(source="line.seq")
    at = serializers.DateTimeField(source="line.at")
    verb = serializers.CharField(source="line.verb")
    title = serializers.CharField()
    side = serializers.CharField(
        help_text=_("resident, check, act, decide, intake, source or calendar: whose hand moved the case.")
    )
    office = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()
    note = serializers.CharField()
    facts = serializers.DictField(
        help_text=_("What the line states besides its words: until, outcome, basis, appeal_until, solved, …")
    )
    photos = PhotoShape(many=True)


class TimelineShape(Fields):
    """A case as its timeline, oldest first."""

    number = serializers.CharField()
    results = LineShape(many=True)


def as_timeline(case: Case, entries: list[Entry]) -> dict[str, Any]:
    """A timeline in its shape."""
    return TimelineShape({"number": case.number, "results": entries}, context={"number": case.number}).data
