"""How a promise is drawn: its stages side by side, and its own day last."""

from dataclasses import dataclass

from civic.promises.rules.moves import PromiseState


@dataclass(frozen=True)
class Piece:
    """One piece of the bar: how it stands, where it begins and how wide it is, in percent."""

    standing: str  # accepted, missed, open
    start: float
    width: float


def pieces_of(state: str, *, told: int, accepted: int, missed: int, is_missed: bool) -> list[Piece]:
    """The stages of a promise as pieces of equal width: those accepted first, then those missed, then those that are
    open; and last the day of the promise itself, which only the checking side closes. None where it has no stages."""
    if not told:
        return []
    stages = ["accepted"] * accepted + ["missed"] * missed + ["open"] * (told - accepted - missed)
    ends = {PromiseState.KEPT.value: "accepted", PromiseState.BROKEN.value: "missed"}
    standings = [*stages, ends.get(state, "missed" if is_missed else "open")]
    width = 100 / len(standings)
    return [Piece(standing, round(n * width, 2), round(width, 2)) for n, standing in enumerate(standings)]
