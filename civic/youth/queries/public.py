"""What everybody reads of the track: proposals under pseudonyms, in an order nobody can make a ranking of."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Prefetch, Q

from civic.youth.models import Became, Edition, Letter, Proposal, ProposalPicture, ProposalQuerySet
from civic.youth.rules import Kind
from civic.youth.rules.letters import LetterState

A_PAGE = 12
KIND = "proposal"  # how the index calls them


@dataclass(frozen=True)
class Shuffled:
    """A page of proposals, which it is, and how many there are."""

    proposals: list[Proposal]
    page: int
    pages: int
    count: int


def current_edition(at: datetime) -> Edition | None:
    """The edition everybody sees first: the one that runs, else the next one shown, else the last one."""
    shown = list(Edition.objects.shown().with_phases().order_by("-number")[:6])
    running = [one for one in shown if one.phase(at) is not None]
    return running[0] if running else (shown[0] if shown else None)


def editions_before(edition: Edition) -> list[Edition]:
    """The earlier ones, the latest first."""
    return list(Edition.objects.shown().filter(number__lt=edition.number).order_by("-number")[:20])


def public_proposals(edition: Edition | None = None) -> ProposalQuerySet:
    """What two have read and a family agreed to show; reports and speeches of a round are no proposals."""
    rows = Proposal.objects.public().filter(kind=Kind.PROPOSAL)
    return rows.filter(edition=edition) if edition is not None else rows


def shuffled(rows: ProposalQuerySet, *, day: date, page: int = 1, size: int = A_PAGE) -> Shuffled:
    """A page of them in an order drawn anew each day, the same for everybody: nothing stands above anything for good,
    and turning the page loses nothing. Two queries."""
    keys = sorted(rows.values_list("pk", flat=True), key=lambda key: _drawn(day, key))
    pages = max(1, -(-len(keys) // size))
    page = min(max(1, page), pages)
    chosen = keys[(page - 1) * size : page * size]
    found = with_pictures(Proposal.objects.with_names().select_related("letter")).in_bulk(chosen)
    return Shuffled([found[key] for key in chosen], page, pages, len(keys))


def with_pictures(rows: ProposalQuerySet) -> ProposalQuerySet:
    """Together with the pictures everybody may see, as `shown_pictures`; one query more."""
    seen = ProposalPicture.objects.public().order_by("pk")
    return rows.prefetch_related(Prefetch("pictures", seen, to_attr="shown_pictures"))


def others(proposal: Proposal, *, day: date, most: int = 3) -> list[Proposal]:
    """Some others of the edition, drawn for the day."""
    rows = public_proposals(proposal.edition).exclude(pk=proposal.pk)
    return shuffled(rows, day=day, size=most).proposals


def _drawn(day: date, key: int) -> bytes:
    return sha256(f"{day.isoformat()}:{key}".encode()).digest()


def narrowed(rows: ProposalQuerySet, *, topic: str = "", area: str = "") -> ProposalQuerySet:
    """Those about a topic, and those whose cell lies in an area; what is not asked narrows nothing."""
    if topic:
        rows = rows.filter(topic__code=topic)
    if area:
        rows = rows.filter(Q(cell__area__code=area) | Q(cell__area__path__contains=f"/{area}/"))
    return rows


def find_proposal(number: str) -> Proposal | None:
    """The public proposal of this number, with what its page prints; None also for one that is hidden."""
    letters = Letter.objects.filter(state=LetterState.SENT).select_related("office")
    ideas = Became.objects.select_related("promise")
    return (
        with_pictures(Proposal.objects.public().with_names())
        .select_related("edition__office", "cell__area__parent", "district")
        .prefetch_related(Prefetch("letter", letters.prefetch_related(Prefetch("ideas", ideas))))
        .filter(number=number)
        .first()
    )


def letter_of(proposal: Proposal) -> Letter | None:
    """The letter the child has; None while it is being written."""
    letter: Letter | None = getattr(proposal, "letter", None)
    return letter if letter is not None and letter.state == LetterState.SENT else None
