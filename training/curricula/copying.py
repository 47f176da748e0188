"""All that a version has, into another. The numbers stay, so that its rule names the same."""

from ..models import Assignment, CurriculumVersion, Equivalence, Module, Unit


def copy_matter(like: CurriculumVersion, version: CurriculumVersion) -> None:
    """`like` comes with its matter (`queries.with_matter`)."""
    for module in like.modules.all():
        made = Module.objects.create(
            version=version, number=module.number, title=module.title, summary=module.summary
        )
        Unit.objects.bulk_create(
            Unit(
                module=made,
                content=unit.content,
                number=unit.number,
                hours=unit.hours,
                outcomes=unit.outcomes,
                level=unit.level,
                is_required=unit.is_required,
            )
            for unit in module.units.all()
        )
        Assignment.objects.bulk_create(
            Assignment(
                module=made,
                number=work.number,
                title=work.title,
                instructions=work.instructions,
                is_required=work.is_required,
            )
            for work in module.assignments.all()
        )
    version.prerequisites.set(like.prerequisites.all())
    Equivalence.objects.bulk_create(
        Equivalence(version=version, content=one.content, instead=one.instead)
        for one in like.equivalences.all()
    )
