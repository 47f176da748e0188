"""Every model is declared: which table of the data package carries it, and what becomes of it with her.

A model that nobody declared fails here, so that no record can forget to be exported or erased.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

from network.exchange.catalogue import tables

NOBODY = "names nobody"
ERASED = "goes with the person or the account"
FORGETS = "stays, and forgets whom it named"
VALUES = "holds values under a record's own id, without a key to it: erasing looks there"

OURS = ("network", "training", "events", "pages", "library", "config")
PERSONS = {"people.Person", "accounts.User"}
# Model → (file of the data package, or why it is in none; what becomes of it with the person)
DECLARED: dict[str, tuple[str, str]] = {
    "accounts.Grant": ("kept here: roles are given anew where data go", ERASED),
    "accounts.User": ("kept here: an account belongs to one installation", ERASED),
    "agreements.Agreement": ("agreements", NOBODY),
    "agreements.AgreementDocument": ("documents", NOBODY),
    "agreements.AgreementParty": ("agreement_parties", NOBODY),
    "agreements.Programme": ("programmes", NOBODY),
    "commitments.AdvanceNotice": ("kept here: what one installation told its partners", NOBODY),
    "commitments.Commitment": ("commitments", NOBODY),
    "commitments.Progress": ("commitment_progress", NOBODY),
    "consolidation.ConditionFinding": ("mechanism_conditions", NOBODY),
    "consolidation.ItemFinding": ("mechanism_items", NOBODY),
    "consolidation.StageChange": ("stage_changes", NOBODY),
    "documents.DiscardedDraft": ("kept here: forgotten after 30 days", VALUES),
    "documents.Document": ("documents", VALUES),
    "documents.DocumentFile": ("kept here: scans stay on the machine that guards them", NOBODY),
    "documents.Founding": ("founded_records", NOBODY),
    "documents.FolioSeries": ("kept here: the numbering of one office", NOBODY),
    "exchange.Draft": ("kept here: gone once it is applied or discarded, or after 30 days", FORGETS),
    "exchange.DraftFile": ("kept here: gone with its draft", VALUES),
    "exchange.Import": ("kept here: the history of one installation", FORGETS),
    "exchange.Memory": ("kept here: how lists of this installation are read", VALUES),
    "exchange.PeopleExport": ("kept here: the history of one installation", FORGETS),
    "exchange.StagedRow": ("kept here: so that an import can be undone", VALUES),
    "groups.Acuerdo": ("acuerdos", NOBODY),
    "groups.Group": ("groups", NOBODY),
    "groups.GroupSession": ("group_sessions", VALUES),
    "groups.Seat": ("group_members", ERASED),
    "groups.SessionAttendance": ("session_attendance", ERASED),
    "institutions.GovernmentTerm": ("governments", NOBODY),
    "insights.Edition": ("kept here: what one installation was asked, told again by asking", ERASED),
    "insights.SavedAnswer": ("kept here: what one installation was asked, told again by asking", FORGETS),
    "institutions.Institution": ("institutions", NOBODY),
    "institutions.InstitutionAlias": ("institutions", NOBODY),
    "institutions.Mechanism": ("mechanisms", NOBODY),
    "institutions.Post": ("posts", NOBODY),
    "institutions.TypologyEntry": ("typology", NOBODY),
    "journal.Entry": ("kept here: the history of one installation", VALUES),
    "library.LibraryDocument": ("kept here: files of the public pages", FORGETS),
    "library.LibraryImage": ("kept here: files of the public pages", FORGETS),
    "library.LibraryRendition": ("kept here: made from an image", NOBODY),
    "milestones.ActionRecord": ("kept here: which account recorded what, and who advised", FORGETS),
    "milestones.AdviserAssignment": ("kept here: how one office shares out its work", ERASED),
    "milestones.Evidence": ("kept here: files, which a backup carries", NOBODY),
    "milestones.Milestone": ("milestones", NOBODY),
    "milestones.MilestoneInstitution": ("milestone_institutions", NOBODY),
    "network_messages.Departure": ("kept here: what one installation sent", FORGETS),
    "network_messages.LetterToPerson": ("kept here: whose letter may be opened to whom", FORGETS),
    "network_messages.Mailing": ("kept here: what one installation sent", FORGETS),
    "network_messages.Outgoing": ("kept here: what one installation sent", ERASED),
    "network_messages.Wording": ("kept here: how one installation writes", NOBODY),
    "office.Office": ("kept here: who runs one installation, and who signs for it", VALUES),
    "pages.ContentPage": ("kept here: a public page", FORGETS),
    "pages.HomePage": ("kept here: a public page", FORGETS),
    "people.Affiliation": ("people", ERASED),
    "people.Person": ("people", ERASED),
    "people.PersonTag": ("people", NOBODY),
    "people.ReleasedFigure": ("kept here: a number once released is never released otherwise", NOBODY),
    "people.TaggedPerson": ("people", ERASED),
    "plans.Plan": ("plans", NOBODY),
    "plans.PlanElement": ("plan_elements", NOBODY),
    "printing.Printing": ("kept here: files made for one person, gone after a week", ERASED),
    "reports.AdministrationClosing": ("kept here: what one office closed", FORGETS),
    "reports.ClosingDesignation": ("kept here: what one office closed", NOBODY),
    "reports.ClosingGrant": ("kept here: what one office closed", ERASED),
    "reports.Handover": ("kept here: papers of one office, opened with the rights of the day", VALUES),
    "reports.HandoverNote": ("kept here: what one office has not handed over yet", VALUES),
    "requests.Reminder": ("kept here: the correspondence of one office", NOBODY),
    "requests.Request": ("kept here: the correspondence of one office", FORGETS),
    "requests.RequestRecipient": ("kept here: the correspondence of one office", VALUES),
    "resources.PublishedIndicator": ("indicators", NOBODY),
    "resources.Resource": ("resources", NOBODY),
    "resources.Route": ("routes", NOBODY),
    "search.Entry": ("kept here: written anew from the records", ERASED),
    "search.InstitutionTheme": ("kept here: written anew from the records", NOBODY),
    "search.Word": ("kept here: written anew from the records", NOBODY),
    "ties.Appointment": ("appointments", ERASED),
    "ties.Collaboration": ("collaborations", ERASED),
    "training.CurriculumContent": ("curriculum", NOBODY),
    "training.GivenTraining": ("trainings", NOBODY),
    "vocabulary.Term": ("kept here: the kinds of the format, extended by an administrator", NOBODY),
    "vocabulary.Territory": ("kept here: created from the values of region, municipality, territory", NOBODY),
    "vocabulary.Theme": ("themes", NOBODY),
}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]


def undeclared(found: Iterable[Any]) -> list[str]:
    return sorted(model._meta.label for model in found if model._meta.label not in DECLARED)


def deletions(model: type[models.Model]) -> set[Any]:
    """What each of its keys to a person or an account does when she goes."""
    keys = [field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]
    return {key.remote_field.on_delete for key in keys if key.related_model._meta.label in PERSONS}  # type: ignore[union-attr]


def test_every_model_is_declared() -> None:
    assert undeclared(our_models()) == []
    assert set(DECLARED) == {model._meta.label for model in our_models()}


def test_a_model_that_nobody_declared_is_found() -> None:
    forgotten = type("Forgotten", (), {"_meta": type("Meta", (), {"label": "people.Forgotten"})})
    assert undeclared([*our_models(), forgotten]) == ["people.Forgotten"]


def test_every_declared_table_exists_and_every_table_is_declared() -> None:
    declared = {table for table, _fate in DECLARED.values() if not table.startswith("kept here: ")}
    assert declared == set(tables())


def declared_to(fate: str) -> dict[str, set[Any]]:
    labels = {label for label, declared in DECLARED.items() if declared[1] == fate} - PERSONS
    return {label: deletions(apps.get_model(label)) for label in labels}


def test_what_is_erased_with_her_hangs_on_her() -> None:
    assert {label: on for label, on in declared_to(ERASED).items() if on != {models.CASCADE}} == {}


def test_what_stays_forgets_whom_it_named() -> None:
    assert {label: on for label, on in declared_to(FORGETS).items() if on != {models.SET_NULL}} == {}


def test_what_holds_values_has_no_key_that_would_stop_her_erasure() -> None:
    assert {label: on for label, on in declared_to(VALUES).items() if not on <= {models.SET_NULL}} == {}


def test_what_names_nobody_has_no_key_to_a_person() -> None:
    assert {label: on for label, on in declared_to(NOBODY).items() if on} == {}
