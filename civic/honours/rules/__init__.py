"""Stars by a dated policy of the city, points of a time bank, and what a certificate says. Pure.

Sources: Measures for recording voluntary service art. 9, 10, 14, 15, 17; star thresholds differ by city (100/300/600/
1000/1500 hours is common); the time bank after Guangzhou's of 2019. docs/rules.md.
"""

from civic.honours.rules.badges import BADGE_FROM, Badge, badges
from civic.honours.rules.certificates import (
    Served,
    as_hours,
    certificate_digest,
    items_of,
    new_certificate_number,
    read_certificate_number,
)
from civic.honours.rules.kinds import CertificateState, PointKind, StarState
from civic.honours.rules.points import CEILING, SPENDS_FROM_LEVEL, gift_fault, movement, spend_fault
from civic.honours.rules.stars import (
    MOST,
    NO_MONTHS,
    USUAL_HOURS,
    Record,
    Thresholds,
    hours_missing,
    months_between,
    policy_fault,
    star_fault,
)

__all__ = [
    "BADGE_FROM",
    "CEILING",
    "MOST",
    "NO_MONTHS",
    "SPENDS_FROM_LEVEL",
    "USUAL_HOURS",
    "Badge",
    "CertificateState",
    "PointKind",
    "Record",
    "Served",
    "StarState",
    "Thresholds",
    "as_hours",
    "badges",
    "certificate_digest",
    "gift_fault",
    "hours_missing",
    "items_of",
    "months_between",
    "movement",
    "new_certificate_number",
    "policy_fault",
    "read_certificate_number",
    "spend_fault",
    "star_fault",
]
