"""What the privacy of a matter means for its cases."""

from civic.offices.rules import Privacy


def is_never_public(privacy: str) -> bool:
    """Is a case of such a matter kept from strangers for good? They know its place and its day, nothing else."""
    return privacy == Privacy.PRIVATE


def hides_reporter(privacy: str) -> bool:
    """Is the reporter of such a matter unknown to the handling office, unless she says otherwise?"""
    return privacy == Privacy.CONFIDENTIAL
