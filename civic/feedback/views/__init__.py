"""The pages of the resident after the answer, and of whoever is named or shown."""

from civic.feedback.views.answers import appeal, rate, say, say_by_link
from civic.feedback.views.later import say_again, say_again_by_link
from civic.feedback.views.objections import object_to
from civic.feedback.views.withholdings import appeal_withholding

__all__ = ["appeal", "appeal_withholding", "object_to", "rate", "say", "say_again", "say_again_by_link", "say_by_link"]
