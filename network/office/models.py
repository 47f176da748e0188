"""The office that runs this network: one row, or none before anybody described it."""

import zoneinfo
from functools import cache
from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http.request import validate_host
from django.utils.translation import gettext_lazy as _

from network.files.private import private_storage
from network.vocabulary.words import COUNTRIES


@cache
def _time_zones() -> frozenset[str]:
    """Read once in a process: six hundred files are opened for it."""
    return frozenset(zoneinfo.available_timezones())


def validate_time_zone(value: str) -> None:
    if value not in _time_zones():
        raise ValidationError(_("“%(value)s” is no time zone."), params={"value": value})


def validate_quick_exit(value: str) -> None:
    """It leads away from here, by an address that nobody on the way reads."""
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise ValidationError(
            _("Write a whole address that begins with https://, for instance that of a newspaper.")
        )
    if is_our_own(parts.hostname):
        raise ValidationError(_("This address is of this very site. Choose a page of another one."))


def is_our_own(host: str) -> bool:
    ours = [urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname, *settings.ALLOWED_HOSTS]
    return validate_host(host, [one for one in ours if one and one != "*"])


class Office(models.Model):
    """Who runs the network, how it signs its letters, and the words of its country.

    An empty country, time zone or quick exit is the one the installation was set up with.
    """

    network_name = models.CharField(_("name of the network"), max_length=160)
    office_name = models.CharField(_("name of the office"), max_length=200)
    institution_key = models.CharField(max_length=120, blank=True)  # its id in the directory, if it is there
    place = models.CharField(_("place where letters are written"), max_length=120, blank=True)
    address = models.TextField(_("address"), max_length=400, blank=True)
    telephone = models.CharField(_("telephone"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail of the office"), blank=True)
    logo = models.FileField(upload_to="office", storage=private_storage, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=COUNTRIES, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True, validators=[validate_time_zone])
    eligibility = models.TextField(_("who can be part of the network"), max_length=2000, blank=True)
    target = models.PositiveIntegerField(
        _("how many members it aims at"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    closing = models.CharField(_("closing of letters"), max_length=120, blank=True)
    signer_name = models.CharField(_("who signs"), max_length=160, blank=True)
    signer_post = models.CharField(_("her post"), max_length=200, blank=True)
    signature_picture = models.FileField(upload_to="signatures", storage=private_storage, blank=True)
    quick_exit = models.URLField(
        _("where the quick exit leads"),
        max_length=300,
        blank=True,
        validators=[validate_quick_exit],
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="office_is_the_only_one", condition=models.Q(pk=1))
        ]

    def __str__(self) -> str:
        return self.office_name

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands under its name on its papers."""
        contact = " · ".join(part for part in (self.telephone, self.email) if part)
        return tuple(line for line in (*map(str.strip, self.address.splitlines()), contact) if line)

    @property
    def signature(self) -> str:
        return "\n".join(part for part in (self.signer_name, self.signer_post) if part)


class JobRun(models.Model):
    """When a job of `manage run_scheduled` last began and ended, and what it said or why it failed."""

    name = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)  # the office's day on which it last went well
    said = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
