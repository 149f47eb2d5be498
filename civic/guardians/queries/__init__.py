"""What is asked of children and who answers for them."""

from civic.guardians.queries.askings import asking_digest, find_asking
from civic.guardians.queries.consents import children_allowing, uses_of, uses_of_each, words_of_each, words_said
from civic.guardians.queries.people import (
    children_held,
    children_of,
    guardians_of,
    latest_text,
    same_child,
    same_children,
    slip_digest,
    ward_by_slip,
    ward_of_key,
    wards_of,
)

__all__ = [
    "asking_digest",
    "children_allowing",
    "children_held",
    "children_of",
    "find_asking",
    "guardians_of",
    "latest_text",
    "same_child",
    "same_children",
    "slip_digest",
    "uses_of",
    "uses_of_each",
    "ward_by_slip",
    "ward_of_key",
    "wards_of",
    "words_of_each",
    "words_said",
]
