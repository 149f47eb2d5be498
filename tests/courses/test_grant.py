"""Somebody is qualified by a paper another has looked at; it ends, is told before, and is taken back with a reason."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from civic.cases.queries import Viewer
from civic.courses import actions
from civic.courses.models import Claim, Grant, Inclusion
from civic.courses.queries import holds
from civic.courses.rules import closure, last_day, would_circle
from civic.lib.picture_files import picture_path, upload_path
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.me.actions import erase
from civic.notices.models import Notice
from tests.courses.ground import qualification
from tests.people import NOON, City
from tests.volunteers.ground import DAY, Helpers, found_helpers, volunteer

TODAY = date(2026, 11, 3)


def paper(name: str = "证.jpg") -> SimpleUploadedFile:
    """The picture of a paper."""
    path = Path("/dev/shm") / "paper.jpg" if Path("/dev/shm").is_dir() else Path("paper.jpg")
    Image.new("RGB", (60, 40), "white").save(path, "JPEG")
    data = path.read_bytes()
    path.unlink()
    return SimpleUploadedFile(name, data, "image/jpeg")


def shown(helpers: Helpers, **changes: Any) -> Claim:
    """wu's licence, handed in and prepared."""
    licence = qualification(helpers, "licence", kind="licence", needs_evidence=True, **changes)
    assert helpers.wu.person is not None
    claim = actions.show_paper(helpers.wu, licence, upload=paper(), by=helpers.wu.person, at=NOON)
    actions.prepare_papers()
    claim.refresh_from_db()
    return claim


@pytest.mark.django_db
def test_a_paper_is_prepared_and_the_upload_goes(city: City) -> None:
    claim = shown(found_helpers())
    assert (claim.state, claim.is_ready, len(claim.digest)) == ("waiting", True, 64)
    assert picture_path(claim.key, "large").is_file()
    assert not upload_path(claim.key).exists()


@pytest.mark.django_db
def test_what_is_no_picture_is_refused_by_its_name_and_one_paper_waits(city: City) -> None:
    helpers = found_helpers()
    claim = shown(helpers)
    assert helpers.wu.person is not None
    with pytest.raises(Taken):
        actions.show_paper(helpers.wu, claim.qualification, upload=paper(), by=helpers.wu.person, at=NOON)
    other = qualification(helpers, "other", kind="check")
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7 nothing")
    with pytest.raises(NotValid, match="not a photo"):
        actions.show_paper(helpers.wu, other, upload=upload, by=helpers.wu.person, at=NOON)
    learnt_only = qualification(helpers)
    with pytest.raises(Conflict, match="Only a course"):
        actions.show_paper(helpers.wu, learnt_only, upload=paper(), by=helpers.wu.person, at=NOON)


@pytest.mark.django_db
def test_another_looks_at_it_and_it_holds_until_its_last_day(city: City) -> None:
    helpers = found_helpers()
    claim = shown(helpers)
    until = TODAY + timedelta(days=90)
    given_to = {"given_on": TODAY, "expires_on": until, "at": NOON}
    with pytest.raises(NotAllowed):
        actions.grant(helpers.wu, claim.qualification, claim=claim, by=helpers.leader, **given_to)  # type: ignore[arg-type]
    made = actions.grant(helpers.wu, claim.qualification, claim=claim, by=helpers.luo, **given_to)  # type: ignore[arg-type]
    assert (made.evidence, made.verified_by) == (claim.digest, helpers.luo)
    assert claim.qualification_id in holds(helpers.wu, until)
    assert claim.qualification_id not in holds(helpers.wu, until + timedelta(days=1))
    with pytest.raises(Conflict, match="decided on in the meantime"):
        actions.grant(helpers.wu, claim.qualification, claim=claim, by=helpers.luo, **given_to)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_nobody_verifies_her_own_paper(city: City) -> None:
    helpers = found_helpers()
    claim = shown(helpers)
    helpers.wu.person, old = helpers.luo, helpers.wu.person
    helpers.wu.save()
    for act in (
        lambda: actions.grant(helpers.wu, claim.qualification, claim=claim, given_on=TODAY, by=helpers.luo, at=NOON),
        lambda: actions.refuse_claim(claim, by=helpers.luo, reason="x", at=NOON),
    ):
        with pytest.raises(NotAllowed, match="your own papers"):
            act()
    assert old is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "days",
    [
        {"given_on": TODAY + timedelta(days=1)},
        {"given_on": TODAY - timedelta(days=500)},
        {"given_on": TODAY, "expires_on": TODAY - timedelta(days=1)},
    ],
)
def test_days_that_cannot_be_are_told(city: City, days: dict[str, date]) -> None:
    helpers = found_helpers()
    claim = shown(helpers)
    with pytest.raises(NotValid):
        actions.grant(helpers.wu, claim.qualification, claim=claim, by=helpers.luo, at=NOON, **days)


@pytest.mark.django_db
def test_without_its_picture_what_needs_one_is_not_granted(city: City) -> None:
    helpers = found_helpers()
    licence = qualification(helpers, "licence", kind="licence", needs_evidence=True)
    with pytest.raises(NotValid, match="needs a picture"):
        actions.grant(helpers.wu, licence, given_on=TODAY, by=helpers.luo, at=NOON)
    seen = qualification(helpers, "seen", kind="check")
    assert actions.grant(helpers.wu, seen, given_on=TODAY, by=helpers.luo, at=NOON).evidence == ""


@pytest.mark.django_db
def test_refused_reads_why_and_may_show_another(city: City) -> None:
    helpers = found_helpers()
    claim = shown(helpers)
    actions.refuse_claim(claim, by=helpers.luo, reason="字看不清。", at=NOON)
    assert "字看不清。" in Notice.objects.get(verb="claim-refused", channel="email").body
    assert helpers.wu.person is not None
    assert actions.show_paper(helpers.wu, claim.qualification, upload=paper(), by=helpers.wu.person, at=NOON)


@pytest.mark.django_db
def test_revoked_it_holds_no_more_and_says_why(city: City) -> None:
    helpers = found_helpers()
    made = actions.grant(helpers.wu, qualification(helpers, kind="check"), given_on=TODAY, by=helpers.luo, at=NOON)
    with pytest.raises(NotValid):
        actions.revoke(made, by=helpers.luo, reason="", at=NOON)
    with pytest.raises(NotAllowed):
        actions.revoke(made, by=helpers.leader, reason="x", at=NOON)
    actions.revoke(made, by=helpers.luo, reason="证件作废。", at=NOON)
    assert holds(helpers.wu, TODAY) == set()
    assert "证件作废。" in Notice.objects.get(verb="qualification-revoked", channel="email").body
    with pytest.raises(Conflict):
        actions.revoke(made, by=helpers.luo, reason="x", at=NOON)


@pytest.mark.django_db
def test_its_end_is_told_thirty_days_before_once_and_by_day(city: City) -> None:
    helpers = found_helpers()
    kind = qualification(helpers, kind="check", lasts_months=12)
    made = actions.grant(helpers.wu, kind, given_on=TODAY, by=helpers.luo, at=NOON)
    assert made.expires_on == date(2027, 11, 2)
    before = NOON + 334 * DAY  # 3 October
    assert actions.tell_ending(at=before - DAY) == 0
    assert actions.tell_ending(at=before + timedelta(hours=12)) == 0  # midnight
    assert actions.tell_ending(at=before) == 1
    assert actions.tell_ending(at=before + DAY) == 0
    assert Notice.objects.filter(verb="qualification-ending", channel="email").count() == 1


@pytest.mark.django_db
def test_whoever_renewed_in_time_hears_nothing(city: City) -> None:
    helpers = found_helpers()
    kind = qualification(helpers, kind="check", lasts_months=12)
    actions.grant(helpers.wu, kind, given_on=TODAY, by=helpers.luo, at=NOON)
    actions.grant(helpers.wu, kind, given_on=date(2027, 10, 1), by=helpers.luo, at=NOON + 332 * DAY)
    assert actions.tell_ending(at=NOON + 340 * DAY) == 0


@pytest.mark.django_db
def test_whoever_holds_the_larger_holds_the_smaller_and_no_circle_closes(city: City) -> None:
    helpers = found_helpers()
    doctor, nurse, aid = (qualification(helpers, code, kind="check") for code in ("doctor", "nurse", "aid"))
    with pytest.raises(NotAllowed):
        actions.include(doctor, nurse, by=helpers.leader, at=NOON)
    actions.include(doctor, nurse, by=helpers.luo, at=NOON)
    actions.include(nurse, aid, by=helpers.luo, at=NOON)
    for including, included in ((aid, doctor), (aid, nurse), (aid, aid)):
        with pytest.raises(Conflict, match="include itself"):
            actions.include(including, included, by=helpers.luo, at=NOON)
    with pytest.raises(Taken):
        actions.include(doctor, nurse, by=helpers.luo, at=NOON)
    actions.grant(helpers.wu, doctor, given_on=TODAY, by=helpers.luo, at=NOON)
    assert holds(helpers.wu, TODAY) == {doctor.pk, nurse.pk, aid.pk}
    assert Inclusion.objects.count() == 2


@pytest.mark.django_db
def test_a_qualification_needs_a_name_and_a_kind(city: City) -> None:
    helpers = found_helpers()
    for changes in ({"names": {}}, {"kind": "luck"}, {"lasts_months": 0}):
        with pytest.raises(NotValid):
            qualification(helpers, **changes)
    qualification(helpers)
    with pytest.raises(Taken):
        qualification(helpers)


@pytest.mark.django_db
def test_an_erased_volunteer_leaves_no_picture(city: City, django_capture_on_commit_callbacks: Any) -> None:
    helpers = found_helpers()
    claim = shown(helpers)
    actions.grant(helpers.wu, claim.qualification, claim=claim, given_on=TODAY, by=helpers.luo, at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        erase(Viewer(person=helpers.wu.person), at=NOON)
    assert not picture_path(claim.key, "large").exists()
    assert Grant.objects.get().evidence == ""
    assert volunteer("another").pk


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40))
@settings(max_examples=80, deadline=None)
def test_whatever_is_included_in_whatever_order_nothing_includes_itself(pairs: list[tuple[int, int]]) -> None:
    includes: dict[int, set[int]] = {}
    for including, included in pairs:
        if not would_circle(including, included, includes):
            includes.setdefault(including, set()).add(included)
    for one in range(8):
        assert one not in closure(includes.get(one, ()), includes)


def test_a_month_that_is_shorter_ends_it_on_its_last_day() -> None:
    assert last_day(date(2026, 8, 31), 6) == date(2027, 2, 27)
    assert last_day(date(2026, 11, 3), 12) == date(2027, 11, 2)
    assert last_day(date(2026, 11, 3), None) is None
