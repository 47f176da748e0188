"""Fictitious sessions of groups of the open package, who came, and what was agreed there."""

import random
from collections.abc import Callable
from dataclasses import dataclass

Row = dict[str, str]
_SEED, _GROUPS = 20261121, 6
DEMO = "(demostración)"
_HELD = ("2026-04", "2026-07-09", "2026-10-15")
_TO_COME = ("2026-12-03", "2026-12", "")
_PLACES = ("Sala de juntas", "Biblioteca municipal", "Casa de la cultura")
_AGENDA = "1. Lista de asistencia.\n2. Acuerdos anteriores.\n3. Plan de trabajo.\n4. Asuntos generales."
_MINUTES = "Minuta de demostración: se revisó el plan de trabajo y se tomaron los acuerdos que siguen."
_TEXTS = (
    "Compartir el directorio de enlaces actualizado",
    "Preparar un calendario común de capacitaciones",
    "Revisar el protocolo de atención con lenguaje claro",
    "Enviar los datos desagregados por sexo del semestre",
    "Proponer una sesión de trabajo con las áreas de personal",
    "Publicar los materiales de la campaña del 25 de noviembre",
)


@dataclass(frozen=True)
class _Maker:
    add: Callable[..., Row]
    chance: random.Random
    seats: dict[str, list[str]]  # institutions of each group
    people: dict[tuple[str, str], list[str]]  # who sits in a group for an institution


def add_sessions(add: Callable[..., Row], seats: list[Row], members: list[Row]) -> None:
    """Three held sessions and one to come for the groups where most `members` sit."""
    of_group: dict[str, list[str]] = {}
    for row in seats:
        of_group.setdefault(row["group_id"], []).append(row["institution_id"])
    people: dict[tuple[str, str], list[str]] = {}
    seated = dict.fromkeys(of_group, 0)
    for row in members:
        seated[row["group_id"]] += 1
        people.setdefault((row["group_id"], row["institution_id"]), []).append(row["person_id"])
    largest = sorted(of_group, key=lambda group: (-seated[group], group))[:_GROUPS]
    maker = _Maker(add, random.Random(_SEED), of_group, people)  # noqa: S311  (nothing secret is drawn)
    for place, group in enumerate(largest):
        _group(maker, group, place)


def _group(maker: _Maker, group: str, place: int) -> None:
    carried: Row | None = None
    for number, on in enumerate(_HELD, 1):
        session = f"demo-sesion-{group}-{number}"
        is_last = number == len(_HELD)
        maker.add(
            "group_sessions",
            id=session,
            group_id=group,
            number=f"{number}.ª ordinaria {DEMO}",
            happens_on=on,
            happens_at="10:00" if len(on) == 10 else "",
            place=_PLACES[place % len(_PLACES)],
            modality=("in_person", "hybrid", "remote")[number - 1],
            agenda=_AGENDA,
            minutes="" if is_last and place % 2 else _MINUTES,
            status="held",
            publication="public" if place % 2 == 0 else "internal",
        )
        _attendance(maker, session, group)
        carried = _acuerdos(maker, session, group, number, place, carried)
    maker.add(
        "group_sessions",
        id=f"demo-sesion-{group}-{len(_HELD) + 1}",
        group_id=group,
        number=f"{len(_HELD) + 1}.ª ordinaria {DEMO}",
        happens_on=_TO_COME[place % len(_TO_COME)],
        happens_at="",
        place="",
        modality="in_person",
        agenda=_AGENDA,
        minutes="",
        status="planned",
        publication="internal",
    )


def _attendance(maker: _Maker, session: str, group: str) -> None:
    for institution in sorted(set(maker.seats[group])):
        state = maker.chance.choices(("present", "absent", "excused"), weights=(7, 2, 1))[0]
        maker.add(
            "session_attendance",
            session_id=session,
            institution_id=institution,
            role="",
            state=state,
            person_id="",
        )
        people = maker.people.get((group, institution), [])
        if state == "present" and people:
            maker.add(
                "session_attendance",
                session_id=session,
                institution_id=institution,
                role="member",
                state=state,
                person_id=people[0],
            )


def _acuerdos(
    maker: _Maker, session: str, group: str, number: int, place: int, carried: Row | None
) -> Row | None:
    """Two of each session: one is done or open, the other goes on in the next. The latter is returned."""
    institutions = sorted(set(maker.seats[group]))
    is_last = number == len(_HELD)
    going_on: Row | None = None
    first = 1
    if carried is not None:
        status = "open" if is_last else "carried_over"
        going_on = _acuerdo(maker, session, 1, status, institutions, due="2026-11", carried=carried)
        first = 2
    done = maker.chance.random() < 0.6 and not is_last
    _acuerdo(maker, session, first, "done" if done else "open", institutions, due=_due(maker))
    if number == 1:
        return _acuerdo(maker, session, first + 1, "carried_over", institutions, due="2026-07")
    if is_last and place == 0:
        _acuerdo(maker, session, first + 1, "dropped", institutions, due="")
    return going_on


def _due(maker: _Maker) -> str:
    return maker.chance.choice(("2026-11-30", "2026-12", "2027", ""))


def _acuerdo(
    maker: _Maker,
    session: str,
    number: int,
    status: str,
    institutions: list[str],
    due: str,
    carried: Row | None = None,
) -> Row:
    responsible = maker.chance.sample(institutions, min(len(institutions), maker.chance.randint(1, 2)))
    return maker.add(
        "acuerdos",
        id=f"{session}-a{number}",
        session_id=session,
        number=str(number),
        text=carried["text"] if carried else f"{maker.chance.choice(_TEXTS)} {DEMO}.",
        responsible_ids=carried["responsible_ids"] if carried else ";".join(sorted(responsible)),
        due_on=due,
        status=status,
        dropped_because="Se atiende en otra mesa." if status == "dropped" else "",
        done_on="2026-11" if status == "done" else "",
        done_note="Hecho en la demostración." if status == "done" else "",
        carried_from_id=carried["id"] if carried else "",
    )
