"""The commands of the analysis: agreement, common ground, drafts, camps, changes, networks."""
