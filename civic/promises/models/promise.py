"""A promise: what, by whom, where, by which day, for how much."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case as When
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models import When as If
from django.utils.translation import get_language

from civic.cases.models import Case
from civic.offices.models import Matter, Office
from civic.offices.rules import said_in
from civic.places.models import Area, Cell
from civic.promises.rules import FEN_MOST, NEVER_PUBLIC, STALE, Moment, PromiseState, Source, yuan

SHOWN_IN_LISTS = (Moment.BEFORE, Moment.AFTER)


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Promises in the city's words. Overdue and stale are asked each time, so that no mark can lie."""

    def public(self) -> "PromiseQuerySet":
        """What everybody may read."""
        return self.filter(hidden_at__isnull=True).exclude(state__in=NEVER_PUBLIC)

    def underway(self) -> "PromiseQuerySet":
        """Promised, and not ended."""
        return self.filter(state=PromiseState.UNDERWAY)

    def overdue(self, today: date) -> "PromiseQuerySet":
        """Underway, and its day or the day of a stage has passed."""
        return self.underway().filter(Q(due_on__lt=today) | Exists(self._missed(today)))

    def stale(self, today: date) -> "PromiseQuerySet":
        """Underway, and nobody has reported for ninety days."""
        return self.underway().filter(heard_on__lte=today - STALE)

    def marked(self, today: date) -> "PromiseQuerySet":
        """Each with `is_missed`, `has_missed_stage` and `is_stale`, as they are today."""
        underway = Q(state=PromiseState.UNDERWAY)
        return self.annotate(
            is_missed=_truth(underway & Q(due_on__lt=today)),
            has_missed_stage=_truth(underway & Exists(self._missed(today))),
            is_stale=_truth(underway & Q(heard_on__lte=today - STALE)),
        )

    def _missed(self, today: date) -> "PromiseQuerySet":
        rows: PromiseQuerySet = self.model._default_manager.all()
        return rows.filter(pk=OuterRef("pk"), stages__due_on__lt=today, stages__acceptance__isnull=True)

    def in_lists(self, today: date) -> "PromiseQuerySet":
        """As a list draws them: marked, with names, how many stages there are, were accepted and are missed, and the
        shown pictures before and after. All in the query of the rows."""
        is_missed = Q(stages__due_on__lt=today, stages__acceptance__isnull=True)
        return (
            self.marked(today)
            .with_names()
            .annotate(
                stages_told=self._counted(Count("stages")),
                stages_accepted=self._counted(Count("stages__acceptance")),
                stages_missed=self._counted(Count("stages", filter=is_missed)),
                **{
                    f"{moment}_{name}": self._shown(moment, name)
                    for moment in SHOWN_IN_LISTS
                    for name in ("key", "alt")
                },
            )
        )

    def _counted(self, what: Count) -> Subquery:
        rows: PromiseQuerySet = self.model._default_manager.filter(pk=OuterRef("pk")).order_by()
        return Subquery(rows.values("pk").annotate(many=what).values("many"))

    def _shown(self, moment: Moment, name: str) -> Subquery:
        rows: PromiseQuerySet = self.model._default_manager.filter(pk=OuterRef("pk"))
        shown = rows.filter(pictures__moment=moment, pictures__is_public=True).order_by("-pictures__pk")
        return Subquery(shown.values(f"pictures__{name}")[:1])

    def with_names(self) -> "PromiseQuerySet":
        """Together with what a list prints."""
        return self.select_related("owner", "area", "matter", "case", "cell").defer("cell__polygon")


def _truth(when: Any) -> When:
    return When(If(when, then=Value(True)), default=Value(False), output_field=models.BooleanField())


class Promise(models.Model):
    """What the city said it would do. Only a draft may lack its owner or its day."""

    number = models.CharField(max_length=12, unique=True)
    source = models.CharField(max_length=12, choices=Source)
    source_words = models.CharField(max_length=200, blank=True)  # which plan, project or dialogue
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="promises")
    state = models.CharField(max_length=10, choices=PromiseState, default=PromiseState.DRAFT)
    owner = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="promises")
    post = models.CharField(max_length=120, blank=True)  # who answers for it in that office: a post, never a name
    post_zh_hant = models.CharField(max_length=120, blank=True, default="", db_default="")  # where it was given
    post_en = models.CharField(max_length=120, blank=True, default="", db_default="")
    title_zh_hans = models.CharField(max_length=120, blank=True)
    title_zh_hant = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    language = models.CharField(max_length=8)  # of the words
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="promises")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="promises")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    place = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    budget_fen = models.BigIntegerField(null=True)  # CNY
    budget_source = models.CharField(max_length=200, blank=True)
    budget_words = models.TextField(blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    next_report_on = models.DateField(null=True)
    heard_on = models.DateField(null=True)  # last reported; at first the day it was promised
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)  # nobody outside reads it since then; why says its line

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="promises_by_day"),
            models.Index(fields=["-published_at", "-id"], name="promises_newest"),
            models.Index(fields=["-moved_at", "-id"], condition=~Q(state="draft"), name="promises_moved_last"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PromiseState.values), name="promise_state_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="promise_source_known"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"], published_at__isnull=True, hidden_at__isnull=True)
                | (
                    ~Q(state__in=["draft", "discarded"])
                    & Q(
                        owner__isnull=False,
                        due_on__isnull=False,
                        published_at__isnull=False,
                        heard_on__isnull=False,
                        next_report_on__isnull=False,
                    )
                ),
                name="a_public_promise_has_an_owner_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "underway"], ended_at__isnull=True)
                | Q(state__in=["kept", "broken", "withdrawn", "discarded"], ended_at__isnull=False),
                name="only_an_ended_promise_has_an_end",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(budget_fen__isnull=True) | Q(budget_fen__gte=0, budget_fen__lte=FEN_MOST),
                name="budget_is_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(budget_fen__isnull=True) | ~Q(budget_source=""), name="a_budget_says_where_it_comes_from"
            ),
            models.CheckConstraint(
                condition=~(Q(title_zh_hans="") & Q(title_zh_hant="") & Q(title_en="")), name="a_promise_has_a_title"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The name under which its story and the outbox know it."""
        return f"promise:{self.pk}"

    @property
    def titles(self) -> dict[str, str]:
        """What it is called, by language; only what was given."""
        given = {"zh-hans": self.title_zh_hans, "zh-hant": self.title_zh_hant, "en": self.title_en}
        return {language: title for language, title in given.items() if title}

    @property
    def title(self) -> str:
        """What it is called, in the reader's language where that was given."""
        return said_in(self.titles, get_language() or "en") or next(iter(self.titles.values()), self.number)

    @property
    def title_language(self) -> str:
        """The language of that."""
        wanted = get_language() or "en"
        return next((one for one in (wanted, "zh-hans", *self.titles) if one in self.titles), "")

    @property
    def post_said(self) -> str:
        """Who answers for it, in the reader's language where that was given."""
        return {"zh-hant": self.post_zh_hant, "en": self.post_en}.get(get_language() or "en", "") or self.post

    @property
    def budget_said(self) -> str:
        """The amount as people read it; empty where none is named."""
        return yuan(self.budget_fen) if self.budget_fen is not None else ""

    @property
    def is_public(self) -> bool:
        """May everybody read it?"""
        return self.hidden_at is None and self.state not in NEVER_PUBLIC

    @property
    def is_hidden(self) -> bool:
        """Was it taken from everybody?"""
        return self.hidden_at is not None
