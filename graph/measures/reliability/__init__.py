"""How far people who code the same material agree beyond chance."""

from .alpha import coincidence_matrix, krippendorff_alpha
from .codings import Coefficient
from .kappa import cohen_kappa, fleiss_kappa

__all__ = [
    "Coefficient",
    "cohen_kappa",
    "coincidence_matrix",
    "fleiss_kappa",
    "krippendorff_alpha",
]
