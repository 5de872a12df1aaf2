"""Spreadsheets as people have them: what is read from each, and from which cell."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from engine.source.problem import Place, Problems
from facts.factset import FactSet
from facts.read import read_facts
from tests.sheets.make import DATE, PERCENT, book, number, raw, row, saved, text, values, written

HEAD = ["id", "Tilbud", "År", "Takst (kr.)", "Belægningsprocent", "Nedsat fra", "Opdelt"]
TILBUD = [["id", "navn"], ["gaarden", "Gården"]]


def read(folder: Path, made: Workbook, name: str = "fakta.xlsx") -> FactSet:
    return read_facts([saved(made, folder, name)])


def told(facts: FactSet) -> list[str]:
    return [f"{remark.place}: {remark.text.da}" for remark in facts.remarks]


def test_values_and_places(tmp_path: Path) -> None:
    made = book([HEAD, ["a-1", "gaarden", 2017, 1234.5, 0.98, date(2016, 1, 1), "ja"]], Tilbud=TILBUD)
    made["Takst"]["E2"].number_format = "0.0%"
    found = read(tmp_path, made)
    assert values(found, "takst", "a-1") == {
        "tilbud": "gaarden",
        "aar": 2017,
        "takst": 123450,
        "belaegning": 9800,
        "nedsat_fra": date(2016, 1, 1),
        "opdelt": True,
    }
    places = found.subjects["takst"]["a-1"].places
    assert places["takst"] == Place("fakta.xlsx", 2, 4, "Takst")
    assert (str(places["id"]), str(places["belaegning"])) == ("fakta.xlsx:Takst!A2", "fakta.xlsx:Takst!E2")
    assert found.files == ("fakta.xlsx",)


def test_an_empty_cell_is_unknown_and_its_place_is_kept(tmp_path: Path) -> None:
    found = read(tmp_path, book([HEAD, ["a-1", None, 2017]]))
    subject = found.subjects["takst"]["a-1"]
    assert values(found, "takst", "a-1") == {"aar": 2017}
    assert str(subject.empty["takst"]) == "fakta.xlsx:Takst!D2"


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        ("0.30000000000000004", Fraction(30)),  # 0.1 + 0.2
        ("2.6749999999999998", Fraction(535, 2)),
        ("1234.5", Fraction(123450)),
        ("1E-3", Fraction(1, 10)),
        ("1.5E6", Fraction(150000000)),
        ("0.33333333333333331", Fraction(333333333333333, 10**13)),
        ("123456789012345", Fraction(12345678901234500)),
        ("1234567890123456789", Fraction(123456789012346000000)),  # no more than a spreadsheet shows
        ("1.234", Fraction(617, 5)),
        ("-0", Fraction(0)),
    ],
)
def test_what_counts_is_fifteen_digits_and_no_binary_noise(tmp_path: Path, stored: str, kept: Fraction) -> None:
    rows = row(1, text("A1", "id"), text("B1", "efterregulering")) + row(2, text("A2", "a"), number("B2", stored))
    found = read_facts([written(tmp_path, raw(rows))])
    assert found.subjects["takst"]["a"].values["efterregulering"] == kept


@pytest.mark.parametrize("stored", ["0.061", "6.0999999999999999E-2", "6.1000000000000006E-2"])
def test_a_cell_shown_as_percent(tmp_path: Path, stored: str) -> None:
    rows = row(1, text("A1", "id"), text("B1", "pensionsprocent"))
    rows += row(2, text("A2", "a"), number("B2", stored, PERCENT))
    assert read_facts([written(tmp_path, raw(rows))]).subjects["takst"]["a"].values["pensionsprocent"] == 610


@pytest.mark.parametrize(
    ("dates", "stored", "day"),
    [
        ("", "42370", date(2016, 1, 1)),
        ("", "61", date(1900, 3, 1)),
        ('<workbookPr date1904="1"/>', "40908", date(2016, 1, 1)),
        ("", "2958465", date(9999, 12, 31)),
    ],
)
def test_days_are_counted_from_1900_or_1904(tmp_path: Path, dates: str, stored: str, day: date) -> None:
    rows = row(1, text("A1", "id"), text("B1", "nedsat fra")) + row(2, text("A2", "a"), number("B2", stored, DATE))
    assert read_facts([written(tmp_path, raw(rows, dates=dates))]).subjects["takst"]["a"].values["nedsat_fra"] == day


def test_formulas_count_as_their_saved_values(tmp_path: Path) -> None:
    rows = row(1, text("A1", "id"), text("B1", "takst"), text("C1", "navn"), text("D1", "opdelt"))
    rows += row(
        2,
        text("A2", "a"),
        number("B2", "0.30000000000000004", formula="0.1+0.2"),
        '<c r="C2" t="str"><f>""</f><v></v></c>',
        '<c r="D2" t="b"><f>1=1</f><v>1</v></c>',
    )
    found = read_facts([written(tmp_path, raw(rows))])
    assert values(found, "takst", "a") == {"takst": 30, "opdelt": True}


def test_cells_without_an_address_follow_each_other(tmp_path: Path) -> None:
    cell = '<c t="inlineStr"><is><r><t>{}</t></r><rPh><t>no</t></rPh></is></c>'
    rows = "".join(
        f"<row>{cell.format(one)}{cell.format(other)}</row>" for one, other in (("id", "navn"), ("a", "Gården"))
    )
    found = read_facts([written(tmp_path, raw(rows, sheet="Tilbud"))])
    assert str(found.subjects["tilbud"]["a"].places["navn"]) == "fakta.xlsx:Tilbud!B2"


def test_titles_empty_rows_notes_and_sums_around_the_table(tmp_path: Path) -> None:
    rows = [
        ["Takster 2017 for Region Midt"],
        ["Udtrukket den 1. juni"],
        [],
        ["id", "År", "Takst (kr.)"],
        ["a-1", 2017, 100],
        [],
        ["a-2", 2017, 200],
        ["I alt", None, 300],
        [None, None, None, "løs bemærkning"],
        [],
        ["Kilde: budget 2017"],
        ["* takster uden moms"],
        ["Afstemt af regnskab", None, None],
    ]
    found = read(tmp_path, book(rows))
    assert list(found.subjects["takst"]) == ["a-1", "a-2"]
    assert str(found.subjects["takst"]["a-2"].places["takst"]) == "fakta.xlsx:Takst!C7"
    assert told(found) == [
        "fakta.xlsx:Takst!D4: kolonnen har ingen overskrift og er ikke læst",
        "fakta.xlsx:Takst!A8: 'I alt' er ikke læst: en sum er ikke fakta",
        "fakta.xlsx:Takst!D9: 'løs bemærkning' er læst som en note",
        "fakta.xlsx:Takst!A11: 'Kilde: budget 2017' er læst som en note",
        "fakta.xlsx:Takst!A12: '* takster uden moms' er læst som en note",
        "fakta.xlsx:Takst!A13: 'Afstemt af regnskab' er læst som en note",
    ]


def test_what_looks_like_a_note_but_has_figures_is_a_subject(tmp_path: Path) -> None:
    found = read(tmp_path, book([["id", "År"], ["Kilde 1", 2017], ["Obs", 2017], ["Obs-pladser", None]]))
    assert list(found.subjects["takst"]) == ["kilde-1", "obs", "obs-pladser"]
    assert told(found) == []


def test_what_stands_beside_the_table_is_a_note(tmp_path: Path) -> None:
    found = read(tmp_path, book([["id", "År"], ["a", 2017], [None, None, 4711], [None, None, "kontrolleret", 4711]]))
    assert list(found.subjects["takst"]) == ["a"]
    assert told(found)[2:] == [
        "fakta.xlsx:Takst!C3: '4711' er læst som en note",
        "fakta.xlsx:Takst!C4: 'kontrolleret' er læst som en note",
    ]


def test_headers_again_on_the_next_page(tmp_path: Path) -> None:
    found = read(tmp_path, book([["id", "År"], ["a", 2017], ["id", "År"], ["b", 2017]]))
    assert list(found.subjects["takst"]) == ["a", "b"]
    assert told(found) == ["fakta.xlsx:Takst!A3: overskrifterne står igen"]


def test_a_sheet_called_facts_may_hold_them(tmp_path: Path) -> None:
    rows = [["id", "Tilbud", "Regnskabsår", "Takstindtægter"], ["r", None, 2015, 100]]
    assert list(read(tmp_path, book(rows, "Fakta")).subjects["regnskab"]) == ["r"]


def test_headers_in_two_rows_with_merged_cells(tmp_path: Path) -> None:
    made = book([["id", "Ordinær takst", None, None, "År"], [None, 2014, 2015, 2018], ["a", 1, 2, 3, 2017]])
    for cells in ("A1:A2", "B1:D1", "E1:E2"):
        made["Takst"].merge_cells(cells)
    found = read(tmp_path, made)
    assert values(found, "takst", "a") == {"takst_2014": 100, "takst_2015": 200, "takst_2018": 300, "aar": 2017}


def test_a_group_of_columns_under_a_merged_title(tmp_path: Path) -> None:
    made = book([["Taksten", None, "Priser", None], ["id", "år", "takst", "basistakst"], ["a", 2017, 5, 4]])
    made["Takst"].merge_cells("A1:B1")
    made["Takst"].merge_cells("C1:D1")
    assert values(read(tmp_path, made), "takst", "a") == {"aar": 2017, "takst": 500, "basistakst": 400}


def test_a_cell_merged_over_rows_counts_for_each_and_stands_where_it_shows(tmp_path: Path) -> None:
    made = book([["id", "tilbud"], ["a-1", "gaarden"], ["a-2", None], ["b-1", None]], Tilbud=TILBUD)
    made["Takst"].merge_cells("B2:B3")
    found = read(tmp_path, made)
    assert [found.subjects["takst"][id_].values.get("tilbud") for id_ in ("a-1", "a-2", "b-1")] == [
        "gaarden",
        "gaarden",
        None,
    ]
    assert str(found.subjects["takst"]["a-2"].places["tilbud"]) == "fakta.xlsx:Takst!B2"


def test_hidden_rows_columns_and_sheets_are_read_like_others_and_told_of(tmp_path: Path) -> None:
    made = book([["id", "år"], ["a", 2017], ["b", 2017], ["c", 2017]], Tilbud=TILBUD, Diagram=[["noget andet"]])
    for hidden in (3, 4):
        made["Takst"].row_dimensions[hidden].hidden = True
    made["Takst"].column_dimensions["B"].hidden = True
    made["Tilbud"].sheet_state = "hidden"
    found = read(tmp_path, made)
    assert list(found.subjects["takst"]) == ["a", "b", "c"]
    assert list(found.subjects["tilbud"]) == ["gaarden"]
    assert told(found) == [
        "fakta.xlsx:Diagram: arket er ikke læst: det har ingen fakta, der kendes",
        "fakta.xlsx:Takst!B1: skjulte kolonner er læst som de andre: B",
        "fakta.xlsx:Takst!A3: skjulte rækker er læst som de andre: 3, 4",
        "fakta.xlsx:Tilbud: arket er skjult og læst som de andre",
    ]


def test_what_stands_in_parentheses_is_left_out(tmp_path: Path) -> None:
    made = book(
        [["id", "år", "(intern vurdering)", "Bemærkninger"], ["(eksempel)", 2017], ["a", 2017, "x", "y"]],
        **{"(Takster sidste år)": [["id", "år"], ["b", 2016]]},
    )
    found = read(tmp_path, made)
    assert [subject.id for subject in found] == ["a"]
    assert told(found) == [
        "fakta.xlsx:'(Takster sidste år)': arket er ikke læst: dets navn står i parentes",
        "fakta.xlsx:Takst!C1: kolonnen '(intern vurdering)' er ikke læst",
        "fakta.xlsx:Takst!D1: kolonnen 'Bemærkninger' er ikke læst",
        "fakta.xlsx:Takst!A2: rækken er ikke læst: dens id står i parentes",
    ]


def test_one_subject_over_several_sheets_and_files(tmp_path: Path) -> None:
    saved(
        book(
            [["id", "Takst"], ["a", 100]],
            "Takster",
            **{"Takster pladser": [["id", "Takst", "Dage"], ["a", "100,00", 365]]},
        ),
        tmp_path,
    )
    saved(book([["takst-id", "År"], ["A", 2017]], "Takstår"), tmp_path, "mere.xlsx")
    (tmp_path / "navne.csv").write_bytes("takst-id;tilbud;navn\r\na;gaarden;Gårdens takst\r\n".encode())
    (tmp_path / "tilbud.yaml").write_text("as_of: 2017-01-01\ntilbud: [{id: gaarden}]\ntakst: [{id: a, opdelt: nej}]\n")
    found = read_facts(sorted(tmp_path.iterdir()))
    subject = found.subjects["takst"]["a"]
    assert values(found, "takst", "a") == {
        "navn": "Gårdens takst", "tilbud": "gaarden", "aar": 2017, "takst": 10000, "dage": 365, "opdelt": False,
    }  # fmt: skip
    assert {name: str(place) for name, place in subject.places.items()} == {
        "id": "fakta.xlsx:Takster!A2",
        "navn": "navne.csv:C2",
        "tilbud": "navne.csv:B2",
        "aar": "mere.xlsx:Takstår!B2",
        "takst": "fakta.xlsx:Takster!B2",
        "dage": "fakta.xlsx:'Takster pladser'!C2",
        "opdelt": "tilbud.yaml:3:25",
    }


def test_the_sheet_about_the_facts(tmp_path: Path) -> None:
    made = book([["id"], ["a"]], **{"Om fakta": [["Kontroldato", "1. januar 2017"], ["Titel", "Takster"], ["Note"]]})
    found = read(tmp_path, made)
    assert (found.as_of, found.title, found.note) == (date(2017, 1, 1), "Takster", None)
    english = book([["id"], ["a"]], About=[["as_of", datetime(2017, 6, 1)], ["note", "Made up."]])
    found = read(tmp_path, english)
    assert (found.as_of, found.title, found.note) == (date(2017, 6, 1), None, "Made up.")


@pytest.mark.parametrize(
    ("title", "entity"),
    [
        ("Takst", "takst"), ("Takster", "takst"), ("takster 2017", "takst"), ("2017 Takster", "takst"),
        ("TAKSTERNE", "takst"), ("Tariffs", "takst"), ("tariff", "takst"), ("Tilbud", "tilbud"),
        ("Tilbuddene", None), ("Offerings", "tilbud"), ("Budget", "budget"), ("Budgetter", "budget"),
        ("Budgetposter", "budgetpost"), ("Budget lines", "budgetpost"), ("Købsaftaler", "koebsaftale"),
        ("Koebsaftale", "koebsaftale"), ("Betalingsaftaler", "betalingsaftale"), ("Opfølgning", "opfoelgning"),
        ("Regnskaber 2015", "regnskab"), ("Accounts", "regnskab"), ("Changes in capacity", "kapacitetsaendring"),
        ("Ark1", None), ("Takstliste", None), ("", None), ("2017", None),
    ],
)  # fmt: skip
def test_names_of_sheets(title: str, entity: str | None) -> None:
    from facts.sheets.names import entity_of

    assert entity_of(title) == entity


def test_columns_tell_what_a_sheet_holds_where_its_name_does_not(tmp_path: Path) -> None:
    rows = [["id", "Tilbud", "Regnskabsår", "Takstindtægter"], ["r", None, 2015, 100]]
    assert values(read(tmp_path, book(rows, "Ark1")), "regnskab", "r") == {"aar": 2015, "takstindtaegter": 10000}


def test_names_give_ids(tmp_path: Path) -> None:
    made = book(
        [["id", "tilbud"], ["Gården – plads 1", "Gården Nord"], [17, "GÅRDEN NORD"]], Tilbud=[["id"], ["gaarden-nord"]]
    )
    found = read(tmp_path, made)
    assert {s.id: s.values["tilbud"] for s in found.subjects["takst"].values()} == {
        "17": "gaarden-nord",
        "gaarden-plads-1": "gaarden-nord",
    }


def test_choices_and_sets_by_their_words(tmp_path: Path) -> None:
    rows = [
        ["id", "målgruppe", "lovhjemler", "samarbejde"],
        ["a", "Børn, unge", "SEL § 107; sel_108", "ingen"],
        ["b", "voksne", "[]", None],
        ["c", "voksne", "ingen", None],
        ["d", "voksne", "sel 107\nsel 108", None],
    ]
    found = read(tmp_path, book(rows, "Tilbud"))
    assert values(found, "tilbud", "a") == {
        "maalgruppe": "boern_unge", "lovhjemler": {"sel_107", "sel_108"}, "samarbejde": "ingen",
    }  # fmt: skip
    assert found.subjects["tilbud"]["b"].values["lovhjemler"] == frozenset()
    assert found.subjects["tilbud"]["c"].values["lovhjemler"] == frozenset()
    assert found.subjects["tilbud"]["d"].values["lovhjemler"] == {"sel_107", "sel_108"}


@pytest.mark.parametrize(
    "content",
    [
        "id;navn;pladser\r\na;Gården;12,5\r\n".encode(),
        "\ufeffid;navn;pladser\na;Gården;12,5\n".encode(),
        "id,navn,pladser\na,Gården,12.5\n".encode(),
        'id,navn,pladser\na,"Gården","12,5"\n'.encode(),
        "id\tnavn\tpladser\na\tGården\t12,5\n".encode("utf-16"),
        "id;navn;pladser\r\na;Gården;12,5\r\n".encode("cp1252"),
        "sep=|\r\nid|navn|pladser\r\na|Gården|12,5\r\n".encode(),
    ],
    ids=["semicolon", "mark", "comma", "quotes", "tabs", "windows", "named"],
)
def test_csv_as_programs_save_it(tmp_path: Path, content: bytes) -> None:
    found = read_facts([written(tmp_path, content, "tilbud.csv")])
    assert values(found, "tilbud", "a") == {"navn": "Gården", "pladser": Fraction(25, 2)}
    assert str(found.subjects["tilbud"]["a"].places["navn"]) == "tilbud.csv:B2"


def test_csv_counts_rows_as_a_spreadsheet_does(tmp_path: Path) -> None:
    found = read_facts([written(tmp_path, b'Tilbud\n\nid;navn\na;"A\nB"\nb;B\n', "tilbud.csv")])
    assert [str(s.places["navn"]) for s in found] == ["tilbud.csv:B4", "tilbud.csv:B5"]
    assert found.subjects["tilbud"]["a"].values["navn"] == "A\nB"


def test_one_file_at_fault_hides_no_other(tmp_path: Path) -> None:
    written(tmp_path, b"no workbook", "a.xlsx")
    saved(book([["id", "takst"], ["a", "x"]], Tilbud=[["id", "antal pladser"], ["b", "y"]]), tmp_path, "b.xlsx")
    (tmp_path / "c.yaml").write_text("tilbud: [{id: c, pladser: z}]\n")
    with pytest.raises(Problems) as raised:
        read_facts(sorted(tmp_path.iterdir()))
    assert [str(problem.place) for problem in raised.value.problems] == [
        "a.xlsx", "b.xlsx:Takst!B2", "b.xlsx:Tilbud!B2", "c.yaml:1:27",
    ]  # fmt: skip
