"""What the fields that are no truths are called in a sentence. `{of}` is whose field it is, or the subject itself."""

from __future__ import annotations

from engine.source.text import Text

_OF = Text("{of}", "{of}")
_YEAR = Text("året", "the year")
_OFFERING = Text("tilbuddet", "the offering")
_AGREEMENT = Text("betalingsaftalen", "the payment agreement")
_NAME = Text("navnet", "the name")

HOLDERS = frozenset(
    {
        ("aftaleproces", "styringsaftalens_dele"),
        ("betalingsaftale", "indhold"),
        ("driftsherre", "opgoerelse_indhold"),
        ("takst", "medregnet"),
    }
)
"""Sets that a sentence calls by what holds them: the agreement lacks the start date. What is missing is their label."""
NAMES = {
    "afregning": {
        "id": _OF,
        "betalingsaftale": _AGREEMENT,
        "beloeb": Text("beløbet", "the amount"),
        "periode_start": Text("periodens første dag", "the first day of the period"),
        "periode_slut": Text("periodens sidste dag", "the last day of the period"),
        "afsendt": Text("afsendelsesdagen", "the day of sending"),
        "modtaget": Text("modtagelsesdagen", "the day of receipt"),
        "betalingsfrist": Text("betalingsfristen", "the payment deadline"),
        "form": Text("regningens form", "the form of the bill"),
        "betalt_beloeb": Text("det betalte beløb", "the amount paid"),
    },
    "aftaleproces": {
        "id": _OF,
        "aftaleaar": Text("aftaleåret", "the agreement year"),
        "indgaaede_dele": Text("listen over indgåede dele", "the list of parts concluded"),
        "udviklingsstrategi_indgaaet": Text(
            "dagen for udviklingsstrategiens indgåelse", "the day the development strategy was concluded"
        ),
        "styringsaftale_indgaaet": Text(
            "dagen for styringsaftalens indgåelse", "the day the steering agreement was concluded"
        ),
        "dassos_godkendt": Text("DASSOS' godkendelse", "DASSOS' approval"),
        "kkr_godkendt": Text("KKR's godkendelse", "KKR's approval"),
        "foerste_raad": Text("det første råds godkendelse", "the first council's approval"),
        "sidste_raad": Text("det sidste råds godkendelse", "the last council's approval"),
        "godkendt_af": Text("listen over råd, der har godkendt,", "the list of councils that have approved"),
        "styringsaftalens_dele": Text("styringsaftalen", "the steering agreement"),
        "lov_cirkulaere_indregnet": Text(
            "det indregnede beløb for lov- og cirkulæreændringer", "the amount put in for law-and-circular changes"
        ),
        "lov_cirkulaere_beloeb": Text("det beløb, DASSOS har besluttet,", "the amount that DASSOS has decided"),
        "lov_cirkulaere_dato": Text("dagen for DASSOS' beslutning", "the day of DASSOS' decision"),
    },
    "besparelse": {
        "id": _OF,
        "aar": _YEAR,
        "hjemtagelser": Text("besparelsen ved hjemtagelser", "the saving by taking over"),
        "ledsagelse_svalevej": Text("besparelsen på ledsagelse på Svalevej", "the saving on escorting at Svalevej"),
        "ekstratakst_hjerneskade": Text(
            "besparelsen på ekstratakster for hjerneskade", "the saving on extra tariffs for brain injury"
        ),
        "takst_tilpasning": Text("besparelsen ved takster efter behov", "the saving by fitting tariffs to needs"),
        "revisitation": Text("besparelsen ved revisitation", "the saving by new referral"),
        "drift_svalevej": Text("besparelsen på driften af Svalevej", "the saving on operating Svalevej"),
        "svalevej_pladser": Text("antallet af nye pladser på Svalevej", "the number of new places at Svalevej"),
    },
    "betalingsaftale": {
        "id": _OF,
        "tilbud": _OFFERING,
        "handlekommune": Text("handlekommunen", "the acting municipality"),
        "betalingskommune": Text("betalingskommunen", "the paying municipality"),
        "startdato": Text("startdatoen", "the start date"),
        "indhold": Text("aftalen", "the agreement"),
        "grundtakst": Text("aftalens forhold til grundtaksten", "the agreement's relation to the basic tariff"),
    },
    "budget": {
        "id": _OF,
        "navn": _NAME,
        "aar": _YEAR,
        "samlet": Text("budgettets samlede beløb", "the budget's total"),
    },
    "budgetpost": {
        "id": _OF,
        "navn": _NAME,
        "budget": Text("budgettet", "the budget"),
        "niveau": Text("postens niveau", "the level of the line"),
        "del_af": Text("den overordnede post", "the line that it is part of"),
        "beloeb": Text("beløbet", "the amount"),
    },
    "driftsherre": {
        "id": _OF,
        "navn": _NAME,
        "type": _OF,
        "region": Text("regionen", "the region"),
        "tillaegstakst_opgoerelse": Text("årets opgørelse af tillægstakster", "the year's report on supplements"),
        "niveauer_opfoelgning": Text(
            "den seneste opfølgning på takstniveauerne", "the last follow-up of the tariff levels"
        ),
        "opgoerelse_aar": Text("året for den seneste opgørelse", "the year of the last statement"),
        "opgoerelse_indhold": Text("den seneste opgørelse", "the last statement"),
    },
    "kapacitetsaendring": {
        "id": _OF,
        "tilbud": _OFFERING,
        "art": Text("ændringens art", "the kind of change"),
        "beslutningsdato": Text("driftsherrens endelige beslutning", "the operator's final decision"),
        "ikrafttraedelsesdato": Text("ændringens ikrafttræden", "the day the change takes effect"),
        "orienteringsdato": Text("orienteringen af de andre", "the day the others were told"),
        "godkendelsesdato": Text("kommunernes godkendelse", "the municipalities' approval"),
        "dassosdato": Text("behandlingen i DASSOS", "the day DASSOS dealt with it"),
        "takstaar": Text("takståret", "the tariff year"),
        "takst_foer": Text("taksten før ændringen", "the tariff before the change"),
        "takst_efter": Text("taksten efter ændringen", "the tariff after the change"),
        "resultat": Text("det resultat, der skal følge med,", "the result that is to follow"),
    },
    "koebsaftale": {
        "id": _OF,
        "tilbud": _OFFERING,
        "kommune": Text("den købende kommune", "the buying municipality"),
        "pladser": Text("antallet af garanterede pladser", "the number of places guaranteed"),
    },
    "opfoelgning": {
        "id": _OF,
        "art": Text("opfølgningens art", "the kind of follow-up"),
        "aar": _YEAR,
        "halvaar": Text("halvåret", "the half-year"),
        "dato": Text("datoen", "the date"),
        "forrige_dato": Text("den forrige score", "the previous score"),
        "planens_udloeb": Text("planens udløb", "the end of the plan"),
    },
    "opsigelse": {
        "id": _OF,
        "betalingsaftale": _AGREEMENT,
        "opsagt": Text("opsigelsesdagen", "the day of notice"),
        "ophoer": Text("betalingens sidste dag", "the last day of payment"),
    },
    "overtagelse": {
        "id": _OF,
        "tilbud": _OFFERING,
        "kommune": Text("den overtagende kommune", "the municipality taking over"),
        "fra": Text("den hidtidige driftsherre", "the former operator"),
        "beslutning": Text("beslutningen", "the decision"),
        "beslutningsdato": Text("beslutningsdatoen", "the date of decision"),
        "meddelelsesdato": Text("meddelelsesdatoen", "the date of notification"),
        "gennemfoerelsesdato": Text("gennemførelsesdatoen", "the date of completion"),
        "hjemmel": Text("overtagelsens hjemmel", "the legal basis of the takeover"),
        "kontaktudvalg_dato": Text("dagen i kontaktudvalget", "the day in the contact committee"),
        "pladser_aftalt_andre": Text(
            "de pladser, der er aftalt til andre kommuner", "the places agreed for other municipalities"
        ),
        "pladser_til_andre": Text(
            "antallet af pladser til rådighed for andre kommuner",
            "the number of places available to other municipalities",
        ),
    },
    "regnskab": {
        "id": _OF,
        "tilbud": _OFFERING,
        "aar": Text("regnskabsåret", "the accounting year"),
        "takstindtaegter": Text("takstindtægterne", "the tariff income"),
        "nettodriftsomkostninger": Text("nettodriftsomkostningerne", "the net operating costs"),
        "indregnet": Text("det resultat, der er indregnet i taksten,", "the result put into the tariff"),
        "indregnet_aar": Text("indregningens år", "the year it is put into the tariff"),
        "hensat": Text("det hensatte overskud", "the surplus set aside"),
        "hensat_brugt": Text("dagen, hensættelsen er brugt,", "the day the set-aside is used up"),
        "hensat_til": Text("hensættelsens formål", "the purpose of the set-aside"),
    },
    "resultatandel": {
        "id": _OF,
        "kapacitetsaendring": Text("kapacitetsændringen", "the change in capacity"),
        "tilbud": Text("det nye tilbud", "the new offering"),
        "beloeb": Text("andelen af resultatet", "the share of the result"),
    },
    "resultatmaal": {
        "id": _OF,
        "maal": Text("målet", "the goal"),
        "aar": _YEAR,
        "resultat_andel": Text("resultatet", "the result"),
        "resultat_antal": Text("resultatet", "the result"),
        "udgangspunkt_andel": Text("udgangspunktet", "the baseline"),
    },
    "takst": {
        "id": _OF,
        "navn": _NAME,
        "tilbud": _OFFERING,
        "aar": Text("takstens år", "the year of the tariff"),
        "takst": Text("taksten", "the tariff"),
        "pladser": Text("antallet af pladser til taksten", "the number of places at the tariff"),
        "dage": Text("antallet af dage", "the number of days"),
        "direkte_omkostninger": Text("de direkte omkostninger", "the direct costs"),
        "administration": Text("administrationen", "the administration"),
        "udvikling": Text("udviklingen af tilbuddet", "the development of the offering"),
        "ubenyttede_pladser": Text("beløbet for ubenyttede pladser", "the amount for unused places"),
        "akutkapacitet": Text("beløbet for akutte pladser", "the amount for acute capacity"),
        "beredskab": Text("beredskabet mod ventelister", "the readiness against waiting lists"),
        "afskrivning": Text("afskrivningen", "the depreciation"),
        "forrentning": Text("forrentningen", "the interest"),
        "husleje": Text("huslejen", "the rent"),
        "tjenestemandspension": Text("den opsparede tjenestemandspension", "the pension saved up"),
        "regulering": Text("reguleringen for tidligere år", "the adjustment for earlier years"),
        "udgifter": Text("udgifterne ved takstens pladser", "the costs of the places"),
        "medregnet": Text("taksten", "the tariff"),
        "pensionsprocent": Text("pensionsprocenten", "the pension percentage"),
        "forrentningsprocent": Text("forrentningsprocenten", "the interest percentage"),
        "belaegning": Text("belægningsprocenten", "the occupancy percentage"),
        "afregnes_efter": Text("afregningsenheden", "the unit charged"),
        "takst_2014": Text("den ordinære takst for 2014", "the ordinary tariff of 2014"),
        "takst_2015": Text("den ordinære takst for 2015", "the ordinary tariff of 2015"),
        "takst_2018": Text("den ordinære takst for 2018", "the ordinary tariff of 2018"),
        "taksttype": Text("taksttypen", "the type of tariff"),
        "individuel_form": Text("den individuelle form", "the individual form"),
        "basistakst": Text("basistaksten", "the basic tariff"),
        "vedtaget_takst": Text("den vedtagne takst", "the adopted tariff"),
        "efterregulering": Text("efterreguleringen af taksten", "the later adjustment of the tariff"),
        "aendringsgrunde": Text("grundene til at ændre taksten", "the list of reasons for changing the tariff"),
        "opfyldte_principper": Text("listen over opfyldte principper", "the list of principles kept"),
        "nedsat_fra": Text("nedsættelsens første dag", "the first day of the cut"),
    },
    "tilbud": {
        "id": _OF,
        "navn": _NAME,
        "driftsherre": Text("driftsherren", "the operator"),
        "beliggenhedskommune": Text("beliggenhedskommunen", "the municipality of location"),
        "beliggenhedsregion": Text("beliggenhedsregionen", "the region of location"),
        "maalgruppe": Text("målgruppen", "the target group"),
        "type": Text("tilbuddets type", "the type of offering"),
        "institution": Text("institutionen", "the institution"),
        "lovhjemler": Text("tilbuddets lovhjemler", "the offering's list of legal bases"),
        "pladser": Text("antallet af pladser", "the number of places"),
        "pladser_andre": Text(
            "antallet af pladser, som andre kommuner bruger,", "the number of places used by other municipalities"
        ),
        "ramme": Text("tilbuddets samlede budgetramme", "the offering's total budget"),
        "afdelinger": Text("antallet af afdelinger", "the number of departments"),
        "samarbejde": Text("afdelingernes samarbejde", "the cooperation of the departments"),
    },
}
