"""Photos are looked at before the receipt and developed within bounds; where they were taken never survives."""

import os
import struct
import sys
import time
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from civic.lib.picture_headers import Unreadable, read_gps, read_header
from civic.lib.pictures import FAILURES, DevelopFailed, PictureRefused, develop, gps_of, look_at

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (255, 255, 255)
REAL = Path(os.environ.get("GONGZHI_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data") / "photos"


def quarters(width: int = 300, height: int = 200) -> Image.Image:
    """A picture that shows which way is up: red and green above, blue and white below."""
    photo = Image.new("RGB", (width, height), WHITE)
    photo.paste(RED, (0, 0, width // 2, height // 2))
    photo.paste(GREEN, (width // 2, 0, width, height // 2))
    photo.paste(BLUE, (0, height // 2, width // 2, height))
    return photo


def exif_of_guangzhou(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Phone of a resident"
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 7.0, 48.0), 3: "E", 4: (113.0, 16.0, 12.0)})
    return exif


def encoded(photo: Image.Image, kind: str, **options: object) -> bytes:
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    box = BytesIO()
    photo.save(box, kind, **options)
    return box.getvalue()


def a_file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def png_claiming(width: int, height: int, *, pixels: bytes = b"") -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels or zlib.compress(b"\0")) + chunk(b"IEND", b"")


def corners(photo: Image.Image) -> list[tuple[int, int, int]]:
    """The pure colour nearest to each quarter: above left, above right, below left, below right."""
    width, height = photo.size
    found = []
    for x, y in ((1, 1), (3, 1), (1, 3), (3, 3)):
        seen = photo.convert("RGB").getpixel((width * x // 4, height * y // 4))
        assert isinstance(seen, tuple)
        found.append(
            min((RED, GREEN, BLUE, WHITE), key=lambda pure: sum(abs(a - b) for a, b in zip(pure, seen, strict=True)))
        )
    return found


@pytest.mark.parametrize(("kind", "said"), [("JPEG", "JPEG"), ("PNG", "PNG"), ("WEBP", "WebP"), ("HEIF", "HEIC")])
def test_each_kind_is_known_by_its_first_bytes_whatever_its_name(kind: str, said: str) -> None:
    upload = SimpleUploadedFile("holiday.exe", encoded(quarters(), kind))
    upload.read(10)
    header = look_at(upload)
    assert (header.kind, header.width, header.height) == (said, 300, 200)
    assert upload.tell() == 0


def test_a_lossless_and_a_see_through_webp_are_known_too() -> None:
    for options in ({"lossless": True}, {"exif": exif_of_guangzhou()}):
        header = look_at(BytesIO(encoded(quarters(), "WEBP", **options)))
        assert (header.kind, header.width, header.height) == ("WebP", 300, 200)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "photo-empty"),
        (b"\xff\xd8\xff" + b"\0" * (20 * 1024 * 1024), "photo-too-heavy"),
        (b"hello", "photo-no-photo"),
        (b"%PDF-1.7 ...", "photo-no-photo"),
        (encoded(quarters(), "GIF"), "photo-no-photo"),
        (encoded(quarters(), "TIFF"), "photo-no-photo"),
        (encoded(quarters(), "PNG")[:20], "photo-unreadable"),
        (b"\xff\xd8\xff", "photo-unreadable"),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", "photo-unreadable"),
        (png_claiming(0, 10), "photo-unreadable"),
        (png_claiming(9_000, 9_000), "photo-too-many-pixels"),
        (png_claiming(20_001, 2), "photo-too-long"),
        (encoded(quarters(), "PNG", save_all=True, append_images=[quarters().rotate(9)]), "photo-moving"),
        (encoded(quarters(), "WEBP", save_all=True, append_images=[quarters().rotate(9)]), "photo-moving"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        look_at(BytesIO(content), name="IMG_1.jpg")
    assert refused.value.code == reason
    assert "IMG_1.jpg" in str(refused.value)
    assert list(refused.value.fields) == ["photo"]


def test_the_refusal_names_the_file_without_its_folders_and_tricks() -> None:
    with pytest.raises(PictureRefused) as refused, override("en"):
        look_at(BytesIO(b""), name="C:\\fake\\../路灯\u202egpj.jpg")
    assert str(refused.value).startswith("“路灯gpj.jpg” is empty.")


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            b"",
            b"\xff\xd8\xff\xe0\0\x04",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"RIFF1234WEBPVP8 ",
            b"RIFF1234WEBPVP8X",
            b"RIFF1234WEBPVP8L",
            b"\0\0\0\x10ftypheic\0\0\0\0",
            b"\xff\xd8\xff\xe1\1\0Exif\0\0MM\0*",
            b"\xff\xd8\xff\xe1\1\0Exif\0\0II*\0",
        ]
    ),
)
def test_no_bytes_upset_the_look(rest: bytes, start: bytes) -> None:
    with suppress(PictureRefused):
        look_at(BytesIO(start + rest), name="x")
    gps_of(BytesIO(start + rest))


@given(st.data())
def test_no_changed_byte_of_a_true_photo_upsets_the_look(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(TRUE_PHOTOS)))
    for _change in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, min(len(content) - 1, 900)))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        read_header(BytesIO(content))
    found = read_gps(BytesIO(content))
    assert found is None or (-90 <= found[0] <= 90 and -180 <= found[1] <= 180)


TRUE_PHOTOS = [encoded(quarters(64, 48), kind, exif=exif_of_guangzhou()) for kind in ("JPEG", "PNG", "WEBP", "HEIF")]


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_the_place_is_read_from_the_photo(kind: str) -> None:
    found = gps_of(SimpleUploadedFile("a", encoded(quarters(), kind, exif=exif_of_guangzhou())))
    assert found == pytest.approx((23.13, 113.27), abs=1e-4)


def gps(**changed: object) -> tuple[float, float] | None:
    exif = exif_of_guangzhou()
    exif.get_ifd(0x8825).update(
        {{"ns": 1, "lat": 2, "ew": 3, "lon": 4}[name]: value for name, value in changed.items()}
    )
    return gps_of(BytesIO(encoded(quarters(), "JPEG", exif=exif)))


def test_south_and_west_are_negative() -> None:
    assert gps(ns="S", ew="W") == pytest.approx((-23.13, -113.27), abs=1e-4)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"lat": (0.0, 0.0, 0.0), "lon": (0.0, 0.0, 0.0)},
        {"lat": (91.0, 0.0, 0.0)},
        {"lon": (181.0, 0.0, 0.0)},
        {"lat": 23.13},
    ],
)
def test_a_place_that_makes_no_sense_is_no_place(nonsense: dict[str, object]) -> None:
    found = gps(**nonsense)
    assert found is None or nonsense == {"lat": 23.13}


def test_a_photo_without_a_place_has_none() -> None:
    assert gps_of(BytesIO(encoded(quarters(), "JPEG"))) is None
    assert gps_of(BytesIO(b"")) is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_is_developed_in_two_sizes_without_a_word_about_its_owner(kind: str, tmp_path: Path) -> None:
    options: dict[str, object] = {"exif": exif_of_guangzhou()}
    if kind == "JPEG":
        options |= {"comment": b"Phone of a resident", "xmp": b"<x>Phone of a resident</x>", "dpi": (72, 72)}
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", "Phone of a resident")
        options["pnginfo"] = words
    source = a_file(tmp_path / "upload", encoded(quarters(2400, 1600), kind, **options))
    developed = develop(source, tmp_path / "shown")
    assert (developed.large.width, developed.large.height) == (1600, 1067)
    assert (developed.small.width, developed.small.height) == (480, 320)
    assert sorted(path.name for path in (tmp_path / "shown").iterdir()) == ["large.jpg", "small.jpg"]
    for shown in (developed.large, developed.small):
        with Image.open(shown.path) as photo:
            assert photo.format == "JPEG"
            assert photo.mode == "RGB"
            assert photo.size == (shown.width, shown.height)
            assert not dict(photo.getexif())
            assert set(photo.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }
            assert corners(photo) == [RED, GREEN, BLUE, WHITE]
        content = shown.path.read_bytes()
        assert b"Exif" not in content
        assert b"resident" not in content
        assert gps_of(BytesIO(content)) is None


TURNS = {
    1: [],
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_90],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_270],
}


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("size", [(300, 200), (2400, 1600)])
def test_every_way_of_holding_the_phone_ends_upright(orientation: int, size: tuple[int, int], tmp_path: Path) -> None:
    held = quarters(*size)
    for turn in TURNS[orientation]:
        held = held.transpose(turn)
    source = a_file(tmp_path / "upload", encoded(held, "JPEG", exif=exif_of_guangzhou(orientation)))
    developed = develop(source, tmp_path)
    assert developed.large.width > developed.large.height
    for shown in (developed.large, developed.small):
        assert corners(Image.open(shown.path)) == [RED, GREEN, BLUE, WHITE]


def test_a_small_photo_is_not_blown_up(tmp_path: Path) -> None:
    developed = develop(a_file(tmp_path / "upload", encoded(quarters(40, 20), "PNG")), tmp_path)
    assert (developed.large.width, developed.small.height) == (40, 20)


def see_through(photo: Image.Image) -> Image.Image:
    """The white quarter cut out."""
    hole = Image.new("L", photo.size, 255)
    hole.paste(0, (photo.width // 2, photo.height // 2, photo.width, photo.height))
    dark = photo.copy()
    dark.paste((0, 0, 0), (photo.width // 2, photo.height // 2, photo.width, photo.height))
    dark.putalpha(hole)
    return dark


def with_profile(photo: Image.Image) -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(photo, "PNG", icc_profile=profile)


@pytest.mark.parametrize(
    "content",
    [
        encoded(quarters().convert("CMYK"), "JPEG"),
        encoded(quarters().convert("P"), "PNG"),
        encoded(see_through(quarters()), "PNG"),
        encoded(see_through(quarters(5000, 3400)), "PNG", compress_level=1),
        encoded(see_through(quarters()), "WEBP"),
        with_profile(quarters()),
        with_profile(see_through(quarters())),
        encoded(quarters(), "PNG", icc_profile=b"rubbish"),
        encoded(see_through(quarters()).quantize(), "PNG"),
    ],
    ids=[
        "cmyk",
        "palette",
        "holes",
        "large holes",
        "webp holes",
        "profile",
        "profile and holes",
        "broken profile",
        "palette and holes",
    ],
)
def test_every_kind_of_colour_ends_as_it_looks_on_white(content: bytes, tmp_path: Path) -> None:
    shown = develop(a_file(tmp_path / "upload", content), tmp_path).large
    assert corners(Image.open(shown.path)) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16"])
def test_grey_stays_grey_at_any_depth(mode: str, tmp_path: Path) -> None:
    grey = Image.new("L", (64, 64), 0)
    grey.paste(255, (0, 0, 32, 64))
    if mode.startswith("I"):
        row = struct.pack("<H", 100 * 256) * 32 + b"\0\0" * 32
        photo, bright = Image.frombytes("I;16", (64, 64), row * 64), 100
    else:
        photo, bright = grey.convert(mode), 255
    shown = Image.open(develop(a_file(tmp_path / "upload", encoded(photo, "PNG")), tmp_path).large.path)
    left, right = shown.getpixel((8, 32)), shown.getpixel((56, 32))
    assert left == pytest.approx((bright,) * 3, abs=6)
    assert right == pytest.approx((0,) * 3, abs=6)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b"hello", "unreadable"),
        (encoded(quarters(), "GIF"), "unreadable"),
        (encoded(quarters(), "TIFF"), "unreadable"),
        (encoded(quarters(1200, 900), "JPEG")[:2000], "unreadable"),
        (encoded(quarters(1200, 900), "PNG")[:600], "unreadable"),
        (encoded(quarters(), "HEIF")[:-40], "unreadable"),
        (png_claiming(9_500, 9_500), "too-large"),
        (png_claiming(60_000, 60_000), "too-large"),
    ],
)
def test_what_cannot_be_developed_is_told_and_leaves_nothing(content: bytes, code: str, tmp_path: Path) -> None:
    source = a_file(tmp_path / "upload", content)
    with pytest.raises(DevelopFailed) as failed:
        develop(source, tmp_path / "shown")
    assert failed.value.code == code
    assert str(failed.value) == str(FAILURES[code])
    assert list((tmp_path / "shown").iterdir()) == []


def test_a_photo_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(DevelopFailed) as failed:
        develop(tmp_path / "nowhere.jpg", tmp_path)
    assert failed.value.code == "gone"


def test_memory_is_bounded(tmp_path: Path) -> None:
    source = a_file(tmp_path / "upload", encoded(Image.new("RGB", (8000, 6000)), "PNG", compress_level=1))
    with pytest.raises(DevelopFailed) as failed:
        develop(source, tmp_path / "shown", memory_mb=200)
    assert failed.value.code == "too-large"


def is_running(process: int) -> bool:
    status = Path(f"/proc/{process}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except OSError:
        return False


def test_time_is_bounded_and_the_whole_process_group_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = a_file(tmp_path / "stuck", f"#!/bin/sh\nsleep 61 & echo $! > {tmp_path}/child; wait".encode())
    stuck.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(stuck))
    started = time.monotonic()
    with pytest.raises(DevelopFailed) as failed:
        develop(tmp_path / "upload", tmp_path / "shown", seconds=-1)
    assert failed.value.code == "too-slow"
    assert time.monotonic() - started < 30
    child = int((tmp_path / "child").read_text())
    while is_running(child) and time.monotonic() - started < 30:
        time.sleep(0.05)
    assert not is_running(child)


def test_the_child_sees_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEAL_KEYS", "a-key-of-the-city")
    spy = a_file(tmp_path / "spy", f"#!/bin/sh\nenv > {tmp_path}/seen".encode())
    spy.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(spy))
    with pytest.raises(DevelopFailed):
        develop(tmp_path / "upload", tmp_path / "shown")
    assert "a-key-of-the-city" not in (tmp_path / "seen").read_text()


@pytest.mark.slow
@pytest.mark.real_data
@pytest.mark.skipif(not REAL.is_dir(), reason=f"real photos are not here: {REAL}")
def test_real_photos_are_taken_or_refused_and_nothing_hangs(tmp_path: Path) -> None:
    started = time.monotonic()
    shown: dict[str, Image.Image] = {}
    for number, source in enumerate(sorted(path for path in REAL.rglob("*") if path.is_file())):
        try:
            with source.open("rb") as file:
                look_at(file)
            developed = develop(source, tmp_path / str(number))
        except (PictureRefused, DevelopFailed):
            continue
        for size in (developed.large, developed.small):
            content = size.path.read_bytes()
            assert b"Exif" not in content
            assert gps_of(BytesIO(content)) is None
        shown[source.name] = Image.open(developed.large.path)
    assert time.monotonic() - started < 180
    refused = {path.name for path in REAL.rglob("*") if path.is_file()} - set(shown)
    assert refused == {
        "avif_exif.avif",
        "decompression_bomb.gif",
        "decompression_bomb.ico",
        "hopper.gif",
        "iss634.gif",
        "libtiff_segfault.tif",
        "old-style-jpeg-compression.tif",
        "truncated_image.png",
        "truncated_jpeg.jpg",
        "ultrahdr.jpg",
        "zero_width.gif",
    }
    assert shown["heic_mobile_iphone_13_pro_max.HEIC"].size == (1200, 1600)
    for number in range(9):
        assert shown[f"Landscape_{number}.jpg"].size == (1600, 1067)
        assert shown[f"Portrait_{number}.jpg"].size == (1067, 1600)


@pytest.mark.real_data
@pytest.mark.skipif(not REAL.is_dir(), reason=f"real photos are not here: {REAL}")
def test_real_phones_tell_the_place() -> None:
    with (REAL / "potholes" / "photo.JPG").open("rb") as file:
        assert gps_of(file) == pytest.approx((51.414, -2.497), abs=0.001)
    with (REAL / "odd" / "heic_IMG_5195.HEIC").open("rb") as file:
        assert gps_of(file) == pytest.approx((39.051, -94.289), abs=0.001)
    with (REAL / "odd" / "exif_gps_typeerror.jpg").open("rb") as file:
        gps_of(file)
