"""From the text of an expression to its syntax tree (lark, LALR), with errors that say what was expected."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from lark import Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from engine.language.slips import foreign
from engine.language.table import parser
from engine.source.problem import Problem, Problems, shown
from engine.source.text import Lang, Text, same
from engine.source.tree import Scalar

LONGEST = 2_000
VALUES = frozenset({"NAME", "NUMBER", "SHARE", "MONEY", "DATE", "SPAN", "TEXT", "TRUTH"})
CLOSING = {"RPAR": "')'", "RBRACE": "'}'", "COMMA": "','", "THEN": "'then'", "ELSE": "'else'"}

LANGS: tuple[Lang, Lang] = ("da", "en")
Branch = Tree[Token]


def parse(source: Scalar) -> Branch:
    """Give the syntax tree of an expression. Raises Problems with the place inside the file."""
    text = source.text
    if not text.strip():
        message = Text("udtrykket er tomt", "the expression is empty")
        raise Problems([Problem("expression-empty", source.place, message)])
    if len(text) > LONGEST:
        message = Text("udtrykket er for langt", "the expression is too long")
        expected = Text(
            f"højst {LONGEST} tegn; del det op med 'terms'", f"at most {LONGEST} characters; divide it with 'terms'"
        )
        raise Problems([Problem("expression-long", source.place, message, expected)])
    try:
        return _tree(text)
    except UnexpectedInput as error:
        raise Problems([_problem(error, source)]) from None


def branches(tree: Branch) -> list[Branch]:
    """Give the branches directly below `tree`, without its tokens."""
    return [child for child in tree.children if isinstance(child, Tree)]


def is_bare(tree: Branch) -> bool:
    """Say whether `tree` is one name, without a dot."""
    return tree.data == "path" and len(tree.children) == 1


def bare_names(tree: Branch) -> list[str]:
    """Give the bare names that `tree` is, or that are the items of the set it is, or the branches of the if."""
    if is_bare(tree):
        return [str(tree.children[0])]
    inner = {"set": branches(tree), "conditional": branches(tree)[1:]}.get(tree.data, [])
    return [name for branch in inner for name in bare_names(branch)]


@lru_cache(maxsize=1024)
def _tree(text: str) -> Branch:
    tree: Branch = parser().parse(text)
    return tree


def _problem(error: UnexpectedInput, source: Scalar) -> Problem:
    text = source.text
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        offset, found = error.token.start_pos or 0, str(error.token)
    elif isinstance(error, UnexpectedCharacters):
        offset = cast(int, error.pos_in_stream)
        found = text[offset]
    else:
        message = Text("udtrykket slutter for tidligt", "the expression ends too early")
        return Problem("expression-syntax", source.at(len(text.rstrip())), message, _expected(error))
    if found == '"':
        message = Text("citationstegnet lukkes ikke", "the quotation mark is not closed")
        return Problem("expression-syntax", source.at(offset), message)
    instead = None
    if other := foreign(text, offset):
        offset, found, instead = other
    message = Text(f"{shown(found)} kan ikke stå her", f"{shown(found)} cannot stand here")
    return Problem("expression-syntax", source.at(offset), message, None if instead else _expected(error), instead)


def _expected(error: UnexpectedInput) -> Text:
    if isinstance(error, UnexpectedToken):
        names, exact = set(error.accepts or error.expected), True
    else:
        names, exact = set(getattr(error, "allowed", None) or ()), False
    if names & VALUES == {"NAME"}:
        return Text("et navn", "a name")
    if names & VALUES:
        return Text("et navn eller en værdi", "a name or a value")
    if not exact:
        names &= {"ADD", "COMPARE"}
    examples = "= < +" if "COMPARE" in names else "+ -"
    signs = [Text(f"et tegn som {examples}", f"a sign such as {examples}")] if "ADD" in names else []
    options = [*signs, same("'and'"), same("'or'"), *(same(sign) for name, sign in CLOSING.items() if name in names)]
    if "$END" in names:
        options.append(Text("slut", "the end"))
    da, en = (", ".join(option.to(lang) for option in options[:-1]) for lang in LANGS)
    return Text(f"{da} eller {options[-1].da}", f"{en} or {options[-1].en}")
