"""When somebody was there, how that is known, and what a no-show means. Pure.

Our own numbers; Measures for recording voluntary service art. 7 (time actually given), 11 (ten working days).
"""

from civic.attendances.rules.kinds import Direction, How, NoShowState, Verdict

__all__ = ["Direction", "How", "NoShowState", "Verdict"]
