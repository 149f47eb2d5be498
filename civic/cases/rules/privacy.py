"""What the privacy of a matter means for its cases."""

from civic.cases.rules.states import Kind
from civic.offices.rules import Privacy


def is_never_public(privacy: str) -> bool:
    """Is a case of such a matter kept from strangers for good? They know its place and its day, nothing else."""
    return privacy == Privacy.PRIVATE


def stricter(one: str, other: str) -> str:
    """The stricter of two promises. What was promised to a reporter stays, whatever the catalogue says later; what the
    catalogue keeps from strangers today is kept from them."""
    return max(one, other, key=_STRICT.index)


_STRICT = [Privacy.PUBLIC.value, Privacy.ANONYMOUS.value, Privacy.CONFIDENTIAL.value, Privacy.PRIVATE.value]


def hides_reporter(privacy: str) -> bool:
    """Is the reporter of such a matter unknown to the handling office, unless she says otherwise?"""
    return privacy == Privacy.CONFIDENTIAL


def may_lie_on_a_device(*, kind: str, privacy: str, is_confidential: bool | None) -> bool:
    """May a phone keep what is typed? Never misconduct, what is confidential, or what its matter keeps from somebody:
    whoever holds the phone reads it."""
    return kind != Kind.MISCONDUCT and privacy == Privacy.PUBLIC and not is_confidential
