"""Rule 5. Two people read every text and picture before it is public (EXIF gone, faces and uniforms flagged); what
tells who a child is, is stopped while it writes, with a hint a child understands."""

import itertools
from collections.abc import Sequence

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from civic.lib.picture_files import picture_path
from civic.lib.refusals import Conflict
from civic.youth import actions as youth
from civic.youth.models import Proposal, ProposalPicture, RoundTask
from civic.youth.rules import Covers, ItemState, Phase, Verdict
from civic.youth.rules.private import DOUBTFUL, HINTS, find_in
from civic.youth.rules.proposals import STEPS
from civic.youth.rules.reading import decided, shown_pictures
from tests.youth.making import AT, HOUR, handed_in, photo, read_by, track_and_child, written

CANARY = "13912345678"
STOPPED = {
    "phone": "打我电话 13800138000。",
    "email": "写信给 xiaoyu@example.com。",
    "account": "加我微信 xiaoyu_2016。",
    "link": "看我的视频 https://example.com/v/1。",
    "class": "我是五年级二班的。",
    "own-name": "我林小雨想说。",
    "own-school": "桥东小学的门口很挤。",
}
DOUBTED = {
    "school": "朝阳小学的门口很挤。",
    "name": "我叫王小明，我想说。",
    "address": "我住在望江路18号3栋502室。",
    "plate": "粤A12345 停在人行道上。",
    "given-name": "小雨那天路很滑。",
}
FINE = (
    "我们学校门口很挤，小学生过马路害怕。",
    "我上五年级，我们班有十四个人怕走桥洞。",
    "附近的小学和中学都没有自行车架。",
    "路灯坏了三个星期，打 12345 也没有用。",
    "My school has no place for bikes. Grade five pupils walk.",
)


# --- two readers, by every way the verdicts can come ---


@given(st.lists(st.sampled_from(list(Verdict)), max_size=5))
def test_no_verdict_counts_before_two_said_the_same(verdicts: Sequence[str]) -> None:
    outcome = decided(verdicts)
    if outcome is not None:
        assert verdicts.count(outcome) >= 2
    else:
        assert max([verdicts.count(one) for one in Verdict]) < 2


def test_three_readers_always_decide() -> None:
    for three in itertools.product(list(Verdict), repeat=3):
        assert decided(three) is not None


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["fine", "out"])), max_size=3))
def test_a_picture_one_reader_doubts_is_left_out(looks: Sequence[dict[str, str]]) -> None:
    for key in shown_pictures(looks):
        assert all(look.get(key) == "fine" for look in looks)


@pytest.mark.django_db
def test_nothing_is_public_in_any_state_but_the_one_after_two() -> None:
    proposal = handed_in(track_and_child()[1])
    for state in set(ItemState) - {ItemState.SHOWN}:
        Proposal.objects.filter(pk=proposal.pk).update(state=state)
        assert not Proposal.objects.public().exists(), state
        assert Client().get(f"/little-mayor/proposals/{proposal.number}/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["proposal", "report", "speech", "debate"])
def test_whatever_a_child_makes_takes_the_same_way(kind: str) -> None:
    track, entry = track_and_child()
    RoundTask.objects.create(edition=track.edition, phase=Phase.ENTRY, kind=kind)
    made = youth.make(entry, at=AT, kind=kind)
    youth.keep(made, given=youth.Given(title="题", saw="我看到的。", change="想法"), at=AT)
    made = read_by(youth.hand_in(made, at=AT), "tang")
    assert made.state == ItemState.HANDED_IN
    assert read_by(made, "bai").state == ItemState.SHOWN


# --- pictures ---


@pytest.mark.django_db
def test_nothing_the_phone_wrote_into_a_picture_is_left_anywhere() -> None:
    _track, entry = track_and_child()
    youth.add_picture(written(entry), upload=photo(secret=CANARY), alt="", at=AT)
    youth.prepare_pictures(at=AT)
    picture = ProposalPicture.objects.get()
    for size in ("large", "small"):
        shown = picture_path(picture.key, size).read_bytes()
        assert CANARY.encode() not in shown
        assert CANARY.encode("utf-16-le") not in shown
        with Image.open(picture_path(picture.key, size)) as opened:
            assert not opened.getexif()
            assert "comment" not in opened.info


def test_faces_and_uniforms_are_what_a_reader_covers() -> None:
    assert {"face", "uniform", "name"} <= set(Covers.values)


# --- what tells who a child is ---


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(STOPPED))
@pytest.mark.parametrize("field", ["title", "saw", "change", "helps", "question"])
def test_it_is_stopped_in_every_box_and_what_was_there_stays(kind: str, field: str) -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    before = getattr(proposal, field, None) or proposal.asked
    given: dict[str, object] = {field: STOPPED[kind]}
    if field == "question":
        given["answers"] = [("怕", 1), ("不怕", 2)]
    with pytest.raises(youth.TellsWho) as refused:
        youth.keep(proposal, given=youth.Given(**given, sure_of=[STOPPED[kind]]), at=AT)  # type: ignore[arg-type]
    assert kind in {one.kind for one in refused.value.found}
    assert STOPPED[kind] not in str(HINTS[kind])
    proposal.refresh_from_db()
    assert (getattr(proposal, field, None) or proposal.asked) == before


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(DOUBTED))
def test_what_may_mean_something_else_the_child_keeps_by_saying_so(kind: str) -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    with pytest.raises(youth.TellsWho) as refused:
        youth.keep(proposal, given=youth.Given(saw=DOUBTED[kind]), at=AT)
    found = refused.value.found
    assert {one.kind for one in found} <= DOUBTFUL
    assert kind in {one.kind for one in found}
    kept = youth.keep(proposal, given=youth.Given(saw=DOUBTED[kind], sure_of=[one.text for one in found]), at=AT)
    assert kept.saw == DOUBTED[kind]
    assert youth.hand_in(kept, at=AT).state == ItemState.HANDED_IN


@pytest.mark.parametrize("words", FINE)
def test_what_children_write_every_day_is_let_through(words: str) -> None:
    assert find_in({"saw": words}, schools=["桥东小学"]) == []


@pytest.mark.django_db
@pytest.mark.parametrize("hidden", ["林 小 雨", "林.小.雨", "林\u200b小雨", "「林小雨」", "林，小雨"])
def test_a_name_pulled_apart_is_found_all_the_same(hidden: str) -> None:
    _track, entry = track_and_child()
    with pytest.raises(youth.TellsWho):
        youth.keep(written(entry), given=youth.Given(helps=f"{hidden}写的"), at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "words"), [("Ann Lee", "by ann lee"), ("Ann Lee", "ANN-LEE says"), ("歐陽雨", "欧阳雨")]
)
def test_names_in_other_scripts_are_found(name: str, words: str) -> None:
    _track, entry = track_and_child(name)
    with pytest.raises(youth.TellsWho):
        youth.keep(written(entry), given=youth.Given(helps=words), at=AT)


@pytest.mark.django_db
def test_the_words_of_a_picture_are_looked_at_too() -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    with pytest.raises(youth.TellsWho):
        youth.add_picture(proposal, upload=photo(), alt="林小雨画的", at=AT)
    assert not ProposalPicture.objects.exists()


def test_every_hint_is_a_sentence_for_a_child() -> None:
    for hint in HINTS.values():
        assert str(hint).endswith(".")
        assert "Leave it out" in str(hint) or "instead" in str(hint)


def test_it_takes_five_steps_and_not_one_more() -> None:
    assert len(STEPS) == 5


@pytest.mark.django_db
def test_a_verdict_never_falls_on_other_words_than_were_read() -> None:
    proposal = read_by(handed_in(track_and_child()[1]), "tang")
    youth.change(proposal, at=AT + HOUR)
    youth.keep(proposal, given=youth.Given(saw="完全不同的话。"), at=AT + HOUR)
    again = youth.hand_in(proposal, at=AT + HOUR)
    assert read_by(again, "bai").state == ItemState.HANDED_IN  # one has read the new words, not two
    with pytest.raises(Conflict):
        youth.read(again, by=again.edition.made_by.__class__.objects.get(handle="tang"), version=1,
                   given=youth.VerdictGiven("show"), at=AT + HOUR)  # fmt: skip
