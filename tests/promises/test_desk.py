"""The desk of promises: the owner writes, publishes, reports, changes; the checking side accepts and ends; a moderator
looks at pictures; the morning tells both what is due."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from civic.cases.queries import Viewer
from civic.lib.refusals import NotAllowed, NotValid
from civic.me.actions import erase
from civic.notices.models import Notice
from civic.promises import actions
from civic.promises.models import Picture, Promise
from tests.people import NOON, City, sign_in
from tests.promises.ground import DUE, drafted, fresh, given, promised

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def photo(name: str = "bench.png", colour: str = "green") -> SimpleUploadedFile:
    """A small picture."""
    kept = BytesIO()
    Image.new("RGB", (40, 30), colour).save(kept, "PNG")
    return SimpleUploadedFile(name, kept.getvalue(), content_type="image/png")


def test_a_promise_is_made_of_an_answer_at_the_desk(city: City, client: Client) -> None:
    case = city.case("closed", kind="suggestion")
    sign_in(client, city.chen)
    assert f"new/?case={case.number}" in client.get(f"/desk/cases/{case.number}/").content.decode()
    path = f"/desk/promises/new/?case={case.number}"
    assert client.get(path).status_code == 200
    typed = {"title_en": "Benches", "words": "Two benches.", "owner": "dongqiao-lamps", "budget": "abc"}
    refused = client.post(path, typed)
    assert refused.status_code == 400
    assert "Two benches." in refused.content.decode()  # nothing is lost
    answer = client.post(path, typed | {"budget": "99.50", "budget_source": "City", "stages": "2027-03-01 Dig"})
    promise = Promise.objects.get()
    assert answer.headers["Location"] == f"/desk/promises/{promise.number}/"
    assert (promise.case, promise.budget_fen, promise.source) == (case, 9950, "suggestion")
    publish = f"/desk/promises/{promise.number}/publish/"
    assert client.post(publish).status_code == 403
    sign_in(client, city.shen)
    told = client.post(publish)
    assert told.status_code == 400
    assert fresh(promise).state == "draft"


def test_what_is_promised_of_an_answer_is_not_chosen_from_a_list(city: City, client: Client) -> None:
    sign_in(client, city.chen)
    page = client.get("/desk/promises/new/", headers={"accept-language": "en"}).content.decode()
    assert '<option value="plan" selected>' in page
    assert not [one for one in ("suggestion", "case", "proposal") if f'<option value="{one}"' in page]
    typed = {"title_en": "Benches", "words": "Two benches.", "owner": "dongqiao-lamps"}
    assert client.post("/desk/promises/new/", typed | {"source": "proposal"}).status_code == 400
    assert client.post("/desk/promises/new/", typed | {"source": "works"}).status_code == 302
    assert Promise.objects.get().source == "works"


def test_the_desk_says_when_a_stage_was_accepted_in_the_words_of_works(city: City, as_person: Any) -> None:
    promise = promised(city)
    actions.accept_stage(promise, stage=1, by=city.lin, text="到场看过。", document="7", at=NOON + DAY)
    page = as_person(city.lin).get(f"/desk/promises/{promise.number}/", headers={"accept-language": "zh-hans"})
    assert '验收</span><span dir="auto">到场看过。</span>' in page.content.decode()


def test_officers_see_the_promises_of_their_desk_only(city: City, client: Client) -> None:
    draft, public = drafted(city), promised(city)
    for somebody, finds in ((city.chen, {draft, public}), (city.lin, {public}), (city.mo, {public})):
        sign_in(client, somebody)
        body = client.get("/desk/promises/").content.decode()
        assert {one for one in (draft, public) if one.number in body} == finds
        assert client.get(f"/desk/promises/{draft.number}/").status_code == (200 if draft in finds else 404)


def test_every_step_of_the_desk_page_goes_through_its_act(city: City, client: Client) -> None:
    promise = promised(city, due_on=DUE + 3000 * DAY)
    sign_in(client, city.chen)
    page = f"/desk/promises/{promise.number}/"
    assert client.get(page).status_code == 200
    said = {"text": "Dug.", "progress": "40", "stage": "1"}
    assert client.post(f"{page}report/", said).status_code == 302
    assert client.post(f"{page}accept-stage/", {"text": "ok", "document": "7", "stage": "1"}).status_code == 403
    sign_in(client, city.lin)
    assert client.post(f"{page}accept-stage/", {"text": "ok", "stage": "1"}).status_code == 400
    assert client.post(f"{page}accept-stage/", {"text": "ok", "document": "7", "stage": "1"}).status_code == 302
    assert client.post(f"{page}keep/", {"text": "Done."}).status_code == 409  # a stage is open still
    assert client.post(f"{page}dance/", {"text": "Done."}).status_code == 404
    assert promise.stages.filter(acceptance__isnull=False).count() == 1


def test_a_picture_is_shown_only_after_a_moderator_looked(city: City, client: Client) -> None:
    promise = promised(city)
    with pytest.raises(NotValid):
        actions.add_picture(promise, by=city.chen, upload=photo(), moment="before", alt="", at=NOON)
    with pytest.raises(NotAllowed):
        actions.add_picture(promise, by=city.lin, upload=photo(), moment="before", alt="空地", at=NOON)
    picture = actions.add_picture(promise, by=city.chen, upload=photo(), moment="before", alt="空地", at=NOON)
    assert actions.add_picture(promise, by=city.chen, upload=photo(), moment="before", alt="空地", at=NOON) == picture
    assert actions.prepare_pictures(at=NOON) == 1
    path = f"/promises/{promise.number}/pictures/{picture.key}/small/"
    assert client.get(path).status_code == 404
    assert "空地" not in client.get(f"/promises/{promise.number}/").content.decode()
    with pytest.raises(NotAllowed):
        actions.show_picture(picture, by=city.chen, at=NOON)
    actions.show_picture(picture, by=city.mo, at=NOON)
    assert client.get(path).status_code == 200
    assert "空地" in client.get(f"/promises/{promise.number}/").content.decode()
    actions.hide_picture(picture, by=city.mo, at=NOON)
    assert client.get(path).status_code == 404
    assert "空地" not in client.get(f"/promises/{promise.number}/").content.decode()
    assert Picture.objects.filter(pk=picture.pk).exists()  # the evidence stays


def test_owner_and_supervisor_are_told_once_a_day_what_is_due(city: City) -> None:
    promised(city)
    assert actions.tell_due(at=NOON + DAY) == 0
    assert actions.tell_due(at=NOON + 14 * DAY) > 0
    letters = Notice.objects.filter(verb="promises-due")
    assert letters.count() == 3  # chen, shen, lin
    assert "选好位置" in letters.first().body  # type: ignore[union-attr]
    assert actions.tell_due(at=NOON + 14 * DAY) == 0
    assert actions.tell_due(at=NOON + 15 * DAY) == 3


def test_forgetting_a_resident_leaves_promises_and_drops_her_follow(city: City) -> None:
    promise = promised(city)
    erase(Viewer(person=city.mei), at=NOON)
    assert fresh(promise).state == "underway"
    with pytest.raises(NotAllowed):
        actions.forget(city.shen, at=NOON)


def test_a_draft_that_names_no_owner_is_its_writers_own(city: City, client: Client) -> None:
    promise = actions.draft(given(city, owner=None), by=city.chen, at=NOON)
    sign_in(client, city.chen)
    assert client.get(f"/desk/promises/{promise.number}/").status_code == 200
    sign_in(client, city.shen)
    assert client.get(f"/desk/promises/{promise.number}/").status_code == 404
