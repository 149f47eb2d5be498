"""Messages are written in the language of whoever gets them, sealed, and only by ways that exist."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import get_language

from civic.cases.rules import MOVES
from civic.lib.sealed import keyed_hash
from civic.notices import actions as notices
from civic.notices.models import Channel, Notice, NoticeState
from civic.notices.queries import reaches

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
LETTERS = sorted(
    path.stem for path in Path(conf.BASE_DIR, "templates", "notices").glob("[a-z]*.txt") if ".sms" not in path.name
)
FULL: dict[str, Any] = {
    "number": "26-7041-5836",
    "title": "望江路 <路灯> & “不亮”",
    "url": "https://city.example/cases/26-7041-5836/",
    "due": datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
    "before": datetime(2026, 11, 17, 10, 0, tzinfo=UTC),
    "text": "已更换电缆。\n灯亮了 & <稳定>。",
    "office": "东桥区照明所",
    "city": "云桥市",
    "basis": "《目录》第三条",
    "outcome": "Solved",
    "appeal_office": "复查办公室",
    "code": "K7QM2X",
    "file_name": "IMG_1.jpg",
    "me_url": "https://city.example/cases/26-7041-5836/",
    "raise_url": "https://city.example/cases/26-7041-5836/",
    "mine_url": "https://city.example/cases/26-7041-5836/",
    "page_url": "https://city.example/cases/26-7041-5836/",
}
BARE: dict[str, Any] = {"number": "26-7041-5836", "url": "https://city.example/cases/26-7041-5836/", "code": "K7QM2X"}
# of a topic: where its address is erased, where to try anew; of a shift: where hers stand, where it is led
BARE |= dict.fromkeys(("me_url", "raise_url", "mine_url", "page_url", "bulletin_url"), BARE["url"])
for told in (FULL, BARE):
    told["activity"] = {"name": "", "where": "", "risk": ""}  # every letter of a shift is about one


@pytest.fixture(autouse=True)
def _both_ways(settings: Any) -> None:
    settings.EMAIL_WORKS = True
    settings.SMS_GATEWAY = "console"


def queued(verb: str = "answer", **given: Any) -> list[Notice]:
    given = {"language": "en", "email": "mei@example.com", "phone": "13800138000", "context": FULL} | given
    return notices.queue(verb=verb, about="case:12", at=NOON, **given)


def test_there_are_words_for_every_move_that_tells_somebody() -> None:
    told = {move.letter or move.verb for move in MOVES if move.tells}
    told |= {"filed", "accept-thanks", "photo-failed", "me-link", "sign-in-code"}
    assert told <= set(LETTERS)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize("verb", LETTERS)
@pytest.mark.parametrize("told", [FULL, BARE], ids=["full", "bare"])
def test_every_message_is_whole_in_every_language(verb: str, language: str, told: dict[str, Any]) -> None:
    mail, sms = queued(verb, language=language, context=told)
    assert mail.subject_line
    assert not mail.subject_line.startswith("Subject")
    assert "\n" not in mail.subject_line
    assert "&amp;" not in mail.body + mail.subject_line
    assert "&lt;" not in mail.body
    assert "\n\n\n" not in mail.body
    assert "{" not in mail.body + sms.body
    assert "None" not in mail.body + sms.body
    assert "\n" not in sms.body
    assert sms.subject_line == ""
    # how to stop it and to erase the address
    assert BARE["url"] in mail.body.rpartition("--")[2]
    assert sms.body.endswith(BARE["url"]) or verb in ("sign-in-code", "reissue")  # what is about a code has no link


def test_the_words_of_the_act_stand_in_the_message_as_they_were_said() -> None:
    mail, sms = queued("answer")
    assert FULL["text"] in mail.body
    assert "望江路 <路灯> & “不亮”" in mail.body
    assert FULL["text"] not in sms.body


def test_the_day_is_told_in_the_citys_time() -> None:
    mail, _sms = queued("dispatch")
    assert "18:00" in mail.body


def test_a_title_cannot_open_a_second_line_of_the_head() -> None:
    mail, _sms = queued(
        "dispatch", context=FULL | {"office": "Evil\nBcc: all@example.com\r\n\u202eX", "number": "1\n2"}
    )
    assert "\n" not in mail.subject_line
    assert "Bcc" in mail.subject_line  # as a word, on the one line
    assert "\nBcc" not in mail.body


def test_without_a_gateway_no_text_message_is_promised_or_queued(settings: Any) -> None:
    settings.SMS_GATEWAY = ""
    assert not reaches(Channel.SMS)
    assert [notice.channel for notice in queued()] == ["email"]


def test_without_a_mail_server_no_mail_is_promised_or_queued(settings: Any) -> None:
    settings.EMAIL_WORKS = False
    assert not reaches(Channel.EMAIL)
    assert [notice.channel for notice in queued()] == ["sms"]
    settings.SMS_GATEWAY = ""
    assert queued() == []


def test_nobody_is_told_who_left_no_address_or_one_that_is_none() -> None:
    assert queued(email="", phone="") == []
    assert queued(email="nonsense", phone="12") == []


def test_address_and_words_are_sealed_and_found_by_their_digest() -> None:
    [mail, _sms] = queued()
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, subject_line, body FROM notices_notice WHERE id = %s", [mail.pk])
        stored = " ".join(cursor.fetchone())
    for secret in ("mei@example.com", "26-7041-5836", "东桥区", "已更换"):
        assert secret not in stored
    assert mail.address_hash == keyed_hash("mei@example.com", purpose="contact")
    mail.refresh_from_db()
    assert mail.address == "mei@example.com"


def test_an_unknown_language_falls_back() -> None:
    assert queued(language="xx")[0].language == "en"


def test_everything_in_it_speaks_the_language_of_whoever_gets_it() -> None:
    office = lazy(lambda: f"office in {get_language()}", str)()
    with translation.override("en"):
        mail, sms = queued("dispatch", language="zh-hant", context=FULL | {"office": office})
    assert "office in zh-hant" in mail.subject_line
    assert "office in zh-hant" in sms.body
    assert mail.language == "zh-hant"


def test_queueing_costs_one_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        queued()
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 1


def test_what_waits_about_a_thing_can_be_withdrawn_and_is_blanked() -> None:
    queued()
    other = notices.queue(verb="answer", about="case:13", language="en", at=NOON, context=FULL, email="mei@example.com")
    assert notices.withdraw_about("case:12", at=NOON) == 2
    for notice in Notice.objects.filter(about="case:12"):
        assert (notice.state, notice.address, notice.body, notice.subject_line) == (NoticeState.WITHDRAWN, "", "", "")
    other[0].refresh_from_db()
    assert other[0].state == NoticeState.WAITING


def test_a_forgotten_address_leaves_no_trace_in_the_outbox() -> None:
    queued()
    notices.queue(verb="answer", about="case:13", language="en", at=NOON, context=FULL, email="other@example.com")
    mei = [keyed_hash("mei@example.com", purpose="contact"), keyed_hash("+8613800138000", purpose="contact")]
    Notice.objects.filter(channel="sms").update(state=NoticeState.FAILED)
    assert notices.forget(mei, at=NOON) == 1
    assert not Notice.objects.filter(address_hash__in=mei).exists()
    assert {notice.address for notice in Notice.objects.all()} == {"", "other@example.com"}
    assert notices.forget([""], at=NOON) == 0
