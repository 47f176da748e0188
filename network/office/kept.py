"""What every page needs of the office that runs the network."""

from dataclasses import dataclass

from network.vocabulary.kept import Kept

from .models import Office


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """Empty values where nobody has described the office, or that part of it."""

    network_name: str = ""
    office_name: str = ""
    country: str = ""
    time_zone: str = ""
    logo: str = ""  # the name that its address ends in


def _read() -> OfficeFacts:
    row = Office.objects.first()
    if row is None:
        return OfficeFacts()
    logo = (row.logo.name or "").rpartition("/")[2]
    return OfficeFacts(row.network_name, row.office_name, row.country, row.time_zone, logo)


facts = Kept(_read)
