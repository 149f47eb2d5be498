"""The city, a district or a community asks for ideas: a round is made, changed in public, and shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.rules import Kind, State
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.offices.models import Matter, Office
from civic.offices.queries import OfficerHand, hand_of
from civic.places.models import Area
from civic.suggestions.actions.talking import talk_as_the_phase_says
from civic.suggestions.models import Round, RoundLine, RoundPhase, Suggestion
from civic.suggestions.rules.phases import Span, handing_in, supporting
from civic.suggestions.rules.rounds import MAKERS, NO_MAKER, NOT_YOUR_AREA, Asked, is_within, round_faults, unsaid

_TAKEN_OVER = _("This round was held on another platform and is over: its days stay, and nothing is opened in it.")
TEXTS = ("name", "topic", "then")
REASON_LONGEST = 1000


@dataclass(frozen=True)
class RoundGiven:
    """A round as an official handed it in, not yet checked; each text by language."""

    slug: str
    names: Mapping[str, str]
    topics: Mapping[str, str]
    thens: Mapping[str, str]
    spans: list[Span] = field(default_factory=list)
    area: Area | None = None
    matter: Matter | None = None
    needed: int | None = None
    answer_days: int | None = None
    hides_count: bool = False
    talks: bool = False


@transaction.atomic
def make_round(given: RoundGiven, *, by: Person, at: datetime) -> Round:
    """A round comes to be, which nobody outside reads before it is shown. Raises NotAllowed for whoever holds no post
    for that in this area; NotValid by field, also for a phase that ends before it starts; Taken for its address."""
    officer = _maker(by, given.area, at=at)
    asked = _checked(given)
    office = Office.objects.get(pk=min(officer.office_ids))
    made = Round(slug=asked.slug, kind=Kind.SUGGESTION, office=office)
    _write(made, given, asked)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Taken(_("Another round has this address already. Choose another one.")) from None
    _lay_phases(made, asked.spans)
    RoundLine.objects.create(round=made, verb="make", by=by, at=at)
    return made


@transaction.atomic
def change_round(known: Round, given: RoundGiven, *, by: Person, at: datetime) -> Round:
    """What a round says is changed, and what was there before stays written down. Once it is shown its address stays,
    and it says everything in three languages. Suggestions that still collect support go by its new days. Raises
    NotAllowed, NotValid."""
    known = _hold(known)
    _maker(by, known.area, at=at)
    _maker(by, given.area, at=at)
    _not_discarded(known)
    asked = _checked(given)
    if known.shown_at is not None and asked.slug != known.slug:
        raise NotValid(fields={"slug": _("People know this address. It stays once the round is shown.")})
    if known.shown_at is not None and (missing := unsaid(asked)):
        raise NotValid(fields=missing)
    if known.is_taken_over and (asked.spans != known.spans or given.talks):
        raise NotValid(fields={"phases": _TAKEN_OVER})
    before = _said(known)
    _write(known, given, asked)
    try:
        with transaction.atomic():
            known.save()
    except IntegrityError:
        raise Taken(_("Another round has this address already. Choose another one.")) from None
    known.phases.all().delete()
    _lay_phases(known, asked.spans)
    known = Round.objects.with_names().get(pk=known.pk)
    after = _said(known)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        RoundLine.objects.create(round=known, verb="change", by=by, at=at, facts=changed)
    _follow_days(known)
    talk_as_the_phase_says(known, at=at)
    return known


@transaction.atomic
def show_round(known: Round, *, by: Person, at: datetime) -> Round:
    """Everybody reads of it from now on. Raises NotAllowed, NotValid for what is not said in three languages, Conflict
    for one that is shown already, or over."""
    known = _hold(known)
    _maker(by, known.area, at=at)
    _not_discarded(known)
    if known.shown_at is not None:
        raise Conflict(_("This round is shown already."))
    if known.ends_at <= at and not known.is_taken_over:
        raise Conflict(_("This round would be over before anybody reads of it. Change its days first."))
    if missing := missing_of(known):
        raise NotValid(fields=missing)
    known.shown_at = at
    known.save(update_fields=["shown_at"])
    RoundLine.objects.create(round=known, verb="show", by=by, at=at)
    return known


@transaction.atomic
def hide_round(known: Round, *, by: Person, reason: str, at: datetime) -> Round:
    """A mistaken round is taken from everybody at this instant, its name too; why stays written down. Nothing more is
    handed in for it, and what was handed in goes on by itself. It can be mended and shown again. Raises NotAllowed,
    Conflict for one that is not shown, NotValid without a reason."""
    known = _hold(known)
    _maker(by, known.area, at=at)
    if known.shown_at is None:
        raise Conflict(_("Nobody outside reads this round."))
    why = _reason(reason)
    known.shown_at = None
    known.save(update_fields=["shown_at"])
    RoundLine.objects.create(round=known, verb="hide", by=by, at=at, facts={"reason": ["", why]})
    return known


@transaction.atomic
def discard_round(known: Round, *, by: Person, reason: str, at: datetime) -> Round:
    """A round that nobody outside reads is put aside for good, and why stays written down. Raises NotAllowed; Conflict
    for one everybody reads, and for one that is put aside already; NotValid without a reason."""
    known = _hold(known)
    _maker(by, known.area, at=at)
    _not_discarded(known)
    if known.shown_at is not None:
        raise Conflict(_("Everybody reads this round. Hide it first."))
    why = _reason(reason)
    known.discarded_at = at
    known.save(update_fields=["discarded_at"])
    RoundLine.objects.create(round=known, verb="discard", by=by, at=at, facts={"reason": ["", why]})
    return known


def _hold(known: Round) -> Round:
    """The round, locked until the act ends."""
    held: Round = Round.objects.select_for_update(of=("self",)).get(pk=known.pk)
    return held


def _not_discarded(known: Round) -> None:
    if known.discarded_at is not None:
        raise Conflict(_("This round was put aside. Make another one if it is needed after all."))


def _reason(text: str) -> str:
    """Why, cleaned. Raises NotValid where it is missing or too long."""
    why = clean_text(text).strip()
    if not why:
        raise NotValid(fields={"reason": _("Write something here: others will rely on it.")})
    if len(why) > REASON_LONGEST:
        told = _("This is too long. Keep it under %(count)d characters.") % {"count": REASON_LONGEST}
        raise NotValid(fields={"reason": told})
    return why


def missing_of(known: Round) -> dict[str, Any]:
    """What has to be written still before everybody may read it, by field."""
    return unsaid(_asked_of(known))


def _asked_of(known: Round) -> Asked:
    """A round as the rules know it."""
    texts = {
        name: {tongue: getattr(known, f"{name}_{tongue.replace('-', '_')}") for tongue in _TONGUES} for name in TEXTS
    }
    return Asked(known.slug, texts["name"], texts["topic"], texts["then"], known.spans, known.needed, known.answer_days)


_TONGUES = ("zh-hans", "zh-hant", "en")


def _maker(by: Person, area: Area | None, *, at: datetime) -> OfficerHand:
    officer = hand_of(by, on=localdate(at))
    if officer is None or not officer.roles & MAKERS:
        raise NotAllowed(NO_MAKER)
    if not is_within(area.path if area else "", officer.area_paths):
        raise NotAllowed(NOT_YOUR_AREA, code="area")
    return officer


def _checked(given: RoundGiven) -> Asked:
    asked = Asked(
        slug=clean_line(given.slug).strip(),
        names={tongue: clean_line(text).strip() for tongue, text in given.names.items()},
        topics={tongue: clean_text(text).strip() for tongue, text in given.topics.items()},
        thens={tongue: clean_text(text).strip() for tongue, text in given.thens.items()},
        spans=sorted(given.spans, key=lambda span: span.starts),
        needed=given.needed,
        answer_days=given.answer_days,
    )
    if wrong := round_faults(asked):
        raise NotValid(fields=wrong)
    return asked


def _write(made: Round, given: RoundGiven, asked: Asked) -> None:
    for name, texts in zip(TEXTS, (asked.names, asked.topics, asked.thens), strict=True):
        for tongue in _TONGUES:
            setattr(made, f"{name}_{tongue.replace('-', '_')}", texts.get(tongue, ""))
    made.slug, made.area, made.matter = asked.slug, given.area, given.matter
    made.needed, made.answer_days = asked.needed, asked.answer_days
    made.hides_count, made.talks = given.hides_count, given.talks
    reach = handing_in(asked.spans)
    assert reach is not None  # the rule has asked
    made.opens_at, made.closes_at = reach
    made.ends_at = max(span.ends for span in asked.spans)


def _lay_phases(made: Round, spans: list[Span]) -> None:
    rows = [RoundPhase(round=made, phase=span.phase, starts_at=span.starts, ends_at=span.ends) for span in spans]
    RoundPhase.objects.bulk_create(rows)


def _said(known: Round) -> dict[str, Any]:
    """All that a change is told of."""
    asked = _asked_of(known)
    return {
        "slug": asked.slug,
        **{f"{name}_{tongue}": getattr(asked, f"{name}s")[tongue] for name in TEXTS for tongue in _TONGUES},
        "phases": [[span.phase, span.starts.isoformat(), span.ends.isoformat()] for span in asked.spans],
        "area": known.area.code if known.area else "",
        "matter": known.matter.code if known.matter else "",
        "needed": known.needed,
        "answer_days": known.answer_days,
        "hides_count": known.hides_count,
        "talks": known.talks,
    }


def _follow_days(known: Round) -> None:
    """What still collects support goes by the days of its round; how many oblige an answer was settled before."""
    collecting = Case.objects.filter(invitation=known.pk, state=State.SUPPORTING)
    collecting.update(hides_supports=known.hides_count)
    reach = supporting(known.spans)
    if reach is not None:
        open_ones = Suggestion.objects.filter(case__in=collecting.values("pk"), called_at__isnull=True)
        open_ones.update(support_from=reach[0], support_until=reach[1])
