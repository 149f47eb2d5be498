"""Rule 16: a time for each field; who a child is goes some months after the term, what was published stays without a
name; one operation erases everywhere."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from civic.accounts.models import Person
from civic.families import actions as families
from civic.families.rules import TIMETABLE
from civic.guardians import actions as guardians
from civic.guardians.models import Child, Guardianship, Identity, Opening, RightsRequest, Withholding
from civic.lib.sealed import SealedText
from civic.notices import actions as notices
from civic.notices.models import Notice
from civic.offices.models import Office
from civic.search import actions as search
from civic.search.queries import holding
from civic.youth import actions as youth
from civic.youth.models import Entry, Proposal
from civic.youth.queries.retention import children_to_unname
from civic.youth.rules import names_go_on
from civic.youth.rules.letters import IdeaTold
from tests.youth.ground import DAY, during, enter, found_track, propose

pytestmark = pytest.mark.django_db

AT = during("school")
CANARY = "琉璃瓦雨"


def _person(handle: str) -> Person:
    return Person.objects.get(handle=handle)


def test_every_sealed_field_about_a_child_stands_in_the_timetable() -> None:
    timed = {(kept.table, field) for kept in TIMETABLE for field in kept.fields}
    sealed = {
        (f"{model._meta.app_label}.{model.__name__}", field.name)
        for model in apps.get_models()
        if model._meta.app_label in ("guardians", "youth", "juries", "ballots", "dialogues")
        for field in model._meta.get_fields()
        if isinstance(field, SealedText)
    }
    assert sealed - timed == set()


def test_the_timetable_names_fields_that_are_there() -> None:
    for kept in TIMETABLE:
        model = apps.get_model(kept.table)
        assert {field.name for field in model._meta.get_fields()} >= set(kept.fields)


def test_names_go_so_many_months_after_the_term() -> None:
    assert names_go_on(date(2028, 12, 31), months=6) == date(2029, 6, 28)
    assert names_go_on(date(2028, 1, 15), months=6) == date(2028, 7, 15)
    assert names_go_on(date(2028, 1, 15), months=12) == date(2029, 1, 15)


def test_who_a_child_is_goes_when_the_time_is_over_and_what_was_published_stays() -> None:
    entry = enter(found_track(), "木棉", guardian=_person("gu"))
    propose(entry)
    Identity.objects.update(digest="d", turning_digest="t")
    ends = names_go_on(entry.edition.spans[7].ends.date(), months=6)
    over = during("handover") + (ends - during("handover").date()).days * DAY
    assert families.erase_due(at=over - 2 * DAY) == 0
    tang, bai = _person("tang"), _person("bai")
    withheld = Withholding.objects.create(
        guardianship=Guardianship.objects.get(), reason="有疑点。", asked_by=tang, asked_at=over, agreed_by=bai,
        agreed_at=over, until=over + 30 * DAY,
    )  # fmt: skip
    assert families.erase_due(at=over + DAY) == 0  # not while somebody looks after its safety
    withheld.delete()
    assert families.erase_due(at=over + DAY) == 1
    assert families.erase_due(at=over + 2 * DAY) == 0
    # nothing is left by which the child could be found again: no name, and no digest of one either
    kept = Identity.objects.values_list("name", "born_on", "school", "digest", "turning_digest").get()
    assert set(kept) == {""}
    assert (Identity.objects.get().name, Guardianship.objects.get().name) == ("", "")
    assert Child.objects.get().erased_at is None
    assert (Entry.objects.get().pseudonym, Proposal.objects.get().state) == ("木棉", "shown")
    assert Child.objects.get().lines.get().verb == "erase-identity"


def test_whose_days_nobody_set_keeps_no_name_for_ever() -> None:
    track = found_track()
    enter(track, "木棉")
    track.edition.phases.all().delete()
    assert children_to_unname(at=during("school")) == []


def _everything() -> str:
    """Every text in every table, as the database holds it and as the house reads it."""
    told = []
    for model in apps.get_models(include_auto_created=True):
        fields = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.TextField | models.CharField | models.JSONField)
        ]
        if fields:
            told.append(str(list(model._base_manager.values_list(*(field.name for field in fields)))))
    return "".join(told)


def test_one_operation_erases_a_child_from_every_table() -> None:
    entry = enter(found_track(), CANARY, name=CANARY, guardian=_person("gu"))
    proposal = propose(entry, CANARY)
    Proposal.objects.filter(pk=proposal.pk).update(saw=CANARY, change=CANARY, helps=CANARY, asked={"question": CANARY})
    search.put_both("proposal", proposal.pk, desk=[CANARY], public=[CANARY])
    youth.hide(proposal, by=_person("bai"), reason=CANARY, at=AT)
    families.ask_as_child(entry, right="explain", words=CANARY, at=AT)
    families.ask_opening(entry.child, by=_person("tang"), purpose="reach", words=CANARY, at=AT)
    Guardianship.objects.update(name=CANARY, contact=CANARY)
    notices.queue(
        verb="rights-answered",
        about=entry.child.subject,
        language="en",
        at=AT,
        context={"url": CANARY},
        email="gu@example.com",
    )
    export = families.ask_export([entry.child], by=_person("tang"), purpose="appoint", words="证书。", at=AT)
    assert CANARY in _everything()
    families.erase_child(entry.child, by=None, side="guardian", at=AT)
    assert CANARY not in _everything()
    assert not holding(Proposal.objects.all(), side="desk", kind="proposal", text=CANARY).exists()
    assert not export.children.exists()
    assert not Notice.objects.filter(about=entry.child.subject, state="waiting").exists()
    assert Opening.objects.get().words == RightsRequest.objects.get().words == ""
    entry.refresh_from_db()
    assert (entry.state, entry.school) == ("withdrawn", None)


def test_words_of_an_erased_child_lie_in_no_older_part_of_the_index() -> None:
    word = "qzxvbnmkhgf"  # of letters no other text of the ground has
    entry = enter(found_track(), "木棉", guardian=_person("gu"))
    search.put("public", "proposal", propose(entry).pk, [word])
    assert _lies_in_index(word)
    families.erase_child(entry.child, by=None, side="guardian", at=AT)
    assert not _lies_in_index(word)


def _lies_in_index(word: str) -> bool:
    table = "search_grams_data" if connection.vendor == "sqlite" else "search_document"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return any(
            word.encode() in bytes(str(one), "utf-8") if not isinstance(one, bytes) else word.encode() in one
            for row in cursor.fetchall()
            for one in row
        )


def test_what_the_city_and_its_readers_wrote_back_goes_with_the_child_and_a_promise_stays() -> None:
    entry = enter(found_track(), "木棉")
    proposal = propose(entry)
    version = proposal.versions.create(number=1, language="zh-hans", handed_in_at=AT)
    reader = _person("bai")
    version.readings.create(reader=reader, verdict="send-back", because=["unclear"], note=CANARY, at=AT)
    words = f"你好：我们去桥下看过了。你说得对，那盏灯不够亮。{CANARY}。谢谢你告诉我们这件事。"
    ideas = [IdeaTold(f"灯 {CANARY}", "adopted", f"会装 {CANARY}。")]
    office = Office.objects.get(code="dongqiao-lamps")
    letter = youth.write_letter(proposal, by=_person("tang"), office=office, words=words, ideas=ideas, at=AT)
    youth.return_letter(letter, by=reader, remark=CANARY, at=AT)
    assert CANARY in _everything()
    families.erase_child(entry.child, by=None, side="guardian", at=AT)
    assert CANARY not in _everything()
    assert letter.ideas.get().weight == "adopted"


def test_whoever_was_asked_to_answer_for_an_erased_child_gets_no_message_any_more() -> None:
    entry = enter(found_track(), "木棉", guardian=_person("gu"))
    ward = Guardianship.objects.get(child=entry.child)
    assert youth.invite_guardian(ward, address="father@example.com", language="en", at=AT) is not None
    assert "father@example.com" in _everything()
    families.erase_child(entry.child, by=None, side="guardian", at=AT)
    assert "father@example.com" not in _everything()
    assert not Notice.objects.filter(state="waiting").exists()


def test_erasing_twice_changes_nothing_and_keeps_the_log() -> None:
    entry = enter(found_track(), "木棉")
    families.erase_child(entry.child, by=None, side="guardian", at=AT)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        families.erase_child(entry.child, by=None, side="guardian", at=AT + DAY)
    assert len(seen) < 40
    assert list(entry.child.lines.values_list("verb", flat=True)) == ["erase-identity", "erase"]


def test_a_draft_is_erased_too() -> None:
    entry = enter(found_track(), "木棉")
    draft = propose(entry, "还没写完", state="draft")
    Proposal.objects.filter(pk=draft.pk).update(handed_in_at=None)
    families.erase_child(entry.child, by=None, side="child", at=AT)
    draft.refresh_from_db()
    assert (draft.state, draft.title, draft.saw) == ("draft", "", "")


def test_words_of_old_requests_go_after_three_years_and_that_they_were_asked_stays() -> None:
    entry = enter(found_track(), "木棉")
    request = families.ask_as_child(entry, right="explain", words="这是什么？", at=AT)
    families.answer_request(request, by=_person("tang"), outcome="done", words="是编号。", at=AT)
    assert guardians.tidy_requests(at=AT + 3 * 365 * DAY) == 0
    assert guardians.tidy_requests(at=AT + 3 * 367 * DAY) == 1
    request.refresh_from_db()
    assert (request.words, request.answer, request.outcome) == ("", "", "done")
