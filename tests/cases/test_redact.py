"""Whoever wrote it takes words, photos or the place out: gone everywhere at once and for good; what the city
said stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from civic.cases import actions as cases
from civic.cases.actions import RedactGiven
from civic.cases.guards import TRACKED, Reporter
from civic.cases.models import Case, Line, Objection, Photo, Retained
from civic.cases.queries import first_broken_line, timeline
from civic.feedback import actions as feedback
from civic.lib.picture_files import picture_path
from civic.lib.refusals import NotAllowed, NotValid
from civic.notices.models import Notice
from civic.search.queries import holding
from civic.supervision import actions as supervision
from tests.cases.api_door import is_problem, photo, send
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = NOON + 12 * HOUR
WORDS = "翡翠巷口的路灯不亮，琥珀商店的门口很黑。"
MORE = "玛瑙路的那盏也不亮。"


def told(city: City, state: str = "in-hand", **given: Any) -> Case:
    """A public case with words, an addition and a photo of its resident's."""
    case = city.case(state, published=False, text=WORDS, address="翡翠巷 7 号", email="weilan@example.com", **given)
    if case.is_open:
        cases.add(case, by=city.reporter(case), text=MORE, photos=[photo()], at=NOON + 6 * HOUR)
        Photo.objects.update(state="ready")
    supervision.publish(
        case, by=city.mo, title="翡翠巷口的路灯不亮", text=WORDS, address="翡翠巷口", at=NOON + 7 * HOUR
    )
    case.refresh_from_db()
    return case


def taken_out(city: City, case: Case, **given: Any) -> Line:
    """Something taken out by whoever handed the case in."""
    at = given.pop("at", LATER)
    line = cases.redact(case, by=city.reporter(case), given=RedactGiven(**given), at=at)
    case.refresh_from_db()
    return line


def whole_database() -> str:
    """Every value of every table, the full-text index included, as one text."""
    said: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                said += [
                    bytes(value).decode(errors="ignore") if isinstance(value, bytes | memoryview) else str(value)
                    for value in row
                ]
    return "\n".join(said)


def test_the_whole_report_is_gone_from_every_table_and_the_record_stays(city: City) -> None:
    case = told(city)
    assert "翡翠" in whole_database()
    line = taken_out(city, case, lines=[1], place=True)
    assert [trace for trace in ("翡翠", "琥珀", "巷口") if trace in whole_database()] == []
    assert (line.verb, line.side, line.facts["lines"]) == ("redact", "resident", [1])
    assert case.is_public
    assert case.state == "in-hand"
    assert (case.lat, case.address, case.public_address) == (None, "", "")
    assert first_broken_line(case) is None
    assert MORE in [entry.text for entry in timeline(case, "public")]


def test_only_passages_go_where_only_they_were_marked(city: City) -> None:
    case = told(city)
    taken_out(city, case, passages=["琥珀 商店"])
    assert "琥珀" not in whole_database()
    assert case.public_text == "翡翠巷口的路灯不亮，〔本人已删去〕的门口很黑。"
    first = timeline(case, "desk")[0]
    assert first.text == "翡翠巷口的路灯不亮，〔本人已删去〕的门口很黑。"
    assert "taken words out" in str(first.note)
    assert first_broken_line(case) is None


def test_it_is_gone_from_every_page_a_stranger_or_an_officer_reads(city: City, client: Client, as_person: Any) -> None:
    case = told(city, at=timezone.now() - timedelta(days=2))
    taken_out(city, case, lines=[1, case.lines.get(verb="add").seq], place=True, at=timezone.now())
    public = (
        f"/cases/{case.number}/", "/cases/", "/cases/?q=翡翠", "/", "/cases/map.json", f"/api/v1/cases/{case.number}/",
        f"/api/v1/cases/{case.number}/timeline/", "/api/v1/cases/", "/open311/v2/requests.json",
    )  # fmt: skip
    for browser in (client, as_person(city.lin), as_person(city.chen), as_person(city.mo)):
        for path in public:
            page = browser.get(path).content.decode().replace("?q=翡翠", "").replace('value="翡翠"', "")
            page = page.replace("“翡翠”", "").replace("翡翠 ·", "")
            assert "翡翠巷" not in page, path
            assert "琥珀" not in page, path
    desk = as_person(city.chen).get(f"/desk/cases/{case.number}/").content.decode()
    assert "翡翠" not in desk
    assert "New from the resident" in desk


def test_neither_index_finds_it(city: City) -> None:
    case, everywhere = told(city), Case.objects.all()
    assert list(holding(everywhere, side="public", kind="case", text="琥珀商店")) == [case]
    taken_out(city, case, passages=["琥珀商店"])
    for side in ("public", "desk"):
        assert list(holding(everywhere, side=side, kind="case", text="琥珀商店")) == []


def test_messages_that_wait_lose_it_too(city: City) -> None:
    case = told(city)
    assert [one for one in Notice.objects.waiting() if "翡翠" in one.body + one.subject_line]
    taken_out(city, case, lines=[1])
    assert not [one for one in Notice.objects.waiting() if "翡翠" in one.body + one.subject_line]


def test_a_later_addition_alone_can_be_taken_out(city: City) -> None:
    case = told(city)
    seq = case.lines.get(verb="add").seq
    taken_out(city, case, lines=[seq])
    assert "玛瑙" not in whole_database()
    assert "翡翠" in case.public_text


def test_a_photo_goes_with_its_files(city: City, django_capture_on_commit_callbacks: Any) -> None:
    case = told(city)
    [one] = Photo.objects.all()
    file = picture_path(one.key, "small")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"a picture")
    with django_capture_on_commit_callbacks(execute=True):
        taken_out(city, case, photos=[one.key])
    assert not Photo.objects.exists()
    assert not file.exists()


def test_what_the_city_said_stays_and_so_does_the_verdict(city: City) -> None:
    case = told(city, "closed")
    feedback.rate(case, by=city.reporter(case), solved="no", text="翡翠巷还是黑的。", at=NOON + 10 * HOUR)
    case.refresh_from_db()
    seq = case.lines.get(verb="rate").seq
    taken_out(city, case, lines=[1, seq])
    assert "已更换电缆，灯亮了。" in [entry.text for entry in timeline(case, "public")]
    assert case.lines.get(verb="rate").facts["solved"] == "no"


def test_words_that_stand_nowhere_are_told_and_nothing_is_changed(city: City) -> None:
    case = told(city)
    for given in ({"passages": ["珍珠"]}, {"passages": ["翡翠", "珍珠"]}, {"passages": ["翡"]}, {}, {"lines": [1, 99]}):
        with pytest.raises(NotValid):
            taken_out(city, case, **given)
    assert case.public_text == WORDS
    assert not Line.objects.filter(verb="redact").exists()


def test_the_words_of_the_city_cannot_be_taken_out(city: City) -> None:
    case = told(city, "closed")
    with pytest.raises(NotValid):
        taken_out(city, case, lines=[case.lines.get(verb="answer").seq])
    with pytest.raises(NotValid):
        taken_out(city, case, passages=["已更换电缆"])


def test_nobody_takes_out_the_words_of_another(city: City) -> None:
    case, other = told(city), city.case("in-hand")
    with pytest.raises(NotAllowed):
        cases.redact(case, by=Reporter(case_id=other.pk, person=None), given=RedactGiven(lines=[1]), at=LATER)


@pytest.mark.parametrize("passages", [["玛瑙路"], []])
def test_what_an_objection_hides_stays_hidden_and_comes_back_without_what_was_taken_out(
    city: City, passages: list[str]
) -> None:
    case = told(city)
    city.objected(case, quote="琥珀商店", at=NOON + 8 * HOUR)
    assert "琥珀" not in case.public_text
    taken_out(city, case, passages=[*passages, "翡翠巷口"])
    assert "琥珀" not in case.public_text
    assert "翡翠" not in case.public_text
    feedback.take_back_objection(Objection.objects.get(), at=LATER + HOUR)
    case.refresh_from_db()
    assert "琥珀商店" in case.public_text
    assert "翡翠" not in case.public_text


def test_while_an_appeal_is_decided_the_words_stay_sealed_and_then_go(city: City) -> None:
    case = told(city, "closed")
    feedback.appeal(case, by=city.reporter(case), text="翡翠巷没修。", at=NOON + 10 * HOUR)
    case.refresh_from_db()
    taken_out(city, case, lines=[1])
    [kept] = Retained.objects.all()
    assert kept.ground == "review"
    assert WORDS in kept.said
    assert "琥珀商店" not in whole_database()  # sealed in the table
    cases.let_go(at=LATER + HOUR)
    assert Retained.objects.exists()
    feedback.uphold(case, by=city.rui, text="维持。", at=LATER + HOUR)
    cases.let_go(at=LATER + 2 * HOUR)
    assert not Retained.objects.exists()


def test_without_a_ground_nothing_is_kept(city: City) -> None:
    taken_out(city, told(city), lines=[1])
    assert not Retained.objects.exists()


def tracked(case: Case) -> Client:
    """A browser in which the code of the case was shown."""
    client = Client()
    session = client.session
    session[TRACKED] = [case.pk]
    session.save()
    return client


def test_the_page_takes_out_what_was_ticked_only_when_she_is_sure(city: City) -> None:
    case = told(city, at=timezone.now() - timedelta(days=2))
    browser, where = tracked(case), f"/cases/{case.number}/redact/"
    assert where in browser.get(f"/cases/{case.number}/").content.decode()
    assert browser.post(where, {"lines": ["1"]}).status_code == 400
    case.refresh_from_db()
    assert case.public_text == WORDS
    assert browser.post(where, {"lines": ["1"], "sure": "on"})["Location"] == f"/cases/{case.number}/"
    case.refresh_from_db()
    assert case.public_text == ""
    assert browser.get(f"/cases/{case.number}/").status_code == 200


def test_the_page_says_what_the_law_keeps(city: City) -> None:
    case = told(city, "closed", at=timezone.now() - timedelta(days=2))
    feedback.appeal(case, by=city.reporter(case), text="没修。", at=timezone.now())
    page = tracked(case).get(f"/cases/{case.number}/redact/").content.decode()
    assert "an appeal is being decided" in page
    assert "Only the data officer can open them" in page


def test_a_program_takes_out_by_code(city: City, client: Client) -> None:
    filed = city.filed(WORDS)
    path, code = f"cases/{filed.case.number}/redactions/", filed.tracking_code
    assert send(client, path, {"passages": ["琥珀商店"]}, Tracking_Code=code).status_code == 201
    is_problem(send(client, path, {"passages": ["琥珀商店"]}, Tracking_Code=code), 400)
    is_problem(send(client, path, {"lines": ["x"]}, Tracking_Code=code), 400)
