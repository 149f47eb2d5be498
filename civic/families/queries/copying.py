"""What a family takes along of its child: words beside the codes, the city's letters, and where each picture lies."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from civic.families.queries.kept import Kept
from civic.lib.picture_files import picture_path
from civic.youth.models import Letter, Proposal, ProposalPictureState
from civic.youth.rules.letters import LetterState


@dataclass(frozen=True)
class Picture:
    """A picture of the copy: its name in the file, what it shows, where it lies here."""

    name: str
    shows: str
    path: Path


def pictures_of(proposals: list[Proposal]) -> dict[int, list[Picture]]:
    """The prepared pictures of these proposals as the child sees them, by proposal; what was left out stays out."""
    found: dict[int, list[Picture]] = {}
    for proposal in proposals:
        for order, one in enumerate(proposal.pictures.kept().filter(state=ProposalPictureState.READY), start=1):
            path = picture_path(one.key, "large")
            if path.is_file():
                name = f"pictures/{proposal.number}-{order}.jpg"
                found.setdefault(proposal.pk, []).append(Picture(name, one.alt, path))
    return found


def letters_of(proposals: list[Proposal]) -> dict[int, Letter]:
    """The letters that went out, by proposal."""
    sent = Letter.objects.filter(proposal__in=proposals, state=LetterState.SENT)
    return {one.proposal_id: one for one in sent.select_related("office").prefetch_related("ideas")}


def copy_of(kept: Kept) -> dict[str, Any]:
    """Everything as one nest of plain values: beside each code stand the words of the reader's language."""
    known, letters, pictures = kept.known, letters_of(kept.proposals), pictures_of(kept.proposals)
    return {
        "child": {"name": known.name, "born_on": str(known.born_on or ""), "school": known.school} if known else {},
        "you": {"name": kept.reader.name, "contact": kept.reader.contact} if kept.reader else {},
        "entries": [
            {
                "edition": one.edition.name,
                "pseudonym": one.pseudonym,
                "pseudonym_in_words": one.called,
                "group": one.group,
                "group_in_words": one.get_group_display(),
                "band": one.band,
                "band_in_words": one.get_band_display(),
                "district": one.district.name,
                "state": one.state,
                "state_in_words": one.get_state_display(),
                "reached": one.reached,
                "reached_in_words": one.get_reached_display(),
                "since": one.entered_at.isoformat(),
            }
            for one in kept.entries
        ],
        "proposals": [
            {
                "number": one.number,
                "state": one.state,
                "state_in_words": one.get_state_display(),
                "title": one.title,
                "saw": one.saw,
                "change": one.change,
                "helps": one.helps,
                "asked": one.asked,
                "made": one.made_at.isoformat(),
                "pictures": [{"file": each.name, "shows": each.shows} for each in pictures.get(one.pk, [])],
                "letter": _letter(letters.get(one.pk)),
            }
            for one in kept.proposals
        ],
        "words": [one | {"at": one["at"].isoformat()} for one in kept.said],
        "openings": [
            {
                "purpose": one.get_purpose_display(),
                "why": one.words,
                "asked": one.asked_at.isoformat(),
                "approved": one.is_approved,
                "urgent": one.is_urgent,
                "read": one.opened_at.isoformat() if one.opened_at else "",
                "times": one.reads,
            }
            for one in kept.openings
        ],
        "looks": [
            {"in_a_list": one.is_list, "purpose": str(one.purpose), "why": one.words, "at": one.at.isoformat()}
            for one in kept.looks
        ],
        "requests": [
            {
                "right": one.get_right_display(),
                "words": one.words,
                "asked": one.asked_at.isoformat(),
                "due": one.due_on.isoformat(),
                "outcome": one.outcome,
                "outcome_in_words": one.get_outcome_display() if one.outcome else "",
                "answer": one.answer,
            }
            for one in kept.requests
        ],
    }


def _letter(letter: Letter | None) -> dict[str, Any] | None:
    if letter is None:
        return None
    ideas = [
        {"idea": one.idea, "weight": one.weight, "weight_in_words": one.get_weight_display(), "words": one.words}
        for one in letter.ideas.all()
    ]
    sent = letter.sent_at.isoformat() if letter.sent_at else ""
    return {"from": letter.office.name, "sent": sent, "words": letter.words, "ideas": ideas}
