"""People: residents and staff alike. What signs a person in lives here and nowhere else."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.lib.sealed import SealedText


class PersonManager(BaseUserManager["Person"]):
    """How a person comes to be, for Django's own commands; the city's acts are in actions.py."""

    def create_user(self, handle: str, password: str | None = None, **fields: Any) -> "Person":
        """A person with a handle; without a password the person signs in by code."""
        person = self.model(handle=handle, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, handle: str, password: str | None = None, **fields: Any) -> "Person":
        """An administrator."""
        return self.create_user(handle, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. `name` is the service name of staff; residents are not asked for one."""

    handle = models.CharField(_("handle"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = SealedText(purpose="person", blank=True)
    phone_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    phone_is_verified = models.BooleanField(default=False)
    language = models.CharField(max_length=8, blank=True)
    is_staff = models.BooleanField(_("works for the city"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(name="", email="", phone="", is_active=False),
                name="erased_person_is_blank",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.handle

    def get_full_name(self) -> str:
        """The name a colleague sees."""
        return self.name or self.handle


class PrintedSheet(models.Model):
    """Ten codes on paper, each good once as a second factor, for officers without a phone of their own.

    The officer prints a sheet herself once she proved a second factor; else two administrators do it together: one asks
    for it, the other hands it out. A new sheet ends the one before.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sheets")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(made_at__isnull=False, ended_at__isnull=True),
                name="one_sheet_a_person",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(made_at__isnull=True, ended_at__isnull=True),
                name="one_sheet_asked_for",
            ),
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True, made_by__isnull=True)
                | models.Q(made_at__isnull=False, made_by__isnull=False),
                name="a_sheet_was_made_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(made_by__isnull=True)
                | models.Q(made_by=models.F("person"), asked_by=models.F("person"))
                | (
                    ~models.Q(made_by=models.F("asked_by"))
                    & ~models.Q(made_by=models.F("person"))
                    & ~models.Q(asked_by=models.F("person"))
                ),
                name="a_sheet_takes_the_person_or_two_others",
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk} of {self.person_id}"


class PrintedCode(models.Model):
    """One code of a sheet; of the code itself only a digest."""

    sheet = models.ForeignKey(PrintedSheet, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code {self.pk} of sheet {self.sheet_id}"
