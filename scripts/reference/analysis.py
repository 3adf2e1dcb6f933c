"""The reference of the analysis: what results hold, and the measures behind them."""

from __future__ import annotations

from .markdown import paragraphs
from .python import documented

_INTRODUCTION = """\
The questions of the analysis are methods of `KnowledgeGraph`, on [the page of the Python
interface](python.md). Here is what they give back, and the measures that they are computed with,
which take plain arrays. What the numbers can and cannot say is in [What the measures
say](../explanation/measures.md)."""

_PARTS = {
    "Results": (
        ("graph", "Wanted"),
        ("graph.analysis.results.result", "Result", "Said"),
        ("graph.analysis.stances.matrix", "StanceMatrix", "CellView"),
        ("graph.analysis.stances.listed", "StanceTable"),
        ("graph.analysis.agreement.pair", "Agreement", "Compared"),
        ("graph.analysis.agreement.matrix", "AgreementMatrix"),
        ("graph.analysis.agreement.partners", "Partners"),
        ("graph.analysis.ground.chosen", "CommonGround", "Ground"),
        ("graph.analysis.ground.groups", "GroupsCompared", "GroupGround", "Mark"),
        ("graph.analysis.workshop.draft", "Draft", "Clause"),
        ("graph.analysis.workshop.signers", "Prospect", "Signer", "Cost"),
        ("graph.analysis.workshop.proposal", "Proposal", "Candidate"),
        ("graph.analysis.workshop.ranking", "PetitionRanking", "Ranked"),
        ("graph.analysis.camps.find", "CampOptions"),
        ("graph.analysis.camps.result", "Camps", "Found"),
        ("graph.analysis.camps.bridges", "PetitionBridge"),
        ("graph.analysis.changes.who", "Changes", "Change"),
        ("graph.analysis.changes.series", "AgreementSeries", "steps", "around"),
        ("graph.analysis.discourse.statements", "Corpus"),
        ("graph.analysis.discourse.networks", "DiscourseNetwork"),
        ("graph.analysis.discourse.over_time", "NetworkSeries"),
        ("graph.analysis.reliability.compare", "reliability", "Comparison"),
        ("graph.analysis.plots.draw", "draw"),
    ),
    "Measures": (
        ("graph.measures.matching", "distance", "interval", "ordinal", "categorical", "shares"),
        ("graph.measures.matching", "Filling"),
        ("graph.measures.all_pairs", "pair_distances", "PairDistances"),
        ("graph.measures.costance", "Cells", "pair_sums", "strongest", "Selection", "Strongest"),
        ("graph.measures.discourse", "Statements", "Row", "Scale", "OneModeOptions", "one_mode"),
        ("graph.measures.discourse", "TwoModeOptions", "two_mode", "Network"),
        ("graph.measures.discourse", "Windows", "slices", "Slice", "without_duplicates"),
        ("graph.measures.consensus", "Votes", "count_votes", "group_consensus"),
        ("graph.measures.consensus", "representative", "Apart"),
        ("graph.measures.clause_sets", "largest_sets", "LargestSets"),
        ("graph.measures.camps", "signed_ties", "partition", "Partition", "two_camps"),
        ("graph.measures.camps", "polarisation", "Polarisation", "bridging", "Bridging"),
        ("graph.measures.camps", "stability", "Stability", "adjusted_rand", "criterion"),
        ("graph.measures.reliability", "krippendorff_alpha", "cohen_kappa", "fleiss_kappa"),
        ("graph.measures.reliability", "Coefficient"),
    ),
}


def page() -> str:
    """Return the page."""
    parts = ["# Analysis", _INTRODUCTION]
    for title, things in _PARTS.items():
        parts.append(f"# {title}")
        for module, *names in things:
            for name in names:
                parts += documented(module, name, inherited=False)
    return paragraphs(parts)
