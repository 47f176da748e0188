"""What this room holds of her: the cells of lists she came in, files she left in, imports she made."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Draft, ExportedPerson, Import, PeopleExport, StagedRow

COVERS = (
    "exchange.Import",
    "exchange.Draft",
    "exchange.PeopleExport",
    "exchange.ExportedPerson",
    "exchange.StagedRow",
    "exchange.Memory",
)


def own(whose: Whose) -> list[Section]:
    """Who took her along in an export is told on her page, where names are read with her rights."""
    cells = StagedRow.objects.filter(table="people", key__contains=whose.package_id).select_related("package")
    cells = cells if whose.package_id else cells.none()
    taken = ExportedPerson.objects.filter(person=whose.person).select_related("export")
    found = [
        section(
            "import_cells",
            _("What imports brought of you"),
            [row for row in cells if whose.is_named_in(row.key)],
            {"package__staged_at": _("When"), "before": _("Before"), "after": _("After")},
        ),
        section("exports", _("Exports that contained you"), taken, {"export__at": _("When")}),
    ]
    if whose.account is not None:
        mine = {"by": whose.account}
        found += [
            section(
                "imports",
                _("Imports you made"),
                Import.objects.filter(**mine),
                {"staged_at": _("When"), "source": _("File"), "state": _("State")},
            ),
            section(
                "drafts",
                _("Files you brought and did not finish"),
                Draft.objects.filter(**mine),
                {"started_at": _("When"), "name": _("File")},
            ),
            section(
                "people_exports",
                _("Exports of people you made"),
                PeopleExport.objects.filter(**mine),
                {"at": _("When"), "people": _("People")},
            ),
        ]
    return found
