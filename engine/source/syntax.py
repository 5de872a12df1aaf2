"""YAML's own errors in plain words, in both languages."""

from __future__ import annotations

import yaml

from engine.source.problem import Place, Problem, shown
from engine.source.text import Text

TAB = Text("tabulator kan ikke bruges til indrykning: brug mellemrum", "a tab cannot indent: use spaces")
COLON = Text(
    "et kolon kan ikke stå her: sæt værdien i citationstegn, eller ret indrykningen",
    "a colon cannot stand here: put the value in quotation marks, or mend the indentation",
)
QUOTE = Text("citationstegnet lukkes ikke", "the quotation mark is not closed")
LIST = Text("listen lukkes ikke med ], eller et komma mangler", "the list is not closed with ], or a comma is missing")
BRACES = Text("{ lukkes ikke med }, eller et komma mangler", "{ is not closed with }, or a comma is missing")
NO_COLON = Text("et kolon mangler efter nøglen", "a colon is missing after the key")
LINE = Text(
    "dette passer ikke med linjerne over: ret indrykningen, eller sæt hele værdien i citationstegn",
    "this does not fit the lines above: mend the indentation, or put the whole value in quotation marks",
)
DASH = Text("her ventedes '-' som ved listens andre punkter", "'-' was expected here, as with the list's other items")
NEW_LINE = Text("et punkt med '-' skal begynde på en ny linje", "an item with '-' must begin on a new line")
NO_VALUE = Text("en værdi mangler her", "a value is missing here")
ESCAPE = Text(
    "en omvendt skråstreg kan ikke stå sådan i \"...\": brug '...'",
    "a backslash cannot stand like this in \"...\": use '...'",
)
BLOCK = Text("efter | eller > begynder teksten på næste linje", "after | or > the text begins on the next line")
REST = Text(
    "her er indholdet slut: er der en parentes for meget?", "the content ends here: is there a bracket too many?"
)
# What libyaml says, how we say it, and whether the place is where the thing began.
WORDS = (
    ("mapping values are not allowed", COLON, False),
    ("block sequence entries are not allowed", NEW_LINE, False),
    ("found unexpected end of stream", QUOTE, True),
    ("did not find expected ',' or ']'", LIST, True),
    ("did not find expected ',' or '}'", BRACES, True),
    ("could not find expected ':'", NO_COLON, True),
    ("did not find expected key", LINE, False),
    ("did not find expected '-' indicator", DASH, False),
    ("did not find expected node content", NO_VALUE, False),
    ("unknown escape character", ESCAPE, False),
    ("found a tab character", TAB, False),
    ("did not find expected comment or line break", BLOCK, False),
    ("did not find expected <document start>", REST, False),
)


def syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """Give the problem that YAML's `error` about `text` tells of."""
    said = error.problem or error.context or ""
    known = next((known for known in WORDS if known[0] in said), None)
    mark = (known and known[2] and error.context_mark) or error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    if known:
        return Problem("yaml-syntax", place, known[1])
    sign = text[mark.index : mark.index + 1] if mark else ""
    if "cannot start any token" not in said:
        return Problem("yaml-syntax", place, Text(f"YAML-fejl: {said}", f"YAML error: {said}"))
    if sign == "\t":
        return Problem("yaml-syntax", place, TAB)
    message = Text(
        f"{shown(sign)} kan ikke indlede en værdi: sæt den i citationstegn",
        f"{shown(sign)} cannot begin a value: put it in quotation marks",
    )
    return Problem("yaml-syntax", place, message)


def character_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Give the problem with a character that YAML does not allow."""
    character = getattr(error, "character", None)
    position = text.find(chr(character)) if isinstance(character, int) else -1
    before = text[: max(position, 0)]
    place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n")) if position >= 0 else Place(file)
    message = Text("filen har et tegn der ikke kan læses", "the file holds a character that cannot be read")
    return Problem("yaml-character", place, message, Text("læsbar tekst", "readable text"))
