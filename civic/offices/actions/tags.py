"""Keep the words over matters: functions, environment and small subjects, disorders."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Taken
from civic.offices.actions.facts import check_facts, named
from civic.offices.models import Matter, Tag
from civic.offices.rules import TAGS, TagKind

TAG_FACTS = frozenset({"kind", "order", "is_active"})


@transaction.atomic
def lay_out_tags() -> int:
    """The tags a city begins with come to be; what it has changed in them stays. How many came new."""
    added = 0
    for place, (code, kind, (hans, hant, en), is_active) in enumerate(TAGS, start=1):
        _tag, is_new = Tag.objects.get_or_create(
            code=code,
            defaults={
                "kind": kind,
                "name_zh_hans": hans,
                "name_zh_hant": hant,
                "name_en": en,
                "order": place * 10,
                "is_active": is_active,
            },
        )
        added += is_new
    return added


@transaction.atomic
def add_tag(*, code: str, kind: str, names: Mapping[str, str], order: int = 100) -> Tag:
    """A new tag. A taken code or an unknown kind is refused."""
    try:
        validate_slug(code)
    except ValidationError:
        raise NotValid(fields={"code": _("The code of a tag has letters, digits, hyphens and underscores.")}) from None
    if Tag.objects.filter(code=code).exists():
        raise Taken(format_lazy(_("There is a tag with the code {code} already."), code=code))
    _check_kind(kind)
    return Tag.objects.create(code=code, kind=kind, order=order, **named(names))


@transaction.atomic
def amend_tag(tag: Tag, *, names: Mapping[str, str] | None = None, **facts: Any) -> Tag:
    """A tag changes its names or its place, or is taken into use: so a city names its own disorders."""
    check_facts(facts, TAG_FACTS)
    _check_kind(facts.get("kind", tag.kind))
    Tag.objects.filter(pk=tag.pk).update(**facts, **(named(names) if names is not None else {}))
    tag.refresh_from_db()
    return tag


@transaction.atomic
def tag_matter(matter: Matter, codes: Iterable[str]) -> None:
    """A matter carries these tags and no others; exactly one of them names a function of the bureau.

    Refused (NotValid) for a tag that is not there, and for none or several functions.
    """
    wanted = set(codes)
    tags = list(Tag.objects.filter(code__in=wanted))
    if strange := wanted - {tag.code for tag in tags}:
        raise NotValid(
            fields={"tags": format_lazy(_("There is no tag with the code {code}."), code=", ".join(sorted(strange)))}
        )
    if sum(tag.kind == TagKind.FUNCTION for tag in tags) != 1:
        raise NotValid(fields={"tags": _("Every matter belongs to exactly one function of the bureau: choose one.")})
    matter.tags.set(tags)


def _check_kind(kind: str) -> None:
    if kind not in TagKind.values:
        raise NotValid(fields={"kind": _("Choose what sort of tag this is.")})
