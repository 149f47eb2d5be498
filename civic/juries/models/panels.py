"""What a jury judges by, who sits on it, and what keeps a juror from a child."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from civic.ballots.models import Ballot
from civic.journal import models as journal
from civic.juries.rules import ANCHORED, LEAST_EACH, MOST_EACH, WHOLE, CriterionGiven, Outlier, Stage, TieKind, Warmth
from civic.juries.rules.told import TOLD
from civic.lib.named import Named
from civic.offices.rules import said_in
from civic.places.models import Area
from civic.youth.models import Edition, Entry, School
from civic.youth.rules import ROUNDS, Group, Phase


class Rubric(Named):
    """Criteria with words for their marks. Never changed: another wording is another rubric."""

    code = models.SlugField(max_length=40, unique=True)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(digest=""), name="a_rubric_has_its_digest")]


class Criterion(Named):
    """One thing that is judged: what its marks 1, 3 and 5 mean, and what a child may read about it."""

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="criteria")
    code = models.SlugField(max_length=20)
    order = models.PositiveSmallIntegerField()  # equal points: the first in order decides
    weight = models.PositiveSmallIntegerField()
    anchors = models.JSONField()  # {"1": {language: words}, "3": …, "5": …}
    kind = models.JSONField()  # {warmth: {language: words}}

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "code"], name="one_criterion_a_code"),
            models.UniqueConstraint(fields=["rubric", "order"], name="one_criterion_a_place"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=WHOLE), name="a_criterion_has_its_weight"),
        ]

    @property
    def given(self) -> CriterionGiven:
        """As the rules know it."""
        name = {"zh-hans": self.name_zh_hans, "zh-hant": self.name_zh_hant, "en": self.name_en}
        anchors = {int(mark): words for mark, words in self.anchors.items()}
        return CriterionGiven(self.code, name, self.weight, anchors, self.kind)

    @property
    def anchored(self) -> list[tuple[int, str]]:
        """Each mark that is told in words, in the reader's language."""
        language = get_language() or "en"
        return [(mark, said_in(self.anchors[str(mark)], language)) for mark in ANCHORED]

    def sentence(self, warmth: Warmth | str) -> str:
        """What a child reads about it, in the reader's language."""
        return said_in(self.kind[str(warmth)], get_language() or "en")


class Panel(models.Model):
    """The jury of one round, for one group or both, of one district or all. By what it judges is fixed before it opens
    and stays: sheets for each work, which sheets do not count, and the seed of every draw."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="panels")
    phase = models.CharField(max_length=12, choices=Phase)
    group = models.CharField(max_length=8, choices=Group, blank=True)  # "": both together
    district = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="panels")
    each = models.PositiveSmallIntegerField(default=LEAST_EACH)
    outlier = models.CharField(max_length=8, choices=Outlier, default=Outlier.ENDS)
    counts_vote = models.BooleanField(
        default=False, db_default=False
    )  # the city's vote is taken into account, by its own weight
    vote = models.ForeignKey(Ballot, on_delete=models.PROTECT, null=True, related_name="panels")  # from the opening
    seed = models.CharField(max_length=64)  # its commitment is public from the opening, itself with the result
    judge_by = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    result_digest = models.CharField(max_length=64, blank=True)
    named_at = models.DateTimeField(null=True)  # who goes on was said to the edition
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "phase", "group"], condition=Q(district__isnull=True), name="one_jury_a_round"
            ),
            models.UniqueConstraint(
                fields=["edition", "phase", "group", "district"],
                condition=Q(district__isnull=False),
                name="one_jury_a_round_of_a_district",
            ),
            models.CheckConstraint(condition=Q(phase__in=ROUNDS), name="a_jury_judges_a_round"),
            models.CheckConstraint(condition=Q(outlier__in=Outlier.values), name="a_jurys_outlier_rule_is_known"),
            models.CheckConstraint(
                condition=Q(each__gte=LEAST_EACH, each__lte=MOST_EACH), name="a_work_has_three_sheets_at_least"
            ),
            models.CheckConstraint(condition=~Q(seed=""), name="a_jury_has_its_seed"),
            models.CheckConstraint(
                condition=Q(counts_vote=True, opened_at__isnull=True)
                | Q(counts_vote=True, vote__isnull=False)
                | Q(counts_vote=False, vote__isnull=True),
                name="a_jury_that_counts_a_vote_has_it",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, result_digest="", named_at__isnull=True, told_at__isnull=True)
                | (Q(decided_at__isnull=False, opened_at__isnull=False) & ~Q(result_digest="")),
                name="a_result_comes_after_the_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"jury of {self.phase}{' ' + self.group if self.group else ''}"

    @property
    def subject(self) -> str:
        """How its chain of lines is called."""
        return f"panel:{self.pk}"

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.told_at is not None:
            return Stage.TOLD
        if self.decided_at is not None:
            return Stage.DECIDED
        return Stage.OPEN if self.opened_at is not None else Stage.PREPARED

    @property
    def is_prepared(self) -> bool:
        """Is it still being put together?"""
        return self.stage == Stage.PREPARED

    @property
    def is_judging(self) -> bool:
        """Do its jurors read?"""
        return self.stage == Stage.OPEN

    @property
    def is_decided(self) -> bool:
        """Is the result reckoned, and no child told yet?"""
        return self.stage == Stage.DECIDED


class Seat(models.Model):
    """Somebody sits on a jury. A spare reads only what others cannot."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jury_seats")
    is_spare = models.BooleanField(default=False)
    given_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True)  # said which schools and children she is tied to, or that none
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "person"], name="one_seat_a_juror"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="a_seat_that_ended_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("given_at")), name="a_seat_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk} of panel {self.panel_id}"


class Tie(models.Model):
    """A juror is tied to a school or to a child of an edition, by her own word or found by the city; it holds for
    every jury of it and is never taken back."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jury_ties")
    kind = models.CharField(max_length=8, choices=TieKind)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "person", "school"], condition=Q(school__isnull=False), name="a_tie_to_a_school_once"
            ),
            models.UniqueConstraint(
                fields=["edition", "person", "entry"], condition=Q(entry__isnull=False), name="a_tie_to_a_child_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=TieKind.values), name="a_tie_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(school__isnull=False, entry__isnull=True) | Q(school__isnull=True, entry__isnull=False),
                name="a_tie_is_to_a_school_or_to_a_child",
            ),
        ]

    def __str__(self) -> str:
        return f"tie {self.pk} of {self.person_id}"


class PanelLine(journal.Line):
    """One act of a jury or on it: founded, seated, opened, handed in, replaced, decided, told."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["panel", "seq"], name="one_line_a_place_of_a_panel")]

    def __str__(self) -> str:
        return f"{self.panel_id}#{self.seq} {self.verb}"

    @property
    def said(self) -> str:
        """What was done, as a sentence in the reader's language."""
        return str(TOLD[self.verb])
