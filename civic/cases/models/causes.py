"""What a problem came from, as the check finds it: a list kept as data."""

from django.db import models

from civic.lib.named import Named


class Cause(Named):
    """One cause of the list. What is no longer chosen stays, for the cases that name it."""

    code = models.SlugField(max_length=40, unique=True)
    place = models.PositiveSmallIntegerField(default=0)  # in the list
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["place", "code"]

    @property
    def names(self) -> dict[str, str]:
        """What it is called, in every language, as a line keeps it."""
        return {"zh-hans": self.name_zh_hans, "zh-hant": self.name_zh_hant, "en": self.name_en}
