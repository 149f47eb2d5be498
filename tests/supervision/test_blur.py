"""Faces, plates and doors are covered in a photo; what lies below is sealed, and its old address answers nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from civic.cases import actions as cases
from civic.cases.models import Case, Photo, PhotoBox
from civic.cases.queries import timeline
from civic.cases.rules.boxes import BOXES_MOST, Box
from civic.lib.picture_files import picture_path
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.cases.test_photos import jpeg
from tests.people import NOON, SINCE, City

HOUR = timedelta(hours=1)
FACE = Box(250, 250, 300, 300, "face")


def pictured(city: City, **given: Any) -> tuple[Case, Photo]:
    """A case with one prepared photo."""
    case = city.filed(by=city.mei, **given).case
    photo = cases.receive_photo(jpeg(), case=case, at=NOON)
    assert cases.prepare_photos(at=timezone.now()) == 1
    photo.refresh_from_db()
    return case, photo


def address(case: Case, key: Any, size: str = "large") -> str:
    return f"/cases/{case.number}/photos/{key}/{size}/"


def test_a_covered_photo_has_a_new_address_and_the_old_one_answers_nobody(city: City, as_person: Any) -> None:
    case, photo = pictured(city)
    old = photo.key
    supervision.publish(case, by=city.mo, title="路灯", text="路灯不亮。", at=NOON + HOUR)
    assert Client().get(address(case, old)).status_code == 200
    supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[FACE], at=NOON + 2 * HOUR)
    photo.refresh_from_db()
    assert (photo.sealed_key, photo.is_public) == (old, True)
    assert photo.key != old
    for who in (Client(), as_person(city.mei), as_person(city.mo), as_person(city.lin), as_person(city.gu)):
        for size in ("large", "small"):
            assert who.get(address(case, old, size)).status_code == 404
            assert who.get(address(case, photo.key, size)).status_code == 200
    told = (
        Client().get(f"/cases/{case.number}/").content.decode()
        + Client().get(f"/api/v1/cases/{case.number}/timeline/").content.decode()
    )
    assert str(old) not in told
    assert str(photo.key) in told


def test_every_size_is_made_anew_from_the_sealed_photo(city: City) -> None:
    case, photo = pictured(city)
    supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[FACE], at=NOON + HOUR)
    photo.refresh_from_db()
    assert photo.sealed_key is not None
    for size in ("large", "small"):
        with (
            Image.open(picture_path(photo.key, size)) as covered,
            Image.open(picture_path(photo.sealed_key, size)) as sealed,
        ):
            assert covered.size == sealed.size


def test_drawn_anew_it_begins_from_the_sealed_photo_and_the_version_before_is_gone(
    city: City, django_capture_on_commit_callbacks: Any
) -> None:
    case, photo = pictured(city)
    original = photo.key
    supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[FACE, FACE], at=NOON + HOUR)
    photo.refresh_from_db()
    between = photo.key
    with django_capture_on_commit_callbacks(execute=True):
        supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[Box(0, 0, 100, 100, "plate")], at=NOON + 2 * HOUR)
    photo.refresh_from_db()
    assert photo.sealed_key == original
    assert [tuple(box) for box in photo.boxes.values_list("x", "width", "shows")] == [(0, 100, "plate")]
    assert not picture_path(between, "large").exists()
    assert picture_path(original, "large").exists()


def test_the_cover_comes_off_again_only_while_the_photo_is_not_public(
    city: City, django_capture_on_commit_callbacks: Any
) -> None:
    case, photo = pictured(city)
    original = photo.key
    supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[FACE], at=NOON + HOUR)
    photo.refresh_from_db()
    covered = photo.key
    with django_capture_on_commit_callbacks(execute=True):
        supervision.unblur(case, by=city.mo, photo=photo.pk, at=NOON + 2 * HOUR)
    photo.refresh_from_db()
    assert (photo.key, photo.sealed_key, photo.boxes.count()) == (original, None, 0)
    assert not picture_path(covered, "small").exists()
    with pytest.raises(Conflict, match="Nothing is covered"):
        supervision.unblur(case, by=city.mo, photo=photo.pk, at=NOON + 3 * HOUR)
    supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[FACE], at=NOON + 4 * HOUR)
    supervision.publish(case, by=city.mo, title="路灯", text="路灯不亮。", at=NOON + 5 * HOUR)
    with pytest.raises(Conflict, match="public as it is covered"):
        supervision.unblur(case, by=city.mo, photo=photo.pk, at=NOON + 6 * HOUR)


def test_covering_is_a_line_of_the_timeline_and_the_chain_holds(city: City) -> None:
    case, photo = pictured(city)
    supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[FACE, FACE], at=NOON + HOUR)
    supervision.unblur(case, by=city.mo, photo=photo.pk, at=NOON + 2 * HOUR)
    titles = [str(entry.title) for entry in timeline(case, "desk")]
    assert titles[1:] == ["Covered 2 places in a photo", "Took the cover off a photo again"]
    assert case.parts.get(person=city.mo).side == "check"


@pytest.mark.parametrize("who", ["lin", "zhao", "chen", "shen", "rui", "mei", "gu"])
def test_nobody_but_a_moderator_covers_a_photo(city: City, who: str) -> None:
    case, photo = pictured(city)
    with pytest.raises(NotAllowed):
        supervision.blur(case, by=getattr(city, who), photo=photo.pk, boxes=[FACE], at=NOON + HOUR)
    photo.refresh_from_db()
    assert photo.sealed_key is None


def test_a_moderator_of_the_office_that_holds_the_case_covers_nothing(city: City) -> None:
    case = city.case("in-hand", published=False)
    photo = cases.receive_photo(jpeg(), case=case, at=NOON)
    cases.prepare_photos(at=timezone.now())
    offices.appoint(
        city.gu, side="check", role="moderator", office=city.office("dongqiao-lamps"), area=None, starts=SINCE, at=NOON
    )
    with pytest.raises(NotAllowed, match="own office"):
        supervision.blur(case, by=city.gu, photo=photo.pk, boxes=[FACE], at=NOON + 9 * HOUR)


@pytest.mark.parametrize(
    "boxes",
    [
        [],
        [Box(0, 0, 0, 10, "face")],
        [Box(-1, 0, 10, 10, "face")],
        [Box(995, 0, 10, 10, "face")],
        [Box(0, 0, 10, 10, "nothing")],
        [FACE] * (BOXES_MOST + 1),
    ],
)
def test_boxes_that_cannot_be_laid_are_refused_and_nothing_changes(city: City, boxes: list[Box]) -> None:
    case, photo = pictured(city)
    with pytest.raises(NotValid):
        supervision.blur(case, by=city.mo, photo=photo.pk, boxes=boxes, at=NOON + HOUR)
    assert not PhotoBox.objects.exists()


def test_the_table_refuses_a_box_beyond_the_photo_whatever_the_code_thinks(city: City) -> None:
    _case, photo = pictured(city)
    for wrong in ({"x": 900, "width": 200}, {"width": 0}, {"shows": "nothing"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PhotoBox.objects.create(
                photo=photo, **({"x": 0, "y": 0, "width": 10, "height": 10, "shows": "face"} | wrong)
            )


def test_a_photo_of_another_case_and_one_not_ready_are_refused(city: City) -> None:
    case, photo = pictured(city)
    other = city.filed().case
    with pytest.raises(NotValid):
        supervision.blur(other, by=city.mo, photo=photo.pk, boxes=[FACE], at=NOON + HOUR)
    waiting = cases.receive_photo(jpeg("red"), case=case, at=NOON)
    with pytest.raises(Conflict, match="not ready"):
        supervision.blur(case, by=city.mo, photo=waiting.pk, boxes=[FACE], at=NOON + HOUR)


def test_a_photo_whose_file_is_gone_is_said_and_nothing_is_left_behind(city: City) -> None:
    case, photo = pictured(city)
    picture_path(photo.key, "large").unlink()
    with pytest.raises(Conflict, match="cannot be read"):
        supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[FACE], at=NOON + HOUR)
    photo.refresh_from_db()
    assert photo.sealed_key is None


def test_whoever_is_forgotten_takes_the_sealed_photo_along(city: City) -> None:
    case, photo = pictured(city)
    supervision.blur(case, by=city.mo, photo=photo.pk, boxes=[FACE], at=NOON + HOUR)
    photo.refresh_from_db()
    keys = [photo.key, photo.sealed_key]
    cases.forget(city.mei, at=NOON + 2 * HOUR)
    assert not [key for key in keys if key and picture_path(key, "large").exists()]
