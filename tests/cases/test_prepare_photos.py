"""A photo is turned, shrunk and cleaned later; the upload is gone, a failure is told on the case."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from civic.cases import actions as cases
from civic.cases.actions.photos import tidy_uploads
from civic.cases.models import Photo
from civic.cases.queries import timeline
from civic.lib.picture_files import picture_path, upload_path
from civic.lib.refusals import NotValid
from civic.notices.models import Notice
from tests.people import NOON, City


def jpeg(colour: str = "teal", *, size: tuple[int, int] = (1800, 900)) -> SimpleUploadedFile:
    held = BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (23.0, 7.0, 48.0), 3: "E", 4: (113.0, 16.0, 12.0)}
    exif[0x0112] = 6
    Image.new("RGB", size, colour).save(held, "JPEG", exif=exif)
    return SimpleUploadedFile("我家门口.jpg", held.getvalue(), "image/jpeg")


def test_a_photo_becomes_two_clean_pictures_and_its_upload_is_gone(city: City) -> None:
    case = city.case("accepted")
    photo = cases.receive_photo(jpeg(), case=case, at=NOON)
    assert upload_path(photo.key).exists()
    assert cases.prepare_photos(at=NOON) == 1
    photo.refresh_from_db()
    assert photo.state == "ready"
    assert not upload_path(photo.key).exists()
    with Image.open(picture_path(photo.key, "large")) as large, Image.open(picture_path(photo.key, "small")) as small:
        assert large.size == (800, 1600)  # turned upright, 1,600 px on the long side
        assert max(small.size) == 480
        assert not large.getexif()


def test_a_photo_of_a_case_stands_with_its_report(city: City) -> None:
    case = city.case("accepted")
    cases.receive_photo(jpeg(), case=case, at=NOON)
    cases.prepare_photos(at=NOON)
    assert [len(entry.photos) for entry in timeline(case, "party") if entry.line.verb == "file"] == [1]
    assert [len(entry.photos) for entry in timeline(case, "public") if entry.line.verb == "file"] == [0]


def test_the_same_upload_twice_is_one_photo(city: City) -> None:
    case = city.case("accepted")
    assert cases.receive_photo(jpeg(), case=case, at=NOON).pk == cases.receive_photo(jpeg(), case=case, at=NOON).pk


def test_a_sixth_photo_is_refused_by_name(city: City) -> None:
    case = city.case("accepted")
    for colour in ("red", "green", "blue", "white", "black"):
        cases.receive_photo(jpeg(colour), case=case, at=NOON)
    with pytest.raises(NotValid, match=r"我家门口\.jpg"):
        cases.receive_photo(jpeg("pink"), case=case, at=NOON)


def test_a_photo_that_cannot_be_prepared_is_told_and_its_upload_is_gone(city: City) -> None:
    case = city.filed(email="mei@example.com").case
    photo = cases.receive_photo(jpeg(), case=case, at=NOON)
    upload_path(photo.key).write_bytes(upload_path(photo.key).read_bytes()[:400])
    assert cases.prepare_photos(at=NOON) == 0
    photo.refresh_from_db()
    assert photo.state == "failed"
    assert photo.failure
    assert not upload_path(photo.key).exists()
    assert Notice.objects.filter(verb="photo-failed").count() == 1


def test_a_photo_whose_worker_died_is_taken_up_again(city: City) -> None:
    photo = cases.receive_photo(jpeg(), case=city.case("accepted"), at=NOON)
    Photo.objects.filter(pk=photo.pk).update(state="developing", claimed_at=NOON)
    assert cases.prepare_photos(at=NOON + timedelta(minutes=2)) == 0
    assert cases.prepare_photos(at=NOON + timedelta(minutes=6)) == 1


def test_an_upload_without_a_row_goes_with_its_hour(city: City) -> None:
    stray = upload_path(uuid4())
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"lost")
    tidy_uploads(at=timezone.now() + timedelta(minutes=59))
    assert stray.exists()
    tidy_uploads(at=timezone.now() + timedelta(minutes=61))
    assert not stray.exists()


def test_no_upload_outlives_the_hour(city: City) -> None:
    photo = cases.receive_photo(jpeg(), case=city.case("accepted"), at=NOON)
    assert tidy_uploads(at=NOON + timedelta(minutes=59)) == 0
    assert tidy_uploads(at=NOON + timedelta(minutes=61)) == 1
    assert not upload_path(photo.key).exists()
