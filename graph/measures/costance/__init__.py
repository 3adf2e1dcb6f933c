"""How far every two actors agree, over thousands of actors: exact sums, quickly.

`Cells` holds who said what. `pair_sums` gives two sums a pair, `blocks` and
`measure_blocks` do so some rows at a time, and `strongest` keeps the best partners
of each actor. Two engines give the same results: numpy with scipy, and numba.
"""

from .blocks import blocks, measure_blocks, pair_sums, sparse_pair_sums
from .cells import Cells
from .measures import Measure, agreement, conflict, congruence
from .selection import Selection, Strongest
from .strongest import strongest

__all__ = [
    "Cells",
    "Measure",
    "Selection",
    "Strongest",
    "agreement",
    "blocks",
    "conflict",
    "congruence",
    "measure_blocks",
    "pair_sums",
    "sparse_pair_sums",
    "strongest",
]
