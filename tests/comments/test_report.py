"""Report a comment: counted once, what is private or dangerous is hidden at once and only once."""

import pytest
from django.test import Client

from civic.comments import actions as comments
from civic.comments.models import Comment, CommentReport
from civic.comments.rules import HIDES_AT_ONCE, Worry
from civic.lib.refusals import Conflict, NotValid
from tests.at_once import at_once
from tests.comments.talking import HOUR, open_case, said, shown
from tests.people import NOON, City

LATER = NOON + 3 * HOUR


@pytest.mark.parametrize("worry", Worry.values)
def test_what_is_private_or_dangerous_is_hidden_until_somebody_has_looked(city: City, worry: str) -> None:
    comment = shown(city, open_case(city))
    assert comments.report(comment, who="network:1", worry=worry, at=LATER) is (worry in HIDES_AT_ONCE)
    comment.refresh_from_db()
    assert comment.standing == ("hidden" if worry in HIDES_AT_ONCE else "shown")
    assert comment.reported == 1
    comments.keep(comment, by=city.mo, at=LATER)
    comment.refresh_from_db()
    assert (comment.standing, comment.reported) == ("shown", 0)


def test_what_a_moderator_kept_is_not_hidden_by_reporting_again(city: City) -> None:
    comment = shown(city, open_case(city))
    comments.report(comment, who="network:1", worry="private", at=LATER)
    comments.keep(comment, by=city.mo, at=LATER)
    assert comments.report(comment, who="network:2", worry="private", at=LATER) is False
    comment.refresh_from_db()
    assert (comment.standing, comment.reported) == ("shown", 1)


def test_the_same_reader_is_counted_once(city: City) -> None:
    comment = shown(city, open_case(city))
    for _turn in range(3):
        comments.report(comment, who="network:1", worry="insult", at=LATER)
    comment.refresh_from_db()
    assert comment.reported == 1
    assert CommentReport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_presses_at_once_count_once(city: City) -> None:
    comment = shown(city, open_case(city))

    press = lambda: comments.report(comment, who="person:1", worry="insult", at=LATER)  # noqa: E731
    told = at_once(*[press] * 16)
    assert [one for one in told if isinstance(one, Exception)] == []
    comment.refresh_from_db()
    assert comment.reported == CommentReport.objects.count() == 1


def test_what_nobody_reads_cannot_be_reported_and_a_worry_must_be_known(city: City, client: Client) -> None:
    case = open_case(city)
    waiting, seen = said(city, case), shown(city, case, "别的。")
    with pytest.raises(Conflict):
        comments.report(waiting, who="network:1", worry="insult", at=LATER)
    with pytest.raises(NotValid):
        comments.report(seen, who="network:1", worry="ugly", at=LATER)
    assert client.get(f"/cases/{case.number}/comments/{waiting.pk}/report/").status_code == 404
    page = client.post(f"/cases/{case.number}/comments/{seen.pk}/report/", {})
    assert page.status_code == 400
    assert client.post(f"/cases/{case.number}/comments/{seen.pk}/report/", {"worry": "insult"}).status_code == 302
    assert Comment.objects.get(pk=seen.pk).reported == 1
