"""A juror sees a picture as two readers left it, with its covers, and under an address that leads nowhere else."""

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from civic.juries import actions as juries
from civic.juries.models import Sheet
from civic.lib.picture_files import picture_path
from civic.youth.models import Proposal, ProposalPicture
from tests.juries.ground import OPENED, READING, found, lead, person, pupils, sit
from tests.people import sign_in
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(READING, tick=False):
        yield


def _as(handle: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, person(handle))
    return client


def _picture(proposal: Proposal, *, digest: str = "a", **more: object) -> ProposalPicture:
    given = {"alt": "木棉画的桥东小学", "state": "ready", "is_public": True} | more
    one = ProposalPicture.objects.create(proposal=proposal, digest=digest, received_at=OPENED, **given)
    path = picture_path(one.key, "large")
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 30), "green").save(path, "JPEG")
    return one


def _sheet() -> tuple[Proposal, Sheet]:
    track = found_track()
    [entry] = pupils(track, 1, school=track.school)
    panel = found(track)
    sit(panel, person("qiu"), person("rong"), person("yan"))
    juries.open_panel(panel, by=lead(), at=OPENED)
    return entry.proposals.get(), Sheet.objects.get(seat__person=person("qiu"))


def test_what_two_have_read_stands_on_the_sheet_and_its_words_are_covered_too() -> None:
    proposal, sheet = _sheet()
    one = _picture(proposal)
    client, address = _as("qiu"), f"/little-mayor/jury/{sheet.pk}/pictures/1/"
    page = client.get(f"/little-mayor/jury/{sheet.pk}/").content.decode()
    assert address in page
    for word in ("木棉", "桥东", str(one.key)):
        assert word not in page
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == 'inline; filename="picture.jpg"'
    assert one.key.hex not in str(answer.headers)  # under that name it lies on the page that says whose it is
    kept = ContentFile(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert Image.open(kept).size == (40, 30)


@pytest.mark.parametrize("more", [{"is_public": False}, {"state": "received", "is_public": False}])
def test_a_picture_nobody_has_let_through_is_on_no_sheet(more: dict[str, object]) -> None:
    proposal, sheet = _sheet()
    _picture(proposal, **more)
    client = _as("qiu")
    assert "pictures/1/" not in client.get(f"/little-mayor/jury/{sheet.pk}/").content.decode()
    assert client.get(f"/little-mayor/jury/{sheet.pk}/pictures/1/").status_code == 404


def test_nobody_else_sees_it_there_and_no_other_place_is() -> None:
    proposal, sheet = _sheet()
    _picture(proposal)
    assert _as("rong").get(f"/little-mayor/jury/{sheet.pk}/pictures/1/").status_code == 404
    assert _as("gu").get(f"/little-mayor/jury/{sheet.pk}/pictures/1/").status_code == 403
    for place in (0, 2, 2**70):
        assert _as("qiu").get(f"/little-mayor/jury/{sheet.pk}/pictures/{place}/").status_code == 404
    Proposal.objects.update(state="hidden")
    assert _as("qiu").get(f"/little-mayor/jury/{sheet.pk}/pictures/1/").status_code == 404
