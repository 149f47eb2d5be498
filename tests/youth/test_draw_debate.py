"""A debate is drawn by lot from a seed that was sealed beforehand; whoever has the seed draws the same again."""

import random

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.youth import actions as youth
from civic.youth.models import Debate, Entry
from civic.youth.queries.tasks import debates_of, lot_of
from civic.youth.rules import Phase
from civic.youth.rules.tasks import lots, seal_of
from tests.people import City
from tests.youth.ground import DAY, Track, during, enter, found_track

MOTIONS = ["短视频让我们更富有。", "应该禁止广场舞。", "小学生可以带手机。"]
NAMES = ["早起的木棉", "看云的白鹭", "听雨的蜗牛", "过桥的路灯", "会飞的纸船"]


@given(st.sets(st.sampled_from(NAMES), min_size=2), st.integers(2, 12), st.text(min_size=1, max_size=8))
def test_the_same_seed_draws_the_same_whoever_is_named_first(names: set[str], motions: int, seed: str) -> None:
    one = sorted(names)
    other = list(names)
    random.Random(seed).shuffle(other)
    drawn = lots(seed, motions=motions, pseudonyms=one)
    assert drawn == lots(seed, motions=motions, pseudonyms=other)
    assert {lot.pseudonym for lot in drawn} == names
    assert all(0 <= lot.motion < motions for lot in drawn)
    for first, second in zip(drawn[::2], drawn[1::2], strict=False):
        assert first.motion == second.motion
        assert first.stand != second.stand
    assert drawn[-1].motion == drawn[-2].motion  # nobody debates alone


def _in_final(track: Track, count: int = 5) -> None:
    for name in NAMES[:count]:
        entry = enter(track, name, name=f"小孩{name[-1]}")
        Entry.objects.filter(pk=entry.pk).update(reached=Phase.FINAL)


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


@pytest.mark.django_db
def test_a_debate_is_sealed_before_and_can_be_drawn_again_after(city: City) -> None:
    track = found_track()
    _in_final(track)
    debate = youth.prepare_debate(
        track.edition, Phase.FINAL, motions=[*MOTIONS, " ", MOTIONS[0]], by=_who("tang"), at=during(Phase.SEMIFINAL)
    )
    assert debate.motions == MOTIONS
    assert debate.digest == seal_of(debate.seed)
    with pytest.raises(Conflict):
        youth.draw_debate(debate, by=_who("tang"), at=during(Phase.SEMIFINAL))
    at = during(Phase.FINAL)
    drawn = youth.draw_debate(debate, by=_who("bai"), at=at)
    again = lots(debate.seed, motions=3, pseudonyms=NAMES)
    assert [(lot.entry.pseudonym, lot.motion, lot.stand) for lot in drawn] == [
        (lot.pseudonym, lot.motion, lot.stand) for lot in again
    ]
    with pytest.raises(Conflict):
        youth.draw_debate(debate, by=_who("tang"), at=at)
    said = track.edition.lines.values_list("verb", "facts__digest", "facts__seed")
    assert list(said) == [("prepare-debate", debate.digest, None), ("draw-debate", None, debate.seed)]
    entry = drawn[0].entry
    assert lot_of(entry, at=at) == drawn[0]
    assert [len(one.lots.all()) for one in debates_of(track.edition)] == [5]


@pytest.mark.django_db
@pytest.mark.parametrize("motions", [[], ["一句"], ["一句", "一句"], ["长" * 121, "短"], [str(n) for n in range(13)]])
def test_a_debate_needs_short_motions_and_more_than_one(city: City, motions: list[str]) -> None:
    track = found_track()
    with pytest.raises(NotValid):
        youth.prepare_debate(track.edition, Phase.FINAL, motions=motions, by=_who("tang"), at=during(Phase.FINAL))
    assert not Debate.objects.exists()


@pytest.mark.django_db
def test_nobody_draws_alone_and_nobody_else_draws(city: City, client: Client) -> None:
    track = found_track()
    _in_final(track, 1)
    at = during(Phase.FINAL)
    for who in ("ke", "qiu", "lin", "gu"):
        with pytest.raises(NotAllowed):
            youth.prepare_debate(track.edition, Phase.FINAL, motions=MOTIONS, by=_who(who), at=at)
    debate = youth.prepare_debate(track.edition, Phase.FINAL, motions=MOTIONS, by=_who("tang"), at=at)
    with pytest.raises(Taken):
        youth.prepare_debate(track.edition, Phase.FINAL, motions=MOTIONS, by=_who("tang"), at=at)
    with pytest.raises(Conflict):
        youth.draw_debate(debate, by=_who("tang"), at=at)
    with pytest.raises(Conflict):
        youth.prepare_debate(track.edition, Phase.SCHOOL, motions=MOTIONS, by=_who("tang"), at=at + DAY)
