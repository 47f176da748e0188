"""The colours of tokens.css: every one stands in a declared pair, and every pair can be read."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "site" / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text("utf-8")
SCHEMES = {"light": "", "dark": "@media (prefers-color-scheme: dark)", "print": "@media print"}
# Text 4.5, controls and marks of graphs 3 (WCAG 2.2 AA 1.4.3 and 1.4.11); lines that only adorn need none.
REQUIRED = {"text": 4.5, "control": 3.0, "decoration": 1.0}


def colours(scheme: str) -> dict[str, str]:
    """The colour tokens of a scheme: those of the light one, where it names no others."""
    blocks = {"light": TOKENS[TOKENS.index(":root {") : TOKENS.index("@media")]}
    for name in ("dark", "print"):
        start = TOKENS.index(SCHEMES[name])
        blocks[name] = TOKENS[start : TOKENS.index("}", start)]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks["light"]))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[scheme]))


def pairs() -> list[tuple[str, str, str]]:
    """(what for, foreground, background), as the comment at the top of the file declares them."""
    declared = re.findall(
        r"^ +(text|control|decoration) [\d.]+: ([\w -]+) on ([\w -]+)$", TOKENS, re.MULTILINE
    )
    return [
        (use, front, back)
        for use, fronts, backs in declared
        for front in fronts.split()
        for back in backs.split()
    ]


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_declared_pair_can_be_read(scheme: str) -> None:
    values = colours(scheme)
    measured = {(use, front, back): contrast(values[front], values[back]) for use, front, back in pairs()}
    assert len(measured) > 60
    assert {pair: round(found, 2) for pair, found in measured.items() if found < REQUIRED[pair[0]]} == {}


def test_every_colour_stands_in_a_pair() -> None:
    named = {name for _use, front, back in pairs() for name in (front, back)}
    assert named == set(colours("light"))


def test_the_dark_theme_gives_every_colour_a_value_of_its_own() -> None:
    block = TOKENS[TOKENS.index(SCHEMES["dark"]) :]
    block = block[: block.index("}")]
    assert set(re.findall(r"--([\w-]+): #", block)) == set(colours("light"))


def test_no_other_file_names_a_colour() -> None:
    strays = {
        str(path.relative_to(CSS)): found
        for path in sorted(CSS.rglob("*.css"))
        if path.name != "tokens.css"
        and (
            found := re.findall(
                r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])|\b(?:rgba?|hsla?|oklch)\((?!0 0 0)", path.read_text("utf-8")
            )
        )
    }
    assert strays == {}


def test_every_token_in_use_exists() -> None:
    defined = set(re.findall(r"(--[\w-]+):", "".join(path.read_text("utf-8") for path in CSS.rglob("*.css"))))
    used = {
        (str(path.relative_to(CSS)), name)
        for path in CSS.rglob("*.css")
        for name in re.findall(r"var\((--[\w-]+)\)", path.read_text("utf-8"))
    }
    assert {(file, name) for file, name in used if name not in defined} == set()
