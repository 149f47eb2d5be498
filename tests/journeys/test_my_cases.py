"""My cases in a real browser, from the link in a message to being erased: add, change, take along, go."""

import io
import json
import re
from zipfile import ZipFile

import pytest
from django.utils import timezone
from PIL import Image

from civic.accounts.rules import read_contact
from civic.cases.actions import prepare_photos
from civic.cases.models import Case
from civic.cases.queries import words_as_they_read
from civic.me.actions import send_link
from civic.notices.models import Notice
from tests.journeys.conftest import Site

EMAIL = "weilan@example.com"
NEW = "琥珀巷口的路灯不亮，从星期一开始。"
MORE = "灯杆上的编号是 0417。"


def _photo() -> bytes:
    held = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(held, "JPEG")
    return held.getvalue()


def _link() -> str:
    contact = read_contact(EMAIL)
    assert contact is not None
    send_link(contact, at=timezone.now())
    found = re.search(r"/me/open/\S+", Notice.objects.filter(verb="me-link").latest("pk").body)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("script", [True, False])
def test_from_the_link_to_being_erased(site: Site, *, script: bool) -> None:
    case = site.city.filed("翡翠巷口的路灯不亮。", email=EMAIL, at=timezone.now()).case
    with site.visitor(script=script, width=360, accept_downloads=True) as visitor:
        page = visitor.go(_link())
        visitor.press("main form button")
        assert case.number in visitor.words

        visitor.go(f"/cases/{case.number}/add/")
        page.fill('[name="text"]', MORE)
        page.set_input_files('[name="photo"]', {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": _photo()})
        visitor.press("main form button.govuk-button:not([type=button])")
        assert MORE in visitor.words
        prepare_photos(at=timezone.now())

        visitor.go(f"/cases/{case.number}/edit/")
        page.fill('[name="text"]', NEW)
        visitor.press('main form .govuk-button:has-text("Save the changes")')
        assert NEW in visitor.words
        assert words_as_they_read(Case.objects.get(pk=case.pk)) == NEW

        visitor.go("/me/take-along/")
        with page.expect_download() as waiting:
            page.click("main form button")
        archive = ZipFile(waiting.value.path())
        [told] = [one for one in json.loads(archive.read("data.json"))["cases"] if one["number"] == case.number]
        assert told["handed_in"]["text"] == NEW
        assert f"photos/{case.number}-1.jpg" in archive.namelist()

        visitor.go("/me/erase/")
        visitor.press("main form button")
        assert "Done. You are erased" in visitor.words
    case.refresh_from_db()
    assert case.erased_at is not None
    assert not case.photos.exists()
