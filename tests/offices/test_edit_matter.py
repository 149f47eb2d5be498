"""The city edits a matter whole: nothing typed is lost, and nobody else may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from civic.offices import actions as offices
from civic.offices.forms.editor import BLOCKS_MOST, MatterEditor
from civic.offices.models import Keyword, Matter, Wording
from civic.offices.queries import limits_of
from tests.people import NOON, City, names

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
EDIT = "/matters/0101/edit/"
QUESTION = {
    "kind": "one",
    "key": "where",
    "label_zh_hans": "在哪里？",
    "label_en": "Where is it?",
    "options": "road | 路边 | 路邊 | By the road\nhome ｜ 小区",
    "place": "1",
}
LIMIT = {"grade": "0", "stages": "lit | 修好 | 修好 | Mended | 2 | working-days"}


@pytest.fixture
def editor(city: City, as_person: SignIn) -> Client:
    offices.lay_out_tags()
    matter = city.matter("0101")
    offices.tag_matter(matter, ["function-works", "small-cable"])
    offices.set_keywords(matter, ["路灯:3", "灯灭"])
    offices.reword_matter(
        matter,
        by=city.root,
        at=NOON,
        texts={"filing": names("灯不亮。", "燈不亮。", "A lamp is out."), "emergency": names("先打119。", "", "")},
        calls=["119", "021 3344"],
        questions=[
            {"key": "pole", "kind": "text", "label": names("杆号？", "", "Pole?"), "hint": names("看牌", "", "")}
        ],
    )
    return as_person(city.root)


def typed(matter: Matter, **changes: str) -> dict[str, Any]:
    """The form as its page shows it, with some fields typed anew."""
    shown = MatterEditor(Matter.objects.get(pk=matter.pk))
    told: dict[str, Any] = {}
    for form in (shown.main, *shown.questions, *shown.limits):
        for field in form:
            value = field.value()
            if isinstance(value, bool):
                told |= {field.html_name: "on"} if value else {}
            elif value is not None:
                told[field.html_name] = value
    return told | changes


def block(prefix: str, nth: int, /, **fields: str) -> dict[str, str]:
    return {f"{prefix}-{nth}-{name}": value for name, value in fields.items()}


def send(client: Client, told: dict[str, Any], **more: str) -> Any:
    return client.post(EDIT, told | more, headers={"Accept-Language": "en"})


def now(code: str = "0101") -> Matter:
    return Matter.objects.select_related("wording").get(code=code)


# --- who may ---


@pytest.mark.parametrize("path", ["/matters/edit/", EDIT, "/matters/edit/add/"])
def test_a_stranger_is_led_to_sign_in(client: Client, city: City, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.parametrize("path", ["/matters/edit/", EDIT, "/matters/edit/add/"])
@pytest.mark.parametrize("handle", ["mei", "lin", "chen"])
def test_residents_and_officers_without_the_right_are_refused(
    city: City, as_person: SignIn, path: str, handle: str
) -> None:
    for answer in (as_person(getattr(city, handle)).get(path), as_person(getattr(city, handle)).post(path)):
        assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/matters/edit/", EDIT, "/matters/edit/add/"])
def test_an_administrator_without_a_second_factor_is_led_to_prove_it(client: Client, city: City, path: str) -> None:
    client.force_login(city.root, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(path)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


# --- the way there ---


def test_the_editors_list_holds_what_is_out_of_force_too(editor: Client, city: City) -> None:
    offices.amend_matter(city.matter("0102"), is_active=False)
    page = editor.get("/matters/edit/", headers={"Accept-Language": "en"}).content.decode()
    assert "/matters/0102/edit/" in page
    assert "1 of them out of force" in page
    assert "/matters/0102/edit/" not in editor.get("/matters/edit/", {"q": "路灯"}).content.decode()


def test_the_admin_leads_to_the_editor(editor: Client, city: City) -> None:
    assert EDIT in editor.get("/admin/offices/matter/").content.decode()
    assert '"/matters/0101/"' in editor.get(f"/admin/offices/matter/{city.matter().pk}/change/").content.decode()


# --- saving ---


def test_saving_what_is_shown_changes_nothing_but_the_spelling_of_a_number(editor: Client, city: City) -> None:
    offices.reword_matter(
        city.matter(), by=None, at=NOON, texts=now().wording.texts, questions=now().wording.questions, calls=["119"]
    )
    before, limits = now(), limits_of(city.matter())
    answer = send(editor, typed(before))
    assert answer.status_code == 302
    after = now()
    assert after.wording == before.wording
    assert [(w.word, w.weight) for w in Keyword.objects.filter(matter=after)] == [("路灯", 3), ("灯灭", 2)]
    assert {tag.code for tag in after.tags.all()} == {"function-works", "small-cable"}
    assert limits_of(after) == limits


def test_blanks_within_a_number_do_not_part_it(editor: Client) -> None:
    send(editor, typed(now()))
    assert now().wording.calls == ["119", "021-3344"]


def test_everything_typed_is_saved_at_once_and_the_old_wording_stays(editor: Client, city: City) -> None:
    first = now().wording
    told = typed(
        now(),
        name_en="Lamp is dark",
        closing_zh_hans="灯亮了。",
        answer_days="9",
        privacy="confidential",
        keywords="黑灯:3\r\n路灯",
        calls="119, 110",
    )
    told |= block("question", 1, **QUESTION) | block("limit", 0, **LIMIT)
    assert send(editor, told).status_code == 302
    matter = now()
    assert (matter.name_en, matter.answer_days, matter.privacy) == ("Lamp is dark", 9, "confidential")
    assert (matter.wording.number, matter.wording.by) == (2, city.root)
    assert matter.wording.texts["closing"] == {"zh-hans": "灯亮了。"}
    assert matter.wording.calls == ["119", "110"]
    assert [asked["key"] for asked in matter.wording.questions] == ["pole", "where"]  # number 1 twice
    (limit,) = limits_of(matter)
    assert [(stage.key, stage.amount, stage.unit) for stage in limit.stages] == [("lit", 2, "working-days")]
    first.refresh_from_db()
    assert "closing" not in first.texts  # cases asked with it keep it


def test_a_question_is_taken_out_and_numbers_order_the_rest(editor: Client) -> None:
    told = typed(now()) | block("question", 1, **(QUESTION | {"place": "0"}))
    told["question-0-place"] = "5"
    send(editor, told)
    assert [asked["key"] for asked in now().wording.questions] == ["where", "pole"]
    send(editor, typed(now()) | {"question-0-leave_out": "on"})
    assert [asked["key"] for asked in now().wording.questions] == ["pole"]


def test_a_tag_no_longer_in_use_stays_with_its_matter(editor: Client, city: City) -> None:
    offices.amend_tag(city.matter().tags.get(code="small-cable"), is_active=False)
    assert send(editor, typed(now())).status_code == 302
    assert "small-cable" in {tag.code for tag in now().tags.all()}


def test_taken_out_of_force_it_can_no_longer_be_chosen(editor: Client, client: Client) -> None:
    told = typed(now())
    del told["is_active"]
    assert send(editor, told).status_code == 302
    assert "/matters/0101/" not in client.get("/matters/").content.decode()


# --- looking and adding save nothing, and keep everything ---


@pytest.mark.parametrize("act", [{"add": "question"}, {"add": "limit"}, {"preview": "1"}, {"add": "nonsense"}])
def test_adding_and_looking_keep_what_is_typed_and_save_nothing(editor: Client, act: dict[str, str]) -> None:
    told = typed(now(), filing_en="Typed just now <b>", keywords="half\ndone", name_en="Another name")
    answer = send(editor, told | block("question", 1, **QUESTION), **act)
    page = answer.content.decode()
    assert answer.status_code == 200
    for kept in ("Typed just now &lt;b&gt;", "half\ndone", "Another name", "home ｜ 小区"):
        assert kept in page
    assert Wording.objects.count() == 1
    assert now().name_en == "Street lamp is out"


def test_one_more_block_is_there_and_open_and_no_more_than_are_read(editor: Client) -> None:
    page = send(editor, typed(now()), add="question").content.decode()
    assert 'id="last-question" open' in page
    assert 'name="question-1-key"' in page
    told = typed(now())
    for place in range(1, BLOCKS_MOST):
        told |= block("question", place, **QUESTION)
    page = send(editor, told, add="question").content.decode()
    assert f'name="question-{BLOCKS_MOST}-key"' not in page
    assert 'value="question"' not in page


def test_a_half_typed_block_is_kept_while_another_is_added(editor: Client) -> None:
    told = typed(now()) | block("limit", 0, grade="9", stages="no bars at all", condition="Not A Key")
    page = send(editor, told, add="limit").content.decode()
    assert "no bars at all" in page
    assert "Not A Key" in page


def test_the_preview_shows_what_residents_would_read(editor: Client) -> None:
    told = typed(now(), name_en="Lamp is dark", filing_en="No light at all.", privacy="private")
    page = send(
        editor, told | block("question", 1, **QUESTION) | block("limit", 0, **LIMIT), preview="1"
    ).content.decode()
    shown = page[page.index('id="preview"') : page.index('class="editor"')]
    for said in ("Lamp is dark", "No light at all.", "By the road", "Mended", "in 2 working days", "Never public"):
        assert said.lower() in shown.lower(), said
    assert "/report/?matter" not in shown


# --- what cannot be taken ---

BAD: list[tuple[str, dict[str, str], str, str]] = [
    ("a text too long", {"filing_zh_hans": "长" * 2001}, "Keep it under 2000 characters.", "filing_zh_hans"),
    ("no simplified text", {"basis_en": "Only English"}, "Write it in simplified Chinese too", "basis_zh_hans"),
    ("no name", {"name_zh_hans": ""}, "A name in simplified Chinese is needed", "name_zh_hans"),
    ("a name too long", {"name_en": "x" * 161}, "", "name_en"),
    ("no days", {"answer_days": "0"}, "", "answer_days"),
    ("days in words", {"appeal_days": "soon"}, "", "appeal_days"),
    ("an unknown family", {"family": "ghosts"}, "", "family"),
    ("a number in words", {"calls": "police"}, "Write each number to call in digits", "calls"),
    ("a call without a notice", {"emergency_zh_hans": ""}, "Numbers to call stand below", "calls"),
    ("a keyword too long", {"keywords": "字" * 41}, "is too long for a keyword", "keywords"),
    ("an odd weight", {"keywords": "灯:7"}, "weighs 7", "keywords"),
    ("an unknown tag", {"tags": "ghosts"}, "", "tags"),
    (
        "an option without bars",
        block("question", 1, **(QUESTION | {"options": "road 路边"})),
        "Line 1, parts found: 1.",
        "question-1-options",
    ),
    (
        "one option only",
        block("question", 1, **(QUESTION | {"options": "road | 路边"})),
        "from 2 to",
        "question-1-options",
    ),
    (
        "a key twice",
        block("question", 1, **(QUESTION | {"key": "pole", "place": "9"})),
        "has this key already",
        "question-1-key",
    ),
    ("a key with capitals", block("question", 1, **(QUESTION | {"key": "Where"})), "small letters", "question-1-key"),
    ("an unknown kind", block("question", 1, **(QUESTION | {"kind": "picture"})), "", "question-1-kind"),
    (
        "a question without words",
        block("question", 1, key="empty", kind="text"),
        "at least in simplified",
        "question-1-label_zh_hans",
    ),
    ("a hint without a question", block("question", 1, kind="text", hint_en="As on the gate"), "", "question-1-key"),
    (
        "a wait for nothing",
        block("question", 1, **(QUESTION | {"shown_when": "ghost=yes"})),
        "stands above it",
        "question-1-shown_when",
    ),
    (
        "a limit of nothing",
        block("limit", 0, **(LIMIT | {"stages": "a | 修 | 修 | x | 0 | days"})),
        "promises nothing",
        "limit-0-stages",
    ),
    (
        "a limit in words",
        block("limit", 0, **(LIMIT | {"stages": "a | 修 | 修 | x | soon | days"})),
        "promises nothing",
        "limit-0-stages",
    ),
    (
        "an unknown unit",
        block("limit", 0, **(LIMIT | {"stages": "a | 修 | 修 | x | 2 | moons"})),
        "one of these units",
        "limit-0-stages",
    ),
    (
        "a stage with parts missing",
        block("limit", 0, **(LIMIT | {"stages": "a | 修 | 2 | days"})),
        "Line 1, parts found: 4.",
        "limit-0-stages",
    ),
    ("an unknown grade", block("limit", 0, **(LIMIT | {"grade": "7"})), "", "limit-0-grade"),
    (
        "a name without a condition",
        block("limit", 0, **(LIMIT | {"name_en": "Cable torn"})),
        "Give the condition a key",
        "limit-0-condition",
    ),
    (
        "two limits for one condition",
        block("limit", 0, **LIMIT) | block("limit", 1, **LIMIT),
        "the same condition and grade",
        "form-error",
    ),
    (
        "a stricter place that is slower",
        block("limit", 0, **LIMIT) | block("limit", 1, grade="1", stages="a | 修 | 修 | x | 9 | working-days"),
        "is the strictest",
        "form-error",
    ),
]


@pytest.mark.parametrize(("given", "says", "place"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
@pytest.mark.parametrize("act", [{}, {"preview": "1"}])
def test_what_cannot_be_taken_is_told_at_its_field_and_nothing_is_lost(
    editor: Client, given: dict[str, str], says: str, place: str, act: dict[str, str]
) -> None:
    told = typed(now(), remedy_en="Typed with care") | given
    answer = send(editor, told, **act)
    page = answer.content.decode()
    assert answer.status_code == 400, page[:500]
    assert "govuk-error-summary" in page
    assert says in page
    target = place if place == "form-error" else f"id_{place}"
    assert f'href="#{target}' in page
    assert f'id="{target}' in page
    assert "Typed with care" in page
    for value in given.values():
        if len(value) < 100 and "ghost" not in value and value not in ("7", "picture"):
            for line in value.split("\n"):
                assert line in page
    assert Wording.objects.count() == 1
    assert now().name_en == "Street lamp is out"


def test_every_mistake_is_told_at_once(editor: Client) -> None:
    told = typed(now(), answer_days="0") | block("question", 1, **(QUESTION | {"options": "x"}))
    page = send(editor, told | block("limit", 0, **(LIMIT | {"stages": "y"}))).content.decode()
    assert "3 things to put right" in page
    assert "Question 2 · Options · Line 1, parts found: 1." in page
    assert "Limit 1 · Stages · Line 1, parts found: 1." in page


def test_a_faulty_block_is_unfolded(editor: Client) -> None:
    page = send(editor, typed(now()) | block("question", 1, **(QUESTION | {"options": "x"}))).content.decode()
    assert 'id="last-question" open' in page
    assert 'id="question-0">' in page  # the one without fault stays folded


def test_what_is_taken_out_is_not_judged(editor: Client) -> None:
    told = typed(now()) | block("question", 1, **(QUESTION | {"options": "x", "leave_out": "on"}))
    assert "One thing to put right" in send(editor, told, answer_days="0").content.decode()
    assert send(editor, told).status_code == 302
    assert [asked["key"] for asked in now().wording.questions] == ["pole"]


def test_a_lost_race_is_told_and_keeps_what_was_typed(editor: Client, city: City) -> None:
    told = typed(now(), filing_en="Mine, typed slowly")
    offices.reword_matter(city.matter(), by=None, texts={"filing": names("她的", "", "Hers")}, at=NOON)
    answer = send(editor, told)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else has changed this matter" in page
    assert 'id="form-error"' in page
    assert "Mine, typed slowly" in page
    assert now().wording.texts["filing"]["en"] == "Hers"


def test_a_change_of_keywords_by_somebody_else_is_not_overwritten(editor: Client, city: City) -> None:
    told = typed(now(), name_en="Mine")
    offices.set_keywords(city.matter(), ["黑"])
    assert send(editor, told).status_code == 409
    assert [keyword.word for keyword in Keyword.objects.all()] == ["黑"]


def test_an_unknown_matter_is_not_found(editor: Client) -> None:
    assert editor.get("/matters/nothing/edit/").status_code == 404


# --- what it was ---


def test_the_history_marks_what_came_in_and_what_went_out(editor: Client, city: City) -> None:
    assert "<ins>" not in editor.get(EDIT).content.decode()  # the first wording followed nothing
    send(editor, typed(now(), filing_en="A lamp flickers."))
    page = editor.get(EDIT, headers={"Accept-Language": "en"}).content.decode()
    history = page[page.index('id="history"') :]
    assert "<ins>flickers</ins>" in history
    assert "<del>is out</del>" in history
    assert "Wording 2" in history
    assert "Root" in history or "root" in history
    assert "先打119。" in history


def test_words_of_the_catalogue_are_escaped_everywhere(editor: Client, client: Client) -> None:
    send(editor, typed(now(), filing_en="<script>alert(1)</script>", name_en="<i>lamp"))
    for one, path in ((client, "/matters/0101/"), (client, "/matters/"), (editor, EDIT), (editor, "/matters/edit/")):
        page = one.get(path, headers={"Accept-Language": "en"}).content.decode()
        assert "<script>alert" not in page
        assert "<i>lamp" not in page


def test_the_editors_pages_cost_the_same_however_much_there_is(
    editor: Client, city: City, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        matter = offices.add_matter(code=f"9{number:03}", names=names("井", "井", "Well"), family="water")
        offices.reword_matter(matter, by=None, texts={"filing": names("干", "乾", "dry")}, at=NOON)
    for path in ("/matters/edit/", EDIT):
        with django_assert_max_num_queries(14):
            assert editor.get(path).status_code == 200
