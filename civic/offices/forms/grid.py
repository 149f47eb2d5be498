"""What an administrator may hand in about the forces of the grid, and about who serves where."""

from typing import Any

from django.db import models

from civic.lib.act_form import ActForm, names_of
from civic.offices import actions
from civic.offices.actions.grid import SEAT_NAMES
from civic.offices.forms.facts import NAMES, facts_of
from civic.offices.models import Force, GridPost


class AddForceForm(ActForm):
    """A further force that every cell has."""

    class Meta:
        model = Force
        fields = ["code", *NAMES, "order", "shows_phone"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.add_force(code=given["code"], names=names_of(given), **facts_of(given))


class AmendForceForm(ActForm):
    """What may change about a force: all but its code."""

    class Meta:
        model = Force
        fields = [*NAMES, "order", "shows_phone", "is_active"]

    def act(self, given: dict[str, Any]) -> models.Model:
        force = Force.objects.get(pk=self.instance.pk)
        return actions.amend_force(force, names=names_of(given), **facts_of(given))


class SeatForm(ActForm):
    """Who serves as one of the forces, in a cell or in an area, from a day on."""

    class Meta:
        model = GridPost
        fields = [
            "force",
            "area",
            "cell",
            *SEAT_NAMES,
            "phone",
            "may_show_phone",
            "officer",
            "starts",
        ]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.seat(given.pop("force"), **given)


class AmendSeatForm(ActForm):
    """What may be put right about a seat, and its last day."""

    class Meta:
        model = GridPost
        fields = [*SEAT_NAMES, "phone", "may_show_phone", "officer", "ends"]

    def act(self, given: dict[str, Any]) -> models.Model:
        post, ends = GridPost.objects.get(pk=self.instance.pk), given.pop("ends")
        post = actions.amend_seat(post, **given)
        return actions.unseat(post, ends=ends) if ends else post
