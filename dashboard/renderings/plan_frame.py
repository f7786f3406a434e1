"""The frame of a slide: at its head a title sentence and a line below it; at its foot what it rests on, at the left,
and the site's name, the link, the date and the code at the right.
"""

from collections.abc import Sequence

from dashboard.format import several
from dashboard.renderings.credit import items
from dashboard.renderings.plan import LEFT, NOTE, RIGHT, Box, Map, Piece, fitted, lines_of, others
from dashboard.text import Text
from dashboard.view import View

# The title ends at the foot of its box, whatever its lines; the line below it begins at the top of its own.
TITLE: Box = (64.0, 16.0, 1792.0, 94.0)
SUBTITLE_BOX: Box = (64.0, 112.0, 1792.0, 36.0)
FOOT: Box = (64.0, 962.0, 1300.0, 104.0)
LINK: Box = (1396.0, 962.0, 350.0, 86.0)
CODE = (1768.0, 964.0, 88.0)
SIZE, STEP, LINES = NOTE, 20.8, 5
# In bold every program differs a little, so that a title never quite fills its lines.
TITLE_WIDTH = (RIGHT - LEFT) * 0.96
# One line where it fits, else two: sizes in px, each with the lines that it may take. What does not fit one line of 37
# takes two of 40 in every program.
TITLES = ((50.0, 1), (46.0, 1), (42.0, 1), (39.0, 1), (37.0, 1), (40.0, 2), (36.0, 2), (32.0, 2))
SUBTITLES = ((26.0, 1), (23.0, 1), (21.0, 1), (18.5, 1), (18.5, 2))


def title_size(text: str) -> float:
    """The size of the title sentence in px."""
    return fitted(text, TITLE_WIDTH, TITLES, 700)


def title_lines(text: str) -> tuple[str, ...]:
    """The title sentence as it breaks at its size, in bold: a page would break its lighter letters later."""
    return lines_of(text, title_size(text), 700, TITLE_WIDTH)


def subtitle_size(text: str) -> float:
    """The size of the line below it in px."""
    return fitted(text, RIGHT - LEFT, SUBTITLES, 400)


def foot(view: View, pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """Heads and texts that take LINES at most: of the longest list the last ones are counted instead of named, and
    where nothing is left to count the longest text is shortened, its cut marked.
    """
    t = Text(view.language)
    # A slide without a map rests on no ground.
    mapped = any(isinstance(piece, Map) for piece in pieces)
    listed = [(head, texts) for head, texts in items(view) if mapped or head != t("note.base")]
    kept = [len(texts) for _, texts in listed]

    def said() -> list[tuple[str, str]]:
        found = []
        for (head, texts), count in zip(listed, kept, strict=True):
            more = [others(len(texts) - count, t)] if count < len(texts) else []
            found.append((head, several((*texts[:count], *more), view.language)))
        return found

    while _lines(said(), SIZE, FOOT[2]) > LINES and max(kept, default=0) > 1:
        lengths = [len(text) if count > 1 else 0 for (_, text), count in zip(said(), kept, strict=True)]
        kept[lengths.index(max(lengths))] -= 1
    return shortened_parts(said(), SIZE, FOOT[2], LINES)


def shortened_parts(said: list[tuple[str, str]], size: float, width: float, most: int) -> list[tuple[str, str]]:
    """Heads and texts that take at most so many lines: the longest text gives way first, its cut marked."""
    said = list(said)
    while _lines(said, size, width) > most:
        longest = max(range(len(said)), key=lambda n: len(said[n][1]))
        head, text = said[longest]
        said[longest] = head, f"{text.removesuffix(' …').rpartition(' ')[0].rstrip(' ,;:(')} …"
    return said


def stop(text: str) -> str:
    """A text of the foot with its full stop."""
    return text if text.endswith(("…", ".")) else f"{text}."


def _lines(said: list[tuple[str, str]], size: float, width: float) -> int:
    return len(lines_of(" ".join(f"{head} {stop(text)}" for head, text in said), size, 600, width))
