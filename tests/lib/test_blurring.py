"""What lies under a box cannot be told any more, in no size; the rest of the photo is left as it was."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageStat

from civic.lib.blurring import cover, grown

BOX = (250, 250, 500, 500)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A photo with a fine pattern all over, and hidden data."""
    photo = Image.new("RGB", (800, 600), "white")
    pen = ImageDraw.Draw(photo)
    for place in range(0, 800, 8):
        pen.line([(place, 0), (place, 600)], fill="black", width=3)
    exif = Image.Exif()
    exif[0x010E] = "secret"
    file = tmp_path / "photo.jpg"
    photo.save(file, "JPEG", quality=95, exif=exif)
    return file


def covered(source: Path, *boxes: tuple[int, int, int, int]) -> tuple[Image.Image, Image.Image]:
    large, small = source.with_name("large.jpg"), source.with_name("small.jpg")
    cover(source, large, small, boxes)
    return Image.open(large), Image.open(small)


def contrast(photo: Image.Image, area: tuple[float, float, float, float]) -> float:
    """How much light and dark differ within a part, given in shares of the photo."""
    left, top, right, bottom = area
    part = photo.crop(
        (int(left * photo.width), int(top * photo.height), int(right * photo.width), int(bottom * photo.height))
    )
    return ImageStat.Stat(part.convert("L")).stddev[0]


def test_the_pattern_under_a_box_is_gone_in_every_size_and_the_rest_stays(written: Path) -> None:
    for photo in covered(written, BOX):
        assert contrast(photo, (0.25, 0.25, 0.75, 0.75)) < 6
        assert contrast(photo, (0, 0, 0.15, 0.15)) > 40
        assert not photo.getexif()
    large, small = covered(written, BOX)
    assert (large.size, small.size) == ((800, 600), (480, 360))


def test_a_box_covers_a_little_more_than_was_drawn_and_never_beyond_the_photo() -> None:
    left, top, right, bottom = grown(BOX, 800, 600)
    assert left < 200 - 6
    assert top < 150 - 6
    assert right > 600 + 6
    assert bottom > 450 + 6
    assert grown((0, 0, 1000, 1000), 800, 600) == (0, 0, 800, 600)
    assert grown((999, 999, 1, 1), 800, 600)[2:] == (800, 600)


def test_two_plates_that_differ_only_in_their_signs_look_the_same_when_covered(tmp_path: Path) -> None:
    seen = []
    for sign in ("B8", "8B"):
        photo = Image.new("RGB", (400, 300), "white")
        ImageDraw.Draw(photo).text((150, 140), sign * 4, fill="black", font_size=24)
        file = tmp_path / f"{sign}.jpg"
        photo.save(file, "JPEG", quality=95)
        seen.append(covered(file, (350, 420, 300, 160))[0].convert("L"))
    differences = [abs(one - other) for one, other in zip(seen[0].tobytes(), seen[1].tobytes(), strict=True)]
    assert max(differences) < 24
    assert sum(differences) / len(differences) < 1
