"""Stars by a dated policy of the city, points of a time bank, and what a certificate says. Pure.

Sources: Measures for recording voluntary service art. 9, 10, 14, 15, 17; star thresholds differ by city (100/300/600/
1000/1500 hours is common); the time bank after Guangzhou's of 2019. docs/rules.md.
"""

from civic.honours.rules.kinds import CertificateState, PointKind, StarState

__all__ = ["CertificateState", "PointKind", "StarState"]
