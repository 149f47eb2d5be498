"""Promises at the desk: drafts, reports, acceptance, changes, the end; each step only for whose it is."""

from civic.desk.views.promises.drafting import draft_promise
from civic.desk.views.promises.finding import show_promises
from civic.desk.views.promises.moving import move_promise, show_promise
from civic.desk.views.promises.screening import screen_picture

__all__ = ["draft_promise", "move_promise", "screen_picture", "show_promise", "show_promises"]
