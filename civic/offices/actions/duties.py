"""Which office answers for which matter where, from when to when; and the hand-over of whole functions on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Conflict, NotValid, Sentence
from civic.offices.actions.facts import check_days
from civic.offices.models import CoSteward, Matter, Office, Stewardship, StewardshipQuerySet
from civic.offices.queries import where_words
from civic.places.models import Area

_A_DAY = timedelta(days=1)
_GONE = _("This office is no longer there. Choose another.")


@dataclass(frozen=True)
class Moved:
    """One duty that went over: as it is from the day on, and the office that had it before."""

    duty: Stewardship
    before: Office

    @property
    def sentence(self) -> Sentence:
        """What happened, for the report both offices read."""
        return format_lazy(
            _("“{matter}” in {area}: {before} hands over to {office} on {day}."),
            matter=self.duty.matter,
            area=where_words(self.duty.area),
            before=self.before,
            office=self.duty.office,
            day=_day(self.duty.starts),
        )


@transaction.atomic
def name_steward(
    *, matter: Matter, area: Area | None, office: Office, starts: date, helpers: Iterable[Office] = ()
) -> Stewardship:
    """An office answers for a matter from a day on, in an area or everywhere; whoever did so ends the day before.

    Helpers share the work and never answer. Refused (Conflict, naming both) when an office is named from that day or
    a later one already.
    """
    _check_active(office, "office")
    check_days(starts=starts)
    _lock([matter.pk])
    same = _at_place(matter, area)
    later = same.filter(starts__gte=starts).select_related("office").order_by("starts").first()
    if later is not None:
        raise Conflict(_two_offices(later, matter, area, office, starts), code="two-offices")
    same.filter(Q(ends__isnull=True) | Q(ends__gte=starts)).update(ends=starts - _A_DAY)
    duty = Stewardship.objects.create(matter=matter, area=area, office=office, starts=starts)
    _write_helpers(duty, helpers)
    return duty


@transaction.atomic
def set_helpers(duty: Stewardship, offices: Iterable[Office]) -> Stewardship:
    """These offices, and no others, help the one that answers. The answering one cannot be among them."""
    Stewardship.objects.select_for_update().get(pk=duty.pk)
    _write_helpers(duty, offices)
    return duty


@transaction.atomic
def call_off(duty: Stewardship, *, today: date) -> None:
    """A duty named for a day to come is taken back, and whoever it would have followed goes on.

    Refused (Conflict) once its first day has come: then another office is named instead.
    """
    _lock([duty.matter_id])
    if duty.starts <= today:
        raise Conflict(_("This duty has begun already, so it stays on record. Name another office from a later day."))
    duty.delete()
    same = _at_place(duty.matter, duty.area)
    before = same.filter(ends=duty.starts - _A_DAY).order_by("-starts").first()
    if before is not None:
        Stewardship.objects.filter(pk=before.pk).update(ends=duty.ends)


@transaction.atomic
def move_duties(
    *,
    from_office: Office,
    to_office: Office,
    on: date,
    matters: Iterable[Matter] | None = None,
    area: Area | None = None,
) -> tuple[Moved, ...]:
    """Functions go over from one office to another on a day, all of them or those of some matters or in one area.

    Until the day before the old office answers; helpers go with the duty. Where the old office answers for more than
    the area named, it keeps the rest. Refused (NotValid) between an office and itself and for an office that is gone,
    and (Conflict) where nothing is there to hand over.
    """
    _check_active(to_office, "to_office")
    if from_office == to_office:
        raise NotValid(fields={"to_office": _("An office cannot hand over to itself. Choose another.")})
    held = Stewardship.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), office=from_office)
    if matters is not None:
        held = held.filter(matter__in=list(matters))
    _lock(held.values_list("matter_id", flat=True))
    rows = list(held.select_related("matter", "area", "office").order_by("matter__code", "area__path", "starts"))
    moved = [
        Moved(now, from_office)
        for duty in rows
        if (now := _pass_on(duty, to_office, on) if _lies_in(duty, area) else _pass_on_part(duty, to_office, on, area))
    ]
    if not moved:
        raise Conflict(
            format_lazy(
                _("{office} answers for nothing from {day} on that could be handed over."),
                office=from_office,
                day=_day(on),
            )
        )
    return tuple(moved)


def _pass_on(duty: Stewardship, to_office: Office, on: date) -> Stewardship:
    """A whole duty goes over: what has not begun by the day is the new office's from its start, the rest is cut."""
    helpers = _helpers_without(duty, to_office)
    if duty.starts >= on:
        duty.office = to_office
        duty.save(update_fields=["office"])
        _write_helpers(duty, helpers)
        return duty
    ends = duty.ends
    Stewardship.objects.filter(pk=duty.pk).update(ends=on - _A_DAY)
    now = Stewardship.objects.create(matter=duty.matter, area=duty.area, office=to_office, starts=on, ends=ends)
    _write_helpers(now, helpers)
    return now


def _pass_on_part(duty: Stewardship, to_office: Office, on: date, area: Area | None) -> Stewardship | None:
    """A duty for more than one area goes over in that area alone, unless another office has it there or in between."""
    if area is None or not (duty.area is None or area.path.startswith(duty.area.path)):
        return None  # it lies elsewhere
    starts = max(duty.starts, on)
    above = [code for code in area.path.split("/") if code]
    nearer = Stewardship.objects.in_force(starts).filter(matter=duty.matter, area__code__in=above)
    if duty.area is not None:
        nearer = nearer.filter(area__path__startswith=duty.area.path).exclude(area=duty.area)
    if nearer.filter(office__is_active=True).exists() or nearer.filter(area=area).exists():
        return None
    next_one = _at_place(duty.matter, area).filter(starts__gt=starts).order_by("starts").first()
    last_days = [day for day in (duty.ends, next_one.starts - _A_DAY if next_one else None) if day is not None]
    now = Stewardship.objects.create(
        matter=duty.matter, area=area, office=to_office, starts=starts, ends=min(last_days, default=None)
    )
    _write_helpers(now, _helpers_without(duty, to_office))
    return now


def _lies_in(duty: Stewardship, area: Area | None) -> bool:
    return area is None or (duty.area is not None and duty.area.path.startswith(area.path))


def _at_place(matter: Matter, area: Area | None) -> StewardshipQuerySet:
    of_matter = Stewardship.objects.filter(matter=matter)
    return of_matter.filter(area=area) if area else of_matter.filter(area__isnull=True)


def _lock(matter_ids: Iterable[int]) -> None:
    """Two hands at one matter meet here, always in the same order: each would else find the duty before and end it."""
    list(Matter.objects.select_for_update().filter(pk__in=set(matter_ids)).order_by("pk").values_list("pk"))


def _helpers_without(duty: Stewardship, office: Office) -> list[Office]:
    return [helper for helper in Office.objects.filter(helps__stewardship=duty, is_active=True) if helper != office]


def _write_helpers(duty: Stewardship, offices: Iterable[Office]) -> None:
    wanted = {office.pk: office for office in offices}
    if duty.office_id in wanted:
        raise NotValid(fields={"helpers": _("The office that answers cannot help itself. Take it out of the helpers.")})
    for office in wanted.values():
        _check_active(office, "helpers")
    duty.helpers.exclude(office__in=wanted).delete()
    there = set(duty.helpers.values_list("office_id", flat=True))
    CoSteward.objects.bulk_create(CoSteward(stewardship=duty, office_id=pk) for pk in wanted if pk not in there)


def _check_active(office: Office, field: str) -> None:
    if not office.is_active:
        raise NotValid(fields={field: _GONE})


def _two_offices(held: Stewardship, matter: Matter, area: Area | None, wanted: Office, starts: date) -> Sentence:
    return format_lazy(
        _(
            "{held} is named for “{matter}” in {area} from {held_day} already, so {wanted} cannot be named there from "
            "{wanted_day}: one office answers for one matter and place. Choose a later day."
        ),
        held=held.office,
        matter=matter,
        area=where_words(area),
        held_day=_day(held.starts),
        wanted=wanted,
        wanted_day=_day(starts),
    )


def _day(day: date) -> Any:
    return lazy(date_format, str)(day)
