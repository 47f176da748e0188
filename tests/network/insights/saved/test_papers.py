"""A kept paper says what it said."""

import json
from datetime import date

from network.insights.saved.papers import as_kept, as_paper
from network.paper.document import (
    Bullets,
    Column,
    Facts,
    Figure,
    Heading,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    Table,
)

PAPER = Paper(
    title="¿Quién falta?",
    subtitle="Informe",
    facts=(("Fecha", str(date(2026, 3, 8))),),
    blocks=(
        Heading("Lo principal", 3),
        Paragraph("Una línea\ny otra."),
        Bullets(("uno", "dos"), ordered=True),
        Note("Cuidado.", title="Antes de leer"),
        Facts((("Semilla", "1"),)),
        Table(
            "Cifras", (Column("Cifra"), Column("Ahora", numeric=True)), (("Vínculos", "3"), ("Mesas", "1"))
        ),
        Figure("<svg/>", "Dibujo", "Dos puntos."),
        Signatures(("Directora",)),
        PageBreak(),
    ),
    footer="Pie",
    language="es",
)


def test_every_kind_of_block_comes_back_from_the_database_as_it_was():
    assert as_paper(json.loads(json.dumps(as_kept(PAPER)))) == PAPER


def test_a_kind_of_block_that_is_known_no_more_is_left_out():
    kept = as_kept(PAPER)
    kept["blocks"].append({"kind": "Hologram", "text": "?"})
    assert as_paper(json.loads(json.dumps(kept))) == PAPER
