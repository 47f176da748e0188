import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.search.text import fold, is_near, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ñuñoa", "nunoa"),
        ("O.M.M. de La Serena", "omm de la serena"),
        ("  Unión   (VCM)/Mujeres — «Región» ", "union vcm mujeres region"),
        ("O'Higgins", "o higgins"),
        ("Straße", "strasse"),
        ("", ""),
        ("%_|*\"'", ""),
    ],
)
def test_folding_drops_accents_case_and_punctuation(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_what_is_folded_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_that_tie_others_are_left_out_unless_there_are_no_others() -> None:
    assert words("universidad de la serena") == ["universidad", "serena"]
    assert words("de la") == ["de", "la"]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("coqimbo", "coquimbo"),  # a letter missing
        ("guadaljara", "guadalajara"),
        ("coquiimbo", "coquimbo"),  # a letter too many
        ("coquinbo", "coquimbo"),  # another letter
        ("cqouimbo", "coquimbo"),  # two swapped
        ("guadalj", "guadalajara"),  # while one still types
        ("coquimbo", "coquimbo"),
    ],
)
def test_one_typing_error_is_near(typed: str, word: str) -> None:
    assert is_near(typed, word)


@pytest.mark.parametrize(
    ("typed", "word"), [("cokinbo", "coquimbo"), ("mar", "mal"), ("salud", "deporte"), ("abcd", "")]
)
def test_two_errors_a_short_word_and_another_word_are_not(typed: str, word: str) -> None:
    assert not is_near(typed, word)


@given(st.text("abcdef", min_size=5, max_size=12), st.data())
def test_any_single_edit_is_near(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    edited = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + "z" + word[place:],
                word[:place] + "z" + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )
    assert is_near(edited, word)
