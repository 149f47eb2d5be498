"""The pages: a volunteer signs up, a guardian answers, a manager lays a week, somebody asks for help."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from civic.shifts import actions as shifts
from civic.shifts.actions.closing import arrive
from civic.shifts.forms import ActivityForm
from civic.shifts.models import Activity, GuardianWord, Need, Shift
from tests.courses.ground import qualification
from tests.people import City, sign_in
from tests.shifts.ground import A_POST, minor, states
from tests.volunteers.ground import DAY, activity, coming, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db
OF = "/volunteer/organisations/helpers/shifts/"


@pytest.mark.usefixtures("weeks_after_noon")
def test_a_volunteer_signs_up_and_cancels_on_the_page(city: City, client: Client) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), starts=timezone.now() + 4 * DAY)
    assert helpers.wu.person is not None
    sign_in(client, helpers.wu.person)
    page = f"/volunteer/shifts/{ahead.number}/"
    assert client.post(f"{page}sign-up/").status_code == 302
    again: Any = client.post(f"{page}sign-up/")
    assert (again.status_code, "You are signed up already." in again.content.decode()) == (409, True)
    assert "13800138000" not in client.get(page).content.decode()  # shown on the day only
    assert client.post(f"{page}cancel/").status_code == 302
    assert client.post(f"{page}accept/").status_code == 404
    assert states(ahead) == [("wu", "cancelled")]


def test_the_leaders_number_is_shown_on_the_day_to_those_who_come(city: City, client: Client) -> None:
    helpers = found_helpers()
    now = timezone.now()
    ahead = shift(activity(helpers), starts=now - timedelta(minutes=1))
    page = f"/volunteer/shifts/{ahead.number}/"
    assert helpers.wu.person is not None
    sign_in(client, helpers.wu.person)
    assert "13800138000" not in client.get(page).content.decode()
    coming(ahead, helpers.wu)
    assert "13800138000" in client.get(page).content.decode()


def test_a_guardian_reads_and_answers_and_nobody_else_finds_the_page(city: City, client: Client) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    child, ward = minor()
    assert child.child is not None
    page = f"/volunteer/family/{child.child.key}/activities/{made.number}/"
    assert client.get(page).status_code == 404
    assert ward.person is not None
    sign_in(client, ward.person)
    assert client.post(page, {"word": "maybe", "read": shifts.risks_read(made)}).status_code == 400
    assert client.post(page, {"word": "yes", "read": shifts.risks_read(made)}).status_code == 302
    assert GuardianWord.objects.get().is_yes
    assert client.get(f"/volunteer/family/{child.child.key}/").status_code == 200


def test_a_manager_prepares_lays_and_shows(city: City, client: Client) -> None:
    helpers = found_helpers()
    made = activity(helpers, state="draft", shown_at=None)
    assert made.policy is not None
    made.policy.ends_on = (timezone.now() + 200 * DAY).date()
    made.policy.save()
    assert client.get(OF).status_code == 302
    sign_in(client, city.mei)
    assert client.get(OF).status_code == 404
    sign_in(client, helpers.luo)
    page, day = f"{OF}activities/{made.number}/", (timezone.now() + 9 * DAY).date()
    bad = client.post(f"{page}lay/", {"on": "x", "starts": "", "posts-1-name": "a", "posts-1-places": "b"})
    assert (bad.status_code, Shift.objects.count()) == (400, 0)
    good = {"on": day, "starts": "09:00", "ends": "11:00", **A_POST}
    assert client.post(f"{page}lay/", good).status_code == 302
    assert client.post(f"{page}show/").status_code == 302
    assert Activity.objects.get().state == "shown"
    one = Shift.objects.get()
    for path in ("", f"?week={day}", "week.csv", "new/", f"{one.number}/", f"{one.number}/print/"):
        assert client.get(OF + path).status_code == 200, path
    assert client.post(f"{OF}{one.number}/write/", {"text": ""}).status_code == 400
    assert client.post(f"{OF}{one.number}/call-off/", {"reason": "雨"}).status_code == 302
    assert client.post(f"{OF}copy/", {"week": "x"}).status_code == 400


@pytest.mark.usefixtures("weeks_after_noon")
def test_posts_are_rows_each_with_what_it_asks_for(city: City, client: Client) -> None:
    helpers = found_helpers()
    made, first_aid = activity(helpers), qualification(helpers, names={"zh-hans": "急救员", "en": "First aid"})
    sign_in(client, helpers.luo)
    page, day = f"{OF}activities/{made.number}/", (timezone.now() + 9 * DAY).date()
    shown = client.get(page).content.decode()
    assert (shown.count('name="posts-1-name"'), shown.count('name="posts-8-name"')) == (2, 2)  # a shift, and a rota
    assert "First aid" in shown
    assert len(set(re.findall(r' id="([^"]+)"', shown))) == len(re.findall(r' id="([^"]+)"', shown))
    hours = {"on": day, "starts": "09:00", "ends": "11:00"}
    second = {"posts-3-name": "急救", "posts-3-places": "1", "posts-3-qualification": str(first_aid.pk)}
    for wrong, sentence in (
        ({}, "Say how many people are needed, and for what."),
        (A_POST | {"posts-2-places": "3"}, "Row 2: say in a few words what people do there."),
        (A_POST | {"posts-1-places": "六"}, "Row 1: write how many people may come, as a number."),
        (A_POST | {"posts-1-least": "²"}, "Row 1: write how many people it needs at least, as a number."),
        (A_POST | second | {"posts-3-qualification": "0"}, "Row 3: choose what it asks for from the list."),
        (A_POST | {"posts-1-least": "7"}, "A post cannot need more people than it has places."),
    ):
        answer = client.post(f"{page}lay/", hours | wrong)
        told = answer.content.decode()
        assert (answer.status_code, sentence in told, "<title>Error:" in told) == (400, True, True), sentence
        assert ('value="巡查员"' in told) == ("posts-1-name" in wrong)  # nothing typed is lost
    named = {"posts-1-name_zh_hant": "巡查員", "posts-1-name_en": "Patrol"}
    assert client.post(f"{page}lay/", hours | A_POST | named | second).status_code == 302
    posts = Shift.objects.get().posts.order_by("order")
    assert (posts[0].name_zh_hant, posts[0].name_en) == ("巡查員", "Patrol")
    assert [(one.name_zh_hans, one.places, one.least, one.qualification) for one in posts] == [
        ("巡查员", 6, 2, None),
        ("急救", 1, 0, first_aid),
    ]


def test_the_week_as_a_table_speaks_the_language_of_whoever_asks(city: City, client: Client) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), starts=timezone.now() + 2 * DAY)
    Shift.objects.filter(pk=ahead.pk).update(state="called-off", reason="雨")
    sign_in(client, helpers.luo)
    monday = f"{OF}week.csv?week={timezone.localtime(ahead.starts_at):%Y-%m-%d}"
    for language, said in (("en", "called off"), ("zh-hans", "已取消"), ("zh-hant", "已取消")):
        rows = client.get(monday, headers={"accept-language": language}).content.decode().splitlines()
        assert rows[1].endswith(f",{said}"), (language, rows)


def test_somebody_asks_for_help_and_opens_it_with_the_code(city: City, client: Client) -> None:
    day = (timezone.now() + 5 * DAY).date()
    assert client.post("/volunteer/need/", {"title": "x"}).status_code == 400
    asked = {
        "kind": "elderly",
        "title": "陪老人看病",
        "words": "每周二上午去医院。",
        "people": 1,
        "wanted_from": day,
        "wanted_until": day,
        "contact": "liu@example.com",
    }
    receipt: Any = client.post("/volunteer/need/", asked)
    need, code = Need.objects.get(), receipt.context["code"]
    page = f"/volunteer/need/{need.number}/"
    assert need.title not in client.get(page).content.decode()
    assert client.post(page, {"code": "AAAA-AAAA-AAAA"}).status_code == 400
    opened = client.post(page, {"code": code})
    assert (opened.status_code, need.title in opened.content.decode()) == (200, True)
    helpers = found_helpers()
    sign_in(client, helpers.luo)
    desk = f"/desk/volunteers/needs/{need.number}/"
    assert client.get("/desk/volunteers/needs/").status_code == 200
    assert client.post(desk, {"verb": "nothing"}).status_code == 400
    assert client.post(desk, {"verb": "verify"}).status_code == 302
    assert client.get(desk).status_code == 200


@pytest.mark.usefixtures("weeks_after_noon")
def test_a_word_on_the_evening_before_is_promised_to_nobody_who_signs_up_today(city: City, client: Client) -> None:
    helpers = found_helpers()
    made, now = activity(helpers), timezone.now()
    today = shift(made, starts=now + timedelta(minutes=5), hours=0.5)
    later = shift(made, starts=now + 4 * DAY)
    assert helpers.wu.person is not None
    sign_in(client, helpers.wu.person)
    said = [
        client.post(f"/volunteer/shifts/{one.number}/sign-up/", follow=True).content.decode() for one in (later, today)
    ]
    assert ["evening before" in one for one in said] == [True, False]


def test_whoever_waits_for_an_answer_reads_by_when_and_is_not_told_to_apply(city: City, client: Client) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), starts=timezone.now() + 4 * DAY)
    waiting = volunteer("newcomer", state="applied")
    assert waiting.person is not None
    sign_in(client, waiting.person)
    for page in ("/volunteer/", f"/volunteer/shifts/{ahead.number}/"):
        words = client.get(page).content.decode()
        assert "Your application is with the coordinators" in words, page
        assert "Become a volunteer" not in words, page


def test_on_the_day_the_list_and_the_shift_lead_to_check_in(city: City, client: Client) -> None:
    helpers = found_helpers()
    made, now = activity(helpers), timezone.now()
    begun = shift(made, starts=now - timedelta(minutes=5))
    coming(begun, helpers.wu)
    assert helpers.wu.person is not None
    sign_in(client, helpers.wu.person)
    for page in ("/volunteer/", f"/volunteer/shifts/{begun.number}/"):
        assert 'href="/volunteer/here/"' in client.get(page).content.decode(), page


def test_in_the_hour_before_she_may_check_in_or_say_why_she_cannot_come(city: City, client: Client) -> None:
    helpers = found_helpers()
    soon = shift(activity(helpers), starts=timezone.now() + timedelta(minutes=30))
    signup = coming(soon, helpers.wu)
    assert helpers.wu.person is not None
    sign_in(client, helpers.wu.person)
    page = f"/volunteer/shifts/{soon.number}/"
    words = client.get(page).content.decode()
    assert ('href="/volunteer/here/"' in words, f'action="{page}cancel/"' in words) == (True, True)
    refused = client.post(f"{page}cancel/", {"reason": ""}).content.decode()
    assert 'aria-describedby="reason-error"' in refused
    arrive(signup, at=timezone.now())
    assert f'action="{page}cancel/"' not in client.get(page).content.decode()


def test_managers_and_leaders_find_their_rooms_from_the_list_of_shifts(city: City, client: Client) -> None:
    helpers = found_helpers()
    sign_in(client, helpers.luo)
    assert f'href="{OF}"' in client.get("/volunteer/").content.decode()
    for page in (OF, "/volunteer/organisations/helpers/hours/", "/volunteer/organisations/helpers/manage/"):
        words = client.get(page).content.decode()
        assert f'href="{OF}"' in words, page
        assert 'href="/volunteer/organisations/helpers/hours/"' in words, page
    sign_in(client, helpers.leader)
    assert 'href="/volunteer/lead/"' in client.get("/volunteer/").content.decode()


def test_who_looks_for_somebody_reads_so_and_cannot_ask_twice(city: City, client: Client) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), starts=timezone.now() + 4 * DAY)
    coming(ahead, helpers.wu)
    assert helpers.wu.person is not None
    sign_in(client, helpers.wu.person)
    page = f"/volunteer/shifts/{ahead.number}/"
    assert 'action="' + page + 'look/"' in client.get(page).content.decode()
    client.post(f"{page}look/", {"words": "孩子发烧"})
    words = client.get(page).content.decode()
    assert "You look for somebody to stand in." in words
    assert "孩子发烧" in words
    assert 'action="' + page + 'look/"' not in words


@pytest.mark.usefixtures("weeks_after_noon")
def test_a_week_copied_twice_says_why_nothing_was_laid(city: City, client: Client) -> None:
    helpers = found_helpers()
    now = timezone.localtime()
    ahead = shift(activity(helpers), starts=now.replace(hour=9) + 7 * DAY)
    sign_in(client, helpers.luo)
    days = {"week": ahead.starts_at.date().isoformat(), "to": (ahead.starts_at + 7 * DAY).date().isoformat()}
    assert "1 shift was laid." in client.post(f"{OF}copy/", days, follow=True).content.decode()
    assert "No shift was laid." in client.post(f"{OF}copy/", days, follow=True).content.decode()


def test_a_calendars_address_opens_the_calendar(city: City, client: Client) -> None:
    helpers = found_helpers()
    assert helpers.wu.person is not None
    sign_in(client, helpers.wu.person)
    words = client.post("/volunteer/mine/calendar/", follow=True).content.decode()
    assert 'href="webcal://' in words


def test_every_question_about_an_activity_stands_on_its_page(city: City, client: Client) -> None:
    helpers = found_helpers()
    sign_in(client, helpers.luo)
    words = client.get(f"{OF}new/").content.decode()
    missing = [name for name in ActivityForm.base_fields if f'name="{name}"' not in words]
    assert missing == []


def test_a_place_of_the_map_leads_to_its_shifts_alone(city: City, client: Client) -> None:
    helpers = found_helpers()
    here, there = city.area("990102"), city.area("990101")
    for place, name in ((here, "Reading here"), (there, "Sweeping there")):
        made = activity(helpers, f"A-{place.pk}", area=place, name_en=name)
        shift(made, starts=timezone.now() + 2 * DAY)
    assert f"?area={here.code}" in client.get("/volunteer/map/").content.decode()
    words = client.get("/volunteer/", {"area": here.code}).content.decode()
    assert ("Reading here" in words, "Sweeping there" in words) == (True, False)
    assert client.get("/volunteer/", {"area": "<b>"}).status_code == 200


def test_a_shift_through_midnight_is_a_day_and_two_hours(city: City, client: Client) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    assert made.policy is not None
    made.policy.ends_on = (timezone.now() + 200 * DAY).date()
    made.policy.save()
    sign_in(client, helpers.luo)
    page, day = f"{OF}activities/{made.number}/", (timezone.localtime() + 9 * DAY).date()
    assert client.post(f"{page}lay/", {"on": day, "starts": "22:00", "ends": "01:30", **A_POST}).status_code == 302
    laid = Shift.objects.get()
    assert (timezone.localtime(laid.starts_at).date(), laid.ends_at - laid.starts_at) == (day, timedelta(hours=3.5))
    for wrong, beside, sentence in (
        ({"on": day, "starts": "22:00", "ends": "22:00"}, "lay-ends", "The shift must end after it begins."),
        ({"on": day, "starts": "08:00", "ends": "07:00"}, "lay-ends", "A shift lasts twelve hours at most."),
        ({"on": "2020-01-01", "starts": "08:00", "ends": "09:00"}, "lay-on", "This hour has passed."),
        ({"on": "9999-12-31", "starts": "08:00", "ends": "07:00"}, "lay-on", "Write the day like 2026-11-28."),
        ({"on": "0001-01-01", "starts": "00:00", "ends": "07:00"}, "lay-on", "This hour has passed."),
        (
            {"on": "9999-12-31", "starts": "23:00", "ends": "23:30"},
            "lay-on",
            "Shifts are laid for a year ahead at most.",
        ),
        ({"on": "", "starts": "25:00", "ends": ""}, "lay-starts", "Write the hour at which it begins, like 19:00."),
    ):
        answer = client.post(f"{page}lay/", wrong | A_POST)
        told = re.search(rf'id="{beside}_error".*?</p>', answer.content.decode(), re.S)
        assert (answer.status_code, told is not None and sentence in told[0]) == (400, True), sentence
    assert Shift.objects.count() == 1


def test_a_rota_is_laid_and_says_what_it_lacks(city: City, client: Client) -> None:
    helpers = found_helpers()
    made = activity(helpers, is_dangerous=False)
    sign_in(client, helpers.luo)
    page, day = f"{OF}activities/{made.number}/", (timezone.localtime() + 7 * DAY).date()
    lacks = client.post(f"{page}rota/", {}).content.decode()
    for sentence in (
        "Choose at least one day of the week.",
        "Write the hour at which it ends, like 21:00.",
        "Name the first day.",
        "Name the last day.",
    ):
        assert lacks.count(sentence) == 2, sentence  # above the page, and beside its field
    told = {"weekdays": [day.weekday()], "starts": "09:00", "ends": "10:00", "every_weeks": "2", **A_POST}
    sent = told | {"from_on": day, "until_on": day + 28 * DAY}
    assert client.post(f"{page}rota/", sent).status_code == 302
    days = [timezone.localtime(one.starts_at).date() for one in Shift.objects.order_by("starts_at")]
    assert days == [day, day + 14 * DAY, day + 28 * DAY]


def test_what_was_typed_about_a_shift_stays_with_what_is_wrong_about_it(city: City, client: Client) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), starts=timezone.now() + 4 * DAY)
    sign_in(client, helpers.luo)
    page = f"{OF}{ahead.number}/"
    for verb, sent, typed in (
        ("move", {"on": "2020-01-01", "starts": "08:00", "ends": "09:00", "where": "南门"}, "南门"),
        ("call-off", {"reason": " ", "is_weather": "on"}, "checked"),
        ("write", {"text": "请" * 1001}, "请" * 1001),
        ("quota", {"places": "400", "until": f"{timezone.now():%Y-%m-%d} 09:00"}, 'value="400"'),
    ):
        answer = client.post(f"{page}{verb}/", sent)
        words = answer.content.decode()
        assert (answer.status_code, typed in words, "<title>Error:" in words) == (400, True, True), verb
        assert f'id="{verb}-' in words
    assert client.post(f"{page}dance/", {}).status_code == 404
    ahead.refresh_from_db()
    assert (ahead.state, ahead.where) == ("open", "")


def test_a_week_can_be_narrowed_to_its_gaps_and_copied_into_a_week_said_in_words(city: City, client: Client) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    monday = timezone.localtime().replace(hour=9, minute=0) + (7 - timezone.localdate().weekday()) * DAY
    full, lacking = (shift(made, starts=monday + n * DAY, places=1) for n in (0, 1))
    coming(full, helpers.wu)
    shift(made, starts=monday + 7 * DAY)
    sign_in(client, helpers.luo)
    week = f"{OF}?week={monday:%Y-%m-%d}"
    assert f"{OF}{full.number}/" in client.get(week).content.decode()
    narrowed = client.get(f"{week}&gaps=1").content.decode()
    assert (f"{OF}{full.number}/" in narrowed, f"{OF}{lacking.number}/" in narrowed) == (False, True)
    choices = client.get(week).context["form"].fields["to"].widget.choices
    assert len(choices) == 12
    assert f"{monday:%Y-%m-%d}" not in dict(choices)
    assert "1 shift lies there already" in dict(choices)[f"{monday + 7 * DAY:%Y-%m-%d}"]
    wrong = client.post(f"{OF}copy/", {"week": f"{monday:%Y-%m-%d}", "to": f"{monday:%Y-%m-%d}"})
    assert "Choose another week than the one you copy." in wrong.content.decode()
    long_ago = client.post(f"{OF}copy/", {"week": "1999-01-04", "to": f"{monday:%Y-%m-%d}"}).content.decode()
    told = re.search(r'id="id_to_error".*?</p>', long_ago, re.S)
    assert told is not None
    assert "Copy a week of the last years" in told[0]


def test_ones_own_shifts_say_weekday_place_and_whether_the_door_is_open(city: City, client: Client) -> None:
    helpers = found_helpers()
    assert helpers.wu.person is not None
    made = activity(helpers)
    coming(shift(made, starts=timezone.now() + 30 * DAY), helpers.wu)
    sign_in(client, helpers.wu.person)
    assert "Check in or out" not in client.get("/volunteer/mine/").content.decode()
    soon = shift(made, starts=timezone.now() + timedelta(minutes=30))
    coming(soon, helpers.wu)
    words = client.get("/volunteer/mine/").content.decode()
    assert "Check in or out" in words
    assert f"{timezone.localtime(soon.starts_at):%A}" in words


def test_a_newcomer_finds_the_way_in_above_the_list(city: City, client: Client) -> None:
    helpers = found_helpers()
    shift(activity(helpers, is_near_children=True), starts=timezone.now() + 2 * DAY)
    words = client.get("/volunteer/").content.decode()
    assert words.index('class="govuk-button" href="/volunteer/join/"') < words.index('class="shift"')
    assert words.count("near children: your record is checked first") == 1
