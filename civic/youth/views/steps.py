"""What was answered so far travels with the page, sealed: before somebody agrees the city keeps none of it."""

import json
from dataclasses import asdict, dataclass, field

from civic.lib.sealed import SealBroken, seal, unseal

PURPOSE = "consent-steps"
LONGEST = 4000


@dataclass(frozen=True)
class Steps:
    """A code, a link, what a guardian answered to which text. Nothing of the child."""

    code: str = ""
    asked: str = ""
    digest: str = ""
    words: dict[str, bool] = field(default_factory=dict)

    def sealed(self) -> str:
        """For a hidden field."""
        return seal(json.dumps(asdict(self)), purpose=PURPOSE)


def read_steps(token: str) -> Steps:
    """What a page carried; nothing where it was tampered with."""
    try:
        held = json.loads(unseal(token[:LONGEST], purpose=PURPOSE) or "{}")
    except (SealBroken, ValueError):
        return Steps()
    return Steps(**held)
