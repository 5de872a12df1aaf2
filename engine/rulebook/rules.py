"""From one rule file to its rules: names, terms and expressions checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from engine.language.check import check
from engine.language.nodes import Conclusion, Node, Owner
from engine.language.scope import Scope
from engine.rulebook.citations import citations_of, known_document
from engine.rulebook.format import RuleFileFormat, RuleFormat, TermFormat, UnlessFormat
from engine.rulebook.index import Index, area_of
from engine.rulebook.model import Document, Exemption, Parameter, Period, Reading, Rule
from engine.rulebook.names import check_names
from engine.rulebook.parameters import UNITS, parameter_of
from engine.rulebook.parts import Parts, Path, period_of, text_of
from engine.rulebook.readings import Written, check_readings, paths_of, readings_of, unused, written_of
from engine.rulebook.says import says_of
from engine.rulebook.terms import Terms, terms_of
from engine.source.problem import Problem, Problems, closest, shown
from engine.source.text import Text, same
from engine.source.tree import Document as Tree
from engine.source.tree import Scalar, find
from engine.source.validate import listed
from engine.values.kinds import TRUTH, Kind
from engine.values.vocabulary import Vocabulary


@dataclass
class FileReader:
    """Reads the rules of one file of the right shape; what is wrong is kept in `problems`.

    `documents` is None where they could not be read.
    """

    tree: Tree
    model: RuleFileFormat
    documents: Mapping[str, Document] | None
    vocabulary: Vocabulary
    index: Index
    problems: list[Problem] = field(default_factory=list)
    written: dict[str, Written] = field(default_factory=dict)

    def rules(self) -> Iterator[Rule]:
        """Give the rules that could be read."""
        known_document(self.parts, self.model.document, self.documents, ("document",))
        self._known_subject(self.model.subject, ("subject",))
        check_names(self.parts, self.model, self.vocabulary, self.index.conclusions)
        check_readings(self.parts, self.model)
        read = [rule for name, given in self.model.rules.items() if (rule := self._rule(name, given)) is not None]
        yield from read
        if self.model.subject in self.vocabulary.entities:
            scope = self._scope(self.model.subject)
            for name in self.model.terms:  # a term that no rule uses is still read
                scope.term(name)
            self._written(scope)
        if not self.problems:
            unused(self.parts, self.model, read)

    @cached_property
    def parts(self) -> Parts:
        """Give the tree with the list that problems go to."""
        return Parts(self.tree, self.problems)

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """Give the parameters that could be read."""
        own = (self.model.document, self.documents)
        read = {
            name: parameter_of(self.parts, name, given, own, self.vocabulary)
            for name, given in self.model.parameters.items()
        }
        return {name: parameter for name, parameter in read.items() if parameter is not None}

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Give the kinds of the parameters that have one, though they may have a problem."""
        units = {name: UNITS[given.unit] for name, given in self.model.parameters.items() if given.unit in UNITS}
        return units | {name: parameter.kind for name, parameter in self.parameters.items()}

    @cached_property
    def conclusions(self) -> frozenset[tuple[str, str]]:
        """Give what all rules conclude: (entity, name)."""
        return frozenset(self.index.conclusions)

    @cached_property
    def terms(self) -> Terms:
        """Give the terms as written, with the circles among them told."""
        paths: dict[str, Path] = {
            name: ("terms", name, "is") if isinstance(given, TermFormat) else ("terms", name)
            for name, given in self.model.terms.items()
        }
        otherwise = [(name, self._scalar(path)) for name, path in paths_of(self.model)]
        return terms_of({name: self._scalar(path) for name, path in paths.items()}, otherwise, self.problems)

    @cached_property
    def titles(self) -> dict[str, Text]:
        """Give the titles of the terms that have one."""
        terms = self.model.terms.items()
        return {name: Text(t.title.da, t.title.en) for name, t in terms if isinstance(t, TermFormat)}

    @cached_property
    def sayings(self) -> dict[str, Text]:
        """Give what the terms say that say something."""
        scope = self._scope(self.model.subject) if self.model.subject in self.vocabulary.entities else None
        found = {
            name: says_of(self.parts, given.says, scope.term(name) if scope else None, ("terms", name, "says"))
            for name, given in self.model.terms.items()
            if isinstance(given, TermFormat)
        }
        return {name: text for name, text in found.items() if text is not None}

    def _known_subject(self, subject: str, path: Path) -> bool:
        if subject in self.vocabulary.entities:
            return True
        known = sorted(self.vocabulary.entities)
        suggestion = closest(subject, known)
        message = Text(f"ukendt emne {shown(subject)}", f"unknown subject {shown(subject)}")
        self.parts.problem("unknown-subject", path, message, None if suggestion else listed(known), suggestion)
        return False

    def _rule(self, name: str, given: RuleFormat) -> Rule | None:
        path: Path = ("rules", name)
        subject = given.subject or self.model.subject
        self._shape(given, path)
        citations = citations_of(self.parts, given.cite, self.model.document, self.documents, (*path, "cite"))
        period = period_of(self.parts, given.in_force, (*path, "in_force")) if given.in_force else None
        if given.subject and not self._known_subject(given.subject, (*path, "subject")):
            return None
        if subject not in self.vocabulary.entities:
            return None
        scope = self._scope(subject)
        document = (self.documents or {}).get(self.model.document)
        when = self._expression(given.when, (*path, "when"), scope)
        require = self._expression(given.require, (*path, "require"), scope)
        exemptions = [self._exemption(unless, (*path, "unless", i), scope) for i, unless in enumerate(given.unless)]
        rule = Rule(
            id=f"{area_of(self.tree)}/{name}",
            subject=subject,
            modality=given.modality,
            title=Text(given.title.da, given.title.en),
            citations=citations,
            period=period or (document.period if document else Period()),
            when=when,
            require=require,
            unless=tuple(exemption for exemption in exemptions if exemption is not None),
            concludes=given.concludes,
            interpretation=text_of(given.interpretation),
            remedy=text_of(given.remedy),
            question=text_of(given.question),
            parameters=self.parameters,
            terms=self.titles,
            place=self.parts.place(path),
            says=says_of(self.parts, given.says, require or when, (*path, "says"), concludes=bool(given.concludes)),
            term_says=self.sayings,
        )
        return replace(rule, readings=self._readings(rule, scope))

    def _readings(self, rule: Rule, scope: Scope) -> tuple[Reading, ...]:
        if not self.model.readings or self.problems:  # a file with problems gives no rulebook
            return ()
        stem = self.tree.file.removesuffix(".yaml")
        places = {name: self.parts.key_place(("readings", name)) for name in self.model.readings}
        return readings_of(self.model, stem, self._written(scope), places, rule.expressions)

    def _written(self, scope: Scope) -> Written:
        if scope.subject not in self.written:
            self.written[scope.subject] = written_of(self.model, self._scalar, scope, self.problems)
        return self.written[scope.subject]

    def _shape(self, given: RuleFormat, path: Path) -> None:
        if given.concludes is not None and given.require is not None:
            message = Text("reglen både konkluderer og kræver", "the rule both concludes and requires")
            expected = Text("'concludes' eller 'require', del den i to", "'concludes' or 'require', divide it in two")
            self.parts.problem("rule-shape", (*path, "require"), message, expected)
        elif given.concludes is None and given.require is None:
            message = Text(
                "reglen hverken kræver eller konkluderer noget", "the rule neither requires nor concludes anything"
            )
            self.parts.problem(
                "rule-shape", path, message, Text("'require' eller 'concludes'", "'require' or 'concludes'")
            )
        elif given.concludes is not None and given.when is None:
            message = Text(
                "reglen siger ikke hvornår konklusionen gælder", "the rule does not say when the conclusion holds"
            )
            self.parts.problem("rule-shape", path, message, same("'when'"))

    def _exemption(self, given: UnlessFormat, path: Path, scope: Scope) -> Exemption | None:
        citations = citations_of(self.parts, given.cite, self.model.document, self.documents, (*path, "cite"))
        if given.rule is None and given.when is None:
            message = Text("undtagelsen siger ikke hvornår den gælder", "the exception does not say when it holds")
            self.parts.problem("exception-shape", path, message, Text("'rule' eller 'when'", "'rule' or 'when'"))
            return None
        if given.rule is not None and given.when is not None:
            message = Text("undtagelsen har både 'rule' og 'when'", "the exception has both 'rule' and 'when'")
            expected = Text("kun en af dem, del den i to", "only one of them, divide it in two")
            self.parts.problem("exception-shape", (*path, "when"), message, expected)
            return None
        if given.rule is None:
            test = self._expression(given.when, (*path, "when"), scope)
            return Exemption(test, citations) if test else None
        name = self._excepted(given.rule, (*path, "rule"), scope.subject)
        if name is None:
            return None
        place = self.parts.place((*path, "rule"))
        test = Conclusion(kind=TRUTH, text=name, place=place, owner=Owner(0), entity=scope.subject, name=name)
        return Exemption(test, citations, given.rule)

    def _excepted(self, rule: str, path: Path, subject: str) -> str | None:
        """Give what the rule that makes an exception concludes, or None with a problem kept."""
        claim = self.index.rules.get(rule)
        usable = sorted(id_ for (of, _), id_ in self.index.conclusions.items() if of == subject)
        if claim is None:
            message = Text(f"der er ingen regel {shown(rule)}", f"there is no rule {shown(rule)}")
        elif claim.concludes is None:
            message = Text(f"{rule} konkluderer ikke noget", f"{rule} does not conclude anything")
        elif claim.subject != subject:
            message = Text(
                f"{rule} handler om {claim.subject}, denne regel om {subject}",
                f"{rule} is about {claim.subject}, this rule about {subject}",
            )
        else:
            return claim.concludes
        whole = next((id_ for id_ in usable if id_.endswith(f"/{rule}")), None)
        suggestion = (whole or closest(rule, usable)) if claim is None else None
        expected = Text(f"en regel der konkluderer noget om {subject}", f"a rule that concludes something of {subject}")
        self.parts.problem("unknown-rule", path, message, None if suggestion else expected, suggestion)
        return None

    def _scope(self, subject: str) -> Scope:
        scope = Scope(
            self.vocabulary,
            subject,
            self.kinds,
            self.conclusions,
            self.model.terms.keys(),
            lambda name: self.terms.term(name, scope, self.problems),
            frozenset(self.model.parameters.keys() - self.kinds.keys()),
        )
        return scope

    def _scalar(self, path: Path) -> Scalar:
        node, _ = find(self.tree.root, path)
        assert isinstance(node, Scalar)  # noqa: S101 - the format's model has seen to it
        return node

    def _expression(self, text: str | None, path: Path, scope: Scope) -> Node | None:
        if text is None:
            return None
        try:
            return check(self._scalar(path), scope, TRUTH)
        except Problems as error:
            self.problems += error.problems
            return None
