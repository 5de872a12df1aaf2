"""The rule files of a run: taken from their folder, stored by content, and read again without it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.rulebook.folder import DOCUMENTS, found_in
from engine.rulebook.format import one_line
from engine.rulebook.model import Rulebook
from engine.source.problem import Place, Problem, Problems
from engine.source.read import parse
from engine.source.text import Text
from engine.source.tree import Mapping as Tree
from engine.source.tree import Node, Scalar
from engine.values.canonical import canonical, hash_of
from facts.vocabulary import vocabulary

Files = Mapping[str, bytes]
"""What each rule file holds, by its name below the folder."""


def files_of(folder: Path) -> Files:
    """Give the files that the rulebook in `folder` is made of. Raises Problems where one can no longer be read."""
    problems: list[Problem] = []
    paths = [folder / DOCUMENTS, *found_in(folder, problems)]
    if problems:
        raise Problems(problems)
    try:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    except OSError:
        raise Problems([changed()]) from None


def manifest(digest: str, files: Files) -> bytes:
    """Give the list of a rulebook's files with their hashes, and the digest over what they say."""
    return canonical({"digest": digest, "files": {name: hash_of(content) for name, content in files.items()}})


def listed(content: bytes) -> tuple[str, dict[str, str]]:
    """Give the digest and the hashes of the files that a manifest lists."""
    data = json.loads(content)
    return data["digest"], data["files"]


def loaded(files: Files) -> Rulebook:
    """Give the rulebook that `files` make up. Raises Problems."""
    from engine.rulebook.load import load  # only what is new to a log, or comes out of it, is read

    with TemporaryDirectory(prefix="klausul-") as name:
        folder = Path(name)
        for file, content in files.items():
            path = folder / file
            if not path.resolve().is_relative_to(folder.resolve()):
                raise Problems([Problem("file-name", Place(file), Text("er ikke en regelfil", "is not a rule file"))])
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        return load(folder, vocabulary())


def changed() -> Problem:
    """Give the problem with rule files that changed while they were used."""
    message = Text("reglerne blev ændret imens, intet er gemt", "the rules were changed meanwhile, nothing is recorded")
    return Problem("rules-changed", Place("--rules"), message, Text("at de ligger stille", "them to lie still"))


class Written:
    """The rule files as they are written, read without judging them: any program can, whatever rules it takes."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.trees = {name: _root(name, content) for name, content in files.items() if name != DOCUMENTS}
        self.rules = {
            f"{name.split('/')[0]}/{rule}": (name, node)
            for name, root in self.trees.items()
            for rule, node in _below(root, "rules")
        }

    def hashes(self) -> dict[str, str]:
        """Give the hash of the file that each rule stands in, by the rule's id."""
        return {id_: hash_of(self.files[name]) for id_, (name, _) in self.rules.items()}

    def titles(self) -> dict[str, Text]:
        """Give the titles of rules, by their ids."""
        titles = {id_: _title(node) for id_, (_, node) in self.rules.items()}
        return {id_: title for id_, title in titles.items() if title}

    def documents(self) -> dict[str, Text]:
        """Give the titles of documents, by their ids."""
        content = self.files.get(DOCUMENTS)
        found = _below(_root(DOCUMENTS, content), "documents") if content else []
        titles = {id_: _title(node) for id_, node in found}
        return {id_: title for id_, title in titles.items() if title}

    def parameters(self) -> dict[tuple[str, str], Text]:
        """Give the titles of parameters, by the id of each rule that can use one and the parameter's name."""
        titles = {
            (id_, parameter): _title(node)
            for id_, (name, _) in self.rules.items()
            for parameter, node in _below(self.trees[name], "parameters")
        }
        return {key: title for key, title in titles.items() if title}


def _root(name: str, content: bytes) -> Node:
    return parse(content.decode("utf-8-sig"), name).root


def _below(root: Node, key: str) -> list[tuple[str, Node]]:
    node = root.entries.get(key) if isinstance(root, Tree) else None
    return list(node.entries.items()) if isinstance(node, Tree) else []


def _title(node: Node) -> Text | None:
    texts = dict(_below(node, "title"))
    da, en = texts.get("da"), texts.get("en")
    return Text(one_line(da.text), one_line(en.text)) if isinstance(da, Scalar) and isinstance(en, Scalar) else None
