"""What the one search looks through, in the order its page tells of it. No table."""

from django.utils.translation import gettext_lazy as _

MOST = 60  # signs of a question
CAP = 100  # counts stop here; more is "100+"
FIRST = 3  # of each sort on the page of all
PAGE = 20
PAGES = 25  # of one sort; further on, another word helps more than another page
GUIDES, ANSWERS, CASES, SUGGESTIONS, MATTERS = "guide", "answer", "case", "suggestion", "matter"
PROMISES, TOPICS, CHILDREN = "promise", "topic", "child-proposal"
LABELS = {
    GUIDES: _("Rules, guides and notices"),
    MATTERS: _("What can be reported"),
    ANSWERS: _("Answered cases"),
    SUGGESTIONS: _("Suggestions"),
    PROMISES: _("Promises"),
    CHILDREN: _("What children propose"),
    TOPICS: _("Topics of communities"),
    CASES: _("Cases not answered yet"),
}
"""The sorts of things, in their order."""
