"""Who follows what, what has happened there since, and how far the timeline has been read."""

from civic.following.models.follows import Follow, Follower, FollowQuerySet
from civic.following.models.news import Cursor, News, NewsQuerySet, Wave
from civic.following.models.tidings import Heard, Tiding

__all__ = ["Cursor", "Follow", "FollowQuerySet", "Follower", "Heard", "News", "NewsQuerySet", "Tiding", "Wave"]
