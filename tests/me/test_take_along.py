"""Take all my data along: one file with everything of mine and nothing of anybody else."""

import io
import json
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from civic.cases import actions as cases
from civic.cases.actions import contact_hashes, open_contact
from civic.cases.guards import REACHED, TRACKED
from civic.cases.models import Case, Photo
from civic.cases.queries import Viewer
from civic.communities.actions import TopicGiven, raise_topic
from civic.communities.actions import show as show_topic
from civic.feedback import actions as feedback
from civic.lib.picture_files import picture_path
from civic.lib.zip_stream import Packed, zipped
from civic.me.queries import pieces_along
from tests.cases.api_door import photo
from tests.communities.ground import found_corner
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
EMAIL = "mei@example.com"
KEYS = {
    *("format", "version", "made_at", "site", "language", "account", "signed_in", "objections", "follows", "comments"),
    *("devices", "messages", "cases", "topics"),
}
CASE_KEYS = {
    *("number", "page", "kind", "state", "state_in_words", "matter", "area", "office", "source", "is_confidential"),
    *("filed_at", "accepted_at", "answer_promised_by", "answered_at", "closed_at", "outcome", "verdict", "handed_in"),
    *("published", "contact", "timeline", "ratings", "appeals", "contact_opened", "opened_for_a_caller"),
}


def whole(city: City, **given: Any) -> Case:
    """A case with all that somebody leaves behind."""
    case = city.case("closed", text="翡翠巷的灯不亮。", email=EMAIL, address="翡翠巷 7 号", **given)
    feedback.rate(case, by=city.reporter(case), solved="partly", text="半亮。", at=NOON + 9 * HOUR)
    open_contact(case, by=city.lin, purpose="回访", at=NOON)
    case.refresh_from_db()
    return case


def with_photo(case: Case, colour: str = "navy") -> Photo:
    """A prepared photo of its resident's, and the files."""
    one = cases.receive_photo(photo(colour=colour), case=case, at=NOON)
    Photo.objects.filter(pk=one.pk).update(state="ready")
    path = picture_path(one.key, "large")
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), colour).save(path, "JPEG")
    return one


def taken(client: Client) -> ZipFile:
    """What the button gives."""
    answer = client.post("/me/take-along/")
    assert answer.status_code == 200
    assert isinstance(answer, StreamingHttpResponse)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def told(archive: ZipFile) -> dict[str, Any]:
    """data.json, read."""
    read: dict[str, Any] = json.loads(archive.read("data.json").decode())
    return read


def test_everything_of_mine_is_in_it_and_every_key_stays(city: City, as_person: Any) -> None:
    case = whole(city, by=city.mei)
    with_photo(case)
    archive = taken(as_person(city.mei))
    assert archive.testzip() is None
    data = told(archive)
    assert set(data) == KEYS
    assert (data["format"], data["version"]) == ("gongzhi-my-data", 1)
    assert data["account"]["email"] == EMAIL
    [one] = data["cases"]
    assert set(one) == CASE_KEYS
    assert one["handed_in"]["text"] == "翡翠巷的灯不亮。"
    assert one["published"]["text"] == "望江路 18 号对面的路灯不亮。"
    assert one["contact"] == {"email": EMAIL, "phone": "", "language": "zh-hans"}
    assert [line["act"] for line in one["timeline"]][:3] == ["file", "publish", "accept"]
    assert "已更换电缆，灯亮了。" in [line["words"] for line in one["timeline"]]
    assert one["ratings"][0]["solved"] == "partly"
    assert one["contact_opened"][0]["purpose"] == "回访"
    assert one["timeline"][0]["photos"] == [f"photos/{case.number}-1.jpg"]
    assert f"photos/{case.number}-1.jpg" in archive.namelist()
    assert {"filed", "answer"} <= {message["about"] for message in data["messages"]}


def test_nothing_of_anybody_else_is_in_it(city: City, as_person: Any) -> None:
    whole(city, by=city.mei)
    other = city.case("closed", text="琥珀街的事。", email="rosa@example.com", by=city.gu)
    with_photo(other)
    archive = taken(as_person(city.mei))
    packed = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="ignore")
    for trace in ("琥珀", "rosa@example.com", other.number, "Lin", "Chen", "lin@city.example", city.lin.name + " "):
        assert trace not in packed
    assert city.lin.officer.number in packed  # as the page shows it
    assert not [name for name in archive.namelist() if name.startswith("photos/")]


def test_what_stays_inside_the_desk_is_not_in_it(city: City, as_person: Any) -> None:
    case = whole(city, by=city.mei)
    cases.note(case, by=city.lin, text="内部：玛瑙。", at=NOON + 10 * HOUR)
    assert "玛瑙" not in taken(as_person(city.mei)).read("data.json").decode()


def test_the_page_inside_is_in_my_language_and_its_words_are_not_markup(city: City, as_person: Any) -> None:
    city.filed("<script>alert(1)</script> 灯不亮", by=city.mei)
    client = as_person(city.mei)
    client.cookies["lang"] = "zh-hans"
    page = taken(client).read("index.html").decode()
    assert '<html lang="zh-hans">' in page
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_photos_carry_no_hidden_data(city: City, as_person: Any) -> None:
    case = whole(city, by=city.mei)
    with_photo(case)
    archive = taken(as_person(city.mei))
    [name] = [name for name in archive.namelist() if name.startswith("photos/")]
    assert not Image.open(io.BytesIO(archive.read(name))).getexif()


def test_whoever_came_by_the_link_takes_hers_along(city: City, client: Client) -> None:
    whole(city)
    session = client.session
    session[REACHED] = [contact_hashes(EMAIL, "")[0], 9e9]
    session.save()
    data = told(taken(client))
    assert len(data["cases"]) == 1
    assert data["account"] is None
    assert data["cases"][0]["contact"]["email"] == EMAIL


def test_whoever_only_holds_a_code_is_not_told_the_address(city: City, client: Client) -> None:
    case = whole(city)
    session = client.session
    session[TRACKED] = [case.pk]
    session.save()
    archive = taken(client)
    assert told(archive)["cases"][0]["contact"] is None
    assert told(archive)["messages"] == []
    assert EMAIL not in b"".join(archive.read(name) for name in archive.namelist()).decode(errors="ignore")


def test_an_objection_made_with_my_address_is_in_it_without_the_case_of_the_other(city: City, as_person: Any) -> None:
    theirs = city.case("closed", by=city.gu)
    city.objected(theirs, "reply", words="我有话说：珊瑚。", email=EMAIL, at=NOON + 10 * HOUR)
    data = told(taken(as_person(city.mei)))
    assert data["cases"] == []
    assert data["objections"][0]["words"] == "我有话说：珊瑚。"
    assert data["objections"][0]["case"] == theirs.number


def test_a_stranger_takes_nothing_along_and_looking_makes_no_file(city: City, client: Client, as_person: Any) -> None:
    assert client.post("/me/take-along/")["Location"] == "/me/"
    page = as_person(city.mei).get("/me/take-along/")
    assert page["Content-Type"].startswith("text/html")
    assert "What is in it" in page.content.decode()


def test_only_so_often_a_day(city: City, as_person: Any) -> None:
    client = as_person(city.mei)
    for _time in range(settings.LIMITS["take-along"][0]):
        taken(client)
    refused = client.post("/me/take-along/")
    assert refused.status_code == 429
    assert refused["Retry-After"]
    assert "Try again tomorrow" in refused.content.decode()


def test_a_photo_that_is_missing_on_disk_breaks_nothing(city: City, as_person: Any) -> None:
    case = whole(city, by=city.mei)
    one = with_photo(case)
    picture_path(one.key, "large").unlink()
    archive = taken(as_person(city.mei))
    assert told(archive)["cases"][0]["timeline"][0]["photos"] == []


def test_however_much_it_is_little_of_it_is_held_at_once(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(bytes(40 * 1024 * 1024))

    def read() -> Any:
        with file.open("rb") as opened:
            while piece := opened.read(65_536):
                yield piece

    tracemalloc.start()
    size = sum(
        len(piece) for piece in zipped(Packed(f"{n}.jpg", timezone.now(), read(), is_compressed=True) for n in range(2))
    )
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 80 * 1024 * 1024
    assert most < 2 * 1024 * 1024


def test_many_cases_are_read_some_at_a_time_and_leave_as_they_are_read(
    city: City, django_assert_max_num_queries: Any
) -> None:
    for _n in range(45):
        city.filed(by=city.mei)
    pieces = pieces_along(Viewer(person=city.mei), language="en", at=NOON)
    with django_assert_max_num_queries(45 * 4 + 60):
        archive = ZipFile(io.BytesIO(b"".join(pieces)))
    assert len(told(archive)["cases"]) == 45


def test_the_topics_i_raised_are_in_it_and_those_of_others_are_not(city: City, as_person: Any) -> None:
    corner = found_corner(city)
    mine = raise_topic(
        corner.community, given=TopicGiven(text="翡翠楼的灯坏了。", title="楼道灯"), by=city.mei, at=NOON
    )
    by_mail = corner.raised("玛瑙院的门锁坏了。", email=EMAIL)
    corner.raised("琥珀楼漏水了。", email="rosa@example.com")
    show_topic(by_mail, by=corner.ning, title="门锁", text="院门的锁坏了。", at=NOON + HOUR)
    archive = taken(as_person(city.mei))
    topics = {one["number"]: one for one in told(archive)["topics"]}
    assert set(topics) == {mine.number, by_mail.number}
    assert (topics[mine.number]["text"], topics[mine.number]["published"]) == ("翡翠楼的灯坏了。", None)
    assert topics[by_mail.number]["text"] == "玛瑙院的门锁坏了。"
    assert topics[by_mail.number]["published"] == {"title": "门锁", "text": "院门的锁坏了。"}
    assert topics[by_mail.number]["contact"]["email"] == EMAIL
    page = archive.read("index.html").decode()
    assert "翡翠楼的灯坏了。" in page
    assert "琥珀" not in page + archive.read("data.json").decode()


def test_my_page_shows_the_topics_i_raised(city: City, as_person: Any) -> None:
    corner = found_corner(city)
    raise_topic(corner.community, given=TopicGiven(text="翡翠楼的灯坏了。", title="楼道灯"), by=city.mei, at=NOON)
    page = as_person(city.mei).get("/me/").content.decode()
    assert "楼道灯" in page
    assert "waits to be looked at" in page
    assert "楼道灯" not in as_person(city.gu).get("/me/").content.decode()
