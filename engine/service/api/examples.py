"""The examples of the API's description: small made-up facts, as a request's body and in a form."""

from __future__ import annotations

from typing import Any

FACTS: dict[str, Any] = {
    "as_of": "2017-06-01",
    "title": "Opdigtet eksempel / made-up example",
    "driftsherre": [{"id": "nord", "navn": "Nord Kommune", "type": "kommune"}],
    "tilbud": [
        {
            "id": "skovbrynet",
            "navn": "Skovbrynet",
            "driftsherre": "nord",
            "institution": "anden",
            "lovhjemler": ["sel_107"],
            "maalgruppe": "voksne",
            "beliggenhedsregion": "midtjylland",
            "overtaget_fra_region": True,
        }
    ],
    "takst": [
        {
            "id": "skovbrynet-1",
            "tilbud": "skovbrynet",
            "aar": 2017,
            "takst": "1500 kr",
            "administration": "64.10 kr",
            "direkte_omkostninger": "1000 kr",
        }
    ],
}
RULE, SUBJECT, DOCUMENT, AREA = "takst/overhead-maksimum", "skovbrynet-1", "rammeaftale-2017", "takst"
"""A rule, a subject of the facts above that it decides on, a document and an area."""
