"""The pages of the frame, each where its name says."""

from portal.views.frame import csrf_failure

__all__ = ["csrf_failure"]
