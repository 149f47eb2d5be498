"""The catalogue of matters: what a case can be about, in which words it is asked, and how fast the city is."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.lib.named import Named
from civic.offices.rules import KEYWORD_LONGEST, REBOUND_METRES_MOST, TOPIC_RETURNS_MOST, Privacy, TagKind, Unit


class Tag(Named):
    """A word over matters: an environment subject, a small subject, a disorder, a function of the bureau."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=TagKind)
    order = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "order", "code"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=TagKind.values), name="tag_kind_known")]


class Matter(Named):
    """What a case can be about, and what the city promises for it. Days are working days unless said otherwise."""

    code = models.CharField(max_length=12, unique=True)
    standard = models.CharField(max_length=40, blank=True, default="", db_default="")
    edition = models.CharField(max_length=12, blank=True, default="", db_default="")
    standard_code = models.CharField(max_length=400, blank=True, default="", db_default="")
    family = models.CharField(max_length=16, default="other")  # the drawing beside it
    tags = models.ManyToManyField(Tag, blank=True, related_name="matters")
    answer_days = models.PositiveSmallIntegerField(default=7)  # where no limit says otherwise
    reopen_days = models.PositiveSmallIntegerField(default=30)  # calendar days in which "not solved" reopens
    appeal_days = models.PositiveSmallIntegerField(default=30)  # calendar days in which an answer may be appealed
    privacy = models.CharField(max_length=12, choices=Privacy, default=Privacy.PUBLIC, db_default="public")
    is_read_twice = models.BooleanField(
        default=False, db_default=False
    )  # a colleague reads an answer before it goes out
    is_signed = models.BooleanField(default=False, db_default=False)  # the head of the office signs an answer
    needs_evidence = models.BooleanField(default=False, db_default=False)  # nobody closes a case of it without a photo
    # when a case of it has come back, and when what comes back is a topic of the committee
    rebound_metres = models.PositiveSmallIntegerField(default=50, db_default=50)
    rebound_days = models.PositiveSmallIntegerField(default=90, db_default=90)  # calendar days after closing
    topic_returns = models.PositiveSmallIntegerField(default=3, db_default=3)  # so many open a topic
    topic_days = models.PositiveSmallIntegerField(default=90, db_default=90)  # within so many calendar days
    cause_days = models.PositiveSmallIntegerField(default=10, db_default=10)  # working days until the cause is named
    repair_days = models.PositiveSmallIntegerField(default=15, db_default=15)  # to put it right after a bad rating
    returns_often = models.BooleanField(default=False, db_default=False)  # the resident is asked again after a month
    order = models.PositiveSmallIntegerField(default=100)
    wording = models.ForeignKey(
        "Wording", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )  # the one in force
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(answer_days__gte=1), name="matter_has_a_limit"),
            models.CheckConstraint(condition=Q(repair_days__gte=1), name="a_repair_has_a_limit"),
            models.CheckConstraint(condition=Q(privacy__in=Privacy.values), name="matter_privacy_known"),
            models.CheckConstraint(
                condition=Q(rebound_metres__range=(1, REBOUND_METRES_MOST)), name="matter_returns_near"
            ),
            models.CheckConstraint(
                condition=Q(topic_returns__range=(2, TOPIC_RETURNS_MOST), topic_days__gte=1, cause_days__gte=1),
                name="matter_becomes_a_topic",
            ),
        ]


class Wording(models.Model):
    """How a matter was worded and what was asked from a moment on; never changed, only followed by the next one.

    `texts`: {"filing" | "closing" | "basis" | "remedy" | "advice" | "emergency": {"zh-hans", "zh-hant", "en"}};
    `questions`: see rules.questions; `calls`: the numbers to call first.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    texts = models.JSONField(default=dict)
    questions = models.JSONField(default=list)
    calls = models.JSONField(default=list)

    class Meta:
        ordering = ["matter", "-number"]
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="one_wording_a_number")]

    def __str__(self) -> str:
        return f"{self.matter_id} №{self.number}"


class Keyword(models.Model):
    """A word people write when they mean a matter; `folded` is it as search folds it."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="keywords")
    word = models.CharField(max_length=KEYWORD_LONGEST)
    folded = models.CharField(max_length=KEYWORD_LONGEST, db_index=True)
    weight = models.PositiveSmallIntegerField(default=2)  # 1 weak to 3 telling

    class Meta:
        ordering = ["matter", "-weight", "word"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "folded"], name="a_word_once_a_matter"),
            models.CheckConstraint(condition=Q(weight__range=(1, 3)), name="keyword_weight_one_to_three"),
        ]

    def __str__(self) -> str:
        return self.word


class Limit(Named):
    """How fast, for a matter in a condition at a place of a grade; the name is the condition's, empty for the usual
    one. Grade 0 is any place."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="limits")
    condition = models.SlugField(max_length=40, blank=True)
    grade = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["matter", "condition", "grade"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "condition", "grade"], name="one_limit_a_condition_and_grade"),
            models.CheckConstraint(condition=Q(grade__range=(0, 3)), name="limit_grade_known"),
        ]


class Stage(Named):
    """One step of a limit; its clock starts when the step before was reached."""

    limit = models.ForeignKey(Limit, on_delete=models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16, choices=Unit)

    class Meta:
        ordering = ["limit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["limit", "number"], name="one_stage_a_place"),
            models.UniqueConstraint(fields=["limit", "key"], name="one_stage_a_key"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="no_limit_of_nothing"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="stage_unit_known"),
        ]
