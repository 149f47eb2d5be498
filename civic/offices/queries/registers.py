"""Who answers, who serves and what for as tables, row by row, for a data office; each comes in again by its import."""

from collections.abc import Callable, Iterator
from typing import Any

from civic.offices.models import GridPost, Matter, Office, Post, Stewardship
from civic.offices.rules import RETURNING

NAMES = ("name_zh_hans", "name_zh_hant", "name_en")
SEAT_NAMES = ("name", "name_zh_hant", "name_en")
MATTER_FACTS = ("family", "answer_days", "reopen_days", "appeal_days", *RETURNING, "privacy", "order")
STANDARD = ("standard", "edition", "standard_code")

Rows = Callable[[], Iterator[tuple[Any, ...]]]


def duty_registers() -> dict[str, tuple[list[str], Rows]]:
    """Each table by name: its header, as its import reads it, and what reads its rows."""
    return {
        "offices": (
            [
                *("code", "kind", *NAMES, "area", "is_reviewing", "reviewed_by", "contact_line"),
                *("parties", "functions", "is_active"),
            ],
            _offices,
        ),
        "matters": (["code", *NAMES, *MATTER_FACTS, *STANDARD, "is_active"], _matters),
        "duties": (["matter", "area", "office", "from", "until", "helpers"], _duties),
        "posts": (["person", "side", "role", "office", "area", "from", "until"], _posts),
        "seats": (
            ["force", "layer", "cell", "area", *SEAT_NAMES, "phone", "show_phone", "officer", "from", "until"],
            _seats,
        ),
    }


def _offices() -> Iterator[tuple[Any, ...]]:
    offices = Office.objects.select_related("area", "reviewed_by").prefetch_related("parties", "functions")
    for office in offices.order_by("code"):
        yield (
            *(office.code, office.kind, *(getattr(office, name) for name in NAMES), _code(office.area)),
            *(office.is_reviewing, _code(office.reviewed_by), office.contact_line),
            *(_codes(office.parties), _codes(office.functions), office.is_active),
        )


def _matters() -> Iterator[tuple[Any, ...]]:
    return iter(Matter.objects.order_by("code").values_list("code", *NAMES, *MATTER_FACTS, *STANDARD, "is_active"))


def _duties() -> Iterator[tuple[Any, ...]]:
    duties = Stewardship.objects.select_related("matter", "area", "office").prefetch_related("helpers__office")
    for duty in duties.order_by("matter__code", "area__path", "starts", "pk"):
        matter, area, office = duty.matter.code, _code(duty.area), duty.office.code
        helpers = " ".join(sorted(helper.office.code for helper in duty.helpers.all()))
        yield matter, area, office, duty.starts, duty.ends, helpers


def _posts() -> Iterator[tuple[Any, ...]]:
    columns = ("officer__person__handle", "side", "role", "office__code", "area__code", "starts", "ends")
    return iter(Post.objects.order_by("officer__number", "starts", "pk").values_list(*columns))


def _seats() -> Iterator[tuple[Any, ...]]:
    columns = ("force__code", "cell__layer", "cell__code", "area__code", *SEAT_NAMES, "phone", "may_show_phone")
    posts = GridPost.objects.order_by("force__order", "area__path", "cell__code", "starts", "pk")
    return iter(posts.values_list(*columns, "officer__number", "starts", "ends"))


def _code(thing: Any) -> str:
    return thing.code if thing is not None else ""


def _codes(things: Any) -> str:
    return " ".join(sorted(thing.code for thing in things.all()))
