"""What is asked of children and who answers for them."""

from civic.guardians.queries.consents import children_allowing, uses_of, words_said
from civic.guardians.queries.people import guardians_of, latest_text, same_child, wards_of

__all__ = [
    "children_allowing",
    "guardians_of",
    "latest_text",
    "same_child",
    "uses_of",
    "wards_of",
    "words_said",
]
