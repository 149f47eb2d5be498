"""Who serves in a cell of the grid: every force, with a vacant seat where nobody does."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from civic.offices.models import Force, GridPost
from civic.places.models import Cell


@dataclass(frozen=True)
class Seat:
    """One force in a cell: whoever serves, or nobody; the telephone only where the city shows it."""

    force: Force
    post: GridPost | None = None
    phone: str = ""

    @property
    def is_vacant(self) -> bool:
        """Does nobody serve here?"""
        return self.post is None


def seats_in(cell: Cell, *, on: date) -> list[Seat]:
    """Every force of the grid in a cell on a day, in its order: the cell's own post wins, then the deepest area's.

    A post says itself whether its telephone may be shown; where whoever seated it said nothing, its force did.
    """
    codes = [code for code in cell.area.path.split("/") if code]
    posts = GridPost.objects.in_force(on).filter(Q(cell=cell) | Q(area__code__in=codes))
    nearest: dict[int, GridPost] = {}
    for post in sorted(posts.select_related("area", "officer"), key=_depth):
        nearest[post.force_id] = post  # the deepest comes last
    return [_seat(force, nearest.get(force.pk)) for force in Force.objects.filter(is_active=True)]


def _depth(post: GridPost) -> tuple[int, int, date, int]:
    path = post.area.path if post.area else ""
    return int(post.cell_id is not None), len(path), post.starts, post.pk


def _seat(force: Force, post: GridPost | None) -> Seat:
    return Seat(force, post, post.phone if post is not None and post.may_show_phone else "")
