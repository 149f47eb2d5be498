"""What an administrator may hand in about offices, matters, posts and working days: each form is one act."""

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.act_form import ActForm, names_of
from civic.offices import actions
from civic.offices.models import Matter, Office, Officer, Post, Stewardship, WorkDay
from civic.offices.rules import FAMILIES, Side

NAMES = ["name_zh_hans", "name_zh_hant", "name_en"]


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in {*NAMES, "code"}}


class FoundOfficeForm(ActForm):
    """A new office."""

    class Meta:
        model = Office
        fields = ["code", "kind", *NAMES, "area", "is_reviewing", "reviewed_by", "contact_line"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.found_office(code=given["code"], names=names_of(given), **_facts(given))


class AmendOfficeForm(ActForm):
    """What may change about an office: all but its code."""

    class Meta:
        model = Office
        fields = ["kind", *NAMES, "area", "is_reviewing", "reviewed_by", "contact_line", "is_active"]

    def act(self, given: dict[str, Any]) -> models.Model:
        office = Office.objects.get(pk=self.instance.pk)
        return actions.amend_office(office, names=names_of(given), **_facts(given))


class AddMatterForm(ActForm):
    """A new matter."""

    family = forms.ChoiceField(label=_("Family"), choices=FAMILIES.items)

    class Meta:
        model = Matter
        fields = ["code", *NAMES, "family", "answer_days", "reopen_days", "appeal_days", "privacy", "order"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.add_matter(code=given["code"], names=names_of(given), **_facts(given))


class AmendMatterForm(ActForm):
    """What may change about a matter: all but its code."""

    family = forms.ChoiceField(label=_("Family"), choices=FAMILIES.items)

    class Meta:
        model = Matter
        fields = [*NAMES, "family", "answer_days", "reopen_days", "appeal_days", "privacy", "order", "is_active"]

    def act(self, given: dict[str, Any]) -> models.Model:
        matter = Matter.objects.get(pk=self.instance.pk)
        return actions.amend_matter(matter, names=names_of(given), **_facts(given))


class NameStewardForm(ActForm):
    """Who answers for a matter in an area from a day on."""

    class Meta:
        model = Stewardship
        fields = ["matter", "area", "office", "starts"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.name_steward(**given)


class AppointForm(ActForm):
    """Whom the city gives which post."""

    person = forms.ModelChoiceField(
        label=_("Handle"),
        queryset=Person.objects.filter(is_active=True),
        to_field_name="handle",
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("Nobody with an open account has this handle.")},
    )

    class Meta:
        model = Post
        fields = ["person", "side", "role", "office", "area", "starts"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.appoint(given.pop("person"), at=timezone.now(), **given)


class EndPostForm(ActForm):
    """The last day of a post."""

    class Meta:
        model = Post
        fields = ["ends"]

    def act(self, given: dict[str, Any]) -> models.Model:
        post = Post.objects.get(pk=self.instance.pk)
        return actions.end_post(post, ends=given["ends"]) if given["ends"] else post


class ChangeSideForm(ActForm):
    """The side a person moves over to, with the end of every post."""

    side = forms.ChoiceField(
        label=_("Side"),
        choices=Side.choices,
        help_text=_("Moving somebody to another side ends every post of hers or his today. Parts taken in cases stay."),
    )

    class Meta:
        model = Officer
        fields = ["side"]

    def act(self, given: dict[str, Any]) -> models.Model:
        officer = Officer.objects.get(pk=self.instance.pk)
        return actions.change_side(officer, side=given["side"], at=timezone.now())


class WorkDayForm(ActForm):
    """Whether a day is worked."""

    class Meta:
        model = WorkDay
        fields = ["day", "is_working", "name", "is_confirmed"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.set_workday(given.pop("day"), **given)


class AmendWorkDayForm(ActForm):
    """What may change about a day: all but the day."""

    class Meta:
        model = WorkDay
        fields = ["is_working", "name", "is_confirmed"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.set_workday(WorkDay.objects.get(pk=self.instance.pk).day, **given)
