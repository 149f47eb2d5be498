"""What a child reads of its own things, and the places it can choose from."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from civic.lib.keys import read_key
from civic.lib.refusals import Sentence
from civic.places.models import Area, Cell
from civic.places.queries import find_places, locate
from civic.youth.models import Entry, Proposal, Reading
from civic.youth.rules import ItemState, Verdict

PLACES_MOST = 12


def mine(entry: Entry) -> list[Proposal]:
    """What a child made and did not take back, the newest first."""
    return list(Proposal.objects.live().filter(entry=entry).with_names().order_by("-made_at", "-pk"))


def my_proposal(entry: Entry, number: str) -> Proposal | None:
    """One of the child's own; None for anybody else's."""
    held = Proposal.objects.live().filter(entry=entry, number=number).with_names()
    return held.select_related("entry__child", "cell__area").first()


def words_to_child(proposal: Proposal) -> list[str]:
    """What the readers of the last version wrote, where it came back: kind words, from the office, each once."""
    if proposal.state != ItemState.SENT_BACK:
        return []
    back = Reading.objects.filter(version__proposal=proposal, version__number=proposal.version, is_void=False)
    told: list[str] = []
    for one in back.filter(verdict=Verdict.SEND_BACK):
        told += [words for words in (*one.reasons, one.note) if words]
    return list(dict.fromkeys(told))


def places_to_choose(entry: Entry, words: str, *, on: date) -> list[tuple[str, Sentence]]:
    """Cells of the grid under the names of places: those the child looked for, else the neighbourhoods of its own
    district. Two names of one cell stand together."""
    named: dict[int, list[str]] = {}
    if words.strip():
        for found in find_places(words, most=PLACES_MOST):
            cell = locate(found.lat, found.lon, on=on).cell
            if cell is not None and not found.component:
                named.setdefault(cell.pk, []).append(f"{found.name} · {found.within}" if found.within else found.name)
        return [(str(key), "；".join(dict.fromkeys(names))) for key, names in named.items()]
    near = Cell.objects.in_force(on).filter(layer__code="management", area__path__startswith=entry.district.path)
    for cell in near.select_related("area__parent").defer("polygon").order_by("area__path", "code"):
        named.setdefault(cell.area_id, []).append(str(cell.pk))
    areas = {area.pk: area for area in Area.objects.filter(pk__in=named).select_related("parent")}
    return [(keys[0], _area_words(areas[key])) for key, keys in list(named.items())[:PLACES_MOST]]


def cell_of(key: str, *, on: date) -> Cell | None:
    """The cell that was chosen, if it counts today."""
    return Cell.objects.in_force(on).filter(pk=read_key(key) or 0).first()


def place_words(proposal: Proposal) -> Sentence:
    """Where it is, as everybody reads it."""
    return _area_words(proposal.cell.area) if proposal.cell is not None else _("Everywhere in the city")


def _area_words(area: Area) -> str:
    return f"{area.name} · {area.parent.name}" if area.parent and area.parent.parent_id else area.name
