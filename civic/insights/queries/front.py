"""What the city's figures say: every rate with its parts, silence counted as silence. Reads all, acts on nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models import Case as Choice
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from civic.cases.models import Case, CaseQuerySet, Line, Word
from civic.cases.rules import CLOSED_STATES, Kind, Publication, State, Verdict, moves_of
from civic.feedback.models import Rating
from civic.insights.rules import Share

VERIFY, SEND_BACK, ANSWER, SAY = "verify", "send-back", "answer", "say"
# kinds whose answer closes the case; the others are checked first
CLOSES_WITH_ANSWER = [
    kind.value for kind in Kind if any(kind in row.kinds and row.after == State.CLOSED for row in moves_of("answer"))
]


@dataclass(frozen=True)
class Verdicts:
    """What residents said of the answers they could rate. Whoever said nothing is silent, and silence is not a yes."""

    asked: int
    yes: int
    partly: int
    no: int

    @property
    def answered(self) -> int:
        """How many said anything."""
        return self.yes + self.partly + self.no

    @property
    def silent(self) -> int:
        """How many said nothing."""
        return self.asked - self.answered

    @property
    def solved(self) -> Share:
        """How many said "solved", among those who said anything."""
        return Share(self.yes, self.answered)

    @property
    def heard(self) -> Share:
        """How many said anything, among all who could."""
        return Share(self.answered, self.asked)


@dataclass(frozen=True)
class Figures:
    """The figures of a span of time, over public cases; what came from an earlier system is never scored."""

    since: datetime
    until: datetime
    in_time: Share  # answers whose day fell into the span
    verdicts: Verdicts  # answers that came to stand in the span, and what was said of them until now
    sent_back: Share  # answers the check or the resident before it refused, among those looked at in the span
    reopened: Share  # answers that came to stand in the span and did not last

    @property
    def has_any(self) -> bool:
        """Is there anything to count?"""
        return bool(self.in_time.denominator or self.verdicts.asked or self.sent_back.denominator)


@dataclass(frozen=True)
class Counts:
    """How many public cases of a span are answered, on their way, or not solved in their residents' words."""

    answered: int
    is_open: int
    not_solved: int


def figures(*, since: datetime, until: datetime) -> Figures:
    """The figures from `since` to `until`; two queries."""
    acts = _acts(since, until)
    stood = [act for act in acts if act.stands]
    refused = [act for act in acts if act.verb in (SEND_BACK, SAY)]  # by the check, or by the resident's "no" before it
    checked = _sum(act for act in acts if act.verb == VERIFY) + _sum(refused)
    return Figures(
        since=since,
        until=until,
        in_time=_in_time(since, until),
        verdicts=Verdicts(
            asked=_sum(stood),
            yes=_sum(act for act in stood if act.said == Verdict.YES),
            partly=_sum(act for act in stood if act.said == Verdict.PARTLY),
            no=_sum(act for act in stood if act.said == Verdict.NO),
        ),
        sent_back=Share(_sum(refused), checked),
        reopened=Share(_sum(act for act in stood if act.is_reopened), _sum(stood)),
    )


def _sum(acts: Iterable["_Acts"]) -> int:
    return sum(act.count for act in acts)


def _in_time(since: datetime, until: datetime) -> Share:
    """Public cases whose promised day has come, and those answered by then in the round they are in."""
    in_this_round = Line.objects.annotate(of_round=Cast(KT("facts__round"), IntegerField())).filter(
        case=OuterRef("pk"), verb=ANSWER, at__lte=OuterRef("answer_due_at"), of_round=OuterRef("round")
    )
    kept = Q(round=1, answered_at__lte=F("answer_due_at")) | Q(Exists(in_this_round), round__gt=1)
    # a pause is in the promised day already, so a question that nobody answered keeps no case out of the count
    due = Case.objects.public().filter(answer_due_at__gte=since, answer_due_at__lt=until)
    counted = due.aggregate(due=Count("pk"), kept=Count("pk", filter=kept))
    return Share(counted["kept"], counted["due"])


@dataclass(frozen=True)
class _Acts:
    """So many acts of one kind with one outcome."""

    verb: str
    stands: bool  # with it an answer came to stand, and could be rated
    said: str | None
    is_reopened: bool
    count: int


def _acts(since: datetime, until: datetime) -> list[_Acts]:
    """Checks, answers that came to stand, what was said of them, which did not last: from the timeline, one query."""
    of_it = {"case": OuterRef("case_id"), "round": OuterRef("of_round")}
    rated = Rating.objects.filter(**of_it, turn=1).values("solved")[:1]  # what was put right later is counted apart
    word = Word.objects.filter(**of_it, counts_since__isnull=False).values("solved")[:1]  # said before the check
    closes = Q(verb=VERIFY) | Q(verb=ANSWER, case__kind__in=CLOSES_WITH_ANSWER)
    told = (
        Line.objects.filter(at__gte=since, at__lt=until, verb__in=[VERIFY, SEND_BACK, ANSWER, SAY])
        .filter(~Q(verb=SAY) | Q(facts__sends_back=True))
        .filter(case__publication=Publication.PUBLISHED)
        .annotate(of_round=Cast(KT("facts__round"), IntegerField()))
        .annotate(
            stands=Choice(When(closes, then=True), default=False, output_field=BooleanField()),
            said=Coalesce(Subquery(rated), Subquery(word)),
            is_reopened=Choice(
                When(case__round__gt=F("of_round"), then=True), default=False, output_field=BooleanField()
            ),
        )
        .order_by()
    )
    # grouped, so that the database looks each rating up once
    grouped = told.values_list("verb", "stands", "said", "is_reopened").annotate(count=Count("pk"))
    return [_Acts(*row) for row in grouped]


def counts(*, since: datetime) -> Counts:
    """How the public cases filed since then stand now; one query."""
    not_solved = Q(verdict=Verdict.NO)
    counted = (
        Case.objects.public()
        .filter(filed_at__gte=since)
        .aggregate(
            answered=Count("pk", filter=Q(answered_at__isnull=False) & ~not_solved),
            is_open=Count("pk", filter=Q(answered_at__isnull=True) & ~Q(state__in=CLOSED_STATES)),
            not_solved=Count("pk", filter=not_solved),
        )
    )
    return Counts(**counted)


def newest_answered() -> CaseQuerySet:
    """Public cases with an answer, the newest answer first, good and bad in their order. Take as many as are shown."""
    return Case.objects.public().filter(answered_at__isnull=False).order_by("-answered_at", "-pk")


def newest_on_map(*, since: datetime) -> CaseQuerySet:
    """Public cases since then that have a point, newest first. Take as many as the map holds."""
    return (
        Case.objects.public()
        .filter(filed_at__gte=since, lat__isnull=False)
        .exclude(state__in=[State.WITHDRAWN, State.DECLINED])
        .newest()
    )
