"""The pages of promises: the list with its sums and its table, one with its story, feed, days, pictures."""

from civic.promises.views.feeds import dates, feed
from civic.promises.views.index import index, table
from civic.promises.views.show import picture, show

__all__ = ["dates", "feed", "index", "picture", "show", "table"]
