"""Who serves in the cells of the grid."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid, Taken
from civic.offices.actions.facts import check_days, check_facts, named
from civic.offices.models import Force, GridPost, Officer
from civic.offices.rules import FORCES
from civic.places.models import Area, Cell

FORCE_FACTS = frozenset({"order", "shows_phone", "is_active"})
SEAT_NAMES = ("name", "name_zh_hant", "name_en")  # as the service is signed, and the same in the other languages
SEAT_FACTS = frozenset({*SEAT_NAMES, "phone", "may_show_phone", "officer"})
NAME_LONGEST = 80
PHONE_LONGEST = 40


@transaction.atomic
def lay_out_forces() -> None:
    """The seven forces every cell has come to be; what the city has changed in them stays."""
    for place, (code, (hans, hant, en), shows_phone) in enumerate(FORCES, start=1):
        Force.objects.get_or_create(
            code=code,
            defaults={
                "name_zh_hans": hans,
                "name_zh_hant": hant,
                "name_en": en,
                "shows_phone": shows_phone,
                "order": place * 10,
            },
        )


@transaction.atomic
def add_force(*, code: str, names: Mapping[str, str], order: int = 100, shows_phone: bool = True) -> Force:
    """The city adds a force of its own, which every cell then has, vacant at first. A taken code is refused."""
    try:
        validate_slug(code)
    except ValidationError:
        raise NotValid(
            fields={"code": _("The code of a force has letters, digits, hyphens and underscores.")}
        ) from None
    if Force.objects.filter(code=code).exists():
        raise Taken(format_lazy(_("There is a force with the code {code} already."), code=code))
    return Force.objects.create(code=code, order=order, shows_phone=shows_phone, **named(names))


@transaction.atomic
def amend_force(force: Force, *, names: Mapping[str, str] | None = None, **facts: Any) -> Force:
    """A force is renamed, moved in the order or retired, or its telephone is usually shown or not from now on.

    Posts seated before keep what was said of their telephone.
    """
    check_facts(facts, FORCE_FACTS)
    Force.objects.filter(pk=force.pk).update(**facts, **(named(names) if names is not None else {}))
    force.refresh_from_db()
    return force


@transaction.atomic
def seat(
    force: Force,
    *,
    name: str,
    name_zh_hant: str = "",
    name_en: str = "",
    starts: date,
    cell: Cell | None = None,
    area: Area | None = None,
    phone: str = "",
    may_show_phone: bool | None = None,
    officer: Officer | None = None,
) -> GridPost:
    """Somebody serves as one of the forces from a day on, in one cell or in every cell of an area; whoever did so
    there ends the day before.

    Without a word on the telephone it is shown or not as the force usually is: a police officer's only where it is
    said of this post. Refused (Conflict) when somebody is seated from that day or a later one already.
    """
    check_days(starts=starts)
    force = Force.objects.select_for_update().get(pk=force.pk)
    if (cell is None) == (area is None):
        raise NotValid(fields={"cell": _("Name either a cell or an area.")})
    if not force.is_active:
        raise NotValid(fields={"force": _("The city has no such force any more. Choose another.")})
    names = {"name": name, "name_zh_hant": name_zh_hant, "name_en": name_en}
    facts = _clean(names | {"phone": phone, "officer": officer})
    same = GridPost.objects.filter(force=force, cell=cell, area=area)
    if later := same.filter(starts__gte=starts).order_by("starts").first():
        raise Conflict(
            format_lazy(
                _("{name} is seated here from {day} already. Correct that post, or choose a later day."),
                name=later.name_said,
                day=lazy(date_format, str)(later.starts),
            ),
            code="taken",
        )
    same.filter(Q(ends__isnull=True) | Q(ends__gte=starts)).update(ends=starts - timedelta(days=1))
    shown = force.shows_phone if may_show_phone is None else may_show_phone
    return GridPost.objects.create(force=force, cell=cell, area=area, starts=starts, may_show_phone=shown, **facts)


@transaction.atomic
def amend_seat(post: GridPost, **facts: Any) -> GridPost:
    """Name, telephone, officer, or whether the telephone is shown, are put right; force, place and first day stay.
    Another name leaves no translation of the old one behind."""
    check_facts(facts, SEAT_FACTS)
    if facts.get("name", post.name) != post.name:
        facts = {"name_zh_hant": "", "name_en": ""} | facts
    GridPost.objects.filter(pk=post.pk).update(**_clean(facts))
    post.refresh_from_db()
    return post


@transaction.atomic
def unseat(post: GridPost, *, ends: date) -> GridPost:
    """A service in the grid ends with a day; the seat is vacant afterwards. A day before it began is refused."""
    check_days(ends=ends)
    if ends < post.starts:
        raise NotValid(fields={"ends": _("A post cannot end before it begins.")})
    GridPost.objects.filter(pk=post.pk).update(ends=ends)
    post.refresh_from_db()
    return post


def _clean(facts: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(facts)
    wrong: dict[str, Any] = {}
    for part, longest in (*((name, NAME_LONGEST) for name in SEAT_NAMES), ("phone", PHONE_LONGEST)):
        if part in kept:
            kept[part] = clean_line(kept[part])
            if len(kept[part]) > longest:
                wrong[part] = _("This is too long. Keep it under %(count)d characters.") % {"count": longest}
    if "name" in kept and not kept["name"]:
        wrong["name"] = _("Say who serves here, as the service signs.")
    if wrong:
        raise NotValid(fields=wrong)
    return kept
