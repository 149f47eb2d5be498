"""Comments as programs read and write them."""

from rest_framework import serializers

from civic.comments.models import Comment
from civic.comments.rules import CommentState


class CommentShape(serializers.ModelSerializer[Comment]):
    """A comment everybody may read: an office's with its code, a resident's with a number."""

    office = serializers.CharField(source="office.code", read_only=True, default=None)
    in_reply_to = serializers.IntegerField(source="parent_id", read_only=True, allow_null=True)

    class Meta:
        model = Comment
        fields = ["id", "in_reply_to", "office", "speaker", "text", "language", "shown_at"]


class SayShape(serializers.Serializer[Comment]):
    """Words for a case."""

    text = serializers.CharField(allow_blank=True, trim_whitespace=False, max_length=20_000)
    in_reply_to = serializers.IntegerField(required=False, min_value=1)


class SaidShape(serializers.Serializer[Comment]):
    """What became of them."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=CommentState.choices, source="standing")
