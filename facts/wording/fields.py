"""The fields as phrases: what is true or false as a sentence, what has a value as the name of that value.

In a phrase {} is the subject ('taksten'), {s} its genitive ('takstens', in Danish only), and [..] the verb, which is
where a 'not' belongs. [a|b] and [a|b|c] give the negative in full, the last one for a Danish subordinate clause.
"""

from __future__ import annotations

from engine.source.text import Text
from engine.values.kinds import TRUTH, One
from engine.values.vocabulary import Field
from facts.wording.forms import forms

PHRASES: dict[tuple[str, str], Text] = {
    ("afregning", "periode_start"): Text("den første dag, {} dækker", "the first day that {} covers"),
    ("afregning", "periode_slut"): Text("den sidste dag, {} dækker", "the last day that {} covers"),
    ("afregning", "afsendt"): Text("dagen, {} er sendt", "the day {} was sent"),
    ("afregning", "modtaget"): Text("dagen, {} er modtaget", "the day {} was received"),
    ("afregning", "form"): Text("{s} form", "the form of {}"),
    ("afregning", "betalt_beloeb"): Text("det betalte beløb", "the amount paid"),
    ("afregning", "indsigelse"): Text("der [er] gjort indsigelse mod {}", "there [is an|is no] objection to {}"),
    ("afregning", "indsigelse_berettiget"): Text("indsigelsen [er] berettiget", "the objection [is] justified"),
    ("afregning", "rettet_i_naeste"): Text(
        "det [er] rettet i den næste afregning", "it [is] corrected in the next bill"
    ),
    ("aftaleproces", "aftaleaar"): Text("aftaleåret", "the agreement year"),
    ("aftaleproces", "indgaaede_dele"): Text("de dele, der er indgået", "the parts concluded"),
    ("aftaleproces", "udviklingsstrategi_indgaaet"): Text(
        "dagen, udviklingsstrategien er indgået", "the day the development strategy was concluded"
    ),
    ("aftaleproces", "styringsaftale_indgaaet"): Text(
        "dagen, styringsaftalen er indgået", "the day the steering agreement was concluded"
    ),
    ("aftaleproces", "dassos_godkendt"): Text(
        "dagen, styregruppen DASSOS godkendte udkastet", "the day the steering group DASSOS approved the draft"
    ),
    ("aftaleproces", "kkr_godkendt"): Text(
        "dagen, kommunekontaktrådet KKR godkendte udkastet", "the day the contact council KKR approved the draft"
    ),
    ("aftaleproces", "foerste_raad"): Text("dagen, det første råd godkendte", "the day the first council approved"),
    ("aftaleproces", "sidste_raad"): Text("dagen, det sidste råd godkendte", "the day the last council approved"),
    ("aftaleproces", "godkendt_af"): Text("dem, der har godkendt", "those who have approved"),
    ("aftaleproces", "styringsaftalens_dele"): Text("delene i styringsaftalen", "the parts of the steering agreement"),
    ("aftaleproces", "lov_cirkulaere_indregnet"): Text(
        "beløbet for lov- og cirkulæreændringer i takstudviklingen",
        "the amount of law-and-circular changes in the tariff development",
    ),
    ("aftaleproces", "lov_cirkulaere_besluttet"): Text(
        "styregruppen DASSOS [har] besluttet at regulere", "the steering group DASSOS [has] decided to regulate"
    ),
    ("aftaleproces", "lov_cirkulaere_beloeb"): Text(
        "den regulering, styregruppen har besluttet", "the regulation that the steering group has decided"
    ),
    ("aftaleproces", "lov_cirkulaere_dato"): Text(
        "dagen, reguleringen er besluttet", "the day the regulation was decided"
    ),
    ("besparelse", "hjemtagelser"): Text(
        "beløbet sparet ved hjemtagelser", "the amount saved by taking over offerings and citizens"
    ),
    ("besparelse", "ledsagelse_svalevej"): Text(
        "beløbet sparet på ledsagelse på Svalevej", "the amount saved on escorting at Svalevej"
    ),
    ("besparelse", "ekstratakst_hjerneskade"): Text(
        "beløbet sparet på ekstratakster for hjerneskade", "the amount saved on extra tariffs for brain injury"
    ),
    ("besparelse", "takst_tilpasning"): Text(
        "beløbet sparet ved takster efter behov", "the amount saved by fitting tariffs to needs"
    ),
    ("besparelse", "revisitation"): Text(
        "beløbet sparet ved revisitation", "the amount saved by new referral of citizens"
    ),
    ("besparelse", "drift_svalevej"): Text(
        "beløbet sparet på driften af Svalevej", "the amount saved on operating Svalevej"
    ),
    ("besparelse", "svalevej_pladser"): Text(
        "antallet af nye pladser i brug på Svalevej", "the number of new places in use at Svalevej"
    ),
    ("betalingsaftale", "handlekommune"): Text("handlekommunen", "the acting municipality"),
    ("betalingsaftale", "betalingskommune"): Text("betalingskommunen", "the paying municipality"),
    ("betalingsaftale", "skriftlig"): Text("{} [er] skriftlig", "{} [is] in writing"),
    ("betalingsaftale", "objektivt_finansieret"): Text(
        "pladsen [er] objektivt finansieret", "the place [is] objectively financed"
    ),
    ("betalingsaftale", "borgers_navn"): Text("borgerens navn [er] givet", "the citizen's name [is] given"),
    ("betalingsaftale", "cpr"): Text("borgerens cpr-nummer [er] givet", "the citizen's cpr number [is] given"),
    ("betalingsaftale", "indhold"): Text("oplysningerne i {}", "the particulars in {}"),
    ("betalingsaftale", "grundtakst"): Text("grundtaksten i {}", "the basic tariff in {}"),
    ("betalingsaftale", "ydelse_aendret"): Text("ydelsen [er] ændret", "the service [is] changed"),
    ("betalingsaftale", "aendring_skriftlig"): Text(
        "ændringen [er] aftalt skriftligt", "the change [is] agreed in writing"
    ),
    ("betalingsaftale", "afregnes_efter_aftalen"): Text(
        "der [afregnes] efter aftalen", "settlement [follows|does not follow] the agreement"
    ),
    ("betalingsaftale", "revisiteret"): Text("borgeren [er] revisiteret", "the citizen [has] been referred anew"),
    ("betalingsaftale", "betalingskommune_inddraget"): Text(
        "betalingskommunen [er] inddraget", "the paying municipality [is] involved"
    ),
    ("betalingsaftale", "afregninger"): Text("afregningerne efter {}", "the bills under {}"),
    ("betalingsaftale", "opsigelser"): Text("opsigelserne af {}", "the notices under {}"),
    ("budget", "samlet"): Text("{s} samlede beløb", "the total of {}"),
    ("budget", "poster_fuldstaendige"): Text(
        "[alle {s}|ikke alle {s}|ikke alle {s}] poster er med i fakta", "[all|not all] lines of {} are in the facts"
    ),
    ("budget", "poster"): Text("{s} poster", "the lines of {}"),
    ("budgetpost", "del_af"): Text("den overordnede post", "the line above"),
    ("budgetpost", "dele"): Text("{s} underliggende poster", "the lines below {}"),
    ("driftsherre", "type"): Text("{s} type", "the type of {}"),
    ("driftsherre", "saeraftale_takstudvikling"): Text(
        "{} [har] en særaftale om takstudviklingen",
        "{} [has|does not have] a special agreement on the tariff development",
    ),
    ("driftsherre", "tilbud_fuldstaendige"): Text(
        "[alle {s}|ikke alle {s}|ikke alle {s}] tilbud er med i fakta",
        "[all|not all] offerings of {} are in the facts",
    ),
    ("driftsherre", "tillaegstakst_aftalt"): Text(
        "betaling ud over den almindelige takst [er] aftalt", "payment beyond the ordinary tariff [is] agreed"
    ),
    ("driftsherre", "tillaegstakst_opgoerelse"): Text(
        "årets opgørelse af tillægstakster", "the year's report on supplements"
    ),
    ("driftsherre", "niveauer_fulgt_op"): Text(
        "der [er] fulgt op på de differentierede takstniveauer",
        "the differentiated tariff levels [have] been followed up",
    ),
    ("driftsherre", "niveauer_opfoelgning"): Text(
        "den seneste opfølgning på takstniveauerne", "the last follow-up of the tariff levels"
    ),
    ("driftsherre", "opgoerelse_aar"): Text("året for den seneste opgørelse", "the year of the last statement"),
    ("driftsherre", "opgoerelse_indhold"): Text(
        "oplysningerne i den seneste opgørelse", "the particulars in the last statement"
    ),
    ("driftsherre", "tilbud"): Text("{s} tilbud", "the offerings of {}"),
    ("driftsherre", "overtagelser"): Text("{s} overtagelser", "the takeovers of {}"),
    ("kapacitetsaendring", "art"): Text("{s} art", "the kind of {}"),
    ("kapacitetsaendring", "stoerre_aendring"): Text("{} [er] en større ændring", "{} [is] a major one"),
    ("kapacitetsaendring", "beslutningsdato"): Text(
        "dagen for driftsherrens endelige beslutning", "the day of the operator's final decision"
    ),
    ("kapacitetsaendring", "ikrafttraedelsesdato"): Text(
        "dagen, ændringen træder i kraft", "the day the change takes effect"
    ),
    ("kapacitetsaendring", "alle_orienteret"): Text("de andre [er] orienteret", "the others [have] been told"),
    ("kapacitetsaendring", "orienteringsdato"): Text("dagen, de andre blev orienteret", "the day the others were told"),
    ("kapacitetsaendring", "godkendt_af_kommunerne"): Text(
        "kommunerne [har] godkendt ændringen", "the municipalities [have] approved the change"
    ),
    ("kapacitetsaendring", "godkendelsesdato"): Text(
        "dagen for kommunernes godkendelse", "the day of the municipalities' approval"
    ),
    ("kapacitetsaendring", "behandlet_i_dassos"): Text(
        "styregruppen DASSOS [har] behandlet ændringen", "the steering group DASSOS [has] dealt with the change"
    ),
    ("kapacitetsaendring", "dassosdato"): Text(
        "dagen for behandlingen i styregruppen DASSOS", "the day of the meeting of the steering group DASSOS"
    ),
    ("kapacitetsaendring", "takstaar"): Text("takståret", "the tariff year"),
    ("kapacitetsaendring", "takst_foer"): Text("taksten før ændringen", "the tariff before the change"),
    ("kapacitetsaendring", "takst_efter"): Text("taksten efter ændringen", "the tariff after the change"),
    ("kapacitetsaendring", "takst_pga_kapacitet"): Text(
        "taksten [er] ændret på grund af kapaciteten", "the tariff [is] changed because of the capacity"
    ),
    ("kapacitetsaendring", "takst_efter_bilag_2"): Text(
        "takstændringen [følger] bilag 2, kapitel 6",
        "the tariff change [falls|does not fall] under annex 2, chapter 6",
    ),
    ("kapacitetsaendring", "efterreguleret"): Text(
        "taksten [er] efterreguleret", "the tariff [is] adjusted afterwards"
    ),
    ("kapacitetsaendring", "restafregnet"): Text(
        "der [er] restafregnet til betalingskommunerne", "a residual bill [has] been sent to the paying municipalities"
    ),
    ("kapacitetsaendring", "resultat_i_andre_tilbud"): Text(
        "over- eller underskud [er] indregnet i andre tilbud", "surplus or deficit [is] put into other offerings"
    ),
    ("kapacitetsaendring", "resultat"): Text("det resultat, der skal følge med", "the result that is to follow"),
    ("kapacitetsaendring", "resultatandele_fuldstaendige"): Text(
        "[alle|ikke alle|ikke alle] andele af resultatet er med i fakta",
        "[all|not all] shares of the result are in the facts",
    ),
    ("kapacitetsaendring", "resultatandele"): Text("andelene af resultatet", "the shares of the result"),
    ("koebsaftale", "kommune"): Text("køberen", "the buyer"),
    ("koebsaftale", "garanterer_betaling"): Text(
        "køberen [garanterer] for betaling af pladser",
        "the buyer [guarantees|does not guarantee] payment for places",
    ),
    ("koebsaftale", "pladser"): Text("antallet af garanterede pladser", "the number of places guaranteed"),
    ("koebsaftale", "aftalt_periode"): Text("der [er] aftalt en periode", "a period [is] agreed"),
    ("koebsaftale", "kun_ubrugte_pladser"): Text(
        "garantien [gælder|gælder ikke|ikke gælder] kun pladser, som ingen andre efterspørger",
        "the guarantee [is] only for places that no one else asks for",
    ),
    ("koebsaftale", "bidrager_til_finansiering"): Text(
        "køberen [bidrager] til tilbuddets finansiering",
        "the buyer [contributes|does not contribute] to the offering's financing",
    ),
    ("opfoelgning", "art"): Text("{s} art", "the kind of {}"),
    ("opfoelgning", "halvaar"): Text("{s} halvår", "the half-year of {}"),
    ("opfoelgning", "gennemfoert"): Text("{} [er] gennemført", "{} [has] been made"),
    ("opfoelgning", "dato"): Text("{s} dato", "the date of {}"),
    ("opfoelgning", "oekonomiske_maal"): Text(
        "{} [omfatter] de økonomiske mål", "{} [includes|does not include] the economic goals"
    ),
    ("opfoelgning", "til_socialudvalget"): Text(
        "{} [er] givet til socialudvalget", "{} [has] been given to the social committee"
    ),
    ("opfoelgning", "forrige_dato"): Text("dagen for den forrige score", "the day of the previous score"),
    ("opfoelgning", "afsluttende"): Text("{} [er] afsluttende", "{} [is] the final one"),
    ("opfoelgning", "planens_udloeb"): Text("planens udløb", "the end of the plan"),
    ("opsigelse", "opsagt"): Text("dagen for opsigelsen", "the day notice was given"),
    ("opsigelse", "doedsfald"): Text("opsigelsen [skyldes] et dødsfald", "the notice [is] due to a death"),
    ("opsigelse", "ophoer"): Text("betalingens ophør", "the end of payment"),
    ("opsigelse", "saedvanlige_omkostninger"): Text(
        "leverandøren [har] de sædvanlige omkostninger ved pladsen",
        "the supplier [has|does not have] the usual costs of the place",
    ),
    ("opsigelse", "pladsen_kan_bruges"): Text(
        "pladsen [kan] bruges til anden side", "the place [can|cannot] be used otherwise"
    ),
    ("overtagelse", "kommune"): Text("den overtagende kommune", "the municipality taking over"),
    ("overtagelse", "fra"): Text("den hidtidige driftsherre", "the former operator"),
    ("overtagelse", "beslutning"): Text("beslutningen om {}", "the decision on {}"),
    ("overtagelse", "beslutningsdato"): Text("{s} beslutningsdato", "the date on which {} was decided"),
    ("overtagelse", "meddelelsesdato"): Text("{s} meddelelsesdato", "the date on which {} was notified"),
    ("overtagelse", "gennemfoerelsesdato"): Text("{s} gennemførelsesdato", "the date on which {} is carried out"),
    ("overtagelse", "hjemmel"): Text("{s} hjemmel", "the legal basis of {}"),
    ("overtagelse", "kontaktudvalg_behandlet"): Text(
        "kontaktudvalget [har] behandlet {}", "the contact committee [has] dealt with {}"
    ),
    ("overtagelse", "kontaktudvalg_dato"): Text(
        "dagen for behandlingen i kontaktudvalget", "the day of the contact committee's meeting"
    ),
    ("overtagelse", "kontaktudvalg_orienteret"): Text(
        "kontaktudvalget [er] orienteret", "the contact committee [has] been informed"
    ),
    ("overtagelse", "droeftet_med_rammeaftale"): Text(
        "{} [er] drøftet med rammeaftalen", "{} [has] been discussed with the framework agreement"
    ),
    ("overtagelse", "pladser_aftalt_andre"): Text(
        "antallet af pladser, der er aftalt til andre kommuner",
        "the number of places agreed for other municipalities",
    ),
    ("overtagelse", "pladser_til_andre"): Text(
        "antallet af pladser til rådighed for andre kommuner",
        "the number of places available to other municipalities",
    ),
    ("overtagelse", "meddelelse_sendt"): Text("dagen, meddelelsen er sendt", "the day the notification was sent"),
    ("regnskab", "aar"): Text("{s} år", "the year of {}"),
    ("regnskab", "takstindtaegter"): Text("takstindtægterne", "the tariff income"),
    ("regnskab", "nettodriftsomkostninger"): Text("nettodriftsomkostningerne", "the sum of net operating costs"),
    ("regnskab", "budget"): Text("årets budget", "the year's budget"),
    ("regnskab", "indregnet"): Text("resultatet, der er indregnet i taksten", "the result put into the tariff"),
    ("regnskab", "indregnet_aar"): Text(
        "året, resultatet er indregnet i taksten", "the year in which the result is put into the tariff"
    ),
    ("regnskab", "hensat"): Text("det hensatte overskud", "the surplus set aside"),
    ("regnskab", "hensat_brugt"): Text("dagen, hensættelsen er brugt", "the day the set-aside is used up"),
    ("regnskab", "hensat_til"): Text("hensættelsens formål", "the purposes of the set-aside"),
    ("regnskab", "hensat_til_omfattede"): Text(
        "hensættelsen [er] inden for rammeaftalen", "the set-aside [is] within the framework agreement"
    ),
    ("resultatandel", "beloeb"): Text("{s} beløb", "the amount of {}"),
    ("resultatmaal", "maal"): Text("{}", "{}"),
    ("resultatmaal", "resultat_andel"): Text("resultatet i procent", "the result in percent"),
    ("resultatmaal", "resultat_antal"): Text("resultatet i antal", "the result in numbers"),
    ("resultatmaal", "udgangspunkt_andel"): Text("udgangspunktet i procent", "the baseline in percent"),
    ("takst", "takst"): Text("{}", "{}"),
    ("takst", "pladser"): Text("antallet af pladser til {}", "the number of places at {}"),
    ("takst", "dage"): Text("antallet af dage", "the number of days"),
    ("takst", "direkte_omkostninger"): Text("de direkte omkostninger i {}", "the sum of direct costs in {}"),
    ("takst", "administration"): Text("administrationen i {}", "the administration in {}"),
    ("takst", "udvikling"): Text("udviklingen af tilbuddet", "the development of the offering"),
    ("takst", "ubenyttede_pladser"): Text("udgiften til ubenyttede pladser", "the cost of unused places"),
    ("takst", "akutkapacitet"): Text("udgiften til akutkapacitet", "the cost of acute capacity"),
    ("takst", "beredskab"): Text("udgiften til beredskab", "the cost of readiness"),
    ("takst", "afskrivning"): Text("afskrivningen", "the depreciation"),
    ("takst", "forrentning"): Text("forrentningen", "the interest"),
    ("takst", "husleje"): Text("huslejen", "the rent"),
    ("takst", "tjenestemandspension"): Text(
        "den opsparede tjenestemandspension", "the civil servants' pension saved up"
    ),
    ("takst", "regulering"): Text("reguleringen for tidligere år", "the adjustment for earlier years"),
    ("takst", "udgifter"): Text("udgifterne ved takstens pladser", "the costs of the places at the tariff"),
    ("takst", "medregnet"): Text("udgifterne, der er regnet med i {}", "the costs that {} holds"),
    ("takst", "afregnes_efter"): Text("det, {} afregnes efter,", "what {} is charged by"),
    ("takst", "takst_2014"): Text("den ordinære takst for 2014", "the ordinary tariff of 2014"),
    ("takst", "takst_2015"): Text("den ordinære takst for 2015", "the ordinary tariff of 2015"),
    ("takst", "takst_2018"): Text("den ordinære takst for 2018", "the ordinary tariff of 2018"),
    ("takst", "taksttype"): Text("{s} type", "the type of {}"),
    ("takst", "individuel_form"): Text("{s} individuelle form", "the individual form of {}"),
    ("takst", "helt_saerligt_tilfaelde"): Text("tilfældet [er] helt særligt", "the case [is] a very special one"),
    ("takst", "ydelsesbeskrivelse"): Text(
        "{} [har] en ydelsesbeskrivelse på Tilbudsportalen",
        "{} [has|does not have] a service description on Tilbudsportalen",
    ),
    ("takst", "forskelle_fremgaar"): Text(
        "forskellen til de andre niveauer [fremgår]", "the difference from the other levels [is] shown"
    ),
    ("takst", "opdelt"): Text(
        "{} [er] delt i basistakst og ydelsestakst", "{} [is] split in basic tariff and service tariff"
    ),
    ("takst", "basistakst"): Text("basistaksten i {}", "the basic tariff in {}"),
    ("takst", "vedtaget_takst"): Text("den vedtagne takst", "the adopted tariff"),
    ("takst", "efterregulering"): Text("efterreguleringen af {}", "the later adjustment of {}"),
    ("takst", "aendringsgrunde"): Text("grundene til at ændre {}", "the reasons for changing {}"),
    ("takst", "opfyldte_principper"): Text("de principper, som {} lever op til", "the principles that {} lives up to"),
    ("takst", "aftalt_nedsat"): Text(
        "{} [er] aftalt nedsat for Randers Kommune", "{} [is] agreed to be cut for Randers Kommune"
    ),
    ("takst", "nedsat_fra"): Text("dagen, {} er nedsat fra", "the day from which {} is cut"),
    ("tilbud", "beliggenhedskommune"): Text("kommunen, hvor {} ligger,", "the municipality where {} lies"),
    ("tilbud", "beliggenhedsregion"): Text("regionen, hvor {} ligger,", "the region where {} lies"),
    ("tilbud", "type"): Text("{s} type", "the type of {}"),
    ("tilbud", "institution"): Text("institutionen", "the institution"),
    ("tilbud", "lovhjemler"): Text("{s} lovhjemler", "the legal bases of {}"),
    ("tilbud", "pladser"): Text("antallet af pladser i {}", "the number of places in {}"),
    ("tilbud", "pladser_andre"): Text(
        "antallet af pladser, der bruges af andre kommuner,", "the number of places used by other municipalities"
    ),
    ("tilbud", "borgere"): Text("antallet af borgere, der bruger {}", "the number of citizens who use {}"),
    ("tilbud", "borgere_andre"): Text(
        "antallet af borgere fra andre kommuner", "the number of citizens of other municipalities"
    ),
    ("tilbud", "akuttilbud"): Text("{} [er] et akuttilbud", "{} [is] an acute offering"),
    ("tilbud", "nyetableret"): Text("{} [er] nyetableret", "{} [is] newly established"),
    ("tilbud", "overtaget_fra_region"): Text(
        "{} [er] overtaget fra regionen", "{} [has] been taken over from the region"
    ),
    ("tilbud", "raadgivning_tilknytning"): Text(
        "specialrådgivningen gives [i|ikke i|ikke i] tilknytning til et omfattet tilbud",
        "the special advice is [|not ]given in connection with a covered offering",
    ),
    ("tilbud", "almenbolig_tilknytning"): Text(
        "{} [er] tilknyttet en almenbolig", "{} [is] connected with social housing"
    ),
    ("tilbud", "takster_fuldstaendige"): Text(
        "[alle {s}|ikke alle {s}|ikke alle {s}] takster er med i fakta",
        "[all|not all] tariffs of {} are in the facts",
    ),
    ("tilbud", "ramme"): Text("den samlede budgetramme", "the total budget"),
    ("tilbud", "niveauer_begraenset"): Text(
        "antallet af takstniveauer [er] begrænset", "the number of tariff levels [is] kept low"
    ),
    ("tilbud", "spring_store_nok"): Text(
        "springene mellem takstniveauerne [er] store nok", "the steps between the tariff levels [are] large enough"
    ),
    ("tilbud", "afdelinger"): Text("antallet af afdelinger", "the number of departments"),
    ("tilbud", "samarbejde"): Text("afdelingernes samarbejde", "the cooperation of the departments"),
    ("tilbud", "faelles_ledelse"): Text(
        "afdelingerne [har] fælles ledelse", "the departments [share|do not share] management"
    ),
    ("tilbud", "faelles_oekonomi"): Text(
        "afdelingerne [har] fælles økonomi", "the departments [share|do not share] finances"
    ),
    ("tilbud", "takster"): Text("{s} takster", "the tariffs of {}"),
    ("tilbud", "regnskaber"): Text("{s} regnskaber", "the accounts of {}"),
    ("tilbud", "overtagelser"): Text("overtagelserne af {}", "the takeovers of {}"),
    ("tilbud", "betalingsaftaler"): Text("betalingsaftalerne om {}", "the payment agreements on {}"),
}


def phrase(entity: str, field: Field, *, told_apart: bool = False) -> Text:
    """Give a field as a phrase; one without its own is made of its label.

    `told_apart`: a relation that must not be taken for another subject of its kind says whose it is.
    """
    if (entity, field.name) in PHRASES:
        return PHRASES[entity, field.name]
    label = field.label
    if field.kind == TRUTH:
        return Text(f"»{label.da}« [gælder] for {{}}", f"“{label.en}” [holds|does not hold] of {{}}")
    if isinstance(field.kind, One) and not told_apart:
        return forms(field.kind.entity).the
    return Text(f"{{s}} {label.da}", f"the {label.en} of {{}}")
