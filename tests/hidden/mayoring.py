"""What children make, in the hideaway: one proposal everybody reads, and beside it one in each state nobody may know,
with names, schools, pictures and letters that stay where they are."""

import uuid
from typing import Any

from civic.accounts.models import Person
from civic.guardians.models import Guardianship
from civic.lib.picture_files import picture_path
from civic.offices.models import Office
from civic.youth import actions as youth
from civic.youth.actions.holding import index
from civic.youth.models import Edition, Entry, Proposal, ProposalPicture, School
from civic.youth.rules import ItemState
from civic.youth.rules.letters import IdeaTold
from tests.hidden.ground import HOUR, Hideaway
from tests.people import NOON
from tests.youth.ground import Track, enter, found_track, propose

UNSEEN = (
    ItemState.DRAFT, ItemState.HANDED_IN, ItemState.SENT_BACK, ItemState.READ, ItemState.HIDDEN, ItemState.WITHDRAWN,
)  # fmt: skip


def mayor_shown(town: Hideaway) -> None:
    """An edition, and one proposal in front of everybody; who made it, and at which school, stays sealed."""
    track = found_track()
    Person.objects.filter(handle="xiaoyu").update(name="")
    name = "child who is read"
    entry = _child(town, track, name, pseudonym=town.say("pseudonym"))
    proposal = propose(entry, f"装灯 {town.say('proposal title')}", at=NOON)
    index(proposal)
    town.keep(name, None, "nothing")


def mayor_unseen(town: Hideaway) -> None:
    """One in each state but the public one; a letter nobody has read second; a picture nobody has looked at."""
    edition = Edition.objects.get(number=3)
    shown = Proposal.objects.get(edition=edition)
    track = Track(edition, School.objects.get(code="s1"), School.objects.get(code="s2"), shown.topic)  # type: ignore[arg-type]
    for number, state in enumerate(UNSEEN):
        name = f"child’s {state} proposal"
        proposal = propose(_child(town, track, name, pseudonym=town.word(name, "pseudonym")), state=state, at=NOON)
        given = {piece: f"桥洞 {town.word(name, piece)}" for piece in ("title", "saw", "change", "helps")}
        Proposal.objects.filter(pk=proposal.pk).update(number=f"26-3{number}71-5827", shown_at=NOON, **given)
        proposal.refresh_from_db()
        index(proposal)
        case: Any = proposal  # the same questions are asked of its number
        town.keep(name, case, "nothing", photos=[_picture(town, name, proposal)])
    name = "letter nobody read second"
    youth.write_letter(
        shown,
        by=Person.objects.get(handle="tang"),
        office=Office.objects.get(code="dongqiao-lamps"),
        words=f"你好：我们去桥下看过了。你说得对，那盏灯不够亮。我们想一想。{town.word(name, 'words')}。",
        ideas=[IdeaTold(f"灯 {town.word(name, 'idea')}", "not", f"现在不行 {town.word(name, 'told')}。")],
        at=NOON + HOUR,
    )
    town.keep(name, None, "nothing", photos=[_picture(town, name, shown)])


def _child(town: Hideaway, track: Track, name: str, *, pseudonym: str) -> Entry:
    """A child whose name, guardian and school are canaries."""
    school = School.objects.create(
        code=f"h{School.objects.count()}", name_zh_hans=town.word(name, "school"), district=track.school.district
    )
    entry = enter(track, pseudonym, name=town.word(name, "name"), school=school, at=NOON)
    Guardianship.objects.filter(child=entry.child).update(name=town.word(name, "guardian"))
    return entry


def _picture(town: Hideaway, name: str, proposal: Proposal) -> str:
    picture = ProposalPicture.objects.create(
        proposal=proposal, alt=town.word(name, "picture"), state="ready", digest=uuid.uuid4().hex, received_at=NOON
    )
    for size in ("large", "small"):
        path = picture_path(picture.key, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(town.word(name, "picture"))
    return str(picture.key)
