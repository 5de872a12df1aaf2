"""A small made-up agreement, a rulebook that cites its clauses, and ways to write both, the agreement also as a PDF."""

from __future__ import annotations

from pathlib import Path

from engine.passages.fingerprint import fingerprint_of

AGREEMENT = """Aftale om legepladser

1. Formål
Aftalen handler om legepladserne i byens parker.

2. Betaling
Der betales senest 14 dage efter regningen, også for ubenyttede gynger. Renten er 6,1 %
om året, beregnet af det skyldige beløb.

2.1 Opsigelse
Opsigelse sker skriftligt til den anden part, og varslet er løbende
måned plus én måned.

3. Redskaber
Nærmere regler om gynger og rutsjebaner står i bilag 1.

4. Gentagelser
Der betales senest 14 dage efter regningen, også for ubenyttede gynger.
"""
PASSAGES = {
    "frist": "Der betales senest 14 dage efter regningen, også for ubenyttede gynger.",
    "rente": "Renten er 6,1 % om året",
    "varsel": "Opsigelse sker skriftligt til den anden part, og varslet er løbende måned plus én måned.",
    "bilag": "Nærmere regler om gynger og rutsjebaner står i bilag 1.",
}
DOCUMENTS = """
documents:
  legeaftale:
    title: {{da: Legeaftalen, en: The playground agreement}}
    kind: aftale
    in_force: {{from: 2017-01-01}}
    published: {{da: ingen steder, en: nowhere}}
    chapters:
      "1":
        title: {{da: Formål, en: Purpose}}
        no_rule: {{because: beskrivelse, text: {{da: Kun et formål., en: A purpose only.}}}}
      "2":
        title: {{da: Betaling, en: Payment}}
        clauses:
          frist:
            title: {{da: betalingsfristen, en: the payment term}}
            passage: {frist}
          rente:
            title: {{da: renten, en: the interest}}
            passage: {rente}
      "2.1":
        title: {{da: Opsigelse, en: Notice}}
        clauses:
          varsel:
            title: {{da: varslet, en: the notice}}
            passage: {varsel}
      redskaber:
        title: {{da: Redskaber, en: Equipment}}
        clauses:
          bilag:
            title: {{da: redskaberne, en: the equipment}}
            passage: {bilag}
            no_rule: {{because: bilag, text: {{da: Bilag 1 er ikke ved hånden., en: Annex 1 is not at hand.}}}}
      "4":
        title: {{da: Gentagelser, en: Repetitions}}
        clauses:
          frist:
            title: {{da: betalingsfristen igen, en: the payment term again}}
            passage: {frist}
            no_rule: {{because: gentagelse, text: {{da: Står i kapitel 2., en: Stands in chapter 2.}}}}
  legelov:
    title: {{da: Legeloven, en: The playground act}}
    kind: lov
    in_force: {{from: 2010-01-01}}
    published: {{da: ingen steder, en: nowhere}}
    not_at_hand: {{da: loven er ikke ved hånden, en: the act is not at hand}}
"""
RULES = """
document: legeaftale
subject: takst
parameters:
  rente:
    unit: procent
    values: {2017-01-01: 6.1 %}
    cite: "2/rente"
    review_by: 2017-12-31
rules:
  frist:
    cite: ["2/frist", {document: legelov, chapter: "7-8"}]
    modality: skal
    title: {da: Fristen, en: The term}
    require: forrentningsprocent <= rente
    unless:
      - {when: dage < 100, cite: "2.1/varsel"}
  varsel:
    cite: "2.1/varsel"
    modality: kan
    title: {da: Varslet, en: The notice}
    concludes: varslet
    when: pladser < 3
"""


def rules_in(folder: Path) -> Path:
    """Write the rulebook that cites the agreement, and give its folder."""
    prints = {name: fingerprint_of(passage) for name, passage in PASSAGES.items()}
    (folder / "rules" / "takst").mkdir(parents=True)
    (folder / "rules" / "documents.yaml").write_text(DOCUMENTS.format(**prints), "utf-8")
    (folder / "rules" / "takst" / "leg.yaml").write_text(RULES, "utf-8")
    return folder / "rules"


def copies_in(folder: Path, text: str = AGREEMENT, name: str = "legeaftale.txt") -> Path:
    """Write a copy of the agreement, and give its folder."""
    (folder / "copies").mkdir(exist_ok=True)
    (folder / "copies" / name).write_text(text, "utf-8")
    return folder / "copies"


def pdf_of(*pages: str) -> bytes:
    """Give a PDF file with these pages, a line of text each line."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for page in pages:
        lines = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in page.splitlines()]
        shown = "\n".join(f"({line}) Tj T*" for line in lines)
        content = f"BT /F 12 Tf 14 TL 50 800 Td\n{shown}\nET".encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        box = b"/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
        objects.append(b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R>>" % (box, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, start,
    )  # fmt: skip
