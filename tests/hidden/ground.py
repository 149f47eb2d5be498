"""The ground of the hidden-everywhere test: a town with neighbours, and beside them one thing of each kind and state
that a stranger must not meet. Every piece of content carries a word that stands nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from civic.accounts.rules import Contact
from civic.cases import actions as cases
from civic.cases.models import Answers, Case, Photo, PhotoState
from civic.desk import actions as desk
from civic.feedback import actions as feedback
from civic.feedback.actions import ObjectionGiven
from civic.following import actions as following
from civic.handling import actions as handling
from civic.lib.picture_files import picture_path
from civic.offices import actions as offices
from civic.places.models import Cell
from civic.supervision import actions as supervision
from tests.people import IN_DONGQIAO, NOON, City

HOUR = timedelta(hours=1)
PUBLIC_TITLE, PUBLIC_TEXT = "望江路路灯不亮", "望江路的路灯不亮已经一个星期。"
GREETING = "请来看一看"


def canary(name: str) -> str:
    """A word for one piece of content: small letters, so that no encoding, no escape and no cut changes it; with one q,
    since two are how an account is told of."""
    drawn = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
    letters = []
    for _place in range(10):
        drawn, letter = divmod(drawn, 20)
        letters.append("bcdfghjklmnprstvwxyz"[letter])
    return "q" + "".join(letters)


def spot(name: str) -> tuple[float, float]:
    """A point of its own inside the one cell of the town: six decimals that stand nowhere else."""
    drawn = int.from_bytes(sha256(f"spot {name}".encode()).digest()[:8], "big")
    north, east = divmod(drawn % 90_000_001, 9001)
    return round(23.1205 + north % 9001 / 600_000, 6), round(113.2905 + east / 600_000, 6)


@dataclass
class Hidden:
    """One hidden thing: its words by what they are, the case it belongs to, and how much of that a stranger knows."""

    words: dict[str, str] = field(default_factory=dict)
    case: Case | None = None
    knows: str = "nothing"  # of the case: nothing, a glimpse, or that it is public
    point: tuple[float, float] | None = None
    photos: list[str] = field(default_factory=list)
    asks_for: str = ""  # e-mail of whoever reported: nobody else is told


@dataclass
class Hideaway:
    """The town, its neighbours, and everything hidden, by name."""

    city: City
    neighbours: list[Case] = field(default_factory=list)
    hidden: dict[str, Hidden] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)  # words everybody may read: the test must meet them
    once: dict[str, dict[str, str]] = field(default_factory=dict)  # of what was public: address -> validator

    def keep(self, name: str, case: Case | None, knows: str, **more: Any) -> Hidden:
        """Write down what was hidden."""
        if case is not None:
            case.refresh_from_db()
        one = self.hidden.setdefault(name, Hidden())
        one.case, one.knows = case, knows
        for key, value in more.items():
            setattr(one, key, value)
        return one

    def word(self, name: str, piece: str) -> str:
        """The canary of one piece of one thing; whoever asks for it has hidden it."""
        one = self.hidden.setdefault(name, Hidden())
        return one.words.setdefault(piece, canary(f"{name} {piece}"))

    def say(self, name: str) -> str:
        """A canary that everybody may read."""
        return self.shown.setdefault(name, canary(f"shown {name}"))


def neighbours(town: Hideaway) -> None:
    """What everybody may read, in several states, so that hidden things have company on every page."""
    city = town.city
    for state in ("filed", "in-hand", "answered", "closed"):
        case = city.case(state, published=False, text=f"路口的灯坏了，{GREETING}。", email="gu@example.com")
        text = f"路口的灯坏了，{town.say(state)}。"
        supervision.publish(case, by=city.mo, title=f"路灯 {town.say(state + ' title')}", text=text, at=NOON + 9 * HOUR)
        case.refresh_from_db()
        town.neighbours.append(case)


def reported(town: Hideaway, name: str, **given: Any) -> Case:
    """A report whose every word as handed in is a canary."""
    city, word = town.city, lambda piece: town.word(name, piece)
    lat, lon = spot(name)
    who = given.pop("by", None)
    email = f"{word('contact')}@example.com"
    case = city.filed(
        f"灯坏了，{GREETING}，{word('text')}。",
        title=f"{word('title')} 灯",
        address=f"{word('place')} 路",
        lat=lat,
        lon=lon,
        email=email,
        by=who,
        **given,
    ).case
    if case.wording_id is not None:
        Answers.objects.create(case=case, wording_id=case.wording_id, given={"pole": word("answers")})
    Photo.objects.create(
        case=case, state=PhotoState.READY, received_at=NOON, file_name=f"{word('file name')}.jpg", line=case.lines.get()
    )
    photos = pictures(town, name, case.photos.all())
    town.keep(name, case, "nothing", point=(lat, lon), photos=photos)
    town.hidden[name].asks_for = email
    return case


def pictures(town: Hideaway, name: str, photos: Iterable[Photo]) -> list[str]:
    """The files of photos, so that an address that should be shut has something to give away."""
    for photo in photos:
        for size in ("large", "small"):
            path = picture_path(photo.key, size)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(town.word(name, "picture"))
    return [str(photo.key) for photo in photos]


def on_the_way(town: Hideaway, case: Case, name: str, *, to: str) -> None:
    """Accept, dispatch, take: and what is said inside on the way."""
    city = town.city
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + HOUR)
    handling.dispatch(
        case,
        by=city.zhao,
        office=city.office("dongqiao-lamps"),
        text=town.word(name, "dispatcher's word"),
        at=NOON + 2 * HOUR,
    )
    handling.take(case, by=city.chen, at=NOON + 3 * HOUR)
    if to == "closed":
        said = town.word(name, "answer") if name != "public" else town.say("answer")
        handling.answer(case, by=city.chen, outcome="solved", text=f"灯亮了 {said}。", at=NOON + 4 * HOUR)
        supervision.verify(case, by=city.lin, text="灯亮着。", at=NOON + 5 * HOUR)
    case.refresh_from_db()


# --- what a stranger knows nothing of: with it and without it every page reads the same ---


def never_known(town: Hideaway) -> None:
    """Everything of which not even the number is anybody's."""
    city = town.city
    case = reported(town, "confidential", is_confidential=True)
    on_the_way(town, case, "confidential", to="in-hand")
    case = reported(town, "withheld")
    supervision.withhold(case, by=city.mo, ground="other", reason=town.word("withheld", "reason"), at=NOON + HOUR)
    feedback.appeal_withholding(
        case, by=city.reporter(case), text=f"我不同意，{town.word('withheld', 'appeal')}。", at=NOON + 2 * HOUR
    )
    case = reported(town, "withdrawn")
    cases.withdraw(case, by=city.reporter(case), at=NOON + HOUR)
    reported(town, "misconduct", kind="misconduct", about_office=city.office("drains"))
    case = reported(town, "misconduct inquired", kind="misconduct", about_office=city.office("dongqiao-lamps"))
    feedback.inquire(case, by=city.rui, at=NOON + HOUR)
    case = reported(town, "erased", by=city.gu, is_confidential=True)
    on_the_way(town, case, "erased", to="in-hand")
    cases.forget_reporter(case, at=NOON + 6 * HOUR, public_words_too=True)
    _unsent(town)
    _kept_at_the_desk(town)


def _unsent(town: Hideaway) -> None:
    """A report that is being written, and was not handed in."""
    draft, _token = cases.open_draft(at=NOON)
    said = {"text": town.word("draft", "text"), "address": town.word("draft", "place"), "kind": "complaint"}
    cases.save_answers(draft, said, at=NOON)
    photo = Photo.objects.create(draft=draft, state=PhotoState.READY, received_at=NOON, digest="0" * 64)
    town.keep("draft", None, "nothing", photos=pictures(town, "draft", [photo]))


def _kept_at_the_desk(town: Hideaway) -> None:
    """What officers keep for themselves."""
    city = town.city
    desk.save_view(town.word("desk", "view"), query="view=all", by=city.lin, at=NOON)
    told = {"zh-hans": f"您好，{town.word('desk', 'template text')}。"}
    handling.save_template(None, by=city.chen, name=town.word("desk", "template"), texts=told, at=NOON)
    town.keep("desk", None, "nothing")


# --- somebody who hears of everything there is to hear ---

WATCHER = "watcher@example.com"


def begin_watching(town: Hideaway) -> None:
    """A stranger follows the district, the cell, the matter and a circle over all of it, before anything is there."""
    at = NOON - 2 * HOUR
    following.read_timeline(at=at)
    cell = Cell.objects.get(code="99010200100101")
    for subject in (
        following.of_matter(None, town.city.area()),
        following.of_matter(town.city.matter(), None),
        following.around(*IN_DONGQIAO, 5000),
        following.of_cell(cell),
    ):
        following.follow(subject, contact=Contact(email=WATCHER), is_proved=True, language="en", at=at)


def watch(at: datetime) -> None:
    """All that has happened by then is told to whoever follows it."""
    following.read_timeline(at=at)
    while following.spread(at=at):
        pass
    following.take_up_withdrawn(at=at)
    following.tell(at=at)
    following.spread_tidings(at=at)
    following.take_up_withdrawn_tidings(at=at)
    following.tell_tidings(at=at)


# --- what was public once ---


def once_public(town: Hideaway) -> None:
    """Public for a while, with its words in every index and list."""
    for name in ("hidden later", "objected away"):
        case = reported(town, name)
        _published(town, case, name)
        on_the_way(town, case, name, to="closed")
        town.keep(name, case, "nothing")
        Photo.objects.filter(case=case).update(is_public=True)


def _published(town: Hideaway, case: Case, name: str) -> None:
    supervision.publish(
        case,
        by=town.city.mo,
        title=f"路灯 {town.word(name, 'public title')}",
        text=f"路灯不亮 {town.word(name, 'public text')}。",
        address=f"{town.word(name, 'public place')} 路",
        at=NOON + HOUR / 2,
    )


def hide_again(town: Hideaway) -> None:
    """A moderator withholds one, an objection takes the other from the public."""
    city = town.city
    case = town.hidden["hidden later"].case
    assert case is not None
    supervision.withhold(case, by=city.mo, ground="child", reason="", at=NOON + 7 * HOUR)
    town.keep("hidden later", case, "nothing")
    case = town.hidden["objected away"].case
    assert case is not None
    objected = city.objected(
        case, concern="untrue", words=town.word("objected away", "objection"), at=NOON + 6 * HOUR
    ).objection
    mover = city.second_moderator()
    supervision.decide_objection(
        case, by=mover, objection=objected.pk, remedy="withdraw", reason="不该公开。", at=NOON + 8 * HOUR
    )
    town.keep("objected away", case, "nothing")


# --- what a stranger knows a little of ---


def half_known(town: Hideaway) -> None:
    """Unscreened cases, of which matter, cell and hour show; and what waits or stays inside in public ones."""
    city = town.city
    town.keep("unscreened", reported(town, "unscreened"), "a glimpse")
    private = city.matter("0102")
    private.privacy = "private"
    private.save()
    town.keep("unscreened private", reported(town, "unscreened private", matter=private), "a glimpse")
    case = reported(town, "unscreened closed")
    on_the_way(town, case, "unscreened closed", to="closed")
    feedback.rate(
        case, by=city.reporter(case), solved="yes", result=2, text=town.word("unscreened closed", "rating"),
        at=NOON + 30 * HOUR,
    )  # fmt: skip
    town.keep("unscreened closed", case, "a glimpse")
    case, into = reported(town, "merged"), town.neighbours[1]
    supervision.merge(case, by=city.lin, into=into, at=NOON + 10 * HOUR)
    town.keep("merged", case, "a glimpse")
    _public_but_not_all(town)
    _part_of_hidden(town)
    _veiled(town)


def _public_but_not_all(town: Hideaway) -> None:
    """A public case: the words as handed in, everything said inside, everything that waits for a moderator."""
    city, name = town.city, "public"
    word = lambda piece: f"{GREETING}，{town.word(name, piece)}。"  # noqa: E731
    case = reported(town, name, by=city.mei)
    supervision.publish(
        case,
        by=city.mo,
        title=f"路灯 {town.say('public')}",
        text=PUBLIC_TEXT,
        address="",
        photos=(),
        at=NOON + HOUR / 2,
    )
    supervision.ask(case, by=city.lin, text="哪一盏？", at=NOON + HOUR / 2)
    cases.reply(case, by=city.reporter(case), text=word("reply"), at=NOON + HOUR * 3 / 4)
    on_the_way(town, case, name, to="in-hand")
    cases.note(case, by=city.chen, text=word("note"), at=NOON + 3 * HOUR)
    handling.defer(
        case, by=city.chen, until=date(2026, 11, 16), reason=word("reason for another day"), at=NOON + 3 * HOUR
    )
    offices.found_office(
        code="bridge", kind="committee", names={"zh-hans": "居委会", "zh-hant": "居委會", "en": "Bridge"}
    )
    handling.give_task(
        case, by=city.chen, task="delegated", office=city.office("bridge"), text=word("task"), days=3,
        place=town.word(name, "task place"), at=NOON + 3 * HOUR,
    )  # fmt: skip
    town.keep(name, case, "public")
    drafted = _drafted(town)
    town.keep("drafted", drafted, "public")
    _rated(town)


def _drafted(town: Hideaway) -> Case:
    """An answer that waits for somebody's signature."""
    city = town.city
    case = reported(town, "drafted")
    supervision.publish(
        case, by=city.mo, title=PUBLIC_TITLE, text=PUBLIC_TEXT, address="", photos=(), at=NOON + HOUR / 2
    )
    on_the_way(town, case, "drafted", to="in-hand")
    handling.answer(
        case, by=city.chen, outcome="solved", text=town.word("drafted", "draft answer"),
        basis=town.word("drafted", "draft basis"), occasion="十一月例会", at=NOON + 4 * HOUR,
    )  # fmt: skip
    return case


def _rated(town: Hideaway) -> None:
    """Rated with words, appealed, objected to: none of it screened."""
    city, name = town.city, "rated"
    case = reported(town, name)
    supervision.publish(
        case, by=city.mo, title=PUBLIC_TITLE, text=PUBLIC_TEXT, address="", photos=(), at=NOON + HOUR / 2
    )
    on_the_way(town, case, name, to="closed")
    town.shown["answer of the rated"] = town.hidden[name].words.pop("answer")
    feedback.rate(
        case, by=city.reporter(case), solved="partly", result=2, text=town.word(name, "rating"), at=NOON + 6 * HOUR
    )
    feedback.appeal(case, by=city.reporter(case), text=f"我不同意，{town.word(name, 'appeal')}。", at=NOON + 7 * HOUR)
    given = ObjectionGiven(
        concern="untrue",
        words=f"不对，{town.word(name, 'objection')}。",
        email=f"{town.word(name, 'objector')}@example.com",
    )
    feedback.object_to(case, given=given, at=NOON + 8 * HOUR)
    town.keep(name, case, "public")


def _part_of_hidden(town: Hideaway) -> None:
    """A part of a case that nobody has screened."""
    city, name = town.city, "part"
    whole = reported(town, "whole")
    on_the_way(town, whole, "whole", to="in-hand")
    supervision.split(
        whole, by=city.lin, title=town.word(name, "title"), text=town.word(name, "text"), matter=city.matter(),
        at=NOON + 5 * HOUR,
    )  # fmt: skip
    town.keep("whole", whole, "a glimpse")
    town.keep(name, Case.objects.get(whole=whole), "nothing")


def _veiled(town: Hideaway) -> None:
    """Words that a person concerned had hidden at once, and a name in them."""
    city, name = town.city, "veiled"
    case = reported(town, name)
    secret = f"13800{int.from_bytes(sha256(b'veiled').digest()[:4], 'big') % 1_000_000:06d}"
    town.hidden[name].words["veiled number"] = secret
    supervision.publish(
        case, by=city.mo, title=f"路灯 {town.say('veiled')}", text=f"路灯不亮，打 {secret} 没有人接。", address="",
        photos=(), keep=[secret], at=NOON + HOUR / 2,
    )  # fmt: skip
    city.objected(case, concern="data", quote=secret, at=NOON + HOUR)
    town.keep(name, case, "public")
