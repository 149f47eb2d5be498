"""What a phone sends when it finds a connection again."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from civic.attendances.actions.scanning import QUEUE_MOST
from civic.attendances.rules import Direction


class ScanShape(serializers.Serializer[Any]):
    """One scan that was kept."""

    nonce = serializers.UUIDField(help_text=_("Made by the phone; the same one again changes nothing."))
    code = serializers.CharField(max_length=300, help_text=_("What was scanned, or the six digits that were typed."))
    direction = serializers.ChoiceField(choices=Direction.choices)
    told_at = serializers.DateTimeField(help_text=_("When it was, by the phone’s own clock."))
    shift = serializers.CharField(
        max_length=12, default="", allow_blank=True, help_text=_("The number of the shift, for six digits.")
    )
    lat = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True)
    lon = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True)
    accuracy = serializers.FloatField(min_value=0, required=False, allow_null=True, help_text=_("Metres."))
    reason = serializers.CharField(max_length=300, default="", allow_blank=True)


class QueueShape(serializers.Serializer[Any]):
    """What a phone kept."""

    sent_at = serializers.DateTimeField(help_text=_("Now, by the phone’s own clock: so the server sets it right."))
    scans = serializers.ListField(child=ScanShape(), min_length=1, max_length=QUEUE_MOST)


class ScanTaken(serializers.Serializer[Any]):
    """What became of one."""

    nonce = serializers.UUIDField()
    verdict = serializers.CharField(help_text=_("Empty where it was no code of ours: then it was not kept."))
    sentence = serializers.CharField()


class QueueTaken(serializers.Serializer[Any]):
    """What became of them."""

    scans = serializers.ListField(child=ScanTaken())
