"""The frontiers at the left: bars of one series, those published together once, those nobody measures apart."""

from dataclasses import dataclass

from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import headline, measured
from dashboard.format import period
from dashboard.selection import MAP, SEVERAL
from dashboard.view import Option, Rail, RailRow


@dataclass(frozen=True)
class Listed:
    """A frontier of the rail and its figure, if any."""

    frontier: str
    row: Row | None

    @property
    def workers(self) -> float | None:
        """The figure of this frontier, or of those that it is published with."""
        return self.row.workers if self.row is not None else None

    @property
    def joint(self) -> bool:
        """True where the figure is that of several frontiers."""
        return self.row is not None and self.row.joint


def rail(scope: Scope) -> Rail:
    """Every frontier once as a link, largest figure first; bars only where figures share one field and period."""
    asked = scope.shared_period(scope.way)
    listed = [Listed(frontier, headline(scope.index, frontier, scope.way, asked)) for frontier in scope.index.frontiers]
    known = [item for item in listed if measured(scope.index, item.frontier)]
    own = [item for item in known if item.workers is not None and not item.joint]
    own.sort(key=lambda item: -(item.workers or 0))
    rest = [item for item in known if item.workers is None]
    most = (own[0].workers or None) if own and scope.way == "out" else None
    total = scope.total(scope.way)
    caption = scope.t(f"rail.caption_{scope.way}", period=period(asked, scope.language))
    return Rail(
        scope.t("rail.title"),
        caption,
        (*(_row(scope, item, most) for item in (*own, *rest)), *_joint(scope, [i for i in known if i.joint], most)),
        RailRow(
            "",
            scope.t("rail.total"),
            "",
            scope.words.amount(total),
            None,
            not scope.selection.frontiers,
            scope.frontier_link(),
        ),
        scope.t("rail.missing"),
        tuple(_row(scope, item, None) for item in listed if item not in known),
        _several(scope),
    )


def _several(scope: Scope) -> Option | None:
    """On the map, the link that makes the rail pick several frontiers, or one again; what is chosen stays."""
    if scope.selection.view != MAP:
        return None
    if scope.picks:
        return Option(scope.t("rail.done"), scope.link(several=""), selected=True)
    return Option(scope.t("rail.several"), scope.link(several=SEVERAL))


def _row(scope: Scope, item: Listed, most: float | None) -> RailRow:
    """A frontier with its figure; its period where there is no common scale."""
    dated = item.row is not None and item.workers is not None and most is None
    note = scope.words.period(item.row) if item.row and dated else scope.words.frontier(item.frontier, "note")
    return RailRow(
        item.frontier,
        scope.words.frontier(item.frontier, "neighbour"),
        note,
        scope.words.amount(item.row),
        item.workers / most if item.workers is not None and most else None,
        item.frontier in scope.selection.frontiers,
        scope.choice_link(item.frontier),
        "not-collected" if item.workers is None else "estimate" if item.row and item.row.about else "observed",
    )


def _joint(scope: Scope, items: list[Listed], most: float | None) -> list[RailRow]:
    """The figure published for several frontiers, once, then each of them as a link without a figure of its own."""
    if not items:
        return []
    names = [scope.words.frontier(item.frontier, "neighbour") for item in items]
    frontiers = tuple(item.frontier for item in items)
    chosen = scope.selection.frontiers
    workers = items[0].workers or 0
    together = RailRow(
        "",
        ", ".join(names),
        scope.t("rail.joint_note"),
        scope.words.amount(items[0].row),
        workers / most if most else None,
        set(frontiers) == set(chosen),
        scope.frontier_link(*frontiers),
        "estimate",
    )
    each = [
        RailRow(
            item.frontier,
            name,
            "",
            "",
            None,
            item.frontier in chosen and set(frontiers) != set(chosen),
            scope.choice_link(item.frontier),
            "estimate",
        )
        for item, name in zip(items, names, strict=True)
    ]
    return [together, *each]
