"""How conditions are counted, and how a mechanism stands beside its peers."""

from network.consolidation.rules import is_advance, middle_of, middle_words, tally


def test_a_stage_advances_in_the_order_of_the_path():
    assert is_advance("identified", "forming")
    assert not is_advance("consolidated", "constituted")
    assert not is_advance("forming", "forming")


def test_only_a_full_yes_is_a_condition_met_and_no_data_is_no_answer():
    found = tally(["yes", "yes", "partly", "no", "no_data"])
    assert (found.met, found.partly, found.unmet, found.known) == (2, 1, 1, 4)
    assert found.words == "2 de 5 condiciones cumplidas; 1 en parte; 1 sin dato"
    assert tally(["no"] * 5).words == "0 de 5 condiciones cumplidas"
    assert tally(["no_data"]).words == "sin datos sobre las cinco condiciones"


def test_the_median_is_of_peers_of_whom_anything_is_known():
    peers = [tally(["yes"] * 4), tally(["yes", "no"]), tally(["no_data"]), tally([])]
    assert middle_of(peers) == (2.5, 2)
    assert middle_words((2.5, 2)) == (
        "2 mecanismos más de su tipo tienen datos: la mediana es de 2,5 de 5 condiciones cumplidas."
    )
    assert middle_words((3.0, 1)) == (
        "1 mecanismo más de su tipo tiene datos: la mediana es de 3 de 5 condiciones cumplidas."
    )
    assert middle_of([tally([])]) is None
    assert middle_words(None) == (
        "Ningún otro mecanismo de su tipo tiene todavía datos sobre las condiciones."
    )
