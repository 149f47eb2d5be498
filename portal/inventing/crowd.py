"""How closely a city is built: dense round its centres, thin at its edge. Parts are cut by this weight, not by area."""

import math
import random
from collections.abc import Sequence
from typing import NamedTuple

from portal.inventing.sheet import Metres

STEPS_MOST = 24


class Centre(NamedTuple):
    """A place the city thickens round."""

    x: float
    y: float
    reach: float  # metres
    gain: float  # how many times the thin edge's weight it adds


class Crowd:
    """The weight of a square metre anywhere, and of any ring by walking its border once (Gauss, in polar form)."""

    def __init__(self, centres: Sequence[Centre], thin: float = 1.0) -> None:
        self.centres = tuple(centres)
        self.thin = thin

    def at(self, x: float, y: float) -> float:
        """The weight of a square metre here."""
        return self.thin + sum(
            one.gain * math.exp(-((x - one.x) ** 2 + (y - one.y) ** 2) / one.reach**2) for one in self.centres
        )

    def flux(self, a: Metres, b: Metres) -> float:
        """What the way from a to b adds to the weight of the ring it belongs to."""
        total = 0.5 * self.thin * (a[0] * b[1] - b[0] * a[1])
        for centre in self.centres:
            steps = min(STEPS_MOST, 1 + int(4 * math.dist(a, b) / centre.reach))
            wide, high = (b[0] - a[0]) / steps, (b[1] - a[1]) / steps
            x, y = a[0] - centre.x, a[1] - centre.y
            half = 0.5 * centre.gain * centre.reach**2
            for _ in range(steps):
                s, t = x + wide, y + high
                square = (x + 0.5 * wide) ** 2 + (y + 0.5 * high) ** 2
                angle = math.atan2(x * t - s * y, x * s + y * t)
                total += half * (1 - math.exp(-square / centre.reach**2)) * angle
                x, y = s, t
        return total

    def weight(self, spots: Sequence[Metres]) -> float:
        """The weight of a ring that runs against the clock."""
        return sum(self.flux(a, b) for a, b in zip(spots, [*spots[1:], spots[0]], strict=True))


def gather(rng: random.Random, size: float, *, contrast: float = 1.0) -> Crowd:
    """A main centre and two lesser ones, for a city `size` metres across; an inner district has less contrast."""
    centres = [Centre(0.0, 0.0, 0.26 * size, contrast * rng.uniform(3.0, 4.0))]
    turn = rng.uniform(0, 2 * math.pi)
    for _ in range(2):
        far = rng.uniform(0.24, 0.32) * size
        x, y = far * math.cos(turn), far * math.sin(turn)
        centres.append(Centre(x, y, rng.uniform(0.08, 0.12) * size, contrast * rng.uniform(1.2, 2.2)))
        turn += rng.uniform(1.8, 3.2)
    return Crowd(centres)


def share(
    total: int, weights: Sequence[float], *, least: int = 1, most: int | Sequence[int] | None = None
) -> list[int]:
    """Whole numbers in proportion to the weights, none under `least` or over its `most`, that add up exactly."""
    tops = [total if most is None else most] * len(weights) if most is None or isinstance(most, int) else list(most)
    if not least * len(weights) <= total <= sum(tops):
        raise ValueError(f"{total} cannot be shared among {len(weights)} with at least {least}, at most {sum(tops)}.")
    whole = sum(weights)
    wanted = [total * weight / whole for weight in weights]
    given = [min(top, max(least, int(want))) for top, want in zip(tops, wanted, strict=True)]
    while (missing := total - sum(given)) != 0:
        step = 1 if missing > 0 else -1
        open_ones = [n for n, got in enumerate(given) if least <= got + step <= tops[n]]
        open_ones.sort(key=lambda n: (step * (given[n] - wanted[n]), n))
        for n in open_ones[: abs(missing)]:
            given[n] += step
    return given
