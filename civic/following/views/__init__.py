"""The pages of following: begin, confirm, stop, what I follow; feeds and calendars."""

from civic.following.views.begin import (
    follow_around,
    follow_case,
    follow_cell,
    follow_corner,
    follow_matter,
    follow_promise,
    index,
)
from civic.following.views.devices import here, renew
from civic.following.views.feeds import around_feed, case_days, case_feed, cell_feed, feed, own_days, suggestions_feed
from civic.following.views.links import confirm, stop
from civic.following.views.mine import calendar, change, stop_everything
from civic.following.views.mine_too import mine_too

__all__ = [
    "around_feed",
    "calendar",
    "case_days",
    "case_feed",
    "cell_feed",
    "change",
    "confirm",
    "feed",
    "follow_around",
    "follow_case",
    "follow_cell",
    "follow_corner",
    "follow_matter",
    "follow_promise",
    "here",
    "index",
    "mine_too",
    "own_days",
    "renew",
    "stop",
    "stop_everything",
    "suggestions_feed",
]
