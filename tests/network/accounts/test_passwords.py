"""What others would try first is refused, in Spanish too; what only she would join is not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from network.accounts.models import User
from network.office.kept import OfficeFacts, facts

WEAK = [
    "password123",
    "contraseña1",
    "Contrasena2026",
    "c0ntr4s3ñ4!!",
    "teamo12345",
    "TeQuiero2024",
    "guadalupe10",
    "chivas2026!",
    "1234567890",
    "qwertyuiop",
    "1qwertyuiop1",
    "mexico2026!",
    "septiembre.26",
    "princesa123",
    "entramado2026",
    "igualdad2026",
    "mamamama",
    "abcabcabc",
    "corta-1",
    "municipio_01",
    "enlaces2026",
]
STRONG = [
    "jacaranda-47-lluvia",
    "tres gatos en el tejado",
    "V9!kq2#Lw7pe",
    "mariposa come tequila",
    "83a!4x9$$27z#1",
]


@pytest.fixture(autouse=True)
def of_an_office():
    facts.hold(OfficeFacts(network_name="Red de Enlaces", office_name="Instituto de las Mujeres"))


@pytest.mark.parametrize(
    "password", [*WEAK, "lupita lupita", "Red de Enlaces 2026", "institutodelasmujeres1"]
)
def test_a_common_password_is_refused_in_spanish(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, User(email="ana.torres@ejemplo.invalid"))
    assert not any(" is " in said or "password" in said for said in refused.value.messages)


@pytest.mark.parametrize("password", STRONG)
def test_several_words_or_chance_are_taken(password):
    validate_password(password, User(email="ana.torres@ejemplo.invalid"))


def test_her_own_address_is_none():
    with pytest.raises(ValidationError):
        validate_password("ana.torres26", User(email="ana.torres@ejemplo.invalid"))
