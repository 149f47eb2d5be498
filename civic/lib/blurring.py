"""Makes parts of a prepared photo unreadable for good: a few cells of mean colour, blurred; every size is made anew."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageFilter

from civic.lib.darkroom import QUALITY
from civic.lib.darkroom import SIZES as SIDES

CELLS = 4  # along the longer side of a box: too few to tell a face or a sign of a plate, whoever tries all of them
GROWS = 0.12  # of the box, on every side: people draw too tightly
GROWS_PIXELS = 6
Thousandths = tuple[int, int, int, int]  # left, top, width, height


def cover(source: Path, large: Path, small: Path, boxes: Sequence[Thousandths]) -> None:
    """Write both sizes of a prepared photo with the boxes covered; the small one is made from the covered large one.
    Raises OSError when the photo cannot be read or written."""
    with Image.open(source, formats=["JPEG"]) as opened:
        photo = opened.convert("RGB")
    for box in boxes:
        _cover(photo, grown(box, photo.width, photo.height))
    bare = Image.new("RGB", photo.size)
    bare.paste(photo)
    bare.save(large, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    bare.thumbnail((SIDES["small"], SIDES["small"]), Image.Resampling.LANCZOS)
    bare.save(small, "JPEG", quality=QUALITY, progressive=True, optimize=True)


def grown(box: Thousandths, width: int, height: int) -> tuple[int, int, int, int]:
    """The box in pixels (left, top, right, bottom), a little larger than drawn, inside the photo."""
    left, top = box[0] * width / 1000, box[1] * height / 1000
    wide, high = box[2] * width / 1000, box[3] * height / 1000
    more_x, more_y = max(GROWS_PIXELS, wide * GROWS), max(GROWS_PIXELS, high * GROWS)
    return (
        max(0, int(left - more_x)),
        max(0, int(top - more_y)),
        min(width, int(left + wide + more_x) + 1),
        min(height, int(top + high + more_y) + 1),
    )


def _cover(photo: Image.Image, area: tuple[int, int, int, int]) -> None:
    part = photo.crop(area)
    longest = max(part.size)
    cells = (max(1, round(part.width * CELLS / longest)), max(1, round(part.height * CELLS / longest)))
    few = part.resize(cells, Image.Resampling.BOX)
    rough = few.resize(part.size, Image.Resampling.NEAREST)
    photo.paste(rough.filter(ImageFilter.GaussianBlur(longest / CELLS / 3)), area)
