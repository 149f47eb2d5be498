"""What came back: a case beside the closed one it returned of, and the topic that looks for the cause."""

from django.db import models
from django.db.models import F, Q

from civic.cases.models.case import Case
from civic.cases.rules.rebound import ENDED_HERE, NEVER_CAME
from civic.cases.rules.topics import LIVE, TopicState
from civic.journal import models as journal
from civic.offices.models import Matter, Office
from civic.places.models import Area, Cell, Component


class ReboundQuerySet(models.QuerySet["Rebound"]):
    """Links in the city's words."""

    def standing(self) -> "ReboundQuerySet":
        """Those that count: the new case was neither turned away nor taken back, is one with no other and no part; the
        earlier one is closed still, and was so before. Asked each time, so that what a merge, an appeal or an opening
        changes holds at once and without another hand."""
        return self.filter(
            ~Q(case__state__in=NEVER_CAME),
            case__is_unfounded=False,
            case__is_merged=False,
            earlier__state__in=ENDED_HERE,
            earlier__is_unfounded=False,
            earlier__is_merged=False,
            earlier__closed_at__lte=F("case__filed_at"),
        )


class Rebound(models.Model):
    """A case of the same matter came in at the place of a closed one, so soon after that it has come back. Written when
    it is filed, and anew when the checking side finds that it is about something else."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rebounds", db_index=False)
    earlier = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="came_back")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    metres = models.PositiveSmallIntegerField(null=True)  # where both points are known
    days = models.PositiveSmallIntegerField()  # after closing
    at = models.DateTimeField()  # when the new one was filed
    weighed_at = models.DateTimeField(null=True)  # whether it makes a topic has been looked at

    objects = ReboundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "earlier"], name="a_case_comes_back_once"),
            models.CheckConstraint(condition=~Q(case=F("earlier")), name="no_case_is_its_own_return"),
        ]
        indexes = [
            models.Index(fields=["case", "id"], condition=Q(weighed_at__isnull=True), name="rebounds_to_weigh"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} after {self.earlier_id}"


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics in the city's words."""

    def live(self) -> "TopicQuerySet":
        """Not closed."""
        return self.filter(state__in=LIVE)

    def with_names(self) -> "TopicQuerySet":
        """Together with what a list prints."""
        return self.select_related("matter", "area__parent", "office", "remover", "cell").defer("cell__polygon")


class Topic(models.Model):
    """A problem that came back to one place again and again: the committee names its cause, an office removes it, and
    everybody reads how far that is."""

    number = models.CharField(max_length=12, unique=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="topics")
    key = models.CharField(max_length=40)  # the place, so that no second one is opened there: thing, cell or hexagon
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, related_name="+")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, null=True, related_name="+")
    lat = models.FloatField(null=True)  # of the case that opened it
    lon = models.FloatField(null=True)
    metres = models.PositiveSmallIntegerField()  # as the matter said when it was opened
    returns = models.PositiveSmallIntegerField()  # so many opened it
    state = models.CharField(max_length=10, choices=TopicState, default=TopicState.OPEN)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # the committee's
    remover = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="topics")
    cause = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)  # of the cause
    remove_by = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # whoever is awaited has to act by then
    told_late_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    named_at = models.DateTimeField(null=True)  # for the first time; from then on everybody may read it
    closed_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    reopened = models.PositiveSmallIntegerField(default=0)
    cases = models.ManyToManyField(Case, through="TopicCase", related_name="topics")

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="topics_due"),
            models.Index(fields=["-opened_at", "-id"], name="topics_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "key"], condition=~Q(state="closed"), name="one_topic_a_matter_and_place"
            ),
            models.CheckConstraint(condition=Q(state__in=TopicState.values), name="topic_state_known"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, due_at__isnull=True)
                | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="only_a_closed_topic_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["named", "removing", "reported"])
                | (Q(remover__isnull=False, remove_by__isnull=False, named_at__isnull=False) & ~Q(cause="")),
                name="a_named_cause_has_an_office_and_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The name under which its story and the outbox know this topic."""
        return f"topic:{self.pk}"

    @property
    def is_live(self) -> bool:
        """Is it not closed?"""
        return self.state in LIVE


class TopicCase(models.Model):
    """A case is one of those a topic is about."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="members")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="in_topics")
    is_return = models.BooleanField()  # it came back; else it is one that was closed before
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "case"], name="a_case_once_a_topic")]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.topic_id}"


class TopicLine(journal.Line):
    """One step in the story of a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="lines")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # the office that acted

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["topic", "seq"], name="one_line_a_place_of_a_topic")]

    def __str__(self) -> str:
        return f"{self.topic_id}#{self.seq} {self.verb}"


class TopicWords(journal.Words):
    """What was said in a step."""

    line = models.OneToOneField(TopicLine, on_delete=models.CASCADE, related_name="words")

    def __str__(self) -> str:
        return f"{self.line_id}"
