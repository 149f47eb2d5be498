"""Who looked at what: masked until opened, each look a row that the reporter and the data officer can read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from civic.cases.actions import note_viewing, open_contact, opened_today
from civic.cases.models import Case, ContactOpening, Photo, Viewing
from civic.cases.rules.looking import OPENINGS_A_DAY, Reason, at_night, masked
from civic.desk.models import Export
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices import actions as offices
from tests.house.test_routes import routes
from tests.people import NOON, SINCE, City

EMAIL, PHONE = "lucy@example.org", "13812341234"
EVERYBODY = ("lin", "mo", "zhao", "chen", "shen", "he", "rui", "sun", "dong", "mei", "gu", "root")


def _case(city: City, **given: Any) -> Case:
    return city.case("in-hand", **({"email": EMAIL, "phone": PHONE} | given))


def _open(city: City, case: Case, *, at: datetime = NOON, **given: Any) -> None:
    open_contact(case, **{"by": city.chen, "reason": "call-back", "purpose": "问灯亮了没有", "at": at, **given})


@pytest.mark.parametrize(
    ("phone", "email", "shown"),
    [
        ("+8613812341234", "lucy@example.org", ("138****1234", "l***@example.org")),
        ("+862055501234", "", ("205****1234", "")),
        ("", "b@x.cn", ("", "b***@x.cn")),
        ("+861234", "", ("****34", "")),
        ("", "", ("", "")),
    ],
)
def test_a_contact_shows_too_little_to_call(phone: str, email: str, shown: tuple[str, str]) -> None:
    told = masked(phone=phone, email=email)
    assert (told.phone, told.email) == shown


def test_it_is_masked_for_those_who_may_open_it_and_not_there_for_all_others(city: City, as_person: Any) -> None:
    case = _case(city)
    for handle, sees in (("lin", True), ("chen", True), ("mo", False), ("zhao", False)):
        page = as_person(getattr(city, handle)).get(f"/desk/cases/{case.number}/").content.decode()
        assert ("138****1234" in page) == sees, handle
        assert ("l***@example.org" in page) == sees, handle
        assert EMAIL not in page
        assert PHONE not in page
    hidden = _case(city, is_confidential=True)
    assert "138****1234" not in as_person(city.chen).get(f"/desk/cases/{hidden.number}/").content.decode()


def test_a_reason_of_the_list_and_words_open_it(city: City) -> None:
    case = _case(city)
    for wrong in ({"reason": "curious"}, {"purpose": " "}):
        with pytest.raises(NotValid):
            _open(city, case, **wrong)
    assert not ContactOpening.objects.exists()
    _open(city, case)
    row = ContactOpening.objects.get()
    assert (row.reason, row.role, row.office, row.more) == ("call-back", "handler", city.office("dongqiao-lamps"), "")


def test_another_office_cannot_open_it(city: City, as_person: Any) -> None:
    case = _case(city)
    offices.appoint(city.gu, side="act", role="handler", office=city.office("drains"), starts=SINCE, at=NOON)
    with pytest.raises(NotAllowed):
        _open(city, case, by=city.gu)
    sent = {"reason": "call-back", "purpose": "想看看"}
    assert as_person(city.gu).post(f"/desk/cases/{case.number}/contact/", sent).status_code == 404


def _many(city: City, case: Case, *, count: int, at: datetime = NOON) -> None:
    ContactOpening.objects.bulk_create(
        ContactOpening(
            case=case, by=city.chen, at=at + timedelta(seconds=number), reason=Reason.VISIT, purpose="约时间",
            office=city.office("dongqiao-lamps"), role="handler",
        )
        for number in range(count)
    )  # fmt: skip


def test_after_many_on_one_day_a_second_reason_is_asked(city: City) -> None:
    case = _case(city)
    _many(city, case, count=OPENINGS_A_DAY)
    assert opened_today(city.chen, at=NOON + timedelta(hours=1)) == OPENINGS_A_DAY
    with pytest.raises(NotValid) as refused:
        _open(city, case, at=NOON + timedelta(hours=1))
    assert set(refused.value.fields) == {"more"}
    _open(city, case, at=NOON + timedelta(hours=1), more="停电，逐户通知")
    _open(city, case, at=NOON + timedelta(days=1))  # another day, another count


def test_the_reporter_reads_who_in_which_post_and_what_for(city: City, as_person: Any) -> None:
    case = _case(city, by=city.mei)
    _open(city, case)
    page = as_person(city.mei).get("/me/").content.decode()
    for said in ("Handler", "Dongqiao Street Lighting", "Call back: was it solved?", "问灯亮了没有"):
        assert said in page
    assert "Chen" not in page  # the public sees a number, not a name


def _with_boxes(case: Case) -> Photo:
    photo = Photo.objects.create(case=case, digest="d", state="ready", received_at=NOON)
    photo.sealed_key = "00000000-0000-4000-8000-000000000001"
    photo.save(update_fields=["sealed_key"])
    photo.refresh_from_db()
    return photo


def test_a_look_at_a_photo_without_its_boxes_is_a_row_and_the_same_look_is_one(city: City) -> None:
    case = city.case()
    photo = _with_boxes(case)
    assert note_viewing(photo, by=city.mo, at=NOON) is not None
    assert note_viewing(photo, by=city.mo, at=NOON + timedelta(minutes=3)) is None
    assert note_viewing(photo, by=city.mo, at=NOON + timedelta(minutes=30)) is not None
    assert set(Viewing.objects.values_list("role", "office__code")) == {("moderator", "supervision")}
    plain = Photo.objects.create(case=case, digest="e", state="ready", received_at=NOON)
    assert note_viewing(plain, by=city.mo, at=NOON) is None


def test_the_data_officer_reads_the_looks_and_never_a_contact(city: City, as_person: Any) -> None:
    case = _case(city)
    _open(city, case)
    _open(city, case, by=city.lin, at=datetime(2026, 11, 3, 15, 30, tzinfo=UTC), purpose="核实地址")  # 23:30
    note_viewing(_with_boxes(case), by=city.mo, at=NOON)
    as_person(city.lin).get("/desk/export/?view=all")
    client = as_person(city.dong)
    page = client.get("/desk/records/").content.decode()
    for said in ("Chen", "Lin", case.number, "问灯亮了没有", "核实地址", "At night"):
        assert said in page
    assert "Mo" in client.get("/desk/records/?kind=photos").content.decode()
    assert "view=all" in client.get("/desk/records/?kind=exports").content.decode()
    for kind in ("openings", "photos", "exports"):
        body = client.get(f"/desk/records/?kind={kind}").content.decode()
        for secret in (EMAIL, PHONE, "138****1234", "l***@"):
            assert secret not in body
    assert client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert client.post(f"/desk/cases/{case.number}/contact/", {"reason": "other", "purpose": "看"}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("person=chen", {"问灯亮了没有"}),
        ("person=Lin", {"核实地址"}),
        ("office=dongqiao-lamps", {"问灯亮了没有"}),
        ("day=2026-11-03", {"问灯亮了没有"}),
        ("day=2026-11-04", {"核实地址"}),
        ("person=nobody", set()),
        ("", {"问灯亮了没有", "核实地址"}),
    ],
)
def test_it_can_be_narrowed(city: City, as_person: Any, asked: str, found: set[str]) -> None:
    case = _case(city)
    _open(city, case)
    _open(city, case, by=city.lin, at=NOON + timedelta(days=1), purpose="核实地址")
    page = as_person(city.dong).get(f"/desk/records/?{asked}").content.decode()
    assert {said for said in ("问灯亮了没有", "核实地址") if said in page} == found
    assert case.number in as_person(city.dong).get(f"/desk/records/?case={case.number}").content.decode()


@pytest.mark.parametrize("asked", ["day=soon", "case=xyz", "office=no-such", "kind=secrets", "before=-1", "before=x"])
def test_what_cannot_be_asked_is_told_and_breaks_nothing(city: City, as_person: Any, asked: str) -> None:
    assert as_person(city.dong).get(f"/desk/records/?{asked}").status_code == 400


def test_who_opened_too_many_and_who_looked_from_outside_stands_out(city: City, as_person: Any) -> None:
    case = _case(city)
    _many(city, case, count=OPENINGS_A_DAY + 1, at=datetime.now(UTC) - timedelta(days=2))
    other = city.case("filed", email=EMAIL)
    ContactOpening.objects.create(
        case=other, by=city.chen, at=NOON, purpose="看看", office=city.office("dongqiao-lamps"), role="handler"
    )
    page = as_person(city.dong).get("/desk/records/").content.decode()
    assert f"{OPENINGS_A_DAY + 1} contacts" in page
    assert f"More than {OPENINGS_A_DAY} contacts opened on this day" in page
    assert "Not a case of this office then or now" in page


def test_an_operator_who_rings_many_people_does_her_work(city: City, as_person: Any) -> None:
    case, today = _case(city), datetime.now(UTC)
    ContactOpening.objects.bulk_create(
        ContactOpening(case=case, by=city.he, at=today, reason=Reason.CALL_BACK, purpose="回访", role="operator")
        for _number in range(OPENINGS_A_DAY + 5)
    )
    assert "contacts opened on this day" not in as_person(city.dong).get("/desk/records/").content.decode()


def test_pages_turn_by_key_and_cost_the_same(city: City, as_person: Any, django_assert_max_num_queries: Any) -> None:
    case = _case(city)
    _many(city, case, count=10)
    client = as_person(city.dong)
    client.get("/desk/records/")
    with django_assert_max_num_queries(10) as few:
        client.get("/desk/records/")
    _many(city, case, count=190)
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get("/desk/records/")
    seen: list[int] = []
    while True:
        seen += [look.key for look in page.context["records"].looks]
        if "next_url" not in page.context:
            break
        page = client.get(page.context["next_url"])
    assert len(seen) == len(set(seen)) == 200


def test_the_file_holds_what_the_page_shows_and_taking_it_out_is_written_down(city: City, as_person: Any) -> None:
    case = _case(city)
    _open(city, case, purpose="=cmd()")
    _many(city, case, count=230)
    answer = as_person(city.dong).post("/desk/records/export/", {"kind": "openings", "person": "chen"})
    lines = b"".join(answer.streaming_content).decode().strip().splitlines()
    assert len(lines) == 232
    assert EMAIL not in "".join(lines)
    told = Export.objects.get()
    assert (told.by, told.query) == (city.dong, "view=records&kind=openings&person=chen")


def test_what_is_about_the_data_officers_own_office_is_not_there_for_her(city: City, as_person: Any) -> None:
    case = city.filed("数据局泄露信息。", kind="misconduct", about_office=city.office("records"), email=EMAIL).case
    _open(city, case, by=city.rui, purpose="核实举报")
    client = as_person(city.dong)
    assert case.number not in client.get("/desk/records/").content.decode()
    assert "核实举报" not in client.get(f"/desk/records/?case={case.number}").content.decode()


def _walked() -> list[str]:
    return [f"/{path}" for path, _view in routes() if path.startswith("desk/records/")]


@pytest.mark.parametrize("handle", EVERYBODY)
def test_the_records_open_to_the_data_officer_and_changes_to_administrators_too(
    city: City, as_person: Any, handle: str
) -> None:
    client: Client = as_person(getattr(city, handle))
    assert len(_walked()) == 4
    for address in _walked():
        may = handle == "dong" or (handle == "root" and address.endswith("/changes/"))
        got = client.post(address) if address.endswith("/export/") else client.get(address)
        assert (got.status_code == 200) == may, (handle, address)
        if not may:
            assert got.status_code == 403
            assert "data officer" in got.content.decode() or "hold no post" in got.content.decode()


def test_strangers_are_led_to_the_door(city: City, client: Client) -> None:
    for name in ("desk:records", "desk:changes"):
        assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize(("hour", "is_night"), [(13, False), (14, True), (21, True), (22, False), (0, False)])
def test_night_is_by_the_clock_of_the_city(hour: int, *, is_night: bool) -> None:
    assert at_night(datetime(2026, 11, 3, hour, 30, tzinfo=UTC)) == is_night
