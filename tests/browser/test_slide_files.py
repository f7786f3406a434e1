"""Each slide as PowerPoint's file, drawn by LibreOffice, against the same slide as a page, drawn by Chromium.

Both are shrunk to 160 px, where fonts and the edges of strokes no longer differ but a missing map, chart or table does.
"""

import io
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from dashboard.renderings.credit import Edition
from dashboard.renderings.pptx import add_view, saved
from dashboard.renderings.pptx_master import own_template
from dashboard.selection import Selection
from dashboard.view import MapScene
from tests import real
from tests.browser.look import ready
from tests.contracts import office

SIZE = (160, 90)
# Parts of a slide of 1920 × 1080 px: head, left, right, foot without the code, whose dots never look alike.
BLOCKS = {"head": (0, 0, 1920, 165), "left": (0, 165, 1260, 945), "right": (1260, 165, 1920, 945), "foot": (0, 945, 1380, 1080)}
SELECTIONS = [
    Selection(),
    Selection(frontiers=("fr-de",), language="de"),
    Selection(frontiers=("fr-es",)),
    Selection(frontiers=("mf-sx",), language="en"),
    Selection(view="frontiere", frontiers=("gf-br",)),
    Selection(view="frontiere"),
    Selection(view="comparer", frontiers=("fr-ch", "fr-lu")),
    Selection(view="comparer", frontiers=("fr-ch", "fr-mc", "gf-br", "fr-de"), language="de"),
    Selection(view="poles", language="de"),
    Selection(view="poles", frontiers=("fr-ch",)),
    Selection(view="programme"),
    Selection(view="programme", frontiers=("fr-de",), language="de"),
    Selection(view="donnees"),
    Selection(view="donnees", frontiers=("fr-mc",), language="en"),
]
