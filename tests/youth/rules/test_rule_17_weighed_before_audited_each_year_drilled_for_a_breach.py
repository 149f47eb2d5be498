"""Rule 17: an impact assessment is stored for three years, the yearly report is made from the log, a post is
responsible, and a breach is exercised with notices to the guardians."""

from datetime import timedelta

import pytest

from civic.accounts.models import Person
from civic.families import actions as families
from civic.families.queries.audit import figures_of
from civic.guardians.models import Assessment, AuditReport, Breach, ChildLine
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate
from civic.notices.models import Notice
from tests.youth.ground import DAY, Track, during, enter, found_track

pytestmark = pytest.mark.django_db

AT = during("school")


def _person(handle: str) -> Person:
    return Person.objects.get(handle=handle)


def test_an_assessment_is_signed_by_another_and_kept_for_three_years() -> None:
    found_track()
    paper = families.write_assessment(about="第三届", text="目的、影响、措施。", by=_person("tang"), at=AT)
    with pytest.raises(NotAllowed):
        families.sign_assessment(paper, by=_person("tang"), at=AT)
    families.sign_assessment(paper, by=_person("bai"), at=AT)
    with pytest.raises(Conflict):
        families.sign_assessment(paper, by=_person("bai"), at=AT)
    assert (paper.keep_until - AT.date()).days >= 3 * 365
    Person.objects.get(handle="bai").vettings.update(due_on=AT.date() + timedelta(days=5000))  # type: ignore[attr-defined]
    with pytest.raises(TooLate):
        families.drop_assessment(paper, by=_person("bai"), at=AT + 3 * 365 * DAY)
    families.drop_assessment(paper, by=_person("bai"), at=AT + 3 * 367 * DAY)
    assert not Assessment.objects.exists()


def test_only_whoever_is_responsible_writes_papers() -> None:
    track = found_track()
    for handle in ("qiu", "ke", "lin", "root"):
        with pytest.raises(NotAllowed):
            families.write_assessment(about="第三届", text="好。", by=_person(handle), at=AT)
        with pytest.raises(NotAllowed):
            families.make_report(2026, by=_person(handle), at=AT)
        with pytest.raises(NotAllowed):
            _told(track, by=_person(handle))


def test_the_yearly_report_is_reckoned_from_the_log() -> None:
    entry = enter(found_track(), "木棉", guardian=_person("gu"))
    opening = families.ask_opening(entry.child, by=_person("tang"), purpose="reach", words="活动改期。", at=AT)
    families.decide_opening(opening, by=_person("bai"), approve=True, at=AT)
    families.read_identity(opening, by=_person("tang"), at=AT)
    families.ask_opening(
        entry.child, by=_person("bai"), purpose="protect", words="有危险。", is_urgent=True, at=AT + DAY
    )
    request = families.ask_as_child(entry, right="see", words="存了什么？", at=AT)
    families.answer_request(request, by=_person("tang"), outcome="done", words="都在这里。", at=AT + 16 * DAY)
    report = families.make_report(2026, by=_person("tang"), at=AT + 20 * DAY)
    told = report.figures
    assert told["openings"] == {
        "asked": 2,
        "purposes": {"protect": 1, "reach": 1},
        "approved": 1,
        "refused": 0,
        "read": 1,
        "urgent": 1,
        "urgent_not_sound": 0,
        "urgent_reviewed_late": 1,
    }
    assert (told["requests"]["asked"], told["requests"]["in_time"], told["requests"]["late"]) == (1, 0, 1)
    assert told["acts"]["read-identity"] == 1
    assert told["log"] == {"lines": 6, "broken": []}
    assert figures_of(2026, at=AT + 20 * DAY) == told  # identical each time
    assert "木棉" not in str(told)
    with pytest.raises(NotValid):
        families.make_report(2027, by=_person("tang"), at=AT)


def test_a_line_that_somebody_changed_shows_in_the_report() -> None:
    entry = enter(found_track(), "木棉")
    families.ask_opening(entry.child, by=_person("tang"), purpose="reach", words="活动改期。", at=AT)
    ChildLine.objects.update(facts={"purpose": "protect"})
    assert figures_of(2026, at=AT)["log"]["broken"] == [str(entry.child.key)]


def test_a_report_made_again_stands_beside_the_first() -> None:
    found_track()
    first = families.make_report(2026, by=_person("tang"), at=AT)
    second = families.make_report(2026, by=_person("bai"), at=AT)
    assert AuditReport.objects.count() == 2
    assert first.digest == second.digest


def _told(track: Track, *, by: Person | None = None, is_drill: bool = True) -> Breach:
    return families.tell_breach(
        track.edition,
        is_drill=is_drill,
        what="一份名单发错了人。",
        advice="请留意陌生来电。",
        done="已收回。",
        found_at=AT,
        by=by or _person("tang"),
        at=AT,
    )


def test_a_drill_tells_each_guardian_that_it_is_one_and_whom_nobody_reaches_stands_on_a_list() -> None:
    track = found_track()
    enter(track, "木棉", guardian=_person("gu"))
    enter(track, "白兰")  # known at a desk alone
    breach = _told(track)
    [notice] = Notice.objects.filter(verb="children-breach")
    assert notice.address == "gu@example.com"
    assert "exercise" in notice.subject_line
    assert "木棉" not in notice.body
    waiting = breach.told.get(told_at__isnull=True)
    with pytest.raises(NotAllowed):
        families.close_breach(breach, lesson="先打电话。", by=_person("tang"), at=AT)
    families.tell_guardian(waiting, by=_person("bai"), at=AT)
    with pytest.raises(Conflict):
        families.tell_guardian(waiting, by=_person("bai"), at=AT)
    with pytest.raises(NotValid):
        families.close_breach(breach, lesson=" ", by=_person("tang"), at=AT)
    families.close_breach(breach, lesson="先打电话。", by=_person("tang"), at=AT)
    with pytest.raises(Conflict):
        families.close_breach(breach, lesson="再来。", by=_person("tang"), at=AT)


def test_a_real_breach_is_not_closed_before_the_authority_was_told() -> None:
    track = found_track()
    breach = _told(track, is_drill=False)
    with pytest.raises(NotAllowed):
        families.close_breach(breach, lesson="换钥匙。", by=_person("tang"), at=AT)
    with pytest.raises(NotValid):
        families.tell_authority(breach, authority="", by=_person("tang"), at=AT)
    families.tell_authority(breach, authority="市网信办", by=_person("tang"), at=AT)
    with pytest.raises(Conflict):
        families.tell_authority(breach, authority="市网信办", by=_person("tang"), at=AT)
    families.close_breach(breach, lesson="换钥匙。", by=_person("tang"), at=AT)


def test_every_edition_names_who_is_responsible() -> None:
    assert found_track().edition.in_charge
