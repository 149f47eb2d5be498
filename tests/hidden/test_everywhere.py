"""Hidden is hidden everywhere: whatever the kind of content and the state it is in, no address of the site tells a
stranger of it. New routes are looked at by themselves; one with a new parameter or a new question fails by name."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest

from civic.cases.models import Case, Topic
from civic.notices.models import Notice
from civic.search.models import Document
from civic.search.queries import matching
from tests.doors.answers import same
from tests.hidden.breaking import misfits
from tests.hidden.ground import PUBLIC_TITLE, Hideaway
from tests.hidden.surfaces import NOBODY, QUESTIONS, Seen, look, of_case, our_routes, secrets_in, unfilled
from tests.hidden.sweeps import Sweeps
from tests.hidden.written import BY_THEIR_DAYS, UNREAD

# addresses that may say how many there are of all, the hidden included: sums over the whole city, no case, no place
COUNTS_ALL: set[str] = set()


def test_every_parameter_of_every_route_has_a_filler() -> None:
    wanting = [
        f"“{path}” takes {one}: give it a filler in tests/hidden/surfaces.py"
        for path in our_routes()
        for one in unfilled(path)
    ]
    assert wanting == []


def test_the_script_that_breaks_the_filters_still_fits_them() -> None:
    assert misfits() == []


def test_every_question_an_address_reads_is_asked(sweeps: Sweeps) -> None:
    unknown = [
        f"{where} reads “{name}”: say in QUESTIONS of tests/hidden/surfaces.py what is asked under that name"
        for where, read in sweeps.listens.items()
        for name in sorted(read - set(QUESTIONS))
    ]
    assert not unknown, "\n".join(unknown)
    assert {"q", "number", "near", "bbox", "cursor"} <= set().union(*sweeps.listens.values())


def test_nothing_hidden_stands_on_any_surface(sweeps: Sweeps) -> None:
    seen = [
        *sweeps.before.values(),
        *sweeps.after.values(),
        *sweeps.last,
        *(about for about, _nothing, _said in sweeps.asked),
    ]
    leaks = {leak for one in seen for leak in secrets_in(one, sweeps.town)}
    assert not leaks, "\n".join(sorted(leaks)[:40])


def test_nothing_breaks_when_a_stranger_asks(sweeps: Sweeps) -> None:
    broken = {f"{one.where}: {one.status}" for one in sweeps.last if one.status >= 500 and one.where != "/readyz"}
    assert broken == set()


def test_what_is_public_is_met(sweeps: Sweeps) -> None:
    """So that the silence above proves something."""
    everything = "\n".join(one.text for one in [*sweeps.last, *sweeps.once.values()])
    assert [name for name, word in sweeps.town.shown.items() if word not in everything] == []
    for name in ("hidden later", "objected away"):
        once = "\n".join(one.text for one in sweeps.once.values())
        for piece in ("public title", "public text", "public place", "answer", "picture", "number"):
            one = sweeps.town.hidden[name]
            assert (one.words.get(piece) or one.case.number) in once, (name, piece)  # type: ignore[union-attr]


def test_a_town_with_secrets_reads_like_one_without(sweeps: Sweeps) -> None:
    """Every list, map, count and header, before the confidential, the withheld, the withdrawn, the erased, reports
    about an office, drafts and the desk's own came to be, and after."""
    changed = [
        where
        for where, seen in sweeps.before.items()
        if seen.without() != sweeps.after[where].without() and where not in COUNTS_ALL
    ]
    assert changed == []


def test_asking_for_what_is_hidden_answers_as_asking_for_nothing(sweeps: Sweeps) -> None:
    assert len(sweeps.asked) > 100
    told = [
        f"{about.where} reads differently from {nothing.where}"
        for about, nothing, said in sweeps.asked
        if _bare(about.text, *said) != _bare(nothing.text, *said) or about.status != nothing.status
    ]
    assert told == []


def _bare(text: str, *said: str) -> str:
    """Without the words of the question, and without distances and numbers reckoned from them."""
    return re.sub(r"-?\d+\.\d{3,}|%2C|,", "", same(unquote(text), *said))


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_hidden_number_answers_like_one_that_was_never_issued(sweeps: Sweeps, method: str) -> None:
    """In status, headers and every word, at every address that takes one."""
    town = sweeps.town
    nowhere = {where.replace(NOBODY, "#"): look(where, method=method) for where in of_case(NOBODY, [])}
    unlike = []
    for name, one in town.hidden.items():
        if one.case is None or one.knows != "nothing":
            continue
        for where in of_case(one.case.number, []):
            other = nowhere[where.replace(one.case.number, "#")]
            if look(where, method=method).without(one.case.number) != other.without(NOBODY):
                unlike.append(f"{method} {where} tells that “{name}” is there")
    assert unlike == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_address_of_an_unread_guide_answers_like_one_nobody_ever_had(sweeps: Sweeps, method: str) -> None:
    """A draft, one to come, one that is over, one that was withdrawn."""
    nowhere = look("/guides/nowhere/", method=method)
    for name in UNREAD:
        slug = sweeps.town.hidden[name].words["address"]
        assert look(f"/guides/{slug}/", method=method).without(slug) == nowhere.without("nowhere"), name


def test_what_a_browser_kept_of_a_page_is_not_confirmed_once_it_is_hidden(sweeps: Sweeps) -> None:
    """Not “304, it is as it was”: gone."""
    town, asked = sweeps.town, 0
    numbers = {one.case.number for one in town.hidden.values() if one.case is not None and one.knows == "nothing"}
    for where, seen in sweeps.once.items():
        tag, since = seen.validators
        of = next((number for number in numbers if number in where), "")
        if seen.status != 200 or not of or look(where.replace(of, NOBODY)).status == 200:
            continue  # the last: a form that asks everybody for a code, whatever stands in its address
        for header, value in (
            ("if-none-match", tag or "*"),
            ("if-modified-since", since or "Wed, 01 Jan 2031 00:00:00 GMT"),
        ):
            answer = look(where, **{header: value})
            assert answer.status == 404, (where, header, answer.status)
            asked += 1
    assert asked > 4


def test_a_list_that_changed_is_never_confirmed_as_it_was(sweeps: Sweeps) -> None:
    for where, seen in sweeps.once.items():
        tag, since = seen.validators
        now = sweeps.before.get(where)
        if now is None or not (tag or since) or seen.without() == now.without():
            continue
        headers = {"if-none-match": tag} if tag else {"if-modified-since": since}
        assert look(where, **headers).status != 304, where


def test_the_public_index_has_no_trace(sweeps: Sweeps) -> None:
    found = []
    for name, one in sweeps.town.hidden.items():
        if name in BY_THEIR_DAYS:  # no act hides these, their day does: whoever searches asks for it, and finds nothing
            continue
        pieces = {**one.words, "number": one.case.number if one.case is not None and one.knows != "public" else ""}
        for piece, word in pieces.items():
            for kind in Document.objects.filter(side="public").values_list("kind", flat=True).distinct():
                rows = matching("public", kind, word) if word else None
                if rows is not None and Document.objects.filter(ref__in=rows, side="public", kind=kind).exists():
                    found.append(f"{piece} of “{name}” is found among {kind}")
        if one.case is not None and one.knows != "public":
            assert not Document.objects.filter(side="public", kind="case", ref=one.case.pk).exists(), name
    assert found == []
    assert Document.objects.filter(side="public", kind="case").exists()


def test_no_message_tells_one_person_of_another(sweeps: Sweeps) -> None:
    """What waits in the outbox holds words of a case only for whoever reported it, or whose objection it is about."""
    town = sweeps.town
    told = []
    for notice in Notice.objects.exclude(body=""):
        mine = {name for name, one in town.hidden.items() if one.asks_for == notice.address}
        mine |= {
            name for name, one in town.hidden.items() if any(word in notice.address for word in one.words.values())
        }
        for name, one in town.hidden.items():
            if name in mine:
                continue
            pieces = [
                *one.words.values(),
                *([one.case.number] if one.case is not None and one.knows == "nothing" else []),
            ]
            told += [
                f"{notice.verb} to {notice.address}: {name}"
                for word in pieces
                if word in notice.body + notice.subject_line
            ]
    staff = re.compile(r"@city\.example$")
    assert [one for one in told if not staff.search(one.split(":")[0])] == []


SAID_AT_THE_DESK = {
    "dispatcher's word",
    "note",
    "reason for another day",
    "task",
    "draft answer",
    "reason of the return",
}


def test_no_resident_is_written_what_is_said_at_the_desk(sweeps: Sweeps) -> None:
    """Not even of her own case: not in a message, and not beside one, for the letter that prints it tomorrow."""
    town = sweeps.town
    inside = [
        (name, piece, word)
        for name, one in town.hidden.items()
        for piece, word in one.words.items()
        if piece in SAID_AT_THE_DESK
    ]
    assert {piece for _name, piece, _word in inside} == SAID_AT_THE_DESK
    told = [
        f"{notice.verb} tells {piece} of “{name}”"
        for notice in Notice.objects.exclude(body="")
        if not notice.address.endswith("@city.example")
        for name, piece, word in inside
        if word in f"{notice.subject_line}{notice.body}"
    ]
    assert told == []


def test_figures_and_topics_are_filled(sweeps: Sweeps) -> None:
    """So that silence about what is hidden is no silence of an empty page."""
    file = look("/open-data/cases/2026-11.csv").text
    answered = [one.number for one in sweeps.town.neighbours if one.kind != "suggestion"]
    assert answered[-1] in file
    assert file.count("\n") > 10
    assert "Dongqiao Street Lighting" in look("/scores/?by=office&month=2026-11").text
    assert Topic.objects.count() == 2


def test_whoever_follows_everything_is_told_nothing_hidden(sweeps: Sweeps) -> None:
    """Not of what was never public, and no longer of what was, even while the message waits."""
    town = sweeps.town
    letters = Seen("a message", 200, sweeps.told, ("", ""))
    assert secrets_in(letters, town) == []
    for name in ("hidden later", "objected away"):
        assert town.hidden[name].words["public title"] in sweeps.told_once
    assert PUBLIC_TITLE in sweeps.told
    assert town.shown["corner title"] in sweeps.told_once  # who follows the corner heard of what was shown


def test_the_one_search_finds_what_was_promised_and_raised_and_nothing_else_of_it(sweeps: Sweeps) -> None:
    """So that its silence about drafts and hidden topics is no silence of a search that knows of neither."""
    town = sweeps.town
    for name, where in (("promise", "/promises/P26-00009/"), ("corner", "/communities/990102001001/C26-000009/")):
        assert f'href="{where}"' in look(f"/search/?q={town.shown[name]}").text
    for name in ("promise draft", "corner hidden", "corner waiting", "corner kept back"):
        for piece in ("title", "text", "words", "agreement", "stage"):
            word = town.hidden[name].words.get(piece)
            assert word is None or 'class="hit"' not in look(f"/search/?q={word}").text, (name, piece)


def test_of_an_unscreened_case_strangers_read_exactly_this(sweeps: Sweeps) -> None:
    """Matter, area and hour, and that it is being screened; of a private matter the area and the day."""
    assert _main(_case(sweeps.town, "unscreened")) == (
        "Public cases Dongqiao District Street lamp is out Case # Street lamp is out Being screened Somebody reads "
        "this report before everybody does, and takes out names, telephone numbers and doors. Known so far Dongqiao "
        "District · 3 November 12:00 to 12:59 The report has been received. Nobody has read it yet. This is mine too "
        "It is mine: open it with my code"
    )
    assert _main(_case(sweeps.town, "unscreened private")) == (
        "Public cases Dongqiao District Case # A private matter Not public This report is about people who live beside "
        "each other. It is never published; only the place and the day show. Known so far Dongqiao District · "
        "3 November It is mine: open it with my code"
    )


def test_programs_read_of_an_unscreened_case_exactly_this(sweeps: Sweeps) -> None:
    """The cell too, and nothing beside."""
    case = _case(sweeps.town, "unscreened")
    assert _program(case) == {
        "number": case.number,
        "reading": "bare",
        "matter": {"code": "0101", "name": "Street lamp is out"},
        "area": {"code": "990102", "name": "Dongqiao District"},
        "cell": {"code": "99010200100101"},
        "state": "filed",
        "day": "2026-11-03",
        "hour": "2026-11-03T12:00:00+08:00",
    }
    private = _case(sweeps.town, "unscreened private")
    assert _program(private) == _program(case) | {"number": private.number, "matter": None, "state": "", "hour": None}
    for where in (
        f"/api/v1/cases/{case.number}/timeline/",
        f"/cases/{case.number}/rate/",
        f"/cases/{case.number}/object/",
    ):
        assert look(where).status == 404, where


def _case(town: Hideaway, name: str) -> Case:
    case = town.hidden[name].case
    assert case is not None
    return case


def _main(case: Case) -> str:
    body = look(f"/cases/{case.number}/").text
    inner = body[body.index("<main") : body.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inner)).replace(case.number, "#").split())


def _program(case: Case) -> Any:
    answer = look(f"/api/v1/cases/{case.number}/")
    return json.loads(answer.text[answer.text.index("{") :])
