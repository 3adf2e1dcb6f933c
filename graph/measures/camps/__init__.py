"""Camps in a signed network: who stands together, how far apart, and who is in between."""

from .agreement import Stability, adjusted_rand, stability
from .balance import Partition, partition, two_camps
from .bridges import Bridging, bridging
from .criterion import criterion
from .matrices import Matrix, signed_ties
from .polarity import Polarisation, polarisation

__all__ = [
    "Bridging",
    "Matrix",
    "Partition",
    "Polarisation",
    "Stability",
    "adjusted_rand",
    "bridging",
    "criterion",
    "partition",
    "polarisation",
    "signed_ties",
    "stability",
    "two_camps",
]
