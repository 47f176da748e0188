"""Numbers that keep what they count and how exact they are."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from .enums import CountOf, Qualifier


@dataclass(frozen=True, slots=True)
class QualifiedNumber:
    """A number, its qualifier and what it counts. Only equal kinds may be added."""

    value: int
    qualifier: str = ""
    count_of: str = ""

    @property
    def words(self) -> str:
        """For instance "más de 300 personas que asistieron"."""
        counted = str(CountOf(self.count_of).label) if self.count_of else _("people, of unstated kind")
        return f"{number_words(self.value, self.qualifier)} {counted}"

    def __add__(self, other: "QualifiedNumber") -> "QualifiedNumber":
        if (self.qualifier, self.count_of) != (other.qualifier, other.count_of):
            raise ValueError("numbers of different qualifier or kind are never added")
        return QualifiedNumber(self.value + other.value, self.qualifier, self.count_of)


def number_words(value: int | Decimal, qualifier: str = "") -> str:
    """A number with its qualifier and without zeros that nobody measured: "más de 70", "alrededor de 2,5"."""
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else value.normalize()
    number = formats.number_format(value, use_l10n=True, force_grouping=True)
    if qualifier and qualifier != Qualifier.EXACT:
        return f"{Qualifier(qualifier).label} {number}"
    return number
