"""`python -m bench` measures all and prints a table; `python -m bench NAME` one; exit status 1 under a bar."""

import os
import sys
from collections.abc import Callable

from bench import browser, images, imports, load, memory, pairs, slides
from bench.figure import Figure

MEASURES: dict[str, Callable[[], list[Figure]]] = {
    "first-map": browser.first_map,
    "filter": browser.filter_change,
    "callbacks": load.callbacks_together,
    "new-selections": load.new_selections,
    "images": images.images,
    "memory": memory.memory,
    "imports": imports.imports,
    "pairs": pairs.pairs,
    "slides": slides.slides,
}


def main(names: list[str]) -> int:
    """Run these measures, all when none is named."""
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"There is no measure {unknown[0]}: take one of {', '.join(MEASURES)}.", file=sys.stderr)
        return 2
    figures: list[Figure] = []
    for name in names or MEASURES:
        print(f"Measuring {name}: {(MEASURES[name].__doc__ or '').splitlines()[0]}", file=sys.stderr, flush=True)
        figures += MEASURES[name]()
    rows = [("measure", "value", "bar", "kept", "note"), *(figure.line for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
        print("  ".join((*cells, row[4])).rstrip())
    print(f"\n{os.cpu_count()} cores, Chromium without a graphics card, clients and server on the same machine.")
    return 1 if any(figure.verdict == "NO" for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
