"""Consent by purpose, ages, vetting. Pure."""

from civic.guardians.rules.consent import (
    ALWAYS_GUARDIAN,
    GROWN_AGE,
    NEEDED,
    OWN_WORD_AGE,
    UNFINISHED_LASTS,
    Purpose,
    Relation,
    Verified,
    Voice,
    Word,
    age_on,
    identity_digest,
    may_use,
    uses_from,
)
from civic.guardians.rules.vetting import VETTING_LASTS, is_vetted

__all__ = [
    "ALWAYS_GUARDIAN",
    "GROWN_AGE",
    "NEEDED",
    "OWN_WORD_AGE",
    "UNFINISHED_LASTS",
    "VETTING_LASTS",
    "Purpose",
    "Relation",
    "Verified",
    "Voice",
    "Word",
    "age_on",
    "identity_digest",
    "is_vetted",
    "may_use",
    "uses_from",
]
