"""Every model is declared: which table of the data package carries it, and what becomes of it with her.

A model that nobody declared fails here, so that no record can forget to be exported or erased.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

from network.exchange.catalogue import tables
from network.vocabulary.contributions import contributions

NOBODY = "names nobody"
ERASED = "goes with the person or the account"
ERASED_WITH_HER = "goes with the person, and forgets the account that acted on it"
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
    "commitments.AdvanceNotice": ("advance_notices", NOBODY),
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
    "events.AccessNeed": ("kept here: for one event, gone 30 days after it", ERASED_WITH_HER),
    "events.CalendarKey": ("kept here: an address of one installation", ERASED),
    "events.Event": ("kept here: the agenda of one office", VALUES),
    "events.EventConsent": ("kept here: to which words of one installation she said yes", ERASED_WITH_HER),
    "events.EventInstitution": ("kept here: the agenda of one office", NOBODY),
    "events.EventSeries": ("kept here: the agenda of one office", NOBODY),
    "events.Invited": ("kept here: the agenda of one office", ERASED),
    "events.Move": ("kept here: what one installation sent", ERASED_WITH_HER),
    "events.Occurrence": ("kept here: the agenda of one office", NOBODY),
    "events.PlannedPublication": ("kept here: the agenda of one office", FORGETS),
    "events.Presence": ("kept here: the agenda of one office", ERASED_WITH_HER),
    "events.Question": ("kept here: the agenda of one office", NOBODY),
    "events.Quota": ("kept here: the agenda of one office", NOBODY),
    "events.Registration": ("kept here: the agenda of one office", ERASED_WITH_HER),
    "events.SignedSheet": ("kept here: files, which a backup carries", NOBODY),
    "events.AfterMail": ("kept here: what one installation sent", ERASED_WITH_HER),
    "events.AfterMessage": ("kept here: what one installation sent", FORGETS),
    "events.EventMaterial": ("kept here: a file of one event", FORGETS),
    "events.PartnerNotice": ("kept here: once given it is an advance notice of the package", NOBODY),
    "events.Survey": ("kept here: the questions of one office", NOBODY),
    "events.SurveyAnswer": ("kept here: anonymous, and told by the rules of disclosure alone", VALUES),
    "events.SurveyQuestion": ("kept here: the questions of one office", VALUES),
    "events.SurveyTicket": ("kept here: gone when the questions close", ERASED_WITH_HER),
    "exchange.Draft": ("kept here: gone once it is applied or discarded, or after 30 days", FORGETS),
    "exchange.DraftFile": ("kept here: gone with its draft", VALUES),
    "exchange.Import": ("kept here: the history of one installation", FORGETS),
    "exchange.Memory": ("kept here: how lists of this installation are read", VALUES),
    "exchange.PeopleExport": ("kept here: the history of one installation", FORGETS),
    "exchange.ExportedPerson": ("kept here: the history of one installation", ERASED),
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
    "joining.Application": ("kept here: gone some months after it was decided", ERASED),
    "joining.Consent": ("kept here: to which words of one installation she said yes", ERASED),
    "joining.Invitation": ("kept here: what one installation sent", ERASED),
    "joining.PrivacyNotice": ("kept here: the words of one installation", NOBODY),
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
    "notices.Notice": ("kept here: what one installation told its users, forgotten after a year", ERASED),
    "notices.NoticeMail": ("kept here: what one installation sent", ERASED),
    "notices.Preference": ("kept here: an account belongs to one installation", ERASED),
    "office.JobRun": ("kept here: how one installation is looked after", NOBODY),
    "office.Office": ("kept here: who runs one installation, and who signs for it", VALUES),
    "pages.ContentPage": ("kept here: a public page", FORGETS),
    "pages.EventPage": ("kept here: what editors wrote of an event", FORGETS),
    "pages.EventPages": ("kept here: a folder of the editor", FORGETS),
    "pages.HomePage": ("kept here: a public page", FORGETS),
    "peers.Dismissal": ("kept here: her own affair, told to nobody", ERASED),
    "pace.Slowing": ("kept here: for administrators, gone after 90 days", ERASED),
    "people.Affiliation": ("people", ERASED_WITH_HER),
    "people.Block": ("kept here: her own affair, told to nobody", ERASED),
    "people.Person": ("people", ERASED),
    "people.Photo": ("kept here: a file, which a backup carries", ERASED),
    "people.PersonTag": ("people", NOBODY),
    "people.ReleasedFigure": ("kept here: a number once released is never released otherwise", NOBODY),
    "people.TaggedPerson": ("people", ERASED),
    "plans.Plan": ("plans", NOBODY),
    "plans.PlanElement": ("plan_elements", NOBODY),
    "printing.Printing": ("kept here: files made for one person, gone after a week", ERASED),
    "relay.Acceptance": ("kept here: her own affair", ERASED),
    "relay.Conversation": ("kept here: for the two alone, gone after a year", NOBODY),
    "relay.Message": ("kept here: for the two alone, gone after a year", ERASED),
    "relay.Report": ("kept here: for administrators, gone a year after it was closed", FORGETS),
    "relay.Side": ("kept here: for the two alone", ERASED),
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
    "rights.DataCopy": ("kept here: a file made for one person, gone after a week", ERASED),
    "rights.Deadline": ("kept here: how one office counts its days", NOBODY),
    "rights.Opening": ("kept here: who looked at whose record in one installation", ERASED),
    "rights.RestDay": ("kept here: how one office counts its days", NOBODY),
    "rights.RightsRequest": ("kept here: what was asked of one office", FORGETS),
    "search.Entry": ("kept here: written anew from the records", ERASED),
    "search.InstitutionTheme": ("kept here: written anew from the records", NOBODY),
    "search.Word": ("kept here: written anew from the records", NOBODY),
    "ties.Appointment": ("appointments", ERASED),
    "ties.Collaboration": ("collaborations", ERASED),
    "training.Assignment": ("kept here: what one office teaches", NOBODY),
    "training.Certificate": ("kept here: it is verified where its key and its folio are", VALUES),
    "training.CertificateMail": ("kept here: what one installation sent", NOBODY),
    "training.CourseSession": ("kept here: the agenda of one office", NOBODY),
    "training.Curriculum": ("kept here: what one office teaches", NOBODY),
    "training.CurriculumContent": ("curriculum", NOBODY),
    "training.CurriculumVersion": ("kept here: what one office teaches", NOBODY),
    "training.Edition": ("kept here: the agenda of one office", NOBODY),
    "training.EditionInstitution": ("kept here: the agenda of one office", NOBODY),
    "training.Enrolment": ("kept here: the agenda of one office", ERASED_WITH_HER),
    "training.EnrolmentMail": ("kept here: what one installation sent", ERASED_WITH_HER),
    "training.Equivalence": ("kept here: what one office teaches", NOBODY),
    "training.ExternalTraining": ("kept here: what she handed in to one installation", ERASED_WITH_HER),
    "training.Facilitator": ("kept here: the agenda of one office", ERASED),
    "training.GivenTraining": ("trainings", NOBODY),
    "training.IssueRun": ("kept here: what one office had issued", FORGETS),
    "training.Learned": ("kept here: what she did in one installation", ERASED),
    "training.Module": ("kept here: what one office teaches", NOBODY),
    "training.SigningKey": ("kept here: the keys of one installation's data", NOBODY),
    "training.SuperiorConsent": ("kept here: the agenda of one office", ERASED_WITH_HER),
    "training.Unit": ("kept here: what one office teaches", NOBODY),
    "training.UnitMark": ("kept here: what she did in one installation", ERASED_WITH_HER),
    "training.Work": ("kept here: what she did in one installation", ERASED_WITH_HER),
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
    kept = {"rights.Opening": {models.CASCADE, models.SET_NULL}}  # who opened it may go before whose it is
    wrong = {
        label: on for label, on in declared_to(ERASED).items() if on != kept.get(label, {models.CASCADE})
    }
    assert wrong == {}


def test_what_goes_with_the_person_forgets_the_account_that_acted_on_it() -> None:
    labels = [label for label, declared in DECLARED.items() if declared[1] == ERASED_WITH_HER]
    keys = [
        (field.related_model._meta.label, field.remote_field.on_delete)
        for label in labels
        for field in apps.get_model(label)._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model._meta.label in PERSONS
    ]
    assert set(keys) == {("people.Person", models.CASCADE), ("accounts.User", models.SET_NULL)}


def test_what_stays_forgets_whom_it_named() -> None:
    assert {label: on for label, on in declared_to(FORGETS).items() if on != {models.SET_NULL}} == {}


def test_what_holds_values_has_no_key_that_would_stop_her_erasure() -> None:
    assert {label: on for label, on in declared_to(VALUES).items() if not on <= {models.SET_NULL}} == {}


def test_what_names_nobody_has_no_key_to_a_person() -> None:
    assert {label: on for label, on in declared_to(NOBODY).items() if on} == {}


# Models that tell of her and are in no copy of her own data, and why.
NOT_IN_HER_COPY = {
    "documents.DiscardedDraft": "a letter that was never sent, forgotten after 30 days",
    "documents.Document": "letters written to her are told by messages; other acts are the office's",
    "events.AfterMessage": "words to many; those that went to her are told with their e-mail",
    "events.EventMaterial": "a file of an event, whose account the office alone keeps",
    "events.SurveyAnswer": "anonymous: nobody knows which are hers",
    "events.SurveyQuestion": "the questions of an office",
    "events.Event": "a programme as it was announced; that she was there is told as attendance",
    "events.PlannedPublication": "what she did with an event is told by the journal",
    "exchange.DraftFile": "somebody's file that waits: once it is applied its cells are told",
    "groups.GroupSession": "what a group said in its minutes; that she was there is told as attendance",
    "library.LibraryDocument": "a file of the public pages, whose maker the editor alone keeps",
    "library.LibraryImage": "a picture of the public pages, whose maker the editor alone keeps",
    "office.Office": "public: who signs for the office",
    "pages.ContentPage": "a public page, whose author the editor alone keeps",
    "pages.EventPage": "what editors wrote of an event, whose author the editor alone keeps",
    "pages.EventPages": "a folder of the editor",
    "pages.HomePage": "a public page, whose author the editor alone keeps",
    "search.Entry": "made of her record, which is told whole",
}
# Models whose rows about her nothing erases, and why.
NOT_ERASED = {
    "office.Office": "who signs is a fact of the office, mended on its page (docs/retention.md)",
}


def of_persons() -> set[str]:
    return {label for label, (_table, fate) in DECLARED.items() if fate != NOBODY}


def covered_by(name: str) -> set[str]:
    return {label for module in contributions(name) for label in module.COVERS}


def test_every_model_that_tells_of_her_is_in_the_copy_of_her_data_or_says_why_not() -> None:
    assert of_persons() - covered_by("own_data") - NOT_IN_HER_COPY.keys() == set()
    assert NOT_IN_HER_COPY.keys() <= of_persons() - covered_by("own_data")


def test_every_model_that_tells_of_her_is_erased_or_says_why_not() -> None:
    assert of_persons() - covered_by("erasure") - NOT_ERASED.keys() == set()
    assert NOT_ERASED.keys() <= of_persons() - covered_by("erasure")


def test_what_covers_names_models_that_exist() -> None:
    for name in ("own_data", "erasure"):
        for label in covered_by(name):
            apps.get_model(label)
