"""What every act upon the ground needs: sound polygons, names, and shapes that are read again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Sentence
from civic.places.models import Area
from civic.places.queries import border_of, forget_shapes
from civic.places.rules import lies_in, polygon_fault

LANGUAGES = ("zh-hans", "zh-hant", "en")

Polygon = dict[str, Any]


def check_polygon(polygon: Any, around: Area | None) -> None:
    """Refuse a polygon that cannot be used, or that lies outside the area it belongs to."""
    if polygon is None:
        return
    fault: Sentence = polygon_fault(polygon)
    border = border_of(around) if around is not None else None
    if not fault and border is not None and not lies_in(polygon, border):
        fault = format_lazy(_("The polygon lies outside {area}, to which it belongs."), area=around)
    if fault:
        raise NotValid(fields={"polygon": fault})


def named(names: Mapping[str, str]) -> dict[str, str]:
    """The columns of a name in three languages; without a simplified one it is refused."""
    if not names.get("zh-hans"):
        raise NotValid(
            fields={"names": _("A name in simplified Chinese is needed; the other languages fall back on it.")}
        )
    return {"name_zh_hans": names["zh-hans"], "name_zh_hant": names.get("zh-hant", ""), "name_en": names.get("en", "")}


def forget_drawings() -> None:
    """Now, for what this transaction still asks; and again once it is there for everybody."""
    forget_shapes()
    transaction.on_commit(forget_shapes)
