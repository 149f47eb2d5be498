"""Before and after: photos of the office wait for their answer, and then for the moderator."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from civic.cases.actions import prepare_photos
from civic.cases.models import Case, Photo
from civic.cases.queries import Viewer
from civic.desk.queries import screening_queue
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from portal.seeding.founding import Seeds
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
AT = NOON + 5 * HOUR
PICTURES = sorted((Seeds().folder / "photos").glob("*.jpg"))


def attached(case: Case, city: City, moment: str = "after", *, picture: int = 0, who: str = "chen") -> Photo:
    """A photo of the office."""
    file = SimpleUploadedFile("灯.jpg", PICTURES[picture].read_bytes(), "image/jpeg")
    return handling.attach_photo(case, by=getattr(city, who), upload=file, moment=moment, alt="灯亮着。", at=AT)


def _seen(client: Any, case: Case, photo: Photo) -> int:
    status: int = client.get(f"/cases/{case.number}/photos/{photo.key}/small/").status_code
    return status


def test_before_and_after_stand_beside_each_other_once_the_moderator_let_them(
    city: City, client: Any, as_person: Any
) -> None:
    case = city.case("in-hand", by=city.mei)
    before, after = attached(case, city, "before"), attached(case, city, picture=1)
    assert prepare_photos(at=AT) == 2
    readers = {"stranger": client, "reporter": as_person(city.mei)}
    publish = {"title": "路灯", "text": "路灯不亮。"}
    supervision.publish(case, by=city.mo, **publish, at=AT)
    assert not Photo.objects.filter(is_public=True).exists()
    handling.answer(case, by=city.chen, outcome="solved", text="灯亮了。", at=AT + HOUR)
    assert {(name, _seen(reader, case, before)) for name, reader in readers.items()} == {
        ("stranger", 404),
        ("reporter", 404),
    }
    assert "beforeafter" not in client.get(f"/cases/{case.number}/").content.decode()
    mo = Viewer(person=city.mo, officer=hand_of(city.mo, on=AT.date()))
    assert [item.photos for item in screening_queue(mo, at=AT + HOUR).items if item.kind.name == "photos"] == [2]
    supervision.publish(case, by=city.mo, **publish, at=AT + 2 * HOUR)
    page = client.get(f"/cases/{case.number}/").content.decode()
    shown = page.split('class="beforeafter')[1]
    assert shown.index(str(before.key)) < shown.index(str(after.key))
    assert 'alt="灯亮着。"' in shown
    assert _seen(client, case, after) == 200
    told = client.get(f"/api/v1/cases/{case.number}/timeline/").json()["results"]
    photos = next(line for line in told if line["verb"] == "answer")["photos"]
    assert [photo["moment"] for photo in photos] == ["before", "after"]


def test_no_photo_becomes_public_before_its_answer(city: City) -> None:
    case = city.case("in-hand")
    photo = attached(case, city)
    prepare_photos(at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=photo.pk).update(is_public=True)


def test_only_whoever_may_answer_attaches_and_says_what_is_seen(city: City) -> None:
    case = city.case("in-hand")
    for who in ("lin", "zhao", "mei", "mo"):
        with pytest.raises(NotAllowed):
            attached(case, city, who=who)
    file = SimpleUploadedFile("灯.jpg", PICTURES[0].read_bytes(), "image/jpeg")
    for given, field in (
        ({"moment": "while", "alt": "灯"}, "moment"),
        ({"moment": "after", "alt": " "}, "alt"),
        ({"moment": "after", "alt": "灯", "upload": None}, "photo"),
        ({"moment": "after", "alt": "灯", "upload": SimpleUploadedFile("a.jpg", b"no photo")}, "photo"),
    ):
        with pytest.raises(NotValid) as refused:
            handling.attach_photo(case, by=city.chen, **({"upload": file} | given), at=AT)
        assert field in refused.value.fields
    with pytest.raises(Conflict):
        attached(city.case("answered"), city)


def test_the_same_photo_counts_once_and_six_are_enough(city: City) -> None:
    case = city.case("in-hand")
    assert attached(case, city) == attached(case, city)
    for picture in range(1, 6):
        attached(case, city, picture=picture)
    with pytest.raises(NotValid, match="6 photos at most"):
        attached(case, city, picture=6)


def test_a_photo_is_taken_away_again_and_all_go_when_the_case_is_returned(city: City) -> None:
    case = city.case("in-hand")
    photo, other = attached(case, city), attached(case, city, picture=1)
    handling.detach_photo(case, by=city.chen, photo=photo.pk, at=AT)
    with pytest.raises(Conflict):
        handling.detach_photo(case, by=city.chen, photo=photo.pk, at=AT)
    handling.return_case(case, by=city.chen, reason="不归我们。", at=AT)
    assert not Photo.objects.filter(pk=other.pk).exists()


def test_the_page_takes_a_photo_and_gives_the_mistakes_back(city: City, as_person: Any) -> None:
    case, chen = city.case("in-hand"), as_person(city.chen)
    url = f"/desk/cases/{case.number}/answer-photos/"
    wrong = chen.post(url, {"alt": ""})
    assert wrong.status_code == 400
    assert "Choose a photo." in wrong.content.decode()
    file = SimpleUploadedFile("灯.jpg", PICTURES[0].read_bytes(), "image/jpeg")
    assert chen.post(url, {"photo": file, "moment": "before", "alt": "灯灭着。"}).status_code == 302
    assert "灯灭着。" in chen.get(url).content.decode()
    assert "One photo goes with it" in chen.get(f"/desk/cases/{case.number}/answer/").content.decode()
    assert as_person(city.lin).get(url).status_code == 403
    assert chen.post(url, {"remove": Photo.objects.get().pk}).status_code == 302
    assert not Photo.objects.exists()
