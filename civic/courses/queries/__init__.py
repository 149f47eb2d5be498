"""What a volunteer is qualified for on a day."""

from civic.courses.queries.holding import holds, qualified

__all__ = ["holds", "qualified"]
