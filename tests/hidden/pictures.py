"""A photo as a phone makes it, and what of that is left in bytes that somebody is given."""

from collections.abc import Mapping
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

GPS, CAMERA, CAPTION, ARTIST, XP_TITLE = 0x8825, 0x0110, 0x010E, 0x013B, 0x9C9B
_count = 0


def photo(words: Mapping[str, str]) -> SimpleUploadedFile:
    """Who took it, with what, where and of whom stands in its EXIF and in a comment; no two are the same."""
    global _count
    _count += 1
    made, exif = BytesIO(), Image.Exif()
    exif[ARTIST], exif[CAMERA], exif[CAPTION] = words["artist"], words["camera"], words["caption"]
    exif[XP_TITLE] = words["caption"].encode("utf-16-le")
    exif.get_ifd(GPS).update({1: "N", 2: (23.0, 7.0, 48.1), 3: "E", 4: (113.0, 16.0, 12.3)})
    color = (40, _count * 17 % 256, 160)  # far enough apart that no two become the same bytes
    Image.new("RGB", (320, 240), color).save(made, "JPEG", exif=exif, comment=words["caption"].encode())
    return SimpleUploadedFile(f"{words['upload']}.jpg", made.getvalue(), content_type="image/jpeg")


def left_in(picture: bytes) -> list[str]:
    """What a picture still says beside itself: every part of its metadata by name."""
    with Image.open(BytesIO(picture)) as opened:
        opened.load()
        told = [f"EXIF {tag:#06x}" for tag in opened.getexif()]
        told += [name for name in ("comment", "xmp", "exif", "photoshop", "icc_profile") if opened.info.get(name)]
    return told
