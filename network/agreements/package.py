"""The tables of agreements, parties and programmes, and to which agreement a document belongs."""

from network.vocabulary.package import (
    Choice,
    ColumnFor,
    Date,
    Flag,
    Identifier,
    Kind,
    Link,
    Reference,
    References,
    Table,
    Territories,
    Text,
)

from .enums import AgreementStatus, PartyRole

TABLES = (
    Table(
        "agreements",
        "agreements.Agreement",
        (
            Identifier("id", "package_id", required=True),
            Text("title", required=True),
            Kind("kind", required=True, vocabulary="agreement_kind"),
            Date("signed_on"),
            Date("valid_until"),
            Text("objective"),
            Territories("territory", "territories", required=True),
            Choice(
                "status",
                values=tuple(AgreementStatus.values),
                default=AgreementStatus.UNKNOWN.value,
                optional=True,
            ),
            Flag("publication", "is_public", yes="public", no="internal", default="public", optional=True),
        ),
        spans=(("signed_on", "valid_until"),),
    ),
    Table(
        "agreement_parties",
        "agreements.AgreementParty",
        (
            Reference("agreement_id", "agreement", required=True, table="agreements"),
            Reference("institution_id", "institution", required=True, table="institutions"),
            Choice("role", required=True, values=tuple(PartyRole.values)),
        ),
        key=("agreement_id", "institution_id"),
    ),
    Table(
        "programmes",
        "agreements.Programme",
        (
            Identifier("id", "package_id", required=True),
            Text("name", required=True),
            Reference("institution_id", "institution", required=True, table="institutions"),
            Reference("host_unit", table="institutions"),
            References("partner_ids", "partners", table="institutions"),
        ),
    ),
)

COLUMNS = (
    ColumnFor(
        "documents",
        Link(
            "agreement_id",
            table="agreements",
            model="agreements.AgreementDocument",
            owner="document",
            target="agreement",
        ),
        before="mechanism_id",
    ),
)
