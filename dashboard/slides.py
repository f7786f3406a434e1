"""The doors of the slides: the presentation as a file, and as a file whose making is told slide by slide."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs

from flask import Flask, Response

from dashboard import callbacks
from dashboard.compose import compose
from dashboard.doors import address, busy, named, query
from dashboard.renderings import pptx, pptx_deck
from dashboard.renderings.credit import Edition
from dashboard.selection import COMPARED, MAP, Selection
from dashboard.settings import Settings
from dashboard.turns import Turns
from geodata.atlas import Atlas
from geodata.tables import FRONTIER_IDS

SLIDES, PROGRESS, SET, WHOLE = "diapo.pptx", "diapo.suivi", "jeu", "complet"
PPTX_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
# What a deck shows of all its frontiers together, after each of them and the view that was asked for.
DECK_VIEWS = (COMPARED, "programme")


def selection_of(atlas: Atlas, search: str) -> Selection:
    """The Selection that a query string asks slides of: ?jeu=complet is all frontiers, several make a deck."""
    selection = callbacks.selection_of(atlas, search)
    return selection.but(frontiers=FRONTIER_IDS) if WHOLE in parse_qs(search).get(SET, []) else selection


def steps(atlas: Atlas, selection: Selection, edition: Edition, settings: Settings) -> tuple[int, Iterator[bytes]]:
    """The presentation of a selection, one slide or a deck of several frontiers: how many slides are told one by one,
    and nothing for each of them, then the whole file.
    """
    view = compose(atlas, selection)
    if len(selection.frontiers) < 2:
        return 0, iter((pptx.slide(view, edition, settings.template),))
    # Nothing compares with itself: by itself each frontier of a comparison has its map.
    alone = selection.but(view=MAP) if selection.view == COMPARED else selection
    each = tuple(compose(atlas, alone.but(frontiers=(frontier,))) for frontier in selection.frontiers)
    together = tuple(compose(atlas, selection.but(view=name)) for name in DECK_VIEWS if name != selection.view)
    views = (*each, view, *together)
    return len(views), pptx_deck.steps(view, views, edition, settings.template)


def told(total: int, parts: Iterator[bytes]) -> Iterator[bytes]:
    """A line for each slide that is made, `3/14`, an empty line, then the file."""
    for n, part in enumerate(parts, 1):
        yield b"\n" + part if part else f"{n}/{total}\n".encode()


def register(server: Flask, now: Callable[[], Atlas], settings: Settings, turns: Turns) -> None:
    """Open these doors on a server. `now` gives the atlas while a request runs, `turns` are those of costly work."""

    def made(selection: Selection) -> tuple[int, Iterator[bytes]]:
        return steps(now(), selection, Edition(address(settings), callbacks.today()), settings)

    def presentation() -> Response:
        selection = selection_of(now(), query())
        with turns.one() as mine:
            if not mine:
                return busy(selection)
            content = b"".join(made(selection)[1])
        return named(Response(content, mimetype=PPTX_TYPE), selection, "pptx")

    def progress() -> Response:
        selection = selection_of(now(), query())
        if not turns.take():
            return busy(selection)
        try:
            answer = Response(told(*made(selection)), mimetype="application/octet-stream")
        except BaseException:
            turns.give_back()
            raise
        answer.call_on_close(turns.give_back)
        return answer

    for name, door in ((SLIDES, presentation), (PROGRESS, progress)):
        server.add_url_rule(settings.prefix + name, name, door)
