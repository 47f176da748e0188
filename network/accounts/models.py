"""Users, and the dated grants that say what each may do."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .enums import Role, ScopeKind


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. It knows no person: a person may have an account, or none."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="es")
    unread = models.PositiveIntegerField(default=0, editable=False)  # notices, as last counted of their rows
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_its_case")
        ]

    def __str__(self) -> str:
        return self.get_full_name()  # Wagtail's filters and Django's logs name accounts by it

    def get_full_name(self) -> str:
        """What colleagues see where no name may be read: never the address, which is hers to give.

        The few signs at the end tell apart two accounts that were opened on one day.
        """
        opened = timezone.localtime(self.date_joined) if self.date_joined else timezone.localtime()
        return gettext("account opened on %(date)s (%(signs)s)") % {
            "date": date_format(opened, "DATE_FORMAT"),
            "signs": str(self.uid)[:4],
        }

    get_short_name = get_full_name


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, on: dt.date) -> "GrantQuerySet":
        return self.filter(starts_on__lte=on).filter(models.Q(ends_on=None) | models.Q(ends_on__gte=on))


class Grant(models.Model):
    """A role over a scope, from a day to a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=15, choices=Role.choices)
    scope = models.CharField(max_length=15, choices=ScopeKind.choices, default=ScopeKind.NETWORK)
    key = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="grant_ends_after_start",
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="grant_has_the_key_its_scope_needs",
                condition=models.Q(scope=ScopeKind.NETWORK, key="")
                | (~models.Q(scope=ScopeKind.NETWORK) & ~models.Q(key="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.scope} {self.key}".strip()

    def clean(self) -> None:
        super().clean()
        if self.scope == ScopeKind.TERRITORY and not (self.key.isascii() and self.key.isdigit()):
            raise ValidationError({"key": _("A territory is named by its number.")})
