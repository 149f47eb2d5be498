"""A community's corner in the hideaway: a topic everybody reads and somebody follows, one that was hidden again with
the note of a meeting, and two that nobody has shown."""

from itertools import product

from civic.accounts.rules import Contact
from civic.communities import actions
from civic.communities.models import Meeting, Sheet, Topic
from civic.following import actions as following
from civic.lib.picture_files import picture_path
from civic.places.models import Area
from tests.communities.ground import Corner, found_corner
from tests.hidden.ground import HOUR, WATCHER, Hideaway
from tests.hidden.pictures import photo
from tests.people import NOON


def corner_shown(town: Hideaway) -> None:
    """A community with one topic that goes all the way, in front of everybody."""
    corner = found_corner(town.city, west=113.36)
    subject, contact = following.of_corner(corner.community), Contact(email=WATCHER)
    following.follow(subject, contact=contact, is_proved=True, language="en", at=NOON - HOUR)
    topic = _shown(corner, "C26-000009", f"楼道 {town.say('corner title')}", f"楼道堆物，{town.say('corner')}。")
    meeting = corner.met(topic, words=f"说了说 {town.say('corner meeting')}。")
    assert meeting.is_shown
    _sheet(corner, meeting, alt=f"签到表 {town.say('corner sheet')}", is_let_out=True)
    corner.agree(topic)
    corner.task(corner.fresh(topic))


def corner_hidden(town: Hideaway) -> None:
    """Everybody read it once: a topic, its agreement and task; and the note of a meeting about another topic."""
    corner, name = _corner(town), "corner hidden"
    title, text = f"楼道 {town.word(name, 'title')}", f"堆物，{town.word(name, 'text')}。"
    topic = _shown(corner, town.hidden[name].words.setdefault("number", "C26-000001"), title, text)
    corner.met(topic, words="都同意。")
    actions.agree(
        *(topic,),
        by=corner.ning,
        text=f"清走，{town.word(name, 'agreement')}。",
        agreed_on=NOON.date(),
        votes_for=5,
        votes_against=0,
        abstained=0,
        meeting=None,
        at=NOON + 3 * HOUR,
    )
    who, what = town.word(name, "who"), town.word(name, "task")
    due = (NOON + 90 * HOUR).date()
    task = actions.add_task(topic, by=corner.ning, who=who, what=what, due=due, at=NOON + 4 * HOUR)
    actions.finish_task(task, by=corner.ning, note=town.word(name, "note"), at=NOON + 5 * HOUR)
    actions.hide(topic, by=corner.ning, reason="private", at=NOON + 6 * HOUR)
    shown = Topic.objects.get(number="C26-000009")
    place = town.word(name, "place of a meeting")
    meeting = corner.met(shown, words=f"说了，{town.word(name, 'words of a meeting')}。", place=place)
    alt = f"签到表 {town.word(name, 'words of a sheet')}"
    let_out = _sheet(corner, meeting, alt=alt, is_let_out=True)
    actions.hide_meeting(meeting, by=corner.ning, reason="private", at=NOON + 7 * HOUR)
    waiting = f"签到表 {town.word(name, 'words of a sheet that waits')}"
    waits = _sheet(corner, shown.meetings.filter(is_shown=True)[0], alt=waiting, is_let_out=False)
    for sheet, size in product((let_out, waits), ("large", "small")):
        picture_path(sheet.key, size).write_text(town.word(name, "picture of a sheet"))
    town.keep(name, None, "nothing", photos=[str(let_out.key), str(waits.key)])


def corner_unseen(town: Hideaway) -> None:
    """Two that were raised: one waits to be looked at, one was kept back."""
    corner = _corner(town)
    for name, number in (("corner waiting", "C26-000002"), ("corner kept back", "C26-000003")):
        contact = f"{town.word(name, 'contact')}@example.com"
        title, text = f"{town.word(name, 'title')} 灯", f"灯坏了，{town.word(name, 'text')}。"
        topic = corner.raised(text, title=title, email=contact)
        _call(topic, town.hidden[name].words.setdefault("number", number))
        if name == "corner kept back":
            actions.keep_back(corner.fresh(topic), by=corner.ning, reason="insult", at=NOON + HOUR)
        town.keep(name, None, "nothing")


def _sheet(corner: Corner, meeting: Meeting, *, alt: str, is_let_out: bool) -> Sheet:
    """A photo of paper: let out by a moderator, or waiting for her."""
    words = dict.fromkeys(("artist", "camera", "caption", "upload"), "sheet")
    sheet = actions.add_sheet(meeting, by=corner.ning, upload=photo(words), alt=alt, at=NOON + 3 * HOUR)
    actions.prepare_sheets(at=NOON + 3 * HOUR)
    if is_let_out:
        actions.show_sheet(sheet, by=corner.city.mo, at=NOON + 4 * HOUR)
    return sheet


def _corner(town: Hideaway) -> Corner:
    first, beside = (Area.objects.get(code=code) for code in ("990102001001", "990102001002"))
    return Corner(town.city, first, beside, town.city.ning)


def _shown(corner: Corner, number: str, title: str, text: str) -> Topic:
    """Under this number from the beginning: what was announced of it is called so too."""
    topic = corner.raised(text)
    _call(topic, number)
    actions.show(topic, by=corner.ning, title=title, text=text, at=NOON + HOUR)
    return corner.fresh(topic)


def _call(topic: Topic, number: str) -> None:
    """A number the surfaces are asked with."""
    Topic.objects.filter(pk=topic.pk).update(number=number)
    topic.number = number
