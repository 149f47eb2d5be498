"""The page on which a moderator draws boxes over a photo: with numbers too, and for nobody else."""

from typing import Any

import pytest
from django.test import Client

from civic.cases.models import Case, Photo
from civic.supervision import actions as supervision
from tests.people import NOON, City
from tests.supervision.test_blur import FACE, pictured


def rows(*boxes: tuple[str, ...], known: int = 0) -> dict[str, str]:
    """Rows of numbers as the page sends them."""
    said = {"box-TOTAL_FORMS": str(len(boxes)), "box-INITIAL_FORMS": str(known)}
    for number, (shows, *numbers) in enumerate(boxes):
        said[f"box-{number}-shows"] = shows
        said |= {
            f"box-{number}-{name}": value for name, value in zip(("x", "y", "width", "height"), numbers, strict=True)
        }
    return said


def url(case: Case, photo: Photo) -> str:
    return f"/desk/cases/{case.number}/photos/{photo.pk}/"


def test_boxes_written_as_numbers_cover_the_photo(city: City, as_person: Any) -> None:
    case, photo = pictured(city)
    client = as_person(city.mo)
    assert client.get(url(case, photo)).status_code == 200
    sent = client.post(
        url(case, photo), {**rows(("plate", "12.5", "10", "20", "5"), ("face", "", "", "", "")), "blur": "1"}
    )
    assert sent.status_code == 302
    assert list(photo.boxes.values_list("x", "y", "width", "height", "shows")) == [(125, 100, 200, 50, "plate")]
    page = client.get(url(case, photo)).content.decode()
    assert '<rect x="125" y="100" width="200" height="50"' in page
    assert 'value="12.5"' in page
    assert 'name="undo"' in page


def test_a_row_that_is_struck_out_or_emptied_is_no_box(city: City, as_person: Any) -> None:
    case, photo = pictured(city)
    supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[FACE, FACE, FACE], at=NOON)
    data = rows(("face", "25", "25", "30", "30"), ("face", "", "", "", ""), ("face", "1", "1", "2", "2"), known=3)
    sent = as_person(city.mo).post(url(case, photo), {**data, "box-2-DELETE": "on", "blur": "1"})
    assert sent.status_code == 302
    assert photo.boxes.count() == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("face", "10", "", "10", "10"), "A box needs all four numbers."),
        (("face", "95", "0", "10", "10"), "reaches beyond the photo"),
        (("face", "-1", "0", "10", "10"), "greater than or equal to 0"),
        (("face", "", "", "", ""), "Draw at least one box"),
        (("face", "0", "0", "0", "10"), "needs a width and a height"),
    ],
)
def test_what_cannot_be_a_box_is_said_and_what_was_typed_stays(
    city: City, as_person: Any, row: tuple[str, ...], sentence: str
) -> None:
    case, photo = pictured(city)
    page = as_person(city.mo).post(url(case, photo), {**rows(row), "blur": "1"})
    assert page.status_code == 400
    assert sentence in page.content.decode()
    assert all(f'value="{said}"' in page.content.decode() for said in row[1:] if said)
    assert not photo.boxes.exists()


def test_the_cover_is_taken_off_by_its_button_and_a_public_photo_has_none(city: City, as_person: Any) -> None:
    case, photo = pictured(city)
    client = as_person(city.mo)
    client.post(url(case, photo), {**rows(("face", "1", "1", "9", "9")), "blur": "1"})
    assert client.post(url(case, photo), {**rows(), "undo": "1"}).status_code == 302
    photo.refresh_from_db()
    assert photo.sealed_key is None
    client.post(url(case, photo), {**rows(("face", "1", "1", "9", "9")), "blur": "1"})
    supervision.publish(case, by=city.mo, title="路灯", text="路灯不亮。", at=NOON)
    page = client.get(url(case, photo)).content.decode()
    assert 'name="undo"' not in page
    assert "This photo is public" in page
    assert client.post(url(case, photo), {**rows(), "undo": "1"}).status_code == 409


# --- who sees the photo without its boxes ---


@pytest.mark.parametrize(
    ("who", "status"),
    [("mo", 200), ("lin", 404), ("zhao", 404), ("chen", 404), ("shen", 404), ("rui", 404), ("gu", 403), ("mei", 403)],
)
@pytest.mark.parametrize("is_published", [False, True])
def test_only_a_moderator_sees_the_sealed_photo(
    city: City, as_person: Any, who: str, status: int, is_published: bool
) -> None:
    case, photo = pictured(city)
    supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[FACE], at=NOON)
    if is_published:
        supervision.publish(case, by=city.mo, title="路灯", text="路灯不亮。", at=NOON)
    client = as_person(getattr(city, who))
    for address in (url(case, photo), url(case, photo) + "unblurred/"):
        assert client.get(address).status_code == status
        assert Client().get(address).status_code == 302  # to the sign-in


def test_the_sealed_photo_is_kept_by_no_cache(city: City, as_person: Any) -> None:
    case, photo = pictured(city)
    answer = as_person(city.mo).get(url(case, photo) + "unblurred/")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert (
        as_person(city.mo).get(f"/desk/cases/{city.filed().case.number}/photos/{photo.pk}/unblurred/").status_code
        == 404
    )


def test_the_publish_form_leads_to_each_photo(city: City, as_person: Any) -> None:
    case, photo = pictured(city)
    assert url(case, photo) in as_person(city.mo).get(f"/desk/cases/{case.number}/publish/").content.decode()
    assert url(case, photo) not in as_person(city.lin).get(f"/desk/cases/{case.number}/").content.decode()
