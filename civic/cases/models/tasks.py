"""Tasks beside a case, each office's share in them, and which level of the city was told of an unanswered case."""

from django.db import models
from django.db.models import Q

from civic.cases.models.case import Case
from civic.cases.models.photos import Photo
from civic.cases.models.timeline import Line
from civic.cases.rules.tasks import AWAITED, RootStage, TaskKind, TaskState
from civic.offices.models import Office
from civic.places.models import AreaKind


class Task(models.Model):
    """Something that another office, a firm or a team does beside a case, while one office leads it. The words for
    whoever does it are those of the line that gave it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField()  # within the case
    kind = models.CharField(max_length=12, choices=TaskKind)
    root = models.CharField(max_length=12, choices=RootStage, blank=True)  # where the cause lies
    giver = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="tasks_given")
    taker = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="tasks_taken")
    given = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="task")
    place = models.CharField(max_length=300, blank=True)  # as it was released to whoever does it
    public_words = models.CharField(max_length=300, blank=True)
    is_mandatory = models.BooleanField(default=False)  # the answer waits for it
    photos = models.ManyToManyField(Photo, blank=True, related_name="released_to")
    state = models.CharField(max_length=12, choices=TaskState, default=TaskState.ASKED)
    due_at = models.DateTimeField()
    given_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # the office that gave it was told that it is late

    class Meta:
        ordering = ["case", "number"]
        indexes = [
            models.Index(fields=["taker", "state", "due_at", "id"], name="tasks_of_a_taker"),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state__in=["asked", "accepted"], told_at__isnull=True),
                name="tasks_to_be_late",
            ),
            models.Index(fields=["root", "-id"], condition=~Q(root=""), name="tasks_by_root"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_task_a_number"),
            models.CheckConstraint(condition=Q(kind__in=TaskKind.values), name="task_kind_known"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
            models.CheckConstraint(
                condition=Q(kind="upstream", root__in=RootStage.values) | (~Q(kind="upstream") & Q(root="")),
                name="only_a_task_upstream_names_a_stage",
            ),
            models.CheckConstraint(
                condition=~Q(kind="upstream") | Q(is_mandatory=False), name="no_answer_waits_for_upstream"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["confirmed", "withdrawn"], settled_at__isnull=False)
                | (~Q(state__in=["confirmed", "withdrawn"]) & Q(settled_at__isnull=True)),
                name="settled_task_is_dated",
            ),
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="nobody_gives_a_task_to_herself"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} task {self.number}"

    @property
    def is_awaited(self) -> bool:
        """Does somebody still have to do something by its day?"""
        return self.state in AWAITED


class TaskShare(models.Model):
    """One office's share in a task: a joint task has two, and begins once both are accepted."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="shares")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    report = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "office"], name="one_share_an_office"),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(accepted_at__isnull=False), name="reported_was_accepted"
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True, report__isnull=True)
                | Q(reported_at__isnull=False, report__isnull=False),
                name="reported_has_a_report",
            ),
        ]
        indexes = [models.Index(fields=["office", "task"], name="shares_of_an_office")]

    def __str__(self) -> str:
        return f"{self.office_id} in {self.task_id}"


class Escalation(models.Model):
    """A level of the city was told that a case waits unanswered: once a round and level, whatever runs twice."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="escalations")
    round = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=12, choices=AreaKind)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # none there: nobody told
    at = models.DateTimeField()

    class Meta:
        ordering = ["case", "round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "level"], name="a_level_once_a_round"),
            models.CheckConstraint(
                condition=Q(level__in=["community", "street", "district"]), name="escalation_ends_at_the_district"
            ),
        ]
        indexes = [models.Index(fields=["office", "case"], name="escalations_to_an_office")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level}"
