"""The shapes in which machines read children's proposals: pseudonym, grade band, district, place as a community."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from rest_framework import serializers

from civic.youth.models import Became, Letter, Proposal
from civic.youth.queries.public import letter_of


class IdeaShape(serializers.ModelSerializer[Became]):
    """What became of one idea, with the promise it led to where that is public."""

    promise = serializers.SerializerMethodField()

    class Meta:
        model = Became
        fields = ("idea", "weight", "words", "by", "promise")
        read_only_fields = fields

    def get_promise(self, became: Became) -> str | None:
        """Its number."""
        return became.promise.number if became.promise is not None and became.promise.is_public else None


class LetterShape(serializers.ModelSerializer[Letter]):
    """The city's letter, from an office."""

    office = serializers.CharField(source="office.code", read_only=True)
    ideas = IdeaShape(many=True, read_only=True)

    class Meta:
        model = Letter
        fields = ("office", "words", "language", "sent_at", "ideas")
        read_only_fields = fields


class ProposalInList(serializers.ModelSerializer[Proposal]):
    """A child's proposal as everybody reads it."""

    url = serializers.SerializerMethodField()
    edition = serializers.IntegerField(source="edition.number", read_only=True)
    pseudonym = serializers.CharField(source="entry.pseudonym", read_only=True)
    band = serializers.CharField(source="entry.band", read_only=True)
    district = serializers.CharField(source="district.code", read_only=True)
    topic = serializers.SerializerMethodField()
    shown_on = serializers.SerializerMethodField()

    class Meta:
        model = Proposal
        fields: tuple[str, ...] = (
            "number", "url", "edition", "title", "language", "topic", "pseudonym", "band", "district", "shown_on",
            "answer_due_on", "answered_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_url(self, proposal: Proposal) -> str:
        """Its page."""
        return f"/little-mayor/proposals/{proposal.number}/"

    def get_topic(self, proposal: Proposal) -> str | None:
        """By code."""
        return proposal.topic.code if proposal.topic is not None else None

    def get_shown_on(self, proposal: Proposal) -> date | None:
        """The day, without the hour: the hour could tell when a child sits at a screen."""
        return localdate(proposal.shown_at) if proposal.shown_at is not None else None


class ProposalWhole(ProposalInList):
    """The same with its words, where it is, and the city's letter."""

    saw = serializers.CharField(read_only=True)
    wishes = serializers.ListField(child=serializers.CharField(), read_only=True)
    helps = serializers.CharField(read_only=True)
    place = serializers.SerializerMethodField()
    pictures = serializers.SerializerMethodField()
    letter = serializers.SerializerMethodField()

    class Meta(ProposalInList.Meta):
        fields = (*ProposalInList.Meta.fields, "saw", "wishes", "helps", "place", "pictures", "letter")
        read_only_fields = fields

    def get_place(self, proposal: Proposal) -> str | None:
        """The code of the community, never a point."""
        return proposal.cell.area.code if proposal.cell is not None else None

    def get_pictures(self, proposal: Any) -> list[str]:
        """The addresses of the pictures everybody may see."""
        return [f"/little-mayor/pictures/{one.key}/large/" for one in proposal.shown_pictures]

    def get_letter(self, proposal: Proposal) -> dict[str, Any] | None:
        """Once it has gone out."""
        letter = letter_of(proposal)
        return dict(LetterShape(letter).data) if letter is not None else None
