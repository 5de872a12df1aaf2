"""From a folder of rule files to a checked rulebook; every problem of every file is found before any is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from stat import S_IFDIR
from typing import TypeVar

from pydantic import ValidationError

from engine.rulebook.citations import cited_in
from engine.rulebook.deadlines import deadlines_of
from engine.rulebook.digest import digest_of
from engine.rulebook.documents import check_encoded, documents_of
from engine.rulebook.folder import DOCUMENTS, found_in, mode
from engine.rulebook.format import DocumentsFormat, Format, RuleFileFormat
from engine.rulebook.index import index
from engine.rulebook.model import Deadline, Document, Rule, Rulebook
from engine.rulebook.order import in_order, resting
from engine.rulebook.parts import Parts
from engine.rulebook.rules import FileReader
from engine.source.problem import Place, Problem, Problems
from engine.source.read import read
from engine.source.text import Text
from engine.source.tree import Document as Tree
from engine.source.tree import plain
from engine.source.validate import problems_of
from engine.values.vocabulary import Vocabulary

Model = TypeVar("Model", bound=Format)


def load(folder: Path, vocabulary: Vocabulary) -> Rulebook:
    """Give the rulebook of the rule files below `folder`, one folder an area. Raises Problems, all there are."""
    files = _Files(folder)
    documents = files.documents()
    models = files.rule_models()
    known = index(files.trees, files.problems)
    rules: dict[str, Rule] = {}
    deadlines: list[Deadline] = []
    for tree, model in models:
        reader = FileReader(tree, model, documents, vocabulary, known)
        for rule in reader.rules():
            rules.setdefault(rule.id, rule)
        deadlines += deadlines_of(reader.parts, model, reader.parameters, rules)
        files.problems += reader.problems
    rests_on = resting(rules)
    order = in_order(rules, rests_on, files.problems)
    if documents is not None and files.register is not None:
        check_encoded(files.register, documents, {one for _, model in models for one in cited_in(model)})
    if documents is None or files.problems:
        raise Problems(files.told())
    return Rulebook(
        vocabulary,
        documents,
        dict(sorted(rules.items())),
        rests_on,
        order,
        digest_of(files.models),
        tuple(sorted(deadlines, key=lambda deadline: deadline.id)),
    )


@dataclass
class _Files:
    """The files of a rulebook read one by one; `register` is documents.yaml once read.

    `unread` says that one of them could not be read at all, `misshapen` that one has not the right shape.
    """

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    models: dict[str, Format] = field(default_factory=dict)
    trees: list[Tree] = field(default_factory=list)
    unread: bool = False
    misshapen: bool = False
    register: Parts | None = None

    def documents(self) -> dict[str, Document] | None:
        """Give the documents by id, or None with problems kept."""
        if mode(self.folder) != S_IFDIR:
            raise Problems([_no_folder(self.folder)])
        read = self._read(self.folder / DOCUMENTS, DocumentsFormat)
        if read is None:
            return None
        tree, model = read
        self.register = Parts(tree, self.problems)
        return documents_of(self.register, model)

    def rule_models(self) -> list[tuple[Tree, RuleFileFormat]]:
        """Give the rule files of the right shape; the trees of the others are kept too."""
        paths = found_in(self.folder, self.problems)
        if not paths and not self.problems:
            message = Text("her er ingen regelfiler", "there are no rule files here")
            expected = Text("mindst én, som takst/overhead.yaml", "at least one, such as takst/overhead.yaml")
            self.problems.append(Problem("no-rules", Place(self.folder.as_posix()), message, expected))
        read = [self._read(path, RuleFileFormat) for path in paths]
        return [both for both in read if both is not None]

    def told(self) -> list[Problem]:
        """Give the problems, without those that others of them may have caused."""
        unsure: tuple[str, ...] = ("unknown-name", "unknown-rule") if self.unread else ()
        if self.misshapen or any(p.code in ("unknown-clause", "unknown-document") for p in self.problems):
            unsure += ("not-encoded",)
        return [problem for problem in self.problems if problem.code not in unsure or problem.suggestion]

    def _read(self, path: Path, model: type[Model]) -> tuple[Tree, Model] | None:
        name = path.relative_to(self.folder).as_posix()
        try:
            tree = read(path, name)
        except Problems as error:
            self.unread = self.misshapen = True
            self.problems += [
                _no_documents() if p.code == "no-file" and name == DOCUMENTS else p for p in error.problems
            ]
            return None
        if model is RuleFileFormat:
            self.trees.append(tree)
        try:
            read_as = model.model_validate(plain(tree.root))
        except ValidationError as error:
            self.misshapen = True
            self.problems += problems_of(error, tree.root, model)
            return None
        self.models[name] = read_as
        return tree, read_as


def _no_folder(folder: Path) -> Problem:
    place = Place(folder.as_posix())
    if mode(folder):
        return Problem("no-folder", place, Text("er ikke en mappe", "is not a folder"), FOLDER)
    return Problem("no-folder", place, Text("mappen findes ikke", "there is no such folder"), FOLDER)


def _no_documents() -> Problem:
    message = Text("filen findes ikke", "there is no such file")
    expected = Text(
        "en fil med de aftaler og love, som reglerne henviser til",
        "a file with the agreements and laws that rules cite",
    )
    return Problem("no-documents", Place(DOCUMENTS), message, expected)


FOLDER = Text(
    "en mappe med documents.yaml og en mappe for hvert område", "a folder with documents.yaml and one for each area"
)
