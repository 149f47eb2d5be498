"""A suggestion that is several in one is divided; its pieces are answered, and it closes with them."""

import pytest

from civic.cases.models import Case, Line
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.suggestions.actions import close_divided, divide, join_into, set_apart, take_up
from civic.suggestions.models import Suggestion
from civic.suggestions.queries import in_all
from tests.people import City
from tests.suggestions.ground import DAY, HOUR, LATER, fresh, opened, resident, supported
from tests.suggestions.weighing import weighed

pytestmark = pytest.mark.django_db
TWO = {"title_1": "加长椅", "text_1": "小公园里加长椅。", "title_2": "加路灯", "text_2": "小公园里加路灯。"}
WHY = "这是两件事，由两家单位办。"


def divided(city: City, case: Case) -> list[Case]:
    """Its pieces."""
    divide(case, by=city.lin, reason=WHY, at=LATER, **TWO)
    return [fresh(one) for one in Case.objects.filter(piece__of=case).order_by("pk")]


def answered(city: City, case: Case, outcome: str) -> None:
    """An office answers it."""
    take_up(case, by=city.lin, reason="现在就答复。", at=LATER + HOUR)
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=LATER + 2 * HOUR)
    handling.take(case, by=city.chen, at=LATER + 3 * HOUR)
    weighed(city, fresh(case), "taken" if outcome == "adopted" else "not-taken", at=LATER + 4 * HOUR)
    handling.answer(case, by=city.chen, text="答复如下：今年办。", outcome=outcome, at=LATER + 4 * HOUR)
    handling.sign(case, by=city.shen, at=LATER + 4 * HOUR)


def test_each_piece_collects_support_of_its_own_and_the_supports_stay(city: City) -> None:
    case, ann = opened(city, email="mei@example.com"), resident("ann")
    supported(case, ann)
    pieces = divided(city, case)
    case = fresh(case)
    assert (case.state, case.supports) == ("merged", 1)
    assert [(one.state, one.supports, one.is_public) for one in pieces] == [("supporting", 0, True)] * 2
    assert Notice.objects.filter(about=case.subject, verb="divide").count() == 1
    known, first = (Suggestion.objects.get(case=one) for one in (case, pieces[0]))
    assert first.support_until - LATER == known.support_until - known.support_from == 60 * DAY
    supported(pieces[0], ann, at=LATER + HOUR)
    assert (fresh(pieces[0]).supports, fresh(case).supports) == (1, 1)


def test_what_was_divided_closes_when_every_piece_was_answered(city: City) -> None:
    case = opened(city, email="mei@example.com")
    one, other = divided(city, case)
    answered(city, one, "adopted")
    assert close_divided(at=LATER + 5 * HOUR) == 0
    answered(city, other, "not-adopted")
    assert close_divided(at=LATER + 5 * HOUR) == 1
    case = fresh(case)
    assert (case.state, case.outcome) == ("closed", "in-part")
    assert Notice.objects.filter(about=case.subject, verb="follow-closed").count() == 1
    assert close_divided(at=LATER + 6 * HOUR) == 0
    with pytest.raises(Conflict):
        set_apart(case, by=city.lin, reason="晚了。", at=LATER + 6 * HOUR)


def test_put_together_again_its_pieces_are_joined_with_it(city: City) -> None:
    case, ann = opened(city), resident("ann")
    one, other = divided(city, case)
    supported(one, ann, at=LATER + HOUR)
    supported(other, ann, resident("ben"), at=LATER + HOUR)
    set_apart(case, by=city.lin, reason="还是一件事。", at=LATER + 2 * HOUR)
    case = fresh(case)
    assert (case.state, case.supports, case.joined, in_all(case)) == ("supporting", 0, 2, 2)
    assert {fresh(piece).state for piece in (one, other)} == {"merged"}
    assert Line.objects.filter(case=one, verb="join-into").exists()


def test_it_is_not_put_together_again_once_a_piece_was_answered(city: City) -> None:
    case = opened(city)
    one, _other = divided(city, case)
    answered(city, one, "adopted")
    with pytest.raises(Conflict, match="answered already"):
        set_apart(case, by=city.lin, reason="还是一件事。", at=LATER + 6 * HOUR)


def test_one_piece_is_no_dividing_and_half_a_piece_is_none(city: City) -> None:
    case = opened(city)
    for words, field in (
        ({"title_1": "加长椅", "text_1": "加。", "title_2": "", "text_2": ""}, "title_2"),
        ({**TWO, "title_3": "加花", "text_3": ""}, "text_3"),
        ({**TWO, "title_1": "长" * 200}, "title_1"),
    ):
        with pytest.raises(NotValid) as refused:
            divide(case, by=city.lin, reason=WHY, at=LATER, **words)
        assert field in refused.value.fields
    with pytest.raises(NotAllowed):
        divide(case, by=city.mo, reason=WHY, at=LATER, **TWO)
    assert fresh(case).state == "supporting"
    assert Case.objects.filter(source="desk").count() == 0


def test_what_others_were_joined_with_is_not_divided(city: City) -> None:
    case, other = opened(city), opened(city, text="公园门口加座位。")
    join_into(other, by=city.lin, into=case, reason=WHY, at=LATER)
    with pytest.raises(Conflict):
        divide(case, by=city.lin, reason=WHY, at=LATER + HOUR, **TWO)
