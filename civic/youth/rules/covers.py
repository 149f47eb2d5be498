"""What is covered in a child's picture. Pure."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.boxes import Box, boxes_fault


class Covers(TextChoices):
    """What lies under a box."""

    FACE = "face", _("A face")
    UNIFORM = "uniform", _("A school uniform or badge")
    NAME = "name", _("A name or a number")
    PLATE = "plate", _("A number plate")
    DOOR = "door", _("A door or a house number")
    OTHER = "other", _("Something else in the picture")


class Cover(NamedTuple):
    """One box: its upper left corner and its size, in thousandths, and what lies under it."""

    x: int
    y: int
    width: int
    height: int
    shows: str = Covers.OTHER


def covers_fault(covers: Sequence[Cover]) -> Any:
    """Why these boxes cannot be laid over a picture, as a sentence; "" when they can."""
    if any(one.shows not in Covers.values for one in covers):
        return _("Say what the box covers: a face, a uniform, a name, a number plate, a door or something else.")
    return boxes_fault([Box(*one[:4]) for one in covers])
