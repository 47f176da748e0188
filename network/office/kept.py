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
    eligibility: str = ""
    target: int | None = None
    email: str = ""
    quick_exit: str = ""


def _read() -> OfficeFacts:
    row = Office.objects.first()
    if row is None:
        return OfficeFacts()
    logo = (row.logo.name or "").rpartition("/")[2]
    said = (row.network_name, row.office_name, row.country, row.time_zone, logo)
    return OfficeFacts(*said, row.eligibility, row.target, row.email, row.quick_exit)


facts = Kept(_read)
