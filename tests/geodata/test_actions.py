"""The MOT's 2021 work programme: each legible project once, its status, its link to frontiers."""

import pandas as pd
import pytest

from geodata import snapshots
from geodata.action_links import link, said
from geodata.actions import actions, theme
from geodata.errors import SchemaError


@pytest.fixture(scope="module")
def programme() -> pd.DataFrame:
    return actions(snapshots.read("programme_2021"))


@pytest.fixture
def line() -> pd.DataFrame:
    """A programme of one line."""
    row = {
        "id": "p-1", "line": "1", "axis": "2", "sub_axis": "Soutenir", "action": "Appui", "project": "Atelier",
        "bracket": "", "note": "", "raw": "",
    }  # fmt: skip
    return pd.DataFrame([row])


def test_outcome_wins_over_what_the_line_was_submitted_to(line):
    table = actions(line.assign(bracket="[soumis à arbitrage]", note="Projet inscrit au PW21"))
    assert table[["status", "submitted"]].iloc[0].tolist() == ["in-programme", "arbitration"]
    assert table["raw"].iloc[0] == "[soumis à arbitrage] · Projet inscrit au PW21"


def test_line_without_outcome_keeps_what_it_was_submitted_to(line):
    assert actions(line.assign(bracket="[soumis à intérêt]"))["status"].tolist() == ["submitted-interest"]


def test_priority_is_a_mark_and_no_status(line):
    table = actions(line.assign(note="Priorité 1"))
    assert table["priority"].tolist() == [True]
    assert table["status"].tolist() == [""]


def test_garbled_line_is_a_partial_reading_and_keeps_its_raw_text(line):
    table = actions(line.assign(raw="Atel1er"))
    assert table[["reading", "raw"]].iloc[0].tolist() == ["partial", "Atel1er"]


@pytest.mark.parametrize("column", ["note", "bracket"])
def test_wording_that_the_programme_does_not_use_is_refused(line, column):
    with pytest.raises(SchemaError, match=f"programme_2021: {column}, row 0 is 'Reporté', expected one of"):
        actions(line.assign(**{column: "Reporté"}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FR-DE / Atelier", ("named", "fr-de")),
        ("FR-UK / Etude", ("named", "fr-uk")),
        ("Grenelle des mobilités franco-italo-monégasque", ("named", "fr-it fr-mc")),
        ("Atelier (avec GECT PAMINA)", ("place", "fr-de")),
        ("FR-DE / Atelier (avec GECT PAMINA)", ("named", "fr-de")),
        ("Visite MORTEAU", ("place", "fr-ch")),
        ("Montagne / Groupe", ("family", "fr-ch fr-it fr-es fr-ad")),
        ("OM / Suivi", ("family", "gf-br gf-sr mf-sx")),
        ("Frontières Maritimes / Groupe", ("family", "fr-uk mf-sx")),
        ("Atelier franco-belge sur la santé", ("named", "fr-be")),
        ("Conseil franco-germano-suisse", ("named", "fr-de fr-ch")),
        ("Comité régional franco-genevois", ("named", "fr-ch")),
        ("Dialogue France–Suisse", ("named", "fr-ch")),
        ("Dialogue entre la France et l'Italie", ("named", "fr-it")),
        ("Commission Guyane / Brésil", ("named", "gf-br")),
        ("Obstacles à la frontière espagnole", ("named", "fr-es")),
        ("Aux frontières belge et luxembourgeoise", ("named", "fr-be fr-lu")),
        ("Étude sur la frontière avec l’Allemagne", ("named", "fr-de")),
        ("FR-LU et FR-BE / Atelier", ("named", "fr-be fr-lu")),
        ("FR-BE-LU / Atelier", ("named", "fr-be fr-lu")),
        # A neighbour alone is where something takes place, or who pays for it.
        ("Conférence en Suisse", ("all", "all")),
        ("Frontières françaises : étude", ("all", "all")),
        ("Appui à toutes les frontières", ("all", "all")),
        ("Projet coordonné par Sciences Po Strasbourg", ("all", "all")),
        ("Revues de presse", ("all", "all")),
    ],
)
def test_link_rests_on_what_the_line_says(text, expected):
    assert link(text) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("fr-be fr-lu", "fr-be fr-lu"),
        ("FR-LU, FR-BE", "fr-be fr-lu"),
        ("franco-belge", "fr-be"),
        ("France–Suisse", "fr-ch"),
        ("Belgique ; Luxembourg", "fr-be fr-lu"),
        ("Frontière espagnole", "fr-es"),
        ("tous", "all"),
        ("Toutes les frontières", "all"),
        ("fr-pl", ""),
        ("fr-be fr-pl", ""),
        ("Belgique et Pologne", ""),
    ],
)
def test_a_cell_of_frontiers_is_read_whole_or_not_at_all(cell, expected):
    assert said(cell) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cahier sur la mobilité", "mobility"),
        ("Cahier sur le télétravail des travailleurs", "economy"),
        ("Mobilité des professionnels (notamment de santé)", "health"),
        ("Revues de presse", ""),
    ],
)
def test_theme_is_said_literally(text, expected):
    assert theme(text) == expected


def test_every_axis_has_the_rows_that_its_centred_label_covers(programme):
    assert programme.groupby("axis").size().to_dict() == {1: 26, 2: 33, 3: 19}
    assert programme["priority"].sum() == 14


@pytest.mark.parametrize(
    "project",
    [
        "Projet de loi 3D - Position et avis de la MOT sur le transfrontalier",
        "Participation à la préparation de la Présidence française de l'UE en 2022",
        "Conseil de l'Europe / Rapport Lambertz - suivi des recommandations",
        "Participation aux Castle Talks sur la coopération transfrontalière",
        "Groupe de travail Coopérations métropolitaines",
        "Borders Forum - évènement intermédiaire",
        "Participation à la mise en œuvre du Memorandum DE",
        'Réflexion pour une plateforme "socle" de données transfrontalières',
        "Site internet, espace membres, portail documentaire",
        "Webinaires",
        "Grenelle des mobilités franco-italo-monégasque",
        "Espace Catalan Transfrontalier",
        "Vers des compétences appropriées pour les groupements transfrontaliers",
        "Autres missions à déterminer",
        "Suivi appel à projets B-solutions sur les obstacles à la coopération transfrontalière",
        "CCPPIG Financing cross-border pupil's education",
        "Eurorégion NAEN / KOMPAR - Promoting employability in the health & social sector",
        "Etudes et expertises diverses - GECT Hôpital de Cerdagne / Statuts des médecins",
    ],
)
def test_legible_project_stands_once(programme, project):
    assert programme["project"].str.contains(project, regex=False).sum() == 1


def test_only_two_lines_that_are_yet_to_be_determined_share_a_name(programme):
    repeated = programme[programme["project"].duplicated(keep=False)]
    assert repeated["project"].tolist() == ["A déterminer", "A déterminer"]
    assert not repeated["action"].duplicated().any()


def test_brackets_stand_in_no_name_and_no_label_shouts(programme):
    assert not programme["project"].str.contains("soumis", case=False).any()
    for column in ("sub_axis", "action"):
        labels = programme.loc[programme[column] != "", column]
        assert (labels.str[0].str.isupper() & labels.str[1].str.islower() | labels.str.startswith("B-")).all()


def test_working_groups_belong_to_the_places_of_dialogue(programme):
    groups = programme[programme["project"].str.startswith("Groupe de travail")]
    assert groups["action"].unique().tolist() == ["Mise à disposition de lieux de dialogue et de capitalisation"]
    assert groups["axis"].tolist() == [2, 2, 2]


def test_all_frontiers_and_basis_all_go_together(programme):
    assert ((programme["frontiers"] == "all") == (programme["basis"] == "all")).all()
    assert (programme["basis"] != "all").sum() == 16


def test_seat_of_a_partner_is_no_link(programme):
    frontem = programme[programme["project"].str.contains("Sciences Po Strasbourg")]
    assert frontem[["frontiers", "basis"]].values.tolist() == [["all", "all"]]


def test_artefact_beside_the_overseas_line_is_no_link_to_germany(programme):
    overseas = programme[programme["project"].str.startswith("OM /")]
    assert overseas[["frontiers", "basis", "status", "raw"]].values.tolist() == [
        ["gf-br gf-sr mf-sx", "family", "", ""]
    ]


@pytest.mark.parametrize(
    ("project", "status"),
    [
        ("TALC", "in-programme"),
        ("télétravail", "not-retained"),
        ("Citoyenneté", "arbitration-this-year"),
        ("productivo-résidentiels", "submitted-arbitration"),
        ("Grenelle", "possible"),
        ("Préfiguration", "to-propose"),
        ("Vers des compétences", "submitted-interest"),
    ],
)
def test_status_is_the_one_that_the_document_notes(programme, project, status):
    assert programme.loc[programme["project"].str.contains(project), "status"].tolist() == [status]
