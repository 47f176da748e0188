"""The kinds every installation begins with. Added after each migrate; what an administrator changed stays."""

from typing import Any

from django.db import connections
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver

from .models import Term
from .terms import forget_terms

SEEDS: dict[str, dict[str, tuple[str, str]]] = {
    "institution_kind": {
        "ministry": ("Ministerio", "Ministry"),
        "secretariat": ("Secretaría o subsecretaría", "Secretariat"),
        "public_service": ("Servicio público", "Public service"),
        "regional_government": ("Gobierno regional", "Regional government"),
        "municipality": ("Municipalidad o ayuntamiento", "Municipality"),
        "municipal_unit": ("Unidad municipal", "Municipal unit"),
        "womens_institute": ("Instituto de las mujeres", "Women's institute"),
        "police": ("Policía", "Police"),
        "judiciary": ("Poder judicial", "Judiciary"),
        "legislature": ("Poder legislativo", "Legislature"),
        "university": ("Universidad", "University"),
        "school": ("Centro educativo", "School"),
        "company": ("Empresa", "Company"),
        "trade_body": ("Gremio empresarial", "Trade body"),
        "union": ("Sindicato o asociación de personal", "Union"),
        "civil_society": ("Sociedad civil", "Civil society"),
        "international_organisation": ("Organismo internacional", "International organisation"),
        "media": ("Medio de comunicación", "Media"),
        "other": ("Otra institución", "Other institution"),
    },
    "mechanism_kind": {
        "unit": ("Unidad de género", "Gender unit"),
        "office": ("Oficina de la mujer", "Women's office"),
        "institute": ("Instituto de las mujeres", "Women's institute"),
        "coordination": ("Coordinación de género", "Gender coordination"),
        "centre": ("Centro de la mujer", "Women's centre"),
        "secretariat": ("Secretaría de género", "Gender secretariat"),
        "commission": ("Comisión de género", "Gender commission"),
        "desk": ("Encargada de género", "Gender desk"),
        "other": ("Otro mecanismo", "Other mechanism"),
    },
    "post_kind": {
        "enlace": ("Enlace de género", "Gender liaison"),
        "head": ("Titular de unidad", "Head of unit"),
        "coordinator": ("Coordinadora", "Coordinator"),
        "programme_officer": ("Encargada de programa", "Programme officer"),
        "adviser": ("Asesora", "Adviser"),
        "focal_point": ("Punto focal", "Focal point"),
        "technical_counterpart": ("Contraparte técnica", "Technical counterpart"),
        "sectorialist": ("Sectorialista", "Sectorialist"),
        "member": ("Integrante", "Member"),
        "other": ("Otro puesto", "Other post"),
    },
    "group_kind": {
        "mesa": ("Mesa", "Working table"),
        "comision": ("Comisión", "Commission"),
        "subcomision": ("Subcomisión", "Subcommission"),
        "consejo": ("Consejo", "Council"),
        "comite": ("Comité", "Committee"),
        "red": ("Red", "Network"),
        "equipo": ("Equipo", "Team"),
        "coalicion": ("Coalición", "Coalition"),
        "foro": ("Foro", "Forum"),
    },
    "agreement_kind": {
        "convenio": ("Convenio", "Agreement"),
        "memorandum": ("Memorándum", "Memorandum"),
        "protocolo": ("Protocolo", "Protocol"),
        "compromiso": ("Compromiso", "Pledge"),
        "alianza": ("Alianza", "Alliance"),
    },
    "document_kind": {
        "oficio": ("Oficio", "Official letter"),
        "ord": ("Ordinario (Ord.)", "Ordinary letter"),
        "memo": ("Memorando", "Memo"),
        "circular": ("Circular", "Circular"),
        "certificado": ("Certificado", "Certificate"),
        "resolucion_exenta": ("Resolución exenta", "Exempt resolution"),
        "decreto": ("Decreto", "Decree"),
        "acta": ("Acta", "Record of proceedings"),
        "convenio": ("Convenio", "Agreement"),
        "otro": ("Otro documento", "Other document"),
    },
    "training_kind": {
        "curso": ("Curso", "Course"),
        "taller": ("Taller", "Workshop"),
        "charla": ("Charla", "Talk"),
        "seminario": ("Seminario", "Seminar"),
        "webinar": ("Seminario en línea", "Webinar"),
        "jornada": ("Jornada", "Study day"),
        "capacitacion": ("Capacitación", "Training"),
        "diplomado": ("Diplomado", "Diploma course"),
        "induccion": ("Inducción", "Induction"),
    },
    "milestone_kind": {
        "convenio": ("Convenio", "Agreement"),
        "campana": ("Campaña", "Campaign"),
        "capacitacion": ("Capacitación", "Training"),
        "mesa": ("Mesa", "Working table"),
        "otro": ("Otra acción", "Other action"),
        "proyecto": ("Proyecto", "Project"),
        "reconocimiento": ("Reconocimiento", "Recognition"),
        "charla": ("Charla", "Talk"),
        "feria": ("Feria", "Fair"),
        "seminario": ("Seminario", "Seminar"),
        "asistencia_tecnica": ("Asistencia técnica", "Technical assistance"),
        "inauguracion": ("Inauguración", "Opening"),
        "estudio": ("Estudio", "Study"),
    },
    "event_kind": {
        "seminario": ("Seminario", "Seminar"),
        "taller": ("Taller", "Workshop"),
        "charla": ("Charla", "Talk"),
        "conversatorio": ("Conversatorio", "Discussion"),
        "jornada": ("Jornada", "Study day"),
        "conferencia": ("Conferencia", "Conference"),
        "feria": ("Feria", "Fair"),
    },
    "resource_kind": {
        "guide": ("Guía", "Guide"),
        "manual": ("Manual", "Manual"),
        "study": ("Estudio", "Study"),
        "campaign": ("Campaña", "Campaign"),
        "platform": ("Plataforma", "Platform"),
        "regulation": ("Norma", "Regulation"),
        "other": ("Otro material", "Other material"),
    },
    "route_kind": {
        "helpline": ("Línea telefónica", "Helpline"),
        "chat": ("Chat", "Chat"),
        "observatory": ("Observatorio", "Observatory"),
        "attention_model": ("Modelo de atención", "Attention model"),
        "centre": ("Centro de atención", "Centre"),
        "shelter": ("Casa de acogida", "Shelter"),
        "alert": ("Alerta", "Alert"),
        "other": ("Otra ruta", "Other route"),
    },
    "plan_kind": {
        "agenda": ("Agenda", "Agenda"),
        "plan_anual": ("Plan anual", "Yearly plan"),
        "plan_nacional": ("Plan nacional", "National plan"),
        "diagnostico": ("Diagnóstico", "Assessment"),
        "informe": ("Informe", "Report"),
        "otro": ("Otro instrumento", "Other instrument"),
    },
}


@receiver(post_migrate, dispatch_uid="vocabulary_seeds")
def add_missing_terms(*, using: str, **kwargs: Any) -> None:
    if using != "default" or Term._meta.db_table not in _tables(using):
        return
    Term.objects.using(using).bulk_create(
        [
            Term(vocabulary=vocabulary, code=code, label_es=es, label_en=en, order=order)
            for vocabulary, entries in SEEDS.items()
            for order, (code, (es, en)) in enumerate(entries.items())
        ],
        ignore_conflicts=True,
    )
    forget_terms()


@receiver([post_save, post_delete], sender=Term, dispatch_uid="vocabulary_terms_changed")
def forget_on_change(**kwargs: Any) -> None:
    forget_terms()


def _tables(using: str) -> list[str]:
    return connections[using].introspection.table_names()
