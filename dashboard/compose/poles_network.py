"""The map of the MOT's network, as far as the two documents name members: the list itself is in neither."""

from dataclasses import replace

from dashboard.compose.perimeters import shaded
from dashboard.compose.poles_documents import passages_section
from dashboard.compose.poles_map import systems_map
from dashboard.compose.scope import Scope
from dashboard.view import Fact, Fill, LegendState, MapScene, Section

# What the documents say of members by name: the programme calls Guyane and Saint-Martin members, the synthesis says
# that Besançon leads the network's working group; no other is named.
POLES = ("besancon",)
TERRITORIES = {"guyane": "nuts3:FRY30", "saint-martin": "country:MF"}
GROUP, DOCUMENT, OVERSEAS = "gt-coop-metropolitaines", "mot-programme-2021", ("gf-br", "mf-sx")


def network_map(scope: Scope) -> MapScene:
    """The overview with the named members alone: a pole, and overseas the territories, shaded in their insets."""
    poles = [pole for pole in scope.index.poles if pole.id in POLES]
    scene = systems_map(scope, poles, (), flowing=False)
    insets = tuple(
        replace(inset, scene=replace(inset.scene, fills=_fills(scope, inset.scene), marks=(), ties=()))
        for inset in scene.insets
    )
    states = [state for state in scene.legend.states if state.sign.startswith("ring")]
    members = LegendState("member", scope.t("poles.legend.named"))
    captions = tuple(item for item in scene.captions if item.kind in ("country", "water"))
    return replace(scene, insets=insets, captions=captions, legend=replace(scene.legend, states=(members, *states)))


def _fills(scope: Scope, scene: MapScene) -> tuple[Fill, ...]:
    frame = scene.base.frame
    place = TERRITORIES.get(frame, "")
    words = scope.t("poles.named_member", name=scope.words.place(place))
    fill = shaded(scope, place, "r3", words, frame) if place else None
    return (fill,) if fill is not None else ()


def network_facts(scope: Scope) -> tuple[Fact, ...]:
    """How many the documents name, and that nobody lists all."""
    t = scope.t
    named = str(len(POLES) + len(TERRITORIES))
    return (
        Fact(named, "ink", t("poles.fact.named"), t("poles.fact.named_note"), (scope.words.credit(DOCUMENT),)),
        Fact(t("value.missing"), "missing", t("poles.fact.network"), t("poles.fact.network_note")),
    )


def network_sections(scope: Scope) -> list[Section]:
    """What the documents say of the network and its members."""
    return passages_section(
        scope, lambda row: GROUP in row.cooperations.split() or _of_members(row.document, row.frontiers)
    )


def _of_members(document: str, frontiers: str) -> bool:
    """True for the row of the programme that speaks of the members overseas."""
    return document == DOCUMENT and set(OVERSEAS) <= set(frontiers.split())
