"""Boxes over the parts of a photo that nobody else is to see, in thousandths of its width and height."""

from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

BOXES_MOST = 30
WHOLE = 1000


class Shows(TextChoices):
    """What lies under a box."""

    FACE = "face", _("A face")
    PLATE = "plate", _("A number plate")
    DOOR = "door", _("A door or a house number")
    OTHER = "other", _("Something else in the photo")


class Box(NamedTuple):
    """One box: its upper left corner and its size, in thousandths."""

    x: int
    y: int
    width: int
    height: int
    shows: str = Shows.OTHER


def boxes_fault(boxes: list[Box]) -> Any:
    """Why these boxes cannot be laid over a photo, as a sentence; "" when they can."""
    if not boxes:
        return _("Draw at least one box over what nobody is to see.")
    if len(boxes) > BOXES_MOST:
        return _("A photo takes %(most)d boxes at most. Leave such a photo out instead.") % {"most": BOXES_MOST}
    for box in boxes:
        if box.shows not in Shows.values:
            return _("Say what the box covers: a face, a number plate, a door or something else.")
        if box.width < 1 or box.height < 1:
            return _("A box needs a width and a height.")
        if box.x < 0 or box.y < 0 or box.x + box.width > WHOLE or box.y + box.height > WHOLE:
            return _("A box reaches beyond the photo. Keep it inside.")
    return ""
