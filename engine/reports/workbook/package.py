"""The package of someone's workbook: its parts, and how they lead to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from io import BytesIO
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from engine.reports.workbook.splice import RELATED, Part

TYPES = "[Content_Types].xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
EMPTY_RELATIONS = f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()


class Package:
    """The parts of a workbook; those that are not changed keep their bytes, their order and their dates."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as parts:
            self.entries = {each.filename: each for each in parts.infolist()}
            self.parts = {name: parts.read(name) for name in self.entries}
        self.workbook = next(iter(self.related("", "officeDocument").values()), "")

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Give the parts of a kind that `part` leads to, by the id of the relation."""
        relations = self.parts.get(relations_of(part))
        found = {}
        for each in fromstring(relations) if relations else ():  # noqa: S314 - no document type got by the reader
            if each.get("Type", "").rpartition("/")[2] == kind and each.get("TargetMode") != "External":
                target = posixpath.join(posixpath.dirname(part), each.get("Target", ""))
                found[each.get("Id", "")] = posixpath.normpath(target).lstrip("/")
        return found

    def sheets(self) -> dict[str, str]:
        """Give the part of each sheet by its name, in order."""
        targets = self.related(self.workbook, "worksheet")
        book = Part(self.parts[self.workbook])
        listed = [each.attributes for each in book.children(book.child("sheets"))]
        names = {each["name"]: next((v for k, v in each.items() if k.endswith(":id")), "") for each in listed}
        return {name: targets.get(id_, "") for name, id_ in names.items()}

    def relate(self, part: str, kind: str, target: str) -> str:
        """Have `part` lead to `target`; give the id of the relation."""
        name = relations_of(part)
        relations = Part(self.parts.get(name, EMPTY_RELATIONS))
        taken = {each.attributes.get("Id") for each in relations.children()}
        id_ = next(one for number in range(1, len(taken) + 2) if (one := f"klausul{number}") not in taken)
        new = f'<{relations.prefix}Relationship Id="{id_}" Type="{RELATED}/{kind}" Target={quoteattr("/" + target)}/>'
        relations.append(relations.root, new)
        self.parts[name] = relations.written()
        return id_

    def add(self, name: str, content: bytes, type_: str) -> str:
        """Add a part with its type under a free name like `name`; give its name."""
        stem, dot, ending = name.rpartition(".")
        taken = {each.lower() for each in self.parts}
        numbers = ("", *range(2, len(taken) + 3))
        free = next(one for n in numbers if (one := f"{stem}{n}{dot}{ending}").lower() not in taken)
        self.parts[free] = content
        types = Part(self.parts[TYPES])
        override = f'<{types.prefix}Override PartName={quoteattr("/" + free)} ContentType="{type_}"/>'
        types.append(types.root, override)
        self.parts[TYPES] = types.written()
        return free

    def bytes(self) -> bytes:
        """Give the package, new parts last and without the time of day."""
        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(_entry(self.entries, name), content, ZIP_DEFLATED)
        return made.getvalue()


def _entry(entries: Mapping[str, ZipInfo], name: str) -> ZipInfo:
    return ZipInfo(name, entries[name].date_time) if name in entries else ZipInfo(name)


def relations_of(part: str) -> str:
    """Give the name of the part that says where `part` leads to."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
