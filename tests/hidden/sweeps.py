"""The looks of a stranger at everything: before anything hidden came to be, after, and with questions."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import QueryDict

from civic.lib.sealed import keyed_hash
from civic.notices.models import Notice
from portal.views.home import forget_numbers
from tests.conftest import forget_all
from tests.hidden.assessing import assessed
from tests.hidden.corners import corner_hidden, corner_shown, corner_unseen
from tests.hidden.ground import (
    HOUR,
    WATCHER,
    Hideaway,
    begin_watching,
    canary,
    half_known,
    hide_again,
    neighbours,
    never_known,
    once_public,
    watch,
)
from tests.hidden.joining import joined_hidden, joined_once
from tests.hidden.later import added_to, come_back, count_all, returned, taken_out_again, talked
from tests.hidden.mayoring import mayor_shown
from tests.hidden.promising import promise_drafted, promise_hidden, promise_pictures, promise_shown
from tests.hidden.rounds import round_hidden
from tests.hidden.surfaces import (
    LANGUAGES,
    NARROWED,
    NOBODY,
    Seen,
    is_shut,
    look,
    of_case,
    plain,
    questions_about,
    secrets_in,
)
from tests.hidden.written import public_guide, unread_guides
from tests.people import NOON, City

NOW = NOON + timedelta(days=3)
FIRST_IS_ENOUGH = os.environ.get("FIRST_LEAK") == "1"  # set by breaking.py
READ_BY_THE_FRAME = {"lang", "text", "next", "format", "nothing"}


@dataclass
class Sweeps:
    """The town, and every answer by its address."""

    town: Hideaway
    before: dict[str, Seen] = field(default_factory=dict)  # nothing unknown there yet
    after: dict[str, Seen] = field(default_factory=dict)  # with all that nobody may know of
    once: dict[str, Seen] = field(default_factory=dict)  # pages of what was public then
    last: list[Seen] = field(default_factory=list)  # everything, in every language
    asked: list[tuple[Seen, Seen, tuple[str, ...]]] = field(default_factory=list)  # about the hidden, about nothing
    told_once: str = ""  # to a follower, while some was public
    told: str = ""  # to her in the end
    listens: dict[str, set[str]] = field(default_factory=dict)  # which questions an address reads


def swept(city: City, patched: Any) -> Sweeps:
    """1 neighbours and what is public for a while, 2 that is hidden, 3 what nobody may know of comes to be, 4 what
    somebody may know a little of; a look after each."""
    patched.setattr("django.utils.timezone.now", lambda: NOW)
    patched.setattr("civic.cases.views.mapping.SINGLES_MOST", 2)  # so that the map shows its counts in a small town
    town = Hideaway(city)
    done = Sweeps(town)
    begin_watching(town)
    neighbours(town)
    corner_shown(town)
    promise_shown(town)
    mayor_shown(town)
    once_public(town)
    joined_once(town)
    once = [one for one in town.hidden.values() if one.case is not None]
    public_guide(town)
    done.listens = {where: _questions(where, patched) for where in plain() if look(where).status == 200}
    watch(NOON + 6 * HOUR)
    done.told_once = _told()
    for one in once:
        assert one.case is not None
        done.once |= _look_at(of_case(one.case.number, one.photos))
    done.once |= _look_at(_lists(done))
    hide_again(town)
    joined_hidden(town)
    corner_hidden(town)
    promise_pictures(town)
    round_hidden(town)
    count_all(town)
    done.before = _look_at(_lists(done), done)
    never_known(town)
    unread_guides(town)
    corner_unseen(town)
    promise_drafted(town)
    promise_hidden(town)
    done.after = _look_at(_lists(done), done)
    if FIRST_IS_ENOUGH:
        changed = [where for where, seen in done.before.items() if seen.without() != done.after[where].without()]
        assert not changed, changed[0]
    half_known(town)
    taken_out_again(town)
    added_to(town)
    returned(town)
    talked(town)
    assessed(town)
    come_back(town)
    watch(NOW)
    count_all(town)
    done.told = _told()
    done.last = [*_everything(done)]
    done.asked = [*_asked(done)]
    return done


def _seen(done: Sweeps, one: Seen) -> Seen:
    """While filters are broken on purpose one leak is enough: nobody waits for the rest of the looks."""
    if FIRST_IS_ENOUGH and (leaks := secrets_in(one, done.town)):
        raise AssertionError(leaks[0])
    return one


def _told() -> str:
    """What waits in the outbox for somebody who follows everything."""
    letters = Notice.objects.filter(address_hash=keyed_hash(WATCHER, purpose="contact"))
    return "\n".join(f"{letter.subject_line}\n{letter.body}" for letter in letters)


def _fresh() -> None:
    forget_all()
    forget_numbers()


def _look_at(addresses: Iterable[str], done: Sweeps | None = None) -> dict[str, Seen]:
    _fresh()
    return {where: _seen(done, look(where)) if done else look(where) for where in addresses}


def _everything(done: Sweeps) -> Iterable[Seen]:
    for language in LANGUAGES:
        _fresh()
        for where, seen in done.after.items():
            if not is_shut(seen) and ("?" not in where or language == LANGUAGES[0]):
                yield _seen(done, look(where, language=language))
    for case in done.town.neighbours:
        for where in of_case(case.number, []):
            yield look(where)
    shut: set[str] = set()  # what led to sign in with one case does so with each
    looked: set[str] = set()  # what has no case of its own asks at the same addresses
    for one in done.town.hidden.values():
        number = one.case.number if one.case is not None else NOBODY
        for where in of_case(number, one.photos):
            kind = _kind_of(where, number, one.photos)
            if kind in shut or where in looked:
                continue
            looked.add(where)
            seen = _seen(done, look(where))
            if is_shut(seen):
                shut.add(kind)
            yield seen
            if not one.photos or not any(key in where for key in one.photos):
                yield _seen(done, look(where, method="post"))


def _kind_of(where: str, number: str, photos: list[str]) -> str:
    for said in (number, *photos):
        where = where.replace(said, "#")
    return where


def _asked(done: Sweeps) -> Iterable[tuple[Seen, Seen, tuple[str, ...]]]:
    """Each question about something hidden, and the same about nothing."""
    of_nothing: dict[str, Seen] = {}
    for where, read in done.listens.items():
        for one in done.town.hidden.values():
            for asked, otherwise, said in questions_about(one, read, only_known=where.startswith("/api/")):
                nothing = f"{where}?{otherwise}"
                if nothing not in of_nothing:
                    of_nothing[nothing] = look(nothing)
                yield _seen(done, look(f"{where}?{asked}")), of_nothing[nothing], said


def _lists(done: Sweeps) -> Iterable[str]:
    """Every address as it is, and narrowed to what hidden things have in common."""
    yield from plain()
    for where, read in done.listens.items():
        for asked in NARROWED:
            known = [part for part in asked.split("&") if part.split("=")[0] in read]
            if known:
                yield f"{where}?{asked}"
            if 0 < len(known) < asked.count("&") + 1 and where.startswith(
                "/api/"
            ):  # which takes no question it does not know
                yield f"{where}?{'&'.join(known)}"


def _questions(where: str, patched: Any) -> set[str]:
    """Which names of its query an address reads: whatever it asks the query for is written down."""
    read: set[str] = set()
    with patched.context() as spied:
        for method in ("get", "__getitem__", "getlist", "__contains__", "pop", "setdefault"):
            spied.setattr(QueryDict, method, _spy(getattr(QueryDict, method), read))
        look(where)
        look(f"{where}?nothing=1")  # refused where programs ask
    return read - READ_BY_THE_FRAME


def _spy(real: Callable[..., Any], read: set[str]) -> Callable[..., Any]:
    def spied(query: QueryDict, name: str, *rest: Any, **more: Any) -> Any:
        read.add(str(name))
        return real(query, name, *rest, **more)

    return spied


__all__ = ["NOBODY", "NOW", "Sweeps", "canary", "swept"]
