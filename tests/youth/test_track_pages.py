"""The desk of the track and a teacher's pages, as each of the cast finds them."""

import ast
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from civic.accounts.models import Person
from civic.guardians.models import Vetting
from civic.youth import actions as youth
from civic.youth.models import Duty, Edition, EditionPhase, Entry, EntryCode, School
from civic.youth.rules import Phase
from civic.youth.rules.told import TOLD, at_least_used
from tests.people import City, sign_in
from tests.youth.ground import DAY, TERM_STARTS, Track, enter, found_track
from tests.youth.making import AT, HOUR, handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def track(city: City) -> Track:
    """The edition of the ground, moved so that today lies in a phase of one's choice."""
    return found_track()


def _now_in(phase: str) -> datetime:
    """Shift every day of the ground, so that now is the third day of this phase."""
    row = EditionPhase.objects.get(phase=phase)
    by = timezone.now() - row.starts_at - 2 * DAY
    for one in EditionPhase.objects.order_by("-starts_at"):
        EditionPhase.objects.filter(pk=one.pk).update(starts_at=one.starts_at + by, ends_at=one.ends_at + by)
    today = timezone.localdate()
    Duty.objects.update(starts=today - 30 * DAY)
    Vetting.objects.update(checked_on=today - 60 * DAY, trained_on=today - 60 * DAY, due_on=today + 300 * DAY)
    return timezone.now()


def _as(handle: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, Person.objects.get(handle=handle))
    return client


def test_the_desk_opens_what_she_was_checked_for_and_nothing_else(track: Track) -> None:
    _now_in(Phase.ENTRY)
    assert "Third edition" in _as("tang").get("/desk/youth/").content.decode()
    for who in ("ke", "qiu", "lin", "gu"):
        assert _as(who).get("/desk/youth/").status_code == 403
        assert _as(who).get("/desk/youth/editions/3/").status_code == 403
        assert _as(who).get("/desk/youth/people/").status_code == 403
    assert _as("root").get("/desk/youth/people/").status_code == 200


def test_an_edition_is_run_from_its_page(track: Track) -> None:
    _now_in(Phase.SCHOOL)
    entry = enter(track, "早起的木棉")
    tang = _as("tang")
    assert "Begin the first round" in tang.get("/desk/youth/editions/3/").content.decode()
    assert tang.post("/desk/youth/editions/3/do/begin-round/").status_code == 302
    entry.refresh_from_db()
    assert entry.reached == Phase.SCHOOL
    shown = tang.get("/desk/youth/editions/3/place/").content.decode()
    assert "早起的木棉" in shown
    assert "林小雨" not in shown
    assert tang.post("/desk/youth/editions/3/place/", {"entry": [entry.pk]}).status_code == 302
    entry.refresh_from_db()
    assert entry.reached == Phase.DISTRICT
    story = tang.get("/desk/youth/editions/3/").content.decode()
    assert "who goes on was said" in story
    assert tang.post("/desk/youth/editions/3/do/appoint/").status_code == 302
    assert Entry.objects.get().state == "in"
    assert tang.post("/desk/youth/editions/3/do/explode/").status_code == 404


def test_too_many_chosen_keep_their_ticks_and_read_why(track: Track) -> None:
    _now_in(Phase.FINAL)
    for number in range(9):
        entry = enter(track, f"{number}号", name=f"小孩{number}")
        Entry.objects.filter(pk=entry.pk).update(reached=Phase.FINAL)
    everybody = list(Entry.objects.values_list("pk", flat=True))
    answer = _as("tang").post("/desk/youth/editions/3/place/", {"entry": everybody})
    assert answer.status_code == 400
    assert answer.content.decode().count(" checked") == 9
    assert Entry.objects.filter(state="out").count() == 0


def test_days_move_with_a_reason_and_a_mistake_loses_nothing(track: Track) -> None:
    now = _now_in(Phase.ENTRY)
    row = EditionPhase.objects.get(phase=Phase.HANDOVER)
    tang = _as("tang")
    given = {
        "phase": "handover",
        "starts": timezone.localtime(row.starts_at + DAY).strftime("%Y-%m-%dT%H:%M"),
        "ends": timezone.localtime(row.ends_at + DAY).strftime("%Y-%m-%dT%H:%M"),
        "reason": "",
    }
    refused = tang.post("/desk/youth/editions/3/move/", given)
    assert refused.status_code == 400
    assert given["starts"] in refused.content.decode()
    assert tang.post("/desk/youth/editions/3/move/", given | {"reason": "Holiday."}).status_code == 302
    row.refresh_from_db()
    assert row.starts_at > now
    assert tang.post("/desk/youth/editions/3/move/", {"phase": "x", "starts": "x"}).status_code == 400


def test_another_edition_is_written_down_from_the_last_one(track: Track) -> None:
    _now_in(Phase.ENTRY)
    tang = _as("tang")
    form = tang.get("/desk/youth/editions/new/").content.decode()
    assert "format = 1" in form
    words = tang.get("/desk/youth/editions/3/template/").content.decode()
    begins = (timezone.localdate() + timedelta(days=700)).isoformat()
    given = {"number": 4, "begins": begins, "office": "command", "in_charge": "岗", "in_charge_phone": "1"}
    refused = tang.post("/desk/youth/editions/new/", given | {"template": "broken"})
    assert refused.status_code == 400
    assert "broken" in refused.content.decode()
    assert tang.post("/desk/youth/editions/new/", given | {"template": words}).status_code == 302
    assert Edition.objects.get(number=4).shown_at is None
    assert tang.post("/desk/youth/editions/4/do/show/").status_code == 302
    assert Edition.objects.get(number=4).shown_at is not None


def test_a_debate_is_prepared_and_drawn_from_the_page(track: Track) -> None:
    _now_in(Phase.FINAL)
    for name in ("早起的木棉", "看云的白鹭"):
        Entry.objects.filter(pk=enter(track, name, name=name).pk).update(reached=Phase.FINAL)
    tang = _as("tang")
    assert tang.post("/desk/youth/editions/3/debate/", {"round": "final", "motions": "一句"}).status_code == 400
    assert tang.post("/desk/youth/editions/3/debate/", {"round": "final", "motions": "一句\n两句"}).status_code == 302
    debate = track.edition.debates.get()
    assert debate.seed not in tang.get("/desk/youth/editions/3/").content.decode()
    assert tang.post(f"/desk/youth/editions/3/debate/{debate.pk}/").status_code == 302
    assert debate.seed in tang.get("/desk/youth/editions/3/").content.decode()


def test_checks_and_tasks_are_kept_by_administrators_and_whoever_is_responsible(track: Track) -> None:
    _now_in(Phase.ENTRY)
    root, tang, today = _as("root"), _as("tang"), timezone.localdate().isoformat()
    check = {"do": "check", "handle": "gu", "checked_on": today, "trained_on": today}
    assert tang.post("/desk/youth/people/", check).status_code == 403  # only administrators confirm a record
    task = {"do": "task", "handle": "gu", "task": "companion", "starts": today}
    assert tang.post("/desk/youth/people/", task).status_code == 400  # nobody works near children unchecked
    assert root.post("/desk/youth/people/", check).status_code == 302
    assert tang.post("/desk/youth/people/", task).status_code == 302
    duty = Duty.objects.get(person__handle="gu")
    assert tang.post(f"/desk/youth/people/tasks/{duty.pk}/end/").status_code == 400  # never in one press
    duty.refresh_from_db()
    assert duty.ends is None
    assert tang.post(f"/desk/youth/people/tasks/{duty.pk}/end/", {"reason": "Another school."}).status_code == 302
    duty.refresh_from_db()
    assert (duty.ends is not None, duty.end_reason) == (True, "Another school.")
    vetting = Vetting.objects.get(person__handle="bai")
    assert root.post(f"/desk/youth/people/checks/{vetting.pk}/end/", {"reason": ""}).status_code == 400
    assert root.post(f"/desk/youth/people/checks/{vetting.pk}/end/", {"reason": "Left."}).status_code == 302
    assert _as("bai").get("/desk/youth/").status_code == 403  # at once, by query
    for wrong in ({"do": "x"}, {"do": "check", "handle": "nobody"}, {"do": "task", "task": "mayor"}):
        assert root.post("/desk/youth/people/", wrong).status_code in (400, 404)
    school = {"do": "school", "code": "s9", "name_zh_hans": "新校", "district": "990102", "group": ""}
    assert root.post("/desk/youth/people/", school).status_code == 302
    assert School.objects.filter(code="s9").exists()
    assert root.post("/desk/youth/people/", school).status_code == 409


def test_the_pages_ask_the_same_of_ten_people_and_of_fifty(
    track: Track, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _now_in(Phase.ENTRY)
    root, client = Person.objects.get(handle="root"), _as("root")
    today = timezone.localdate()
    for number in range(50):
        person = Person.objects.create_user(f"helper{number}")
        Vetting.objects.create(
            person=person,
            checked_on=today,
            due_on=today + 300 * DAY,
            trained_on=today,
            checked_by=root,
            made_at=TERM_STARTS,
        )
    with django_assert_max_num_queries(20):
        client.get("/desk/youth/people/")


def test_a_teacher_prints_once_and_reads_totals_in_fives_only(track: Track) -> None:
    _now_in(Phase.ENTRY)
    ke = _as("ke")
    assert ke.get("/little-mayor/school/").url == "/little-mayor/school/s1/"
    assert ke.get("/little-mayor/school/s2/").status_code == 404  # another school is not there for her
    assert ke.post("/little-mayor/school/s1/", {"count": "many"}).status_code == 400
    assert ke.post("/little-mayor/school/s1/", {"count": 12}).status_code == 302
    sheet = track.school.sheets.get()
    slips = ke.post(f"/little-mayor/school/s1/print/{sheet.pk}/").content.decode()
    assert slips.count("slips__code") == 12
    assert [slips.count(f'class="slips__how" lang="{one}"') for one in ("zh-Hans", "zh-Hant", "en")] == [12] * 3
    assert "For you and your family" in slips
    assert ke.post(f"/little-mayor/school/s1/print/{sheet.pk}/").status_code == 302  # and not again
    assert "too few to say" in ke.get("/little-mayor/school/s1/").content.decode()
    EntryCode.objects.filter(serial__lte=11).update(used_at=timezone.now())
    shown = ke.get("/little-mayor/school/s1/").content.decode()
    assert "5 or more" in shown
    assert ">11<" not in shown
    fresh = ke.post("/little-mayor/school/s1/anew/", {"serial": 3, "do": "anew"}).content.decode()
    assert fresh.count("slips__code") == 1
    assert ke.post("/little-mayor/school/s1/anew/", {"serial": 3, "do": "void"}).status_code == 302
    assert ke.post("/little-mayor/school/s1/anew/", {"serial": 3, "do": "void"}).status_code == 400
    assert ke.post("/little-mayor/school/s1/anew/", {"serial": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("given", "used", "shown"), [(40, 40, 35), (40, 36, 35), (40, 34, 30), (12, 4, 0), (5, 5, 0), (0, 0, 0)]
)
def test_nobody_is_singled_out_by_a_total(given: int, used: int, shown: int) -> None:
    assert at_least_used(given=given, used=used) == shown


def test_every_line_of_an_edition_has_its_words(track: Track) -> None:
    youth.move_phase(
        track.edition,
        Phase.HANDOVER,
        starts=TERM_STARTS + 2000 * DAY,
        ends=TERM_STARTS + 2001 * DAY,
        by=Person.objects.get(handle="tang"),
        reason="Later.",
        at=TERM_STARTS + DAY,
    )
    assert set(track.edition.lines.values_list("verb", flat=True)) <= set(TOLD)


def test_every_act_on_an_edition_is_told_in_words_whoever_wrote_the_line() -> None:
    verbs = {"recheck"}  # its act names it once, for the line and for what it looks up
    for path in Path("civic").rglob("actions/*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "write_edition_line":
                said = [one.value for one in call.keywords if one.arg == "verb"]
                verbs |= {str(one.value) for one in said if isinstance(one, ast.Constant)}
    assert len(verbs) > 15
    assert verbs == set(TOLD)


def test_everybody_may_check_a_draw_and_a_child_reads_its_own(track: Track) -> None:
    _now_in(Phase.FINAL)
    entries = [enter(track, name, name=name) for name in ("早起的木棉", "看云的白鹭")]
    Entry.objects.update(reached=Phase.FINAL)
    tang, at = Person.objects.get(handle="tang"), timezone.now()
    debate = youth.prepare_debate(track.edition, Phase.FINAL, motions=["一句话", "两句话"], by=tang, at=at)
    public = Client(headers={"accept-language": "en"})
    before = public.get("/little-mayor/editions/3/").content.decode()
    assert debate.digest in before
    assert debate.seed not in before
    youth.draw_debate(debate, by=tang, at=at)
    assert debate.seed in public.get("/little-mayor/editions/3/").content.decode()
    session = public.session
    session["youth_entry"] = str(entries[0].key)
    session.save()
    shown = public.get("/little-mayor/make/").content.decode()
    assert "What you drew for the debate" in shown
    assert "Begin: Speech" in shown
    assert public.post("/little-mayor/make/", {"kind": "debate"}).status_code == 302
    assert public.post("/little-mayor/make/", {"kind": "proposal"}).status_code == 302  # then what the round asks for
    assert set(entries[0].proposals.values_list("kind", flat=True)) == {"debate", "speech"}


def test_what_the_rounds_to_come_ask_for_is_set_at_the_desk(track: Track) -> None:
    _now_in(Phase.SCHOOL)
    tang, where = _as("tang"), "/desk/youth/editions/3/tasks/"
    page = tang.get("/desk/youth/editions/3/").content.decode()
    assert where in page
    assert 'name="final"' in page
    assert 'name="school"' not in page  # it has begun
    assert tang.post(where, {"second": ["proposal", "report"], "final": ["debate"]}).status_code == 302
    edition = Edition.objects.get()
    told = {(one.phase, one.kind) for one in edition.tasks.all()}
    assert {("second", "proposal"), ("second", "report"), ("final", "debate"), ("school", "proposal")} <= told
    assert ("semifinal", "report") not in told
    assert "tasks of the rounds set" in tang.get("/desk/youth/editions/3/").content.decode()


def test_a_task_nobody_can_do_is_told_beside_its_phase_and_nobody_else_sets_any(track: Track) -> None:
    _now_in(Phase.SCHOOL)
    answer = _as("tang").post("/desk/youth/editions/3/tasks/", {"final": ["song"]})
    assert answer.status_code == 400
    assert "Choose among what a child can do here." in answer.content.decode()
    for who in ("ke", "qiu", "bai"):
        status = _as(who).post("/desk/youth/editions/3/tasks/", {"final": ["debate"]}).status_code
        assert status == (302 if who == "bai" else 403)


def test_whoever_works_at_the_track_alone_is_led_to_its_desk_and_the_staff_desk_stays_shut(track: Track) -> None:
    _now_in(Phase.ENTRY)
    tang = _as("tang")
    assert tang.get("/desk/")["Location"] == "/desk/youth/"
    assert tang.get("/desk/records/").status_code == 403
    assert 'href="/desk/youth/"' not in tang.get("/").content.decode()
    tang.get("/desk/youth/")
    assert 'href="/desk/youth/"' in tang.get("/").content.decode()
    assert _as("gu").get("/desk/").status_code == 403
    assert _as("lin").get("/desk/").status_code == 200


def test_the_first_page_counts_what_waits_the_most_urgent_first(track: Track, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT + HOUR)
    for name in ("木棉", "凤凰"):
        handed_in(enter(track, name))
    said = handed_in(enter(track, "紫荆"))
    youth.report(said, concern="danger", words="", by=None, at=AT + HOUR)
    page = _as("tang").get("/desk/youth/?lang=en").content.decode()
    assert page.index("/desk/youth/concerns/") < page.index("/desk/youth/reading/") < page.index("/desk/youth/audit/")
    assert "2 wait" in page
    assert "The first is due by" in page


def test_the_way_to_the_desk_goes_with_the_task(track: Track) -> None:
    _now_in(Phase.ENTRY)
    tang, link = _as("tang"), 'href="/desk/youth/"'
    assert link not in tang.get("/scores/").content.decode()  # she has not been there yet
    tang.get("/desk/youth/")
    assert link in tang.get("/scores/").content.decode()
    Duty.objects.filter(person__handle="tang").update(ends=timezone.localdate() - DAY)
    assert link not in tang.get("/scores/").content.decode()
    Duty.objects.filter(person__handle="tang").update(ends=None)
    assert link in tang.get("/scores/").content.decode()
    Vetting.objects.update(due_on=timezone.localdate() - DAY)
    assert link not in tang.get("/scores/").content.decode()


def test_whoever_is_responsible_for_childrens_data_is_named_in_the_readers_language(track: Track) -> None:
    _now_in(Phase.ENTRY)
    told = {"zh-hans": "未成年人事务岗", "zh-hant": "未成年人事務崗", "en": "Officer for minors"}
    names = {"in_charge": told["zh-hans"], "in_charge_zh_hant": told["zh-hant"], "in_charge_en": told["en"]}
    Edition.objects.filter(pk=track.edition.pk).update(**names, shown_at=timezone.now())
    for language, post in told.items():
        page = Client().get(f"/little-mayor/?lang={language}").content.decode()
        assert [one for one in told.values() if one in page] == [post]
    Edition.objects.filter(pk=track.edition.pk).update(in_charge_en="")
    assert told["zh-hans"] in Client().get("/little-mayor/?lang=en").content.decode()
