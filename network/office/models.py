"""The office that runs this network: one row, or none before anybody described it."""

import zoneinfo
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.files.private import private_storage
from network.vocabulary.words import COUNTRIES


def validate_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(value)s” is no time zone."), params={"value": value})


class Office(models.Model):
    """Who runs the network, how it signs its letters, and the words of its country.

    An empty country or time zone is the one the installation was set up with.
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
