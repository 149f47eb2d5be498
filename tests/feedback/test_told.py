"""What a resident is told from acceptance to the last word: each message in three languages, by both ways."""

from datetime import date, timedelta
from typing import Any

import pytest

from civic.cases.actions import reply
from civic.cases.models import Case, DraftedAnswer
from civic.cases.queries import Viewer, question_url_shown
from civic.desk.queries.drafts import letters
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.notices.models import Notice
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from tests.people import NOON, City

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LANGUAGES = ("zh-hans", "zh-hant", "en")


def handled(city: City, language: str) -> Case:
    """A case from acceptance by a question, another day and a check to its end, and through both steps of an appeal."""
    case = city.filed(email="mei@example.com", phone="13800138000", contact_language=language).case
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + HOUR)
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=NOON + 2 * HOUR)
    handling.take(case, by=city.chen, at=NOON + 3 * HOUR)
    handling.ask(case, by=city.chen, text="哪一根灯杆？", at=NOON + 4 * HOUR)
    case.refresh_from_db()
    from_reporter = city.reporter(case)
    reply(case, by=from_reporter, text="第二根。", at=NOON + 5 * HOUR)
    handling.defer(case, by=city.chen, until=date(2026, 11, 16), reason="等配件到货。", at=NOON + 6 * HOUR)
    supervision.grant_deferral(case, by=city.lin, at=NOON + 7 * HOUR)
    handling.answer(case, by=city.chen, outcome="solved", text="灯亮了。", at=NOON + DAY)
    supervision.verify(case, by=city.lin, text="到场看了。", at=NOON + 2 * DAY)
    feedback.rate(case, by=from_reporter, solved="partly", at=NOON + 3 * DAY)
    handling.mend(case, by=city.chen, text="又换了两盏。", at=NOON + 4 * DAY)
    feedback.appeal(case, by=from_reporter, text="没修好。", at=NOON + 5 * DAY)
    feedback.uphold(case, by=city.rui, text="维持答复。", at=NOON + 6 * DAY)
    feedback.appeal(case, by=from_reporter, text="还是没修好。", at=NOON + 7 * DAY)
    supervision.uphold(case, by=city.sun, text="维持到底。", at=NOON + 8 * DAY)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_is_told_by_both_ways_with_its_day_reason_and_link(city: City, settings: Any, language: str) -> None:
    settings.SMS_GATEWAY = "console"
    case = handled(city, language)
    told = {(one.verb, one.channel): one for one in Notice.objects.filter(about=case.subject).order_by("pk")}
    verbs = ("accept", "dispatch", "ask", "grant-deferral", "answer", "verify", "rate-bad", "mend", "appeal", "uphold")
    for verb in (*verbs, "uphold-last"):
        for way in ("email", "sms"):
            one = told[verb, way]
            assert one.language == language, verb
            assert case.number in one.subject_line + one.body, (verb, way)
            assert "%(" not in one.body, (verb, way)
            assert "None" not in one.body, (verb, way)
    for verb, reason in {"ask": "哪一根灯杆？", "grant-deferral": "等配件到货。", "mend": "又换了两盏。"}.items():
        assert reason in told[verb, "email"].body
    for verb in ("answer", "verify"):
        for way in ("email", "sms"):
            assert "/solved/" in told[verb, way].body, (verb, way)
    day = {"zh-hans": "11 月 16 日", "zh-hant": "11 月 16 日", "en": "16 November"}[language]
    assert day.replace(" ", "") in told["grant-deferral", "sms"].body.replace(" ", "")
    assert "12348" in told["uphold-last", "email"].body


def test_an_officer_who_previews_the_message_reads_where_the_link_stands_and_not_the_link(city: City) -> None:
    case = city.case("in-hand", email="mei@example.com")
    viewer = Viewer(person=city.chen, officer=hand_of(city.chen, on=NOON.date()))
    _nobody, told = letters(viewer, case, DraftedAnswer(case=case, outcome="solved", text="灯亮了。"))
    assert question_url_shown() in told[0].body
    assert told[0].body.count("/solved/") == 1


def test_the_page_says_what_the_promised_day_means(city: City, client: Any) -> None:
    case = city.case("accepted", at=NOON)
    assert "What this day means" in client.get(f"/cases/{case.number}/").content.decode()
    ended = city.case("closed", at=NOON)
    assert "What this day means" not in client.get(f"/cases/{ended.number}/").content.decode()
