"""Photos: taken in one by one, refused by name, shown only to whoever may see them, the upload never."""

import io
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from civic.cases.actions import prepare_photos, receive_photo
from civic.cases.models import Case, Draft, Photo
from civic.lib.picture_files import upload_path
from civic.lib.uploads import BoundedUpload
from civic.supervision import actions as supervision
from tests.cases.walk import WORDS, begun
from tests.people import NOON, OUTSIDE, City

pytestmark = pytest.mark.django_db


def jpeg(
    colour: str = "green", *, name: str = "lamp.jpg", place: tuple[float, float] | None = None
) -> SimpleUploadedFile:
    """A small photo, if wished with a place in its hidden data."""
    held = io.BytesIO()
    exif = Image.Exif()
    if place is not None:
        lat, lon = place
        exif[0x8825] = {1: "N" if lat >= 0 else "S", 2: _dms(abs(lat)), 3: "E" if lon >= 0 else "W", 4: _dms(abs(lon))}
    Image.new("RGB", (64, 48), colour).save(held, "JPEG", exif=exif)
    return SimpleUploadedFile(name, held.getvalue(), content_type="image/jpeg")


def _dms(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    return float(whole), float(minutes), round((degrees - whole - minutes / 60) * 3600, 4)


@pytest.fixture
def resident(city: City) -> Client:
    """A browser in which a report was begun."""
    client = Client()
    client.get("/report/")
    begun(client)
    return client


def test_photos_are_kept_with_the_draft_and_go_along_with_the_case(resident: Client) -> None:
    answer = resident.post("/report/photos/", {"photo": [jpeg("green"), jpeg("red", name="post.jpg")]})
    assert answer.headers["Location"] == "/report/contact/"
    assert "lamp.jpg" in resident.get("/report/check/").content.decode()
    resident.post("/report/check/")
    assert Case.objects.get().photos.count() == 2


def test_photos_may_be_skipped(resident: Client) -> None:
    assert resident.post("/report/photos/").headers["Location"] == "/report/contact/"


def test_a_refused_photo_is_named_with_its_reason_and_the_rest_survives(resident: Client) -> None:
    files = [
        jpeg("green"),
        SimpleUploadedFile("letter.pdf", b"%PDF-1.7 not a photo"),
        SimpleUploadedFile("nothing.jpg", b""),
    ]
    page = resident.post("/report/photos/", {"photo": files}).content.decode()
    assert "“letter.pdf” is not a photo" in page
    assert "“nothing.jpg” is empty" in page
    assert Photo.objects.count() == 1
    assert WORDS in resident.get("/report/check/").content.decode()


def test_sending_the_same_photo_again_keeps_one(resident: Client) -> None:
    resident.post("/report/photos/", {"photo": [jpeg()]})
    resident.post("/report/photos/", {"photo": [jpeg()]})
    assert Photo.objects.count() == 1


def test_a_sixth_photo_is_refused_and_the_five_stay(resident: Client) -> None:
    colours = ["red", "green", "blue", "white", "black", "gray"]
    page = resident.post("/report/photos/", {"photo": [jpeg(colour, name=f"{colour}.jpg") for colour in colours]})
    assert "“gray.jpg” was not added" in page.content.decode()
    assert Photo.objects.count() == 5


def test_more_files_than_any_report_holds_are_turned_away_with_a_page(resident: Client) -> None:
    page = resident.post("/report/photos/", {"photo": [jpeg(name=f"{n}.jpg") for n in range(12)]})
    assert page.status_code == 413
    assert "too much at once" in page.content.decode()
    assert not Photo.objects.exists()
    assert Draft.objects.count() == 1


def test_fifty_megabytes_are_refused_by_name_and_never_lie_in_memory(resident: Client) -> None:
    heavy = SimpleUploadedFile("holiday.jpg", b"\xff\xd8\xff" + b"\0" * (50 * 1024 * 1024))
    tracemalloc.start()
    page = resident.post("/report/photos/", {"photo": [heavy, jpeg()]})
    tracemalloc.stop()
    assert "“holiday.jpg” is larger than 20 MB" in page.content.decode()
    assert [photo.file_name for photo in Photo.objects.all()] == ["lamp.jpg"]


def test_of_a_file_that_is_too_large_no_more_is_kept_than_a_photo_may_have() -> None:
    handler = BoundedUpload()
    handler.new_file("photo", "holiday.jpg", "image/jpeg", None)
    chunk, sent = b"\0" * 1024 * 1024, 0
    for _turn in range(50):
        handler.receive_data_chunk(chunk, sent)
        sent += len(chunk)
    kept = handler.file_complete(sent)
    assert kept.size == 50 * 1024 * 1024
    assert Path(kept.temporary_file_path()).stat().st_size == 20 * 1024 * 1024 + 1


def test_a_photo_can_be_removed_again(resident: Client) -> None:
    resident.post("/report/photos/", {"photo": [jpeg()]})
    photo = Photo.objects.get()
    assert resident.post("/report/photos/", {"remove": str(photo.key)}).headers["Location"] == "/report/photos/"
    assert not Photo.objects.exists()
    assert not upload_path(photo.key).exists()


def test_nobody_removes_a_photo_of_another_report(resident: Client) -> None:
    resident.post("/report/photos/", {"photo": [jpeg()]})
    other = Client()
    other.get("/report/")
    begun(other)
    for key in (str(Photo.objects.get().key), "not a key", "'; drop table"):
        other.post("/report/photos/", {"remove": key})
    assert Photo.objects.count() == 1


def test_over_the_limit_of_a_network_photos_wait_and_the_draft_stays(resident: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"photo-network": (1, 3600)}
    page = resident.post("/report/photos/", {"photo": [jpeg("green"), jpeg("red", name="post.jpg")]})
    assert page.status_code == 429
    assert WORDS in resident.get("/report/check/").content.decode()


# --- the place a photo tells ---


def test_the_place_in_a_photo_is_left_alone_unless_the_resident_agrees(resident: Client) -> None:
    resident.post("/report/photos/", {"photo": [jpeg(place=(23.13, 113.30))]})
    resident.post("/report/check/")
    assert Case.objects.get().lat is None


def test_the_place_in_a_photo_is_used_when_the_box_is_ticked_and_told_in_words(resident: Client) -> None:
    resident.post("/report/photos/", {"photo": [jpeg(place=(23.13, 113.30))], "photo_place": "on", "stay": "1"})
    assert "The photo gave the place: <b>Dongqiao District" in resident.get("/report/photos/").content.decode()
    resident.post("/report/check/")
    case = Case.objects.get()
    assert (round(case.lat or 0, 3), round(case.lon or 0, 3)) == (23.13, 113.30)


def test_a_photo_taken_outside_the_city_is_added_without_its_place(resident: Client) -> None:
    page = resident.post("/report/photos/", {"photo": [jpeg(place=OUTSIDE)], "photo_place": "on"})
    assert "lies outside the city" in page.content.decode()
    assert Photo.objects.count() == 1
    resident.post("/report/check/")
    assert Case.objects.get().lat is None


def test_a_photo_without_a_place_says_so(resident: Client) -> None:
    page = resident.post("/report/photos/", {"photo": [jpeg()], "photo_place": "on"})
    assert "No place is stored in these photos" in page.content.decode()


def test_the_place_confirmed_in_the_browser_is_taken_over(resident: Client) -> None:
    resident.post("/report/photos/", {"photo": [jpeg()], "photo_lat": "23.13", "photo_lon": "113.30"})
    resident.post("/report/check/")
    assert Case.objects.get().area.code == "990102"


def test_nonsense_for_a_place_is_no_fault(resident: Client) -> None:
    for lat, lon in (("nan", "inf"), ("x", ""), ("91", "181"), ("1e999", "0")):
        assert resident.post("/report/photos/", {"photo_lat": lat, "photo_lon": lon}).status_code in (200, 302)
    resident.post("/report/check/")
    assert Case.objects.get().lat is None


# --- who sees it ---


def _shown(city: City, **given: Any) -> tuple[Case, Photo]:
    """A case with one photo that has been prepared."""
    case = city.filed(by=city.mei, **given).case
    photo = receive_photo(jpeg(), case=case, at=NOON)
    assert prepare_photos(at=timezone.now()) == 1
    photo.refresh_from_db()
    return case, photo


def _address(case: Case, photo: Photo, size: str = "small") -> str:
    return f"/cases/{case.number}/photos/{photo.key}/{size}/"


def test_a_photo_nobody_screened_is_shown_to_its_reporter_and_the_desk_only(city: City, as_person: Any) -> None:
    case, photo = _shown(city)
    assert Client().get(_address(case, photo)).status_code == 404
    assert as_person(city.gu).get(_address(case, photo)).status_code == 404
    assert as_person(city.mei).get(_address(case, photo)).status_code == 200
    answer = as_person(city.mo).get(_address(case, photo, "large"))
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "image/jpeg"


def test_a_screened_photo_is_public_and_a_held_back_one_is_not(city: City, as_person: Any) -> None:
    case, photo = _shown(city)
    held_back = receive_photo(jpeg("red"), case=case, at=NOON)
    prepare_photos(at=timezone.now())
    supervision.publish(case, by=city.mo, title="路灯不亮", text="路灯不亮。", photos=[photo.key], at=NOON)
    answer = Client().get(_address(case, photo))
    assert answer.status_code == 200
    assert "public" in answer.headers["Cache-Control"]
    assert Client().get(_address(case, held_back)).status_code == 404
    assert as_person(city.mei).get(_address(case, held_back)).status_code == 200


def test_a_withheld_case_hides_its_photos(city: City) -> None:
    case, photo = _shown(city)
    supervision.publish(case, by=city.mo, title="路灯不亮", text="路灯不亮。", photos=[photo.key], at=NOON)
    supervision.withhold(case, by=city.mo, reason="个人信息", at=NOON)
    assert Client().get(_address(case, photo)).status_code == 404


def test_a_photo_is_not_found_under_another_number_or_size(city: City, as_person: Any) -> None:
    case, photo = _shown(city)
    other = city.filed(by=city.mei).case
    mei = as_person(city.mei)
    assert mei.get(_address(other, photo)).status_code == 404
    assert mei.get(_address(case, photo, "upload")).status_code == 404


def test_an_unchanged_picture_is_not_sent_again(city: City, as_person: Any) -> None:
    case, photo = _shown(city)
    mei = as_person(city.mei)
    tag = mei.get(_address(case, photo)).headers["ETag"]
    assert mei.get(_address(case, photo), headers={"If-None-Match": tag}).status_code == 304
    assert Client().get(_address(case, photo), headers={"If-None-Match": tag}).status_code == 404


def test_an_upload_that_was_not_prepared_is_never_served(resident: Client) -> None:
    resident.post("/report/photos/", {"photo": [jpeg()]})
    key = Photo.objects.get().key
    assert resident.get(f"/report/photos/{key}/small/").status_code == 404
    assert resident.get(f"/report/photos/{key}/large/").status_code == 404


def test_a_drafts_photos_are_shown_to_the_holder_of_the_draft_only(resident: Client) -> None:
    resident.post("/report/photos/", {"photo": [jpeg()]})
    prepare_photos(at=timezone.now())
    address = f"/report/photos/{Photo.objects.get().key}/small/"
    assert resident.get(address).status_code == 200
    assert "private" in resident.get(address).headers["Cache-Control"]
    assert Client().get(address).status_code == 404
    other = Client()
    other.get("/report/")
    begun(other)
    assert other.get(address).status_code == 404


def test_a_hundred_and_ten_megabytes_are_turned_away_before_they_are_read(resident: Client) -> None:
    class Unread:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    page = resident.generic(
        "POST",
        "/report/photos/",
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(110 * 1024 * 1024),
        **{"wsgi.input": Unread()},
    )
    assert page.status_code == 413
