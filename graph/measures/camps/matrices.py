"""The matrices and labels that camps are taken from: checked once, in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from ...errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Labels: TypeAlias = NDArray[np.int64]
    Matrix: TypeAlias = NDArray[np.float64] | csr_array
else:
    Labels = Matrix = object

ROUNDING = 1e-9


def checked(matrix: Matrix, where: str) -> csr_array:
    """Return a symmetric matrix in sparse form, without its diagonal and without zeros.

    Raises:
        UsageError: the matrix is not square, not finite or not symmetric.
    """
    from scipy.sparse import coo_array, csr_array

    try:
        given = csr_array(matrix, dtype=np.float64)
    except (TypeError, ValueError) as exc:
        raise UsageError(f"{where}: not a matrix of numbers ({exc}); pass n by n") from exc
    if given.shape != given.shape[:1] * 2:
        raise UsageError(f"{where}: a matrix of shape {given.shape} is not square; pass n by n")
    if not np.isfinite(given.data).all():
        raise UsageError(f"{where}: a cell is not a finite number; pass 0 where there is nothing")
    largest = float(abs(given).max()) if given.nnz else 0.0
    if given.nnz and float(abs(given - given.T).max()) > ROUNDING * largest:
        raise UsageError(f"{where}: the matrix is not symmetric; pass the same value both ways")
    cells = coo_array(given)
    kept = (cells.row != cells.col) & (cells.data != 0)
    return csr_array(
        (cells.data[kept], (cells.row[kept], cells.col[kept])), shape=given.shape, dtype=np.float64
    )


def checked_labels(labels: Labels | Sequence[int], n: int, where: str) -> Labels:
    """Return the camps of n actors as whole numbers, -1 for those without one.

    Raises:
        UsageError: there are more or fewer than n, or one is below -1 or no whole number.
    """
    given = np.asarray(labels)
    if given.shape != (n,):
        raise UsageError(f"{where}: labels of shape {given.shape} for {n} actors; pass one each")
    if n and not np.issubdtype(given.dtype, np.integer):
        raise UsageError(f"{where}: labels of type {given.dtype}; pass whole numbers, -1 for none")
    if n and int(given.min()) < -1:
        raise UsageError(f"{where}: label {int(given.min())} is below -1; pass -1 for no camp")
    return given.astype(np.int64)


def number_camps(labels: Labels) -> Labels:
    """Number groups from 0 by size, largest first, then by their first member; -1 stays."""
    numbered = np.full(labels.shape, -1, dtype=np.int64)
    placed = labels >= 0
    _, first, inverse, sizes = np.unique(
        labels[placed], return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(sizes.size, dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(sizes.size)
    numbered[placed] = rank[inverse]
    return numbered


def checked_distances(shared: Matrix, conflict: Matrix, where: str) -> tuple[csr_array, csr_array]:
    """Return both matrices in sparse form.

    Raises:
        UsageError: one is negative, they differ in shape, or a conflict exceeds what is shared.
    """
    common, apart = checked(shared, f"{where}: shared"), checked(conflict, f"{where}: conflict")
    if common.shape != apart.shape:
        message = f"{where}: shared is {common.shape}, conflict {apart.shape}; pass equal shapes"
        raise UsageError(message)
    if (common.data < 0).any() or (apart.data < 0).any():
        raise UsageError(f"{where}: a weight is negative; pass sums of weights")
    if apart.nnz and float((apart - common).max()) > ROUNDING * float(apart.max()):
        raise UsageError(f"{where}: a conflict exceeds what is shared; pass Σ w·abs(a-b)/2")
    return common, apart


def signed_ties(shared: Matrix, conflict: Matrix, *, normalise: bool = False) -> csr_array:
    """Return the signed ties of actors from what they share and how far they differ on it.

    s(i,j) = congruence - conflict = shared - 2·conflict, where shared(i,j) =
    Σ w over the propositions on which both have a stance and conflict(i,j) =
    Σ w·|a-b|/2 over the same, stances a and b in [-1, 1]. Undirected.

    Args:
        shared: n by n, symmetric; 0 where two actors share nothing.
        conflict: n by n, symmetric, nowhere above `shared`.
        normalise: divide by `shared`: from -1 (opposed throughout) to 1 (one
            mind), whether they share one proposition or thirty. Without it,
            a tie weighs as much as the two share.

    Returns:
        n by n, sparse, zero diagonal. A cell of 0 is no tie: nothing shared,
        or as much agreement as disagreement.

    Raises:
        UsageError: a matrix is malformed, or a conflict exceeds what is shared.

    Example:
        Two actors agree on two propositions out of three:

        >>> import numpy as np
        >>> s = signed_ties(np.array([[0, 3], [3, 0.0]]), np.array([[0, 1], [1, 0.0]]))
        >>> float(s[0, 1])
        1.0
    """
    common, apart = checked_distances(shared, conflict, "signed ties")
    inverse = common.copy()
    inverse.data = 1 / inverse.data
    ratio = (common - 2 * apart).multiply(inverse).tocsr()
    # Weights such as 0.1 do not cancel exactly: what is left of them is no tie.
    ratio.data[np.abs(ratio.data) <= ROUNDING] = 0.0
    return checked(ratio if normalise else ratio.multiply(common), "signed ties")
