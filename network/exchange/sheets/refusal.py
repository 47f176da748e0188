"""A list that is not read, and what its owner can do about it."""

from django.utils.translation import gettext as _


class SheetRefused(Exception):  # noqa: N818 - a refusal, said to a person
    """The file cannot be read as a list; `problem` says why and `remedy` what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy = problem, remedy


def too_large() -> SheetRefused:
    return SheetRefused(
        _("The list is larger than what can be read here."),
        _("Copy only the rows of the list into a new file, without formats or formulas, and upload that."),
    )


def damaged() -> SheetRefused:
    return SheetRefused(
        _("The file is damaged or is not what its name says."),
        _("Open it in your spreadsheet, save it anew as .xlsx or as CSV, and upload that file."),
    )


def encrypted() -> SheetRefused:
    return SheetRefused(
        _("The file is protected with a password."),
        _("Save it without a password (File, Protect) and upload it again."),
    )
