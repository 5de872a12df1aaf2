"""What a rule or a term says of itself in a sentence: `{name}` for a figure of its expression, `[..]` where it fails.

A conclusion has no figures: it is also spoken of where it is not settled.
"""

from __future__ import annotations

import re

from engine.language.nodes import Node, is_figure, walk
from engine.rulebook.format import Both
from engine.rulebook.parts import Parts, Path
from engine.source.problem import closest, shown
from engine.source.text import FIGURE, SIDES, Text
from engine.source.validate import listed

MARKS = re.compile(r"[\[\]{}|]")


def says_of(parts: Parts, given: Both | None, node: Node | None, path: Path, *, concludes: bool = False) -> Text | None:
    """Give the clause; a figure that the expression `node` does not name, or a stray mark, is a problem."""
    if given is None:
        return None
    known = _figures(node) if node and not concludes else set[str]()
    for lang, text in (("da", given.da), ("en", given.en)):
        if MARKS.search(FIGURE.sub("", SIDES.sub("", text))):
            message = Text(f"{shown(text)} har et løst tegn", f"{shown(text)} has a stray mark")
            expected = Text("[kun her], [her|ellers] og {navn}", "[only here], [here|else] and {name}")
            parts.problem("says", (*path, lang), message, expected)
        for name in FIGURE.findall(text) if node else ():
            if concludes:
                message = Text(
                    f"en konklusion siges uden tal: {shown(name)}", f"a conclusion has no figures: {shown(name)}"
                )
                parts.problem("says", (*path, lang), message)
            elif name not in known:
                message = _unknown(name, node)
                suggestion = closest(name, known)
                parts.problem("says", (*path, lang), message, listed(sorted(known)), suggestion)
    return Text(given.da, given.en)


def _unknown(name: str, node: Node | None) -> Text:
    if node and any(part.text == name for part in walk(node)):
        return Text(f"{shown(name)} er her ikke ét tal", f"{shown(name)} is not one figure here")
    return Text(f"udtrykket har intet {shown(name)}", f"the expression has no {shown(name)}")


def _figures(node: Node) -> set[str]:
    return {part.text for part in walk(node) if is_figure(part)}
