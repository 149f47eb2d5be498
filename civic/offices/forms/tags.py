"""What an administrator may hand in about tags: the disorders, the small subjects, the functions of the bureau."""

from typing import Any

from django.db import models

from civic.lib.act_form import ActForm, names_of
from civic.offices import actions
from civic.offices.forms.facts import NAMES, facts_of
from civic.offices.models import Tag


class AddTagForm(ActForm):
    """A new tag."""

    class Meta:
        model = Tag
        fields = ["code", "kind", *NAMES, "order"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.add_tag(code=given["code"], names=names_of(given), **facts_of(given))


class AmendTagForm(ActForm):
    """What may change about a tag: so a city names its own disorders."""

    class Meta:
        model = Tag
        fields = ["kind", *NAMES, "order", "is_active"]

    def act(self, given: dict[str, Any]) -> models.Model:
        tag = Tag.objects.get(pk=self.instance.pk)
        return actions.amend_tag(tag, names=names_of(given), **facts_of(given))
