"""Who a child is, and what nobody has read yet, is hidden everywhere: from strangers, residents, other families,
teachers, jurors, officers and administrators. Who may see what where is one table (nursery_table.py)."""

from tests.hidden.hands import SIGNED_IN
from tests.hidden.nursery_doors import ABOUT_CHILDREN, asked_for
from tests.hidden.nursery_kept import ONCE_ERASED, WHILE_KNOWN, astray, lies_open
from tests.hidden.nursery_table import ROWS, is_met_nowhere, unmet
from tests.hidden.nursery_watch import ERASED, Watched

# pages nobody is given at this moment: a vote that runs has no result; from two of them one is led on
NOT_NOW = {
    "little-mayor/vote/<uuid:key>/",
    "little-mayor/vote/<uuid:key>/counts.csv",
    "little-mayor/vote/<uuid:key>/papers.csv",
    "desk/youth/reading/next/",
    "little-mayor/school/",
    "desk/youth/juries/rounds/<int:number>/<slug:phase>/",  # no round has a result yet
    "desk/youth/dialogues/answers/<int:key>/promise/",  # no dialogue was held yet
}


def test_nobody_meets_what_the_table_does_not_give_her(watched: Watched) -> None:
    assert watched.walk.leaks() == []


def test_what_somebody_may_see_is_met(watched: Watched) -> None:
    """So that the silence above proves something: each word once at least, and each row of the table."""
    met = watched.walk.met
    planted = [*watched.town.words, *watched.town.images.values()]
    assert unmet(planted, {word for word, _who, _where in met}) == []
    idle = [row for row in ROWS if not any(row.holds_for(word, who) and row.is_at(where) for word, who, where in met)]
    assert idle == []


def test_what_may_be_met_nowhere_was_planted(watched: Watched) -> None:
    planted = [word for word in watched.town.words if is_met_nowhere(word)]
    assert len(planted) > 40
    assert {word.split()[-1] for word in planted} >= {"artist", "camera", "caption", "upload", "slip", "class"}


def test_everybody_went_everywhere(watched: Watched) -> None:
    """Each of the cast asked at hundreds of addresses and was given dozens of pages; every page about children was
    given to somebody."""
    walk = watched.walk
    people = {"nobody", "fox", "rain-slip", "cloud-slip", "snow-slip", *SIGNED_IN}
    assert set(walk.asked) == people
    assert {who: count for who, count in walk.asked.items() if count < 120} == {}
    assert {who: count for who, count in walk.answered.items() if count < 40} == {}
    assert min(walk.answered[who] for who in ("nobody", "mei", "tang", "bai", "root")) > 100
    about_children = {path for path in asked_for() if path.startswith(ABOUT_CHILDREN)}
    assert about_children - walk.pages == NOT_NOW
    assert walk.broken == set()


def test_no_picture_says_more_than_it_shows(watched: Watched) -> None:
    """Neither who took it, nor with what, nor where: not the readers' either."""
    assert watched.walk.left == set()
    assert watched.walk.pictures["tang"] > watched.walk.pictures["rain-slip"] > watched.walk.pictures["nobody"] > 0
    assert watched.kept.files == 2 * len(watched.town.proposals)  # no upload is left


def test_reading_as_a_stranger_stores_nothing(watched: Watched) -> None:
    """In no table, and no session either."""
    assert watched.read > 20
    assert watched.stored == {}


def test_each_word_is_kept_where_it_belongs_and_nowhere_else(watched: Watched) -> None:
    """Not in a line of the journal, a message, the administrators' journal, a session or another table."""
    kept = watched.kept.fields
    assert astray(kept, WHILE_KNOWN) == []
    assert {"guardians.Identity.name", "notices.Notice.address", "youth.Evidence.body"} <= set().union(*kept.values())


def test_who_a_child_is_lies_sealed(watched: Watched) -> None:
    found = watched.kept.disk
    assert [(word, place) for word, place in found if not lies_open(word)] == []
    assert ("rain draft title", "youth_proposal") in found  # it does find what lies open


def test_the_index_finds_what_two_have_read_and_nothing_else(watched: Watched) -> None:
    found = watched.kept.index
    assert {side for _word, side in found} == {"public"}
    assert {" ".join(word.split()[:2]) for word, _side in found} == {"rain shown", "fox shown"}


def test_no_line_that_is_logged_tells_of_a_child(watched: Watched) -> None:
    told = "\n".join(watched.logged)
    assert [name for name, word in watched.town.words.items() if word in told] == []


def test_an_erased_child_is_met_by_nobody(watched: Watched) -> None:
    """But for what the law has the city keep of a concern, and only by those who look after it."""
    assert watched.erasing == [200] * len(ERASED)
    assert watched.after.leaks() == []
    mine = {(word, where) for word, _who, where in watched.after.met if word.split()[0] in ERASED}
    stays = ("concern", "fear", "finding", "taker", "handed over", "list", "school")
    locked = {word for word, where in mine if where.startswith("POST /desk/youth/concerns/")}
    assert {word for word, _where in mine if not word.endswith(stays)} - locked == set()
    assert sum(watched.after.answered.values()) > 100


def test_an_erased_child_stands_in_no_table_and_no_file(watched: Watched) -> None:
    left = {word: fields for word, fields in watched.left.fields.items() if word.split()[0] in ERASED}
    assert astray(left, ONCE_ERASED) == []
    open_still = {word for word, _place in watched.left.disk if word.split()[0] in ERASED}
    assert {word for word in open_still if not word.endswith(("school", "list", "taker"))} == set()
    assert {word.split()[0] for word, _side in watched.left.index} == {"fox"}
    kept = [name for name in watched.town.proposals if name.split()[0] not in ERASED]
    assert watched.left.files == 2 * len(kept)
