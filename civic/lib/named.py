"""A name in the city's three languages, for the tables that carry one."""

from django.db import models
from django.utils.translation import get_language


class Named(models.Model):
    """Something the city calls by a name; `name` speaks the reader's language."""

    name_zh_hans = models.CharField(max_length=120)
    name_zh_hant = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=160, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language; the simplified one where no other was entered."""
        language = get_language() or "en"
        if language == "zh-hans":
            return self.name_zh_hans
        if language == "zh-hant":
            return self.name_zh_hant or self.name_zh_hans
        return self.name_en or self.name_zh_hans
