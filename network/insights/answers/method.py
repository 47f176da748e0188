"""The appendix of a report: what its words mean, on what it rests, how to repeat it."""

import shlex
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.insights.saved.names import asked_in_words, words_of
from network.paper.document import Block, Bullets, Facts, Heading, Paragraph

from .paper_parts import Asking

DEFINITIONS: dict[str, Any] = {
    "tie": gettext_lazy(
        "Tie: two institutions are tied if they take part in one space at least (one-mode projection; "
        "Wasserman & Faust 1994, 8.3; Breiger 1974)."
    ),
    "two_mode": gettext_lazy(
        "Two-mode graph: institutions and spaces are its points, participations its ties (Wasserman & "
        "Faust 1994, 8; Borgatti & Everett 1997)."
    ),
    "degree": gettext_lazy(
        "Ties of an institution (degree) and centralisation: Freeman 1979; Wasserman & Faust 1994, 5.2."
    ),
    "betweenness": gettext_lazy(
        "Betweenness: share of the shortest ways between others that pass through it, from 0 to 1 "
        "(Freeman 1977; Brandes 2001)."
    ),
    "density": gettext_lazy("Density: share of the possible ties that exist (Wasserman & Faust 1994, 4.3)."),
    "constraint": gettext_lazy(
        "Brokerage, in the tables of the page (constraint, effective size): Burt 1992, chapter 2."
    ),
    "pieces": gettext_lazy(
        "Pieces (components), cutpoints and bridges: Wasserman & Faust 1994, 4.2. A single point of failure "
        "is a cutpoint: without it, some that were joined are not."
    ),
    "communities": gettext_lazy(
        "Communities: Leiden algorithm (Traag, Waltman & van Eck 2019) maximising modularity (Newman & "
        "Girvan 2004) at resolution 1, without weights. One good division among others."
    ),
    "removal": gettext_lazy(
        "What holds: those taken out leave with all of their ties; the pieces are counted before and after "
        "(Albert, Jeong & Barabási 2000)."
    ),
    "matching": gettext_lazy(
        "Communities of two dates are matched by the institutions they share, the largest overlap first "
        "(after Greene, Doyle & Cunningham 2010)."
    ),
    "gap": gettext_lazy(
        "Without record (gap): nobody has noted it here. “Not known” is neither a gap nor covered and counts "
        "as neither."
    ),
    "expected": gettext_lazy(
        "Does not apply: a mechanism, a liaison and a plan are expected of the public sector and of "
        "academia, which carry equality policy by office. Elsewhere, not having one is no gap."
    ),
    "similar": gettext_lazy(
        "Similar: the kind counts 4, the level 2, the region 2, the sector 1, and each space in common 1, "
        "up to 3. With less than 3 nobody is called similar; of equals, the one that has come furthest."
    ),
}


def appendix(asking: Asking, definitions: tuple[str, ...], command: tuple[str, ...]) -> list[Block]:
    """`command` is what `manage` is given to write the same answer as a file."""
    engines = ", ".join(f"{name} {version}" for name, version in sorted(asking.engines.items()))
    rows = [(_("Question"), str(asking.label)), (_("According to"), asking.seen_by)]
    rows += asked_in_words(asking.parameters, words_of(asking.parameters))
    seeds = ", ".join(f"{_SEEDED[name]}: {seed}" for name, seed in asking.seeds.items())
    rows.append((_("Seed"), seeds or _("none: nothing here depends on chance")))
    rows.append((_("Versions"), engines))
    digests = [_("Hash of the data"), _("Hash of the data, second date")]
    rows += list(zip(digests, asking.digests, strict=False))
    return [
        Heading(_("Appendix: method"), is_appendix=True),
        Heading(_("What the words mean"), 3),
        Bullets(tuple(str(DEFINITIONS[name]) for name in definitions)),
        Heading(_("Rule for dates"), 3),
        Paragraph(
            _(
                "A date asked for such as 2020 or 2020-03 means its last day. A record that says only 2020 "
                "begins on 1 January and ends on 31 December. Without a beginning it is taken as begun, "
                "without an end as going on; so what bears no date counts on every day."
            )
        ),
        Heading(_("On what it rests"), 3),
        Facts(tuple((name, value) for name, value in rows if value)),
        Heading(_("How to repeat it"), 3),
        Paragraph(_("On the page: %(address)s") % {"address": asking.address}),
        Paragraph(
            _("As a file: %(command)s") % {"command": f"python3 entramado.py manage {shlex.join(command)}"}
        ),
        Paragraph(
            _(
                "The same data, parameters, seed and versions give the same numbers on any machine. The hash "
                "tells whether the data are the same; whoever has other rights may see other data."
            )
        ),
    ]


_SEEDED: dict[str, Any] = {"communities": gettext_lazy("communities")}


def options(asking: Asking, names: dict[str, str]) -> tuple[str, ...]:
    """The parameters as options of a command; `names` says how each is called there."""
    found: list[str] = []
    for name, option in names.items():
        if values := asking.parameters.get(name):
            found += [f"--{option}", ",".join(values)]
    if asking.parameters.get("declarados"):
        found.append("--stated-only")
    if asking.viewer.user_id is not None:
        found += ["--viewer", _("E-MAIL-OF-THE-ACCOUNT")]
    return tuple(found)
