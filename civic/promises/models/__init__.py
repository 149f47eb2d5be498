"""A promise with its stages, what was accepted, how it was changed, its pictures, and its story."""

from civic.promises.models.pictures import Picture, PictureState
from civic.promises.models.promise import Promise, PromiseQuerySet
from civic.promises.models.stages import Acceptance, Stage
from civic.promises.models.story import Change, PromiseLine, PromiseWords, Report

__all__ = [
    "Acceptance",
    "Change",
    "Picture",
    "PictureState",
    "Promise",
    "PromiseLine",
    "PromiseQuerySet",
    "PromiseWords",
    "Report",
    "Stage",
]
