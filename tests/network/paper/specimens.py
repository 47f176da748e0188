"""Papers with one of everything, and with the worst that records hold."""

from io import BytesIO

from PIL import Image

from network.paper.document import (
    Block,
    Bullets,
    Column,
    Facts,
    Figure,
    Heading,
    Letterhead,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    Table,
)

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20">
<defs><linearGradient id="g"><stop offset="0" stop-color="#4e2280"/></linearGradient></defs>
<title>old</title><rect width="60" height="20" fill="url(#g)"/><text x="3" y="9">Ñuñoa</text></svg>"""
DESCRIPTION = "Una institución en el centro une a otras dos."

ROWS = tuple((f"Institución {place}", f"Mesa de género {place}", str(place)) for place in range(1, 81))
COLUMNS = (Column("Institución"), Column("Espacio"), Column("Vínculos", numeric=True))


def logo() -> bytes:
    target = BytesIO()
    Image.new("RGB", (40, 20), "purple").save(target, "PNG")
    return target.getvalue()


def rich() -> Paper:
    blocks: tuple[Block, ...] = (
        Heading("La respuesta"),
        Paragraph("Sin el ministerio, la red se parte en siete.\nQuedan 23 aisladas."),
        Heading("Qué se pierde", 3),
        Bullets(("Catorce mesas", "Nueve convenios")),
        Bullets(("Llamar", "Registrar"), ordered=True),
        Bullets(("Otra vez desde uno",), ordered=True),
        Note("La fuente la escribió el ministerio.", "Tenga en cuenta"),
        Facts((("Mayor componente", "212"),)),
        Heading("Una por una"),
        Table("Instituciones por vínculos", COLUMNS, ROWS),
        Figure(SVG, "La red sin el ministerio", DESCRIPTION),
        PageBreak(),
        Heading("Firmas"),
        Signatures(("Rosa Ejemplo\nDirectora", "Titular de la unidad")),
    )
    return Paper(
        title="¿Qué se sostiene sin nosotras?",
        blocks=blocks,
        subtitle="Simulación",
        facts=(("Fecha de los datos", "20 de noviembre de 2026"),),
        letterhead=Letterhead("Secretaría de Igualdad", ("Dirección de Vinculación",), logo()),
        footer="Entramado · huella 9f3a",
    )


ENDLESS = "largo " + "ñ" * 10_000
NASTY = (
    "=CMD()|' /C calc'!A1",
    "<script>alert(1)</script><img src=http://example.org/x.png onerror=alert(1)>",
    "bidi \u202eoiranidro\u202c \u200f\u2067x\u2069",
    "control \x00\x01\x0b\x1b\x7f\x85\ud800\ufffe\uffff end",
    "largo " + "ñ" * 400,
    "https://example.org/?a=1&b=2",
    "{{ 7|add:7 }} {% now 'Y' %} ${x} &amp; ]]> <!-- ",
    "tab\tand\r\nline\u2028ends",
    "",
)


def nasty() -> Paper:
    """Every text of every block is each of the nasty ones."""
    drawing = SVG.replace("Ñuñoa", "&lt;script&gt;\x00\u202e &amp; co")
    blocks: list[Block] = []
    for text in NASTY:
        blocks += [
            Heading(text),
            Paragraph(text),
            Bullets((text, text)),
            Bullets((text,), ordered=True),
            Note(text, text),
            Facts(((text, text),)),
            Table(text, (Column(text), Column(text, numeric=True)), ((text, text), (text, text))),
            Figure(drawing, text, text),
            Signatures((text,)),
        ]
    whole = " ".join(NASTY)
    return Paper(
        whole, tuple(blocks), whole, ((whole, whole),), Letterhead(whole, NASTY, logo()), footer=whole
    )


def wide(rows: int = 3) -> Paper:
    columns = (Column("Institución"), *(Column(f"Columna {place}") for place in range(9)))
    body = tuple((f"Institución {place}", *["sí"] * 9) for place in range(rows))
    table = Table("Quién falta", columns, body)
    return Paper("Ancha", (Paragraph("Antes"), Heading("Cobertura"), table, Paragraph("Después")))
