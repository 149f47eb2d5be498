"""A piece as a juror reads it: the words alone, and none that says who made it or from where."""

from dataclasses import dataclass

from civic.juries.models import Piece
from civic.juries.rules import blind, to_hide
from civic.places.models import Area
from civic.youth.models import Proposal, ProposalPicture, ProposalVersion, School


@dataclass(frozen=True)
class BlindPiece:
    """What stands on a sheet. Only this goes to the page: no row of the child, none of the proposal."""

    number: int
    title: str
    saw: str
    wishes: tuple[str, ...]
    helps: str
    question: str
    answers: tuple[tuple[str, int], ...]
    language: str
    pictures: tuple[tuple[int, str], ...]  # the place of each, and its words without what would tell


def blind_piece(piece: Piece) -> BlindPiece:
    """The words of a piece as they were handed in when the round opened, without what would tell, and its pictures as
    two readers let everybody see them; `piece` with proposal, entry, school and districts. Two queries."""
    proposal, entry = piece.proposal, piece.proposal.entry
    said: Proposal | ProposalVersion = proposal.versions.filter(number=piece.version).first() or proposal
    districts = {area.pk: area for area in (entry.district, proposal.district)}
    words = to_hide(
        pseudonym=entry.pseudonym,
        schools=_names(entry.school),
        districts=[name for area in districts.values() for name in _names(area)],
    )
    asked = said.asked if isinstance(said.asked, dict) else {}
    answers = [(blind(str(told), words), int(count)) for told, count in asked.get("answers", [])]
    return BlindPiece(
        number=piece.number,
        title=blind(said.title, words),
        saw=blind(said.saw, words),
        wishes=tuple(blind(line, words) for line in said.change.splitlines() if line.strip()),
        helps=blind(said.helps, words),
        question=blind(str(asked.get("question", "")), words),
        answers=tuple(answers),
        language=said.language,
        pictures=tuple((place, blind(one.alt, words)) for place, one in enumerate(pictures_of(proposal), start=1)),
    )


def pictures_of(proposal: Proposal) -> list[ProposalPicture]:
    """Its pictures with their covers, read by two; any other a juror never sees. One query."""
    return list(ProposalPicture.objects.public().filter(proposal=proposal).order_by("pk"))


def _names(named: Area | School | None) -> list[str]:
    if named is None:
        return []
    return [name for name in (named.name_zh_hans, named.name_zh_hant, named.name_en) if name]
