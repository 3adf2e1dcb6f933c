"""The questions of the analysis, as methods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import NotFound
from ..records.opened import OpenGraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..measures.costance import Measure
    from ..measures.discourse import OneModeOptions, TwoModeOptions, Windows
    from ..measures.matching import Metric
    from ..measures.reliability.alpha import Level
    from .agreement.matrix import AgreementMatrix
    from .agreement.pair import Agreement
    from .agreement.partners import Partners
    from .agreement.weights import Weights
    from .camps.find import CampOptions
    from .camps.result import Camps
    from .changes.series import AgreementSeries
    from .changes.who import Changes
    from .discourse.networks import DiscourseNetwork
    from .discourse.over_time import NetworkSeries
    from .discourse.statements import Clock, Corpus, Qualifier
    from .ground.chosen import CommonGround
    from .ground.groups import GroupsCompared
    from .reliability.compare import Comparison
    from .stances.matrix import StanceMatrix
    from .stances.selection import Wanted
    from .workshop.draft import Draft
    from .workshop.proposal import Proposal
    from .workshop.ranking import PetitionRanking
    from .workshop.signers import Prospect

_JUDGED = ("organisation", "person", "group")


class AnalysableGraph(OpenGraph):
    """A graph that can be analysed.

    Natural persons and unnamed groups stay out of every score, ranking and camp,
    and asking for one raises `Refused`. What counts is said by a `Wanted`; left
    out, it is what is known or presumed today on anybody's word, drafts left
    out. Every result gives a `table()` and `sentences()` that name their evidence.
    """

    def organisations(self, *names: str) -> list[str]:
        """Return the IRIs of organisations by their names.

        Raises:
            NotFound: a name stands for nothing.
            Refused: one is a person or an unnamed group.
        """
        return self._judged(names, "organisations")

    def stances(self, wanted: Wanted | None = None) -> StanceMatrix:
        """Return the stance matrix: organisations by propositions; see `StanceMatrix`."""
        from .stances.matrix import stance_matrix
        from .stances.selection import Wanted

        return stance_matrix(self.store, (wanted or Wanted()).resolve(self.names))

    def agree(
        self,
        a: str,
        b: str,
        *,
        wanted: Wanted | None = None,
        metric: Metric = "manhattan",
        weights: Weights | None = None,
    ) -> Agreement:
        """Compare two organisations, proposition by proposition.

        Args:
            a: name of the first.
            b: name of the second.
            wanted: what counts.
            metric: manhattan, directional or euclidean.
            weights: by the name of a proposition or topic; all alike if left out.

        Example:
            >>> from graph import KnowledgeGraph, Wanted
            >>> kg = KnowledgeGraph.open("data/kagarlitsky-2023")
            >>> found = kg.agree("ENSU", "Stop the War", wanted=Wanted(on="2023-08-03"))
            >>> found.score, found.shared, found.worst, found.best
            (100.0, 1, 12.5, 100.0)
        """
        from .agreement.pair import agreement

        first, second = self._organisations([a, b])
        return agreement(self, first, second, wanted, metric=metric, weights=weights)

    def agreement_matrix(
        self,
        *actors: str,
        wanted: Wanted | None = None,
        metric: Metric = "manhattan",
        weights: Weights | None = None,
    ) -> AgreementMatrix:
        """Compare all pairs of organisations, or of those that are named."""
        from .agreement.matrix import agreement_matrix

        chosen = self._judged(actors, "matrix") if actors else None
        return agreement_matrix(self, chosen, wanted, metric=metric, weights=weights)

    def partners(
        self,
        *,
        top: int = 10,
        by: Measure = "agreement",
        min_shared: float = 2,
        wanted: Wanted | None = None,
    ) -> Partners:
        """Find the strongest partners of each organisation, for graphs of any size.

        Args:
            top: how many of each.
            by: agreement, congruence, conflict or subtract.
            min_shared: on how many propositions both must have a stance.
            wanted: what counts.
        """
        from .agreement.partners import partners

        return partners(self, wanted, top=top, by=by, min_shared=min_shared)

    def agreement_over_time(
        self,
        a: str,
        b: str,
        days: Sequence[str],
        *,
        wanted: Wanted | None = None,
        metric: Metric = "manhattan",
        weights: Weights | None = None,
    ) -> AgreementSeries:
        """Compare two organisations on several days; see `changes.series.steps` and `around`."""
        from .changes.series import agreement_on

        first, second = self._organisations([a, b])
        return agreement_on(self, (first, second), days, wanted, metric=metric, weights=weights)

    def changes(
        self, actor: str | None = None, *, since: str | None = None, until: str | None = None
    ) -> Changes:
        """List who changed, when, and towards whom."""
        from .changes.who import changes

        who = self.names.resolve(actor, _JUDGED, wanted="actor") if actor else None
        return changes(self, who, since=since, until=until)

    def camps(self, wanted: Wanted | None = None, options: CampOptions | None = None) -> Camps:
        """Find the camps, what separates them, and who and what bridges them."""
        from .camps.find import find_camps

        return find_camps(self, wanted, options)

    def corpus(
        self,
        wanted: Wanted | None = None,
        *,
        qualifier: Qualifier = "agreement",
        clock: Clock = "document",
    ) -> Corpus:
        """Read statements for discourse networks: one for each piece of evidence."""
        from .discourse.statements import corpus

        return corpus(self, wanted, qualifier=qualifier, clock=clock)

    def discourse_network(
        self, options: OneModeOptions | TwoModeOptions, found: Corpus | None = None
    ) -> DiscourseNetwork:
        """Make a one-mode or two-mode discourse network.

        Args:
            options: what it is made of; the scale is that of the statements.
            found: the statements; everything ever stated if left out.
        """
        from .discourse.networks import discourse_network

        return discourse_network(self, found or self.corpus(), options)

    def discourse_series(
        self,
        windows: Windows,
        options: OneModeOptions | TwoModeOptions,
        found: Corpus | None = None,
    ) -> NetworkSeries:
        """Make a discourse network for each window of time."""
        from .discourse.over_time import network_series

        return network_series(self, found or self.corpus(), windows, options)

    def common_ground(self, *actors: str, wanted: Wanted | None = None) -> CommonGround:
        """Find what organisations hold alike, what none opposes, and what splits them."""
        from .ground.chosen import common_ground

        return common_ground(self, self._organisations(actors), wanted)

    def compare_groups(
        self, groups: Mapping[str, Sequence[str]], *, wanted: Wanted | None = None
    ) -> GroupsCompared:
        """Find the consensus of groups of organisations, and what sets each group apart."""
        from .ground.groups import compare_groups

        members = {name: self._organisations(names) for name, names in groups.items()}
        return compare_groups(self, members, wanted)

    def draft(
        self,
        text: str | Path | Draft,
        *,
        actors: Sequence[str] = (),
        plus: Sequence[str] = (),
        wanted: Wanted | None = None,
    ) -> Prospect:
        """Tell who could sign a draft, who would clash and where, and whom to ask what.

        Args:
            text: a file, the name of a petition on record, or a `Draft`.
            actors: names of organisations; all that have spoken on it if left out.
            plus: further clauses, such as `opposes: arms supply`; what each would cost.
            wanted: what counts.

        Raises:
            FileProblem: the file cannot be read, or is no draft.
            NotFound: it is neither a file nor a petition.
        """
        from .workshop.draft import parse_clause
        from .workshop.signers import prospect

        found = self._draft(text)
        further = [parse_clause(clause, self.names, where=f"plus {clause!r}") for clause in plus]
        who = self._organisations(actors)
        return prospect(self, found, who, further=further, wanted=wanted)

    def propose(self, *actors: str, least: int = 1, wanted: Wanted | None = None) -> Proposal:
        """Propose the largest sets of clauses that none of the organisations opposes.

        Args:
            actors: names of two organisations or more.
            least: how many of them must hold a clause.
            wanted: what counts.
        """
        from .workshop.proposal import propose

        return propose(self, self._organisations(actors), least=least, wanted=wanted)

    def rank_petitions(self, wanted: Wanted | None = None) -> PetitionRanking:
        """Tell which petition on record has the widest ground."""
        from .workshop.ranking import rank_petitions

        return rank_petitions(self, wanted)

    @staticmethod
    def reliability(*files: str | Path, level: Level = "ordinal") -> Comparison:
        """Measure how far coders of the same documents agree; no graph is needed for it.

        Args:
            files: one table for each coder, CSV or Excel.
            level: nominal, ordinal or interval.
        """
        from .reliability.compare import reliability

        return reliability(files, level)

    def _draft(self, text: str | Path | Draft) -> Draft:
        from .workshop.draft import Draft, petition_draft, read_draft

        if isinstance(text, Draft):
            return text
        path = Path(text)
        if isinstance(text, Path) or path.suffix in {".yaml", ".yml"} or path.is_file():
            return read_draft(path, self.names)
        try:
            petition = self.names.resolve(text, ("petition",), wanted="petition")
        except NotFound as exc:
            exc.args = (f"draft: no file {text!r}, and {exc}",)
            raise
        return petition_draft(self, petition)

    def _judged(self, names: Iterable[str], what: str) -> list[str]:
        """Return the IRIs of organisations; whoever may not be judged is refused."""
        from ..query.arguments import refuse_judging

        found = list(dict.fromkeys(self._organisations(names)))
        for iri in found:
            refuse_judging(self.names, iri, what)
        return found

    def _organisations(self, names: Iterable[str]) -> list[str]:
        """Return the IRIs of names; whoever may not be judged is refused later, by the measure."""
        return [self.names.resolve(name, _JUDGED, wanted="organisation") for name in names]
