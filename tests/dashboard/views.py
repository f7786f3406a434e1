"""A View made by hand with the figures of the first page, for the tests of the renderings."""

from dataclasses import replace

from dashboard.view import (
    ActionGroup,
    ActionRow,
    Actions,
    Base,
    ChartSeries,
    ChartSpec,
    Extent,
    Fact,
    Filter,
    MapScene,
    Note,
    Option,
    Rail,
    RailRow,
    Reference,
    Value,
    View,
)

NEIGHBOURS = (("fr-ch", "Suisse", 224_000), ("fr-lu", "Luxembourg", 105_000), ("fr-de", "Allemagne", 50_000),
              ("fr-be", "Belgique", 46_000), ("fr-mc", "Monaco", 33_000))  # fmt: skip
UNMEASURED = (("fr-uk", "Royaume-Uni", "maritime"), ("gf-br", "Brésil", "Guyane"), ("gf-sr", "Suriname", "Guyane"),
              ("mf-sx", "Sint Maarten", "Saint-Martin"))  # fmt: skip


def spaced(number: int) -> str:
    """A whole number as French writes it."""
    return f"{number:,}".replace(",", "\u00a0")


def rail(chosen: str = "") -> Rail:
    """The frontiers with their flows of 2021."""
    rows = [
        RailRow(id_, name, "", spaced(n), n / 224_000, id_ == chosen, f"?frontiere={id_}")
        for id_, name, n in NEIGHBOURS
    ]
    shared = RailRow("fr-es", "Espagne, Italie, Andorre", "ensemble", "≈ 5\u00a0000", 5 / 224, False,
                     "?frontiere=fr-it,fr-es,fr-ad", "estimate")  # fmt: skip
    missing = tuple(
        RailRow(id_, name, note, "n.c.", None, id_ == chosen, f"?frontiere={id_}", "not-collected")
        for id_, name, note in UNMEASURED
    )
    total = RailRow("", "Huit pays voisins", "", spaced(465_000), None, not chosen, "?")
    return Rail("Frontières", "Résidents de France travaillant de l’autre côté, 2021", (*rows, shared), total,
                "Non mesuré — ce n’est pas zéro", missing)  # fmt: skip


def bars() -> ChartSpec:
    """Stacked bars by canton, as published by sex."""
    cantons = (("Genève", 62_000, 52_048), ("Vaud", 25_000, 19_835), ("Bâle-Ville", 11_000, 7_623),
               ("Neuchâtel", 9_000, 7_349), ("Bâle-Campagne", 9_500, 5_246), ("Jura", 6_500, 5_076))  # fmt: skip
    men = tuple(Value(name, float(m), spaced(m)) for name, m, _ in cantons)
    women = tuple(Value(name, float(w), spaced(w)) for name, _, w in cantons)
    rows = tuple((name, spaced(m), spaced(w), spaced(m + w)) for name, m, w in cantons)
    return ChartSpec(
        "cantons", "bars", "Genève pèse presque autant que tous les autres", "OFS, T1 2025", "travailleurs",
        (ChartSeries("hommes", "out", men), ChartSeries("femmes", "out2", women)),
        "Genève emploie 114 048 frontaliers, Vaud 44 835, les quatre autres cantons moins de 19 000 chacun.",
        ("Canton", "Hommes", "Femmes", "Ensemble"), rows, tuple(row[3] for row in rows), ("ofs",),
    )  # fmt: skip


def lines() -> ChartSpec:
    """Two series whose field changes between 2015 and 2018."""
    narrow = (Value("2010", 324_700, "324\u00a0700"), Value("2015", 363_700, "363\u00a0700"))
    wide = (Value("2018", 422_681, "422\u00a0681"), Value("2021", 465_000, "465\u00a0000"))
    return ChartSpec(
        "series", "lines", "Quatre recensements, deux champs",
        "Sortants, tous pays voisins. Le double trait marque la rupture de série.", "travailleurs",
        (ChartSeries("résidents des zones frontalières", "out", narrow, narrow=True),
         ChartSeries("France métropolitaine", "out", wide)),
        "De 324 700 en 2010 à 363 700 en 2015 (zones frontalières), puis de 422 681 en 2018 à 465 000 en 2021.",
        ("Année", "Champ", "Travailleurs"),
        (("2010", "zones frontalières", "324\u00a0700"), ("2021", "France métropolitaine", "465\u00a0000")),
        sources=("insee",),
    )  # fmt: skip


def states() -> ChartSpec:
    """One bar of each status."""
    values = (
        Value("observé", 44_835, "44\u00a0835"), Value("non collecté", None, "n.c.", "not-collected"),
        Value("estimation", 30_000, "≈ 30\u00a0000", "estimate"), Value("sous 200", 129, "129 (précaution)", "caution"),
        Value("secret", None, "secret", "secret"),
    )  # fmt: skip
    rows = tuple((value.category, value.text) for value in values)
    return ChartSpec("states", "bars", "Les états d’un chiffre", "exemple", "travailleurs",
                     (ChartSeries("", "out", values),), "Cinq états.", ("État", "Valeur"), rows)  # fmt: skip


def view(chosen: str = "") -> View:
    """The overview in French; with `chosen`, that frontier's row is selected."""
    scene = MapScene(Base("metropole", 1.0, ()), Extent(0, 0, 878, 728))
    facts = (
        Fact("465\u00a0000", "out", "résidents de France travaillent chez un voisin", "RP 2021, arrondi", ("insee",)),
        Fact("<\u00a030\u00a0000", "in", "habitants des pays voisins travaillent en France",
             "« un peu moins de », 2021"),
        Fact("n.c.", "missing", "habitants de Guyane travaillant au Brésil", "non collecté : ce n’est pas zéro"),
        Fact("34\u00a0km", "ink", "de trajet moyen, contre 14 km pour les autres actifs", "RP 2021"),
    )  # fmt: skip
    filters = (
        Filter("direction", "Sens", (Option("Sortants", "?", True), Option("Entrants", "?sens=entrants"),
                                     Option("Les deux", "?sens=deux")), open=True),
        Filter("period", "Période", (Option("2021", "?", True), Option("2018", "?annee=2018"),
                                     Option("2015", "", reason="non publié par pays"))),
        Filter("axis", "Axe", (Option("Tous", "?", True), Option("Axe 1", "?axe=1"), Option("Axe 2", "?axe=2"))),
    )  # fmt: skip
    actions = Actions(
        "Actions visant une frontière : 13 sur 75",
        (ActionGroup("Nommée", (
            ActionRow("a-1", "half", False, "Accompagnement à la mise en œuvre du TALC et du CCT",
                      "FR-DE · soumis à arbitrage, inscrit au PW21", "?action=a-1"),
            ActionRow("a-2", "full", False, "Étude « La coopération à l’heure du Brexit »",
                      "FR-UK · Priorité 1", "?action=a-2", selected=True),)),
         ActionGroup("Par le lieu", (
             ActionRow("a-3", "empty", True, "Conférence et visites, assemblée générale à Morteau",
                       "FR-CH · lien par le lieu", "?action=a-3", raw="Conf. et visites (AG) Morteau"),)),),
        "62 autres actions concernent toutes les frontières.",
        (Option("Les 13 actions", "?axe=1"), Option("Programme complet", "")),
    )  # fmt: skip
    notes = (
        Note("Source", "Insee, RP 2021.", (Reference("insee", "Insee Première n° 2027", "https://www.insee.fr/"),)),
        Note("Champ", "actifs occupés, France métropolitaine."),
        Note("Lecture", "105 000 résidents de France travaillent au Luxembourg ; "
             "la flèche ne désigne aucun lieu de départ."),
    )  # fmt: skip
    tabs = tuple(
        Option(label, search, selected, reason)
        for label, search, selected, reason in (
            ("Carte", "?", not chosen, ""), ("Frontière", "?vue=frontiere" if chosen else "", False, "à venir"),
            ("Comparer", "", False, "à venir"), ("Pôles", "", False, "à venir"), ("Programme", "", False, "à venir"),
            ("Données", "", False, "à venir"),
        )
    )  # fmt: skip
    return View(
        language="fr",
        search=f"?frontiere={chosen}" if chosen else "?",
        title="En 2021, 465 000 résidents de France travaillent de l’autre côté d’une frontière, "
        "dont près de la moitié en Suisse",
        subtitle="",
        map=scene,
        rail=rail(chosen),
        filters=filters,
        facts=facts,
        charts=(bars(), lines()) if chosen else (lines(), states()),
        actions=actions,
        notes=notes,
        tabs=tabs,
        languages=(Option("Français", "?", True), Option("English", "?langue=en"), Option("Deutsch", "?langue=de")),
    )


def without_charts() -> View:
    """The same view when nothing can be drawn: no chart, no action."""
    return replace(view(), charts=(), actions=Actions("Actions : 0", ()))
