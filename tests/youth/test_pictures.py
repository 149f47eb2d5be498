"""A child's pictures: what the phone wrote into them is gone, what was covered is covered in every size."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from civic.lib.picture_files import picture_path, upload_path
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.youth import actions as youth
from civic.youth.models import ProposalPicture
from civic.youth.rules import Cover
from tests.youth.making import AT, person, photo, read_by, track_and_child, written

pytestmark = pytest.mark.django_db
FACE = Cover(100, 100, 300, 300, "face")
CARD = Cover(500, 500, 100, 100, "name")


def test_the_upload_is_gone_once_it_is_prepared_and_its_file_name_is_kept_nowhere() -> None:
    _track, entry = track_and_child()
    picture = youth.add_picture(written(entry), upload=photo(), alt="一座桥", at=AT)
    assert upload_path(picture.key).exists()
    assert youth.prepare_pictures(at=AT) == 1
    picture.refresh_from_db()
    assert picture.state == "ready"
    assert not upload_path(picture.key).exists()
    assert "13800138000" not in str(ProposalPicture.objects.values())


def test_the_same_upload_twice_is_one_and_three_are_enough() -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    first = youth.add_picture(proposal, upload=photo("red"), alt="", at=AT)
    assert youth.add_picture(proposal, upload=photo("red"), alt="", at=AT).pk == first.pk
    for color in ("blue", "black"):
        youth.add_picture(proposal, upload=photo(color), alt="", at=AT)
    with pytest.raises(NotValid):
        youth.add_picture(proposal, upload=photo("white"), alt="", at=AT)
    with pytest.raises(NotValid):
        youth.add_picture(proposal, upload=SimpleUploadedFile("a.svg", b"<svg onload=alert(1)>"), alt="", at=AT)


def test_a_child_takes_a_picture_out_again_files_and_all(django_capture_on_commit_callbacks: object) -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    picture = youth.add_picture(proposal, upload=photo(), alt="", at=AT)
    kept = upload_path(picture.key)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        youth.drop_picture(picture, at=AT)
    assert not kept.exists()
    again = youth.add_picture(proposal, upload=photo(), alt="", at=AT)
    youth.hand_in(proposal, at=AT)
    with pytest.raises(Conflict):
        youth.drop_picture(again, at=AT)


def test_a_cover_gives_the_picture_another_address_and_hides_what_was_under_it() -> None:
    picture = _ready()
    before = picture.key
    picture = youth.cover_picture(picture, by=person("tang"), covers=[FACE], at=AT)
    assert picture.key != before
    assert picture.sealed_key == before
    with Image.open(picture_path(picture.key, "large")) as covered, Image.open(_path(before)) as bare:
        assert covered.size == bare.size
        assert not covered.getexif()


def test_once_somebody_has_read_it_covers_are_only_added() -> None:
    picture = _ready()
    youth.cover_picture(picture, by=person("tang"), covers=[FACE], at=AT)
    youth.cover_picture(picture, by=person("tang"), covers=[CARD], at=AT)  # drawn anew: nobody has read it
    assert [box.shows for box in picture.boxes.all()] == ["name"]
    picture.refresh_from_db()
    look = youth.VerdictGiven("show", looks={str(picture.key): "fine"})
    read_by(picture.proposal, "tang", look)
    youth.cover_picture(picture, by=person("bai"), covers=[FACE], at=AT)
    assert {box.shows for box in picture.boxes.all()} == {"name", "face"}


def test_covers_are_the_readers_own_and_lie_within_the_picture() -> None:
    picture = _ready()
    for handle in ("qiu", "lin", "root"):
        with pytest.raises(NotAllowed):
            youth.cover_picture(picture, by=person(handle), covers=[FACE], at=AT)
    for wrong in ([], [Cover(900, 0, 200, 10, "face")], [Cover(0, 0, 10, 10, "secret")]):
        with pytest.raises(NotValid):
            youth.cover_picture(picture, by=person("tang"), covers=wrong, at=AT)


def _ready() -> ProposalPicture:
    _track, entry = track_and_child()
    proposal = written(entry)
    youth.add_picture(proposal, upload=photo(), alt="", at=AT)
    youth.hand_in(proposal, at=AT)
    youth.prepare_pictures(at=AT)
    return ProposalPicture.objects.get()


def _path(key: object) -> Path:
    return picture_path(key, "large")  # type: ignore[arg-type]
