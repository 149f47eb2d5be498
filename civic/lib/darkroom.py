"""The child process that decodes one photo within bounds: turned upright, in sRGB, without metadata, in two sizes.

`civic.lib.pictures.develop` starts it; nothing of the site is loaded here, no secret is in its environment.
"""

import json
import resource
import sys
import warnings
from io import BytesIO
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms, ImageOps

MEGABYTE = 1024 * 1024
MOST_PIXELS = 80_000_000
SIZES = {"large": 1600, "small": 480}
QUALITY = 82
# Above this an image with transparency is halved first: to even out its edges it must be in memory twice.
EASY_PIXELS = 16_000_000


def main(source: str, target: str, seconds: str, memory_mb: str) -> int:
    """Develop one photo and say the sizes, or the code of the failure, in one line of JSON."""
    bind(int(seconds), int(memory_mb))
    try:
        said: dict[str, object] = {"sizes": develop(Path(source), Path(target))}
    except FileNotFoundError:
        said = {"failed": "gone"}
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        said = {"failed": "too-large"}
    except Exception as broken:
        # A decoder may fail in any way on a broken file; every way means the same to the resident.
        said = {
            "failed": "too-large" if "memory" in str(broken).lower() else "unreadable",
            "why": type(broken).__name__,
        }
    sys.stdout.write(json.dumps(said))
    return 0


def bind(seconds: int, memory_mb: int) -> None:
    """Bounds of this process that it cannot lift again: memory, processor time, size and number of files, no core."""
    for limit, most in (
        (resource.RLIMIT_AS, memory_mb * MEGABYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 16 * MEGABYTE),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def develop(source: Path, target: Path) -> dict[str, tuple[int, int]]:
    """Write every size of the photo into the target folder; the first is the largest, the others are made from it."""
    photo = opened(source)
    sizes: dict[str, tuple[int, int]] = {}
    for name, side in SIZES.items():
        photo = in_srgb(upright(smaller(photo, side)))
        # A fresh image knows nothing of the old one: no comment, no EXIF, no profile, no thumbnail.
        bare = Image.new("RGB", photo.size, "white")
        bare.paste(photo)
        bare.save(target / f"{name}.jpg", "JPEG", quality=QUALITY, progressive=True, optimize=True)
        photo = bare
        sizes[name] = bare.size
    return sizes


def opened(source: Path) -> Image.Image:
    """The first frame of the photo, decoded as small as the format allows."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    pillow_heif.register_heif_opener(thumbnails=False)
    pillow_heif.options.DECODE_THREADS = 1
    photo = Image.open(source, formats=["JPEG", "PNG", "WEBP", "HEIF"])
    if photo.width * photo.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    if photo.format in ("JPEG", "MPO"):
        # Not for HEIC, where a draft may be an old thumbnail that still shows what was cut away.
        photo.draft(None, (2 * SIZES["large"], 2 * SIZES["large"]))
    photo.load()
    return photo


def smaller(photo: Image.Image, side: int) -> Image.Image:
    """The photo with its long side at most `side`; never enlarged."""
    orientation = photo.getexif().get(0x0112)
    photo = of_plain_mode(photo)
    if max(photo.size) > side:
        if photo.mode == "RGBA" and photo.width * photo.height > EASY_PIXELS:
            photo = photo.reduce(2)
        photo.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if orientation:
        photo.getexif()[0x0112] = orientation
    return photo


def of_plain_mode(photo: Image.Image) -> Image.Image:
    """The photo in L, RGB, RGBA, CMYK or LAB: palettes are written out, 16 bits become 8."""
    kept = dict(photo.info)
    if photo.mode in ("L", "RGB", "RGBA", "CMYK", "LAB"):
        return photo
    if photo.mode.startswith("I"):
        # Pillow would cut 16 bits off at 255 and show a white page.
        plain = photo.convert("I").point(lambda value: value / 256).convert("L")
    elif photo.mode in ("P", "PA", "LA", "La", "RGBa"):
        has_holes = photo.mode != "P" or "transparency" in photo.info
        plain = photo.convert("RGBA" if has_holes else "RGB")
    else:
        plain = photo.convert("L" if photo.mode == "1" else "RGB")
    plain.info.update(kept)
    return plain


def upright(photo: Image.Image) -> Image.Image:
    """The photo as it was held when it was taken."""
    return ImageOps.exif_transpose(photo)


def in_srgb(photo: Image.Image) -> Image.Image:
    """The photo in RGB on white, its colours read by its own profile where that can be read."""
    profile = photo.info.get("icc_profile")
    holes = photo.getchannel("A") if photo.mode == "RGBA" else None
    if profile and photo.mode in ("RGB", "RGBA", "CMYK", "L", "LAB"):
        opaque = photo.convert("RGB") if photo.mode == "RGBA" else photo
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(opaque, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        photo = turned or opaque
    flat = photo.convert("RGB")
    if holes is None:
        return flat
    on_white = Image.new("RGB", flat.size, "white")
    on_white.paste(flat, mask=holes)
    return on_white


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
