"""An edition is written down with all it needs, shown, and its days moved in the open; people get their tasks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from civic.accounts.models import Person
from civic.guardians.models import ConsentText
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.offices.models import Office
from civic.places.models import Area
from civic.youth import actions as youth
from civic.youth.actions import EditionGiven
from civic.youth.models import Duty, Edition, School
from civic.youth.rules import Phase, Span
from tests.people import City
from tests.youth.ground import DAY, TERM_STARTS, found_track

pytestmark = pytest.mark.django_db
AT = TERM_STARTS + DAY


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


@pytest.fixture(autouse=True)
def track(city: City) -> None:
    found_track()


def _given() -> EditionGiven:
    begins = TERM_STARTS + 900 * DAY
    return EditionGiven(
        number=4,
        names={"zh-hans": "第四届", "zh-hant": "第四屆", "en": "Fourth edition"},
        themes={"zh-hans": "我的公园", "en": "My park"},
        office=Office.objects.get(code="command"),
        in_charge="未成年人事务岗",
        in_charge_phone="020-12345",
        age_day=date(2029, 3, 1),
        text=ConsentText.objects.get(),
        spans=[
            Span(Phase.ENTRY, begins, begins + 30 * DAY),
            Span(Phase.DISTRICT, begins + 30 * DAY, begins + 60 * DAY),
            Span(Phase.APPOINTMENT, begins + 60 * DAY, begins + 70 * DAY),
        ],
        districts=list(Area.objects.filter(kind="district")),
        places={(Phase.DISTRICT, ""): 10},
    )


def test_nobody_sees_an_edition_before_it_is_shown_and_every_step_is_a_line() -> None:
    edition = youth.found_edition(_given(), by=_who("tang"), at=AT)
    assert edition not in Edition.objects.shown()
    youth.show_edition(edition, by=_who("tang"), at=AT)
    assert edition in Edition.objects.shown()
    with pytest.raises(Conflict):
        youth.show_edition(edition, by=_who("tang"), at=AT)
    assert list(edition.lines.values_list("verb", flat=True)) == ["found", "show"]


@pytest.mark.parametrize("who", ["mei", "lin", "ke", "qiu", "gu"])
def test_nobody_else_founds_an_edition(who: str) -> None:
    with pytest.raises(NotAllowed):
        youth.found_edition(_given(), by=_who(who), at=AT)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"spans": []}, "spans"),
        ({"spans": [Span(Phase.FINAL, AT, AT + DAY), Span(Phase.ENTRY, AT + DAY, AT + 2 * DAY)]}, "spans"),
        ({"spans": [Span(Phase.ENTRY, AT, AT - DAY)]}, "spans"),
        ({"names": {"en": "Fourth"}}, "names"),
        ({"in_charge": " "}, "in_charge"),
        ({"least_age": 12, "most_age": 9}, "ages"),
        ({"most_age": 18}, "ages"),
        ({"districts": []}, "districts"),
        ({"places": {(Phase.FINAL, ""): 10}}, "places"),
        ({"places": {(Phase.DISTRICT, "grown-ups"): 10}}, "places"),
    ],
)
def test_what_lacks_or_makes_no_sense_is_refused_at_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(NotValid) as refused:
        youth.found_edition(replace(_given(), **change), by=_who("tang"), at=AT)  # type: ignore[arg-type]
    assert field in refused.value.fields
    assert not Edition.objects.filter(number=4).exists()


def test_a_number_is_given_once() -> None:
    with pytest.raises(Taken):
        youth.found_edition(replace(_given(), number=3), by=_who("tang"), at=AT)


def test_a_text_of_consent_that_was_changed_afterwards_shows_no_edition() -> None:
    edition = youth.found_edition(_given(), by=_who("tang"), at=AT)
    ConsentText.objects.update(adult_zh_hans="您同意一切。")
    with pytest.raises(Conflict):
        youth.show_edition(edition, by=_who("tang"), at=AT)


def test_the_days_of_a_phase_move_with_a_reason_and_in_order() -> None:
    edition = youth.found_edition(_given(), by=_who("tang"), at=AT)
    entry = edition.phases.get(phase=Phase.ENTRY)
    moved = youth.move_phase(
        edition,
        Phase.ENTRY,
        starts=entry.starts_at - 5 * DAY,
        ends=entry.ends_at,
        by=_who("tang"),
        reason="The holidays were moved.",
        at=AT,
    )
    assert moved.starts_at == entry.starts_at - 5 * DAY
    assert edition.lines.last().facts["why"] == "The holidays were moved."
    for starts, ends, reason, field in (
        (entry.starts_at, entry.ends_at + DAY, "They overlap.", "starts"),
        (entry.ends_at, entry.starts_at, "Backwards.", "starts"),
        (entry.starts_at, entry.ends_at, " ", "reason"),
    ):
        with pytest.raises(NotValid) as refused:
            youth.move_phase(edition, Phase.ENTRY, starts=starts, ends=ends, by=_who("tang"), reason=reason, at=AT)
        assert field in refused.value.fields


def test_a_phase_that_began_keeps_its_first_day_and_one_that_is_over_stays() -> None:
    edition = Edition.objects.get(number=3)
    entry = edition.phases.get(phase=Phase.ENTRY)
    moved = {"starts": entry.starts_at - DAY, "ends": entry.ends_at, "by": _who("tang"), "reason": "Why not."}
    with pytest.raises(NotValid):
        youth.move_phase(edition, Phase.ENTRY, at=AT, **moved)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        youth.move_phase(edition, Phase.ENTRY, at=entry.ends_at, **moved)  # type: ignore[arg-type]


def test_a_school_has_a_code_of_its_own_and_a_name() -> None:
    hexin = Area.objects.get(code="990101")
    names = {"zh-hans": "河心小学"}
    youth.found_school(code="hexin", names=names, district=hexin, group="primary", by=_who("tang"), at=AT)
    with pytest.raises(Taken):
        youth.found_school(code="hexin", names=names, district=hexin, by=_who("tang"), at=AT)
    for wrong in ({"names": {}}, {"group": "adults"}):
        with pytest.raises(NotValid):
            youth.found_school(
                **{"code": "other", "names": names, "district": hexin, "by": _who("tang"), "at": AT} | wrong  # type: ignore[arg-type]
            )
    with pytest.raises(NotAllowed):
        youth.found_school(code="third", names=names, district=hexin, by=_who("ke"), at=AT)


def test_only_whoever_was_checked_gets_a_task_and_nobody_gives_herself_one() -> None:
    starts = AT.date()
    with pytest.raises(NotValid):
        youth.give_task(_who("lin"), "screener", by=_who("tang"), starts=starts, at=AT)
    with pytest.raises(NotAllowed):
        youth.give_task(_who("tang"), "companion", by=_who("tang"), starts=starts, at=AT)
    with pytest.raises(NotAllowed):
        youth.give_task(_who("bai"), "lead", by=_who("tang"), starts=starts, at=AT)
    duty = youth.give_task(_who("bai"), "companion", by=_who("tang"), starts=starts, at=AT)
    with pytest.raises(Taken):
        youth.give_task(_who("bai"), "companion", by=_who("tang"), starts=starts, at=AT)
    youth.end_task(duty, by=_who("tang"), reason="换岗", at=AT + DAY)
    assert not Duty.objects.held_on((AT + DAY).date()).filter(pk=duty.pk).exists()
    with pytest.raises(Conflict):
        youth.end_task(duty, by=_who("tang"), reason="换岗", at=AT + 2 * DAY)


def test_a_juror_knows_nothing_of_the_children_so_nobody_is_both() -> None:
    starts, school = AT.date(), School.objects.get(code="s1")
    for who, task, wrong in (("qiu", "screener", None), ("bai", "juror", None), ("ke", "juror", None)):
        with pytest.raises(NotValid) as refused:
            youth.give_task(_who(who), task, by=_who("tang"), school=wrong, starts=starts, at=AT)
        assert "task" in refused.value.fields
    with pytest.raises(NotValid) as refused:
        youth.give_task(_who("bai"), "teacher", by=_who("tang"), starts=starts, at=AT)
    assert "school" in refused.value.fields
    with pytest.raises(NotValid):
        youth.give_task(_who("bai"), "companion", by=_who("tang"), school=school, starts=starts, at=AT)
    with pytest.raises(NotValid):
        youth.give_task(
            _who("bai"), "companion", by=_who("tang"), starts=starts, ends=starts - timedelta(days=1), at=AT
        )


def test_a_topic_has_a_name_and_a_code_of_its_own() -> None:
    youth.add_topic(code="green", names={"zh-hans": "树和公园"}, by=_who("tang"), at=AT)
    with pytest.raises(Taken):
        youth.add_topic(code="green", names={"zh-hans": "树和公园"}, by=_who("tang"), at=AT)
    with pytest.raises(NotValid):
        youth.add_topic(code="play", names={"en": "Play"}, by=_who("tang"), at=AT)
    with pytest.raises(NotAllowed):
        youth.add_topic(code="play", names={"zh-hans": "玩"}, by=_who("qiu"), at=AT)


def test_the_post_responsible_is_named_in_the_readers_language_and_in_chinese_where_none_is_written() -> None:
    edition = Edition.objects.get()
    for tongue, told in (("zh-hans", "未成年人事务岗"), ("zh-hant", "未成年人事务岗"), ("en", "未成年人事务岗")):
        with override(tongue):
            assert edition.responsible == told
    edition.in_charge_zh_hant, edition.in_charge_en = "未成年人事務崗", "Post for children’s affairs"
    edition.save()
    for tongue, told in (("zh-hant", "未成年人事務崗"), ("en", "Post for children’s affairs")):
        page = Client(headers={"accept-language": tongue}).get("/little-mayor/").content.decode()
        assert told in page
        assert "未成年人事务岗" not in page
