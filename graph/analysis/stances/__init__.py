"""The stance matrix: organisations by propositions, on a day or over a period."""
