"""The truths that facts may hold, each as a clause. `[ikke]` is said where it does not hold; see `sided`."""

from __future__ import annotations

from engine.source.text import Text

TRUTHS = {
    "afregning": {
        "indsigelse": Text("der er [ikke] gjort indsigelse mod regningen", "there is [an|no] objection to the bill"),
        "indsigelse_berettiget": Text("indsigelsen er [ikke] berettiget", "the objection is [not] justified"),
        "rettet_i_naeste": Text(
            "fejlen er [ikke] rettet i den næste regning", "the fault is [not] corrected in the next bill"
        ),
    },
    "aftaleproces": {
        "lov_cirkulaere_besluttet": Text(
            "DASSOS har [ikke] besluttet at regulere", "DASSOS has [not] decided to adjust"
        ),
    },
    "betalingsaftale": {
        "skriftlig": Text("aftalen er [ikke] skriftlig", "the agreement is [not] in writing"),
        "objektivt_finansieret": Text(
            "pladsen er [ikke] objektivt finansieret", "the place is [not] objectively financed"
        ),
        "ydelse_aendret": Text("ydelsen er [ikke] ændret", "the service is [not] changed"),
        "aendring_skriftlig": Text("ændringen er [ikke] aftalt skriftligt", "the change is [not] agreed in writing"),
        "afregnes_efter_aftalen": Text("der afregnes [ikke] efter aftalen", "bills [do not] follow the agreement"),
        "revisiteret": Text("borgeren er [ikke] revisiteret", "the citizen is [not] re-referred"),
        "betalingskommune_inddraget": Text(
            "betalingskommunen er [ikke] inddraget", "the paying municipality is [not] involved"
        ),
    },
    "budget": {
        "poster_fuldstaendige": Text(
            "[ikke] alle budgettets poster er oplyst", "[not] all the budget's lines are given"
        ),
    },
    "driftsherre": {
        "saeraftale_takstudvikling": Text(
            "der er [en|ingen] særaftale med køberkommunerne om takstudviklingen",
            "there is [a|no] special agreement with the buying municipalities on the tariff development",
        ),
        "tilbud_fuldstaendige": Text(
            "[ikke] alle driftsherrens tilbud er oplyst", "[not] all the operator's offerings are given"
        ),
        "tillaegstakst_aftalt": Text(
            "der er [ikke] aftalt betaling ud over den almindelige takst",
            "[no] more than the ordinary tariff is agreed",
        ),
        "niveauer_fulgt_op": Text(
            "der er [ikke] fulgt op på takstniveauerne", "the tariff levels have [not] been followed up"
        ),
    },
    "kapacitetsaendring": {
        "stoerre_aendring": Text("det er [ikke] en større ændring", "the change is [not] major"),
        "alle_orienteret": Text("de andre er [ikke] orienteret", "the others have [not] been told"),
        "godkendt_af_kommunerne": Text(
            "kommunerne har [ikke] godkendt ændringen", "the municipalities have [not] approved the change"
        ),
        "behandlet_i_dassos": Text("DASSOS har [ikke] behandlet ændringen", "DASSOS has [not] dealt with the change"),
        "takst_pga_kapacitet": Text(
            "taksten er [ikke] ændret på grund af kapaciteten", "the tariff is [not] changed because of the capacity"
        ),
        "takst_efter_bilag_2": Text(
            "takstændringen følger [ikke] bilag 2, kapitel 6",
            "the change of tariff [follows|does not follow] annex 2, chapter 6",
        ),
        "efterreguleret": Text("taksten er [ikke] efterreguleret", "the tariff is [not] adjusted afterwards"),
        "restafregnet": Text(
            "betalingskommunerne har [ikke] fået en restafregning",
            "the paying municipalities have had [a|no] residual bill",
        ),
        "resultat_i_andre_tilbud": Text(
            "over- eller underskuddet er [ikke] indregnet i andre tilbud",
            "the surplus or deficit is [not] put into other offerings",
        ),
        "resultatandele_fuldstaendige": Text(
            "[ikke] alle andele af resultatet er oplyst", "[not] all the shares of the result are given"
        ),
    },
    "koebsaftale": {
        "garanterer_betaling": Text(
            "kommunen garanterer [ikke] for betaling af pladser",
            "the municipality [guarantees|does not guarantee] payment for places",
        ),
        "aftalt_periode": Text(
            "garantien gælder [ikke] i en aftalt periode", "the guarantee is [not] for an agreed period"
        ),
        "kun_ubrugte_pladser": Text(
            "garantien gælder [kun|også] pladser, som [ingen andre|andre] efterspørger",
            "the guarantee is [only for places that no one else asks|also for places that others ask] for",
        ),
        "bidrager_til_finansiering": Text(
            "kommunen bidrager [ikke] til tilbuddets finansiering",
            "the municipality [contributes|does not contribute] to the offering's financing",
        ),
    },
    "opfoelgning": {
        "gennemfoert": Text("opfølgningen er [ikke] gennemført", "the follow-up has [not] been made"),
        "oekonomiske_maal": Text("de økonomiske mål er [ikke] med", "the economic goals are [not] included"),
        "til_socialudvalget": Text(
            "socialudvalget har [ikke] fået den", "the social committee has [not] been given it"
        ),
        "afsluttende": Text("scoren er [ikke] planens sidste", "the score is [not] the last of the plan"),
    },
    "opsigelse": {
        "doedsfald": Text("borgeren er [ikke] død", "the citizen has [not] died"),
        "saedvanlige_omkostninger": Text(
            "leverandøren har [ikke] de sædvanlige omkostninger ved pladsen",
            "the supplier [has|does not have] the usual costs of the place",
        ),
        "pladsen_kan_bruges": Text(
            "pladsen kan [ikke] bruges til anden side", "the place [can|cannot] be used otherwise"
        ),
    },
    "overtagelse": {
        "kontaktudvalg_behandlet": Text(
            "kontaktudvalget har [ikke] behandlet overtagelsen",
            "the contact committee has [not] dealt with the takeover",
        ),
        "kontaktudvalg_orienteret": Text(
            "kontaktudvalget er [ikke] orienteret", "the contact committee has [not] been informed"
        ),
        "droeftet_med_rammeaftale": Text(
            "overtagelsen er [ikke] drøftet med en rammeaftale",
            "the takeover has [not] been discussed with a framework agreement",
        ),
    },
    "regnskab": {
        "hensat_til_omfattede": Text(
            "hensættelsen bruges [kun inden for|også uden for] rammeaftalen",
            "the set-aside [stays within|goes beyond] the framework agreement",
        ),
    },
    "takst": {
        "helt_saerligt_tilfaelde": Text("tilfældet er [ikke] helt særligt", "the case is [not] very special"),
        "ydelsesbeskrivelse": Text(
            "der er [en|ingen] ydelsesbeskrivelse på Tilbudsportalen",
            "there is [a|no] service description on Tilbudsportalen",
        ),
        "forskelle_fremgaar": Text(
            "forskellen til de andre niveauer fremgår [ikke]", "the difference from the other levels is [not] shown"
        ),
        "opdelt": Text(
            "taksten er [ikke] delt i basistakst og ydelsestakst",
            "the tariff is [not] split in basic tariff and service tariff",
        ),
        "aftalt_nedsat": Text(
            "taksten er [ikke] en af dem, der er aftalt nedsat for Randers Kommune",
            "the tariff is [not] one of those agreed to be cut for Randers Kommune",
        ),
    },
    "tilbud": {
        "akuttilbud": Text("tilbuddet er [ikke] et akuttilbud", "the offering is [not] an acute offering"),
        "nyetableret": Text("tilbuddet er [ikke] nyetableret", "the offering is [not] newly established"),
        "overtaget_fra_region": Text(
            "tilbuddet er [ikke] overtaget fra regionen", "the offering is [not] taken over from the region"
        ),
        "almenbolig_tilknytning": Text(
            "ydelserne er [ikke] knyttet til et omfattet tilbud efter almenboligloven",
            "the services are [not] connected with a covered offering of social housing",
        ),
        "takster_fuldstaendige": Text(
            "[ikke] alle tilbuddets takster er oplyst", "[not] all the offering's tariffs are given"
        ),
        "niveauer_begraenset": Text(
            "antallet af takstniveauer er [ikke] begrænset", "the number of tariff levels is [not] kept low"
        ),
        "spring_store_nok": Text(
            "springene mellem takstniveauerne er [ikke] store nok",
            "the steps between the tariff levels are [not] large enough",
        ),
        "faelles_ledelse": Text(
            "afdelingerne har [ikke] fælles ledelse", "the departments [share|do not share] management"
        ),
        "faelles_oekonomi": Text(
            "afdelingerne har [ikke] fælles økonomi", "the departments [share|do not share] finances"
        ),
    },
}
