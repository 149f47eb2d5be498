"""The pages of following: begin, confirm, stop."""

from civic.following.views.begin import follow_case
from civic.following.views.links import confirm, stop

__all__ = ["confirm", "follow_case", "stop"]
