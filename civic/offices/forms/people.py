"""What an administrator may hand in about posts and sides."""

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.act_form import ActForm
from civic.offices import actions
from civic.offices.models import LocalAdmin, Post


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
        return actions.appoint(given.pop("person"), by=self.by, at=timezone.now(), **given)


class EndPostForm(ActForm):
    """The last day of a post."""

    class Meta:
        model = Post
        fields = ["ends"]

    def act(self, given: dict[str, Any]) -> models.Model:
        post = Post.objects.get(pk=self.instance.pk)
        return actions.end_post(post, ends=given["ends"], by=self.by) if given["ends"] else post


class LocalAdminForm(ActForm):
    """Who administers the posts of an area."""

    person = AppointForm.base_fields["person"]

    class Meta:
        model = LocalAdmin
        fields = ["person", "area", "starts"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.name_local_admin(given.pop("person"), by=self.by, at=timezone.now(), **given)


class EndLocalAdminForm(ActForm):
    """The last day on which somebody administers an area."""

    class Meta:
        model = LocalAdmin
        fields = ["ends"]

    def act(self, given: dict[str, Any]) -> models.Model:
        held = LocalAdmin.objects.get(pk=self.instance.pk)
        ends = given["ends"]
        return actions.end_local_admin(held, ends=ends, by=self.by, at=timezone.now()) if ends else held
