"""Add a photo of a meeting's paper sheet, show it, hide it: nobody outside sees one before a moderator looked."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from civic.communities import actions
from civic.communities.models import Line, Meeting, Sheet
from civic.lib.picture_files import upload_path
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from tests.communities.ground import HOUR, Corner
from tests.people import NOON

pytestmark = pytest.mark.django_db
ALT = "签到表第一页：二十三人，姓名已遮住。"
LATER = NOON + 3 * HOUR


def photo(colour: str = "white") -> SimpleUploadedFile:
    """A sheet of paper on a table."""
    kept = BytesIO()
    Image.new("RGB", (40, 60), colour).save(kept, "PNG")
    return SimpleUploadedFile("sheet.png", kept.getvalue(), content_type="image/png")


def added(corner: Corner, meeting: Meeting, colour: str = "white") -> Sheet:
    """A sheet that waits for a moderator, prepared."""
    sheet = actions.add_sheet(meeting, by=corner.ning, upload=photo(colour), alt=ALT, at=LATER)
    actions.prepare_sheets(at=LATER)
    return Sheet.objects.get(pk=sheet.pk)


def read(client: Client, corner: Corner) -> str:
    return client.get(f"/communities/{corner.community.code}/").content.decode()


def address(corner: Corner, sheet: Sheet, size: str = "small") -> str:
    return f"/communities/{corner.community.code}/sheets/{sheet.key}/{size}/"


def test_everybody_sees_it_only_after_a_moderator_has_looked(corner: Corner, client: Client) -> None:
    topic = corner.talked_over()
    sheet = added(corner, topic.meetings.get())
    assert client.get(address(corner, sheet)).status_code == 404
    assert ALT not in read(client, corner)
    with pytest.raises(NotAllowed):
        actions.show_sheet(sheet, by=corner.ning, at=LATER)  # whoever photographed it does not let it out
    actions.show_sheet(sheet, by=corner.city.mo, at=LATER)
    picture = client.get(address(corner, sheet))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert ALT in read(client, corner)
    assert ALT in client.get(f"/communities/{corner.community.code}/{topic.number}/").content.decode()
    assert client.get(address(corner, sheet, "huge")).status_code == 404
    assert client.get(address(corner, sheet).replace(corner.community.code, corner.beside.code)).status_code == 404


def test_the_committee_takes_it_back_and_the_desk_keeps_it(corner: Corner, client: Client, as_person: Any) -> None:
    sheet = added(corner, corner.met())
    actions.show_sheet(sheet, by=corner.city.mo, at=LATER)
    actions.hide_sheet(sheet, by=corner.ning, at=LATER + HOUR)
    assert client.get(address(corner, sheet)).status_code == 404
    assert ALT not in read(client, corner)
    assert as_person(corner.ning).get(address(corner, sheet)).status_code == 200
    assert as_person(corner.city.chen).get(address(corner, sheet)).status_code == 404
    assert list(Line.objects.order_by("seq").values_list("verb", flat=True))[-3:] == [
        "add-sheet",
        "show-sheet",
        "hide-sheet",
    ]


def test_with_the_note_its_sheets_are_hidden(corner: Corner, client: Client) -> None:
    meeting = corner.met()
    sheet, waiting = added(corner, meeting), added(corner, meeting, "grey")
    actions.show_sheet(sheet, by=corner.city.mo, at=LATER)
    actions.hide_meeting(meeting, by=corner.ning, reason="private", at=LATER + HOUR)
    assert client.get(address(corner, sheet)).status_code == 404
    assert ALT not in read(client, corner)
    for act in (
        lambda: actions.show_sheet(waiting, by=corner.city.mo, at=LATER + HOUR),
        lambda: actions.add_sheet(meeting, by=corner.ning, upload=photo("blue"), alt=ALT, at=LATER + HOUR),
    ):
        with pytest.raises(Conflict):
            act()


def test_only_the_committee_adds_with_words_six_at_most_and_one_upload_once(corner: Corner) -> None:
    meeting = corner.met()
    with pytest.raises(NotAllowed):
        actions.add_sheet(meeting, by=corner.city.mo, upload=photo(), alt=ALT, at=LATER)
    for alt in ("", " ", "长" * 201):
        with pytest.raises(NotValid) as refused:
            actions.add_sheet(meeting, by=corner.ning, upload=photo(), alt=alt, at=LATER)
        assert "alt" in refused.value.fields
    first = added(corner, meeting)
    assert added(corner, meeting).pk == first.pk
    assert not upload_path(first.key).exists()  # the upload is gone, with what the phone wrote into it
    for colour in ("red", "green", "blue", "grey", "black"):
        added(corner, meeting, colour)
    with pytest.raises(NotValid) as refused:
        added(corner, meeting, "orange")
    assert "photo" in refused.value.fields


def test_what_is_no_picture_is_never_ready_and_never_shown(corner: Corner) -> None:
    meeting = corner.met()
    told = SimpleUploadedFile("sheet.png", b"no picture", content_type="image/png")
    with pytest.raises(NotValid):
        actions.add_sheet(meeting, by=corner.ning, upload=told, alt=ALT, at=LATER)
    sheet = actions.add_sheet(meeting, by=corner.ning, upload=photo(), alt=ALT, at=LATER)
    with pytest.raises(Conflict):
        actions.show_sheet(sheet, by=corner.city.mo, at=LATER)  # not prepared yet


def test_at_the_desk_it_is_added_looked_at_and_taken_back(corner: Corner, as_person: Any) -> None:
    meeting = corner.met()
    page = f"/desk/community/{corner.community.code}/meetings/{meeting.pk}/sheets/"
    committee, english = as_person(corner.ning), {"accept-language": "en"}
    assert committee.post(page, {"alt": ALT}, headers=english).status_code == 400
    assert committee.post(page, {"alt": ALT, "photo": photo()}).status_code == 302
    actions.prepare_sheets(at=LATER)
    sheet = Sheet.objects.get()
    screen = f"/desk/community/{corner.community.code}/sheets/{sheet.key}/"
    told = committee.get(page, headers=english).content.decode()
    assert "Waits to be looked at." in told
    assert "Show it to everybody" not in told
    assert committee.post(f"{screen}show/").status_code == 403
    moderator = as_person(corner.city.mo)
    assert "Add a sheet" not in moderator.get(page, headers=english).content.decode()
    assert moderator.post(page, {"alt": ALT, "photo": photo("red")}).status_code == 403
    assert moderator.post(f"{screen}show/").status_code == 302
    assert moderator.post(f"{screen}dance/").status_code == 404
    assert Sheet.objects.get().is_public
    assert committee.post(f"{screen}hide/").status_code == 302
    assert not Sheet.objects.get().is_public
    assert as_person(corner.city.chen).get(page).status_code == 403
