"""Which modules decide who may see or do what, and the fast tests that judge them.

Every module of a room with a `visible_to`, a `may_…` or another function that takes a Viewer to choose rows
for her stands here; `test_mutants.py` fails on one that does not. What composes pages and papers from such
rows asks them, and is held by the matrix and the crawl of this folder.
"""

WHOLE = (
    "network/accounts/rules.py",
    "network/accounts/viewer.py",
    "network/groups/viewer_facts.py",
    "network/institutions/rules.py",
    "network/insights/saved/rules.py",
    "network/peers/queries.py",
    "network/peers/rules.py",
    "network/people/blocks.py",
    "network/people/fields.py",
    "network/people/queries.py",
    "network/people/rules.py",
    "network/people/showing.py",
    "network/people/viewer_facts.py",
    "network/relay/queries.py",
    "network/relay/rules.py",
    "network/rights/viewer_facts.py",
    "network/ties/collaborations.py",
)
"""Every line of these decides."""

BY_VIEWER = (
    "events/queries.py",
    "network/agreements/queries.py",
    "network/commitments/queries.py",
    "network/consolidation/queries.py",
    "network/documents/queries.py",
    "network/groups/queries.py",
    "network/groups/session_queries.py",
    "network/insights/queries.py",
    "network/insights/saved/queries.py",
    "network/institutions/queries.py",
    "network/joining/affiliations.py",
    "network/joining/queries.py",
    "network/messages/queries.py",
    "network/milestones/queries.py",
    "network/notices/queries.py",
    "network/pace/queries.py",
    "network/pace/services.py",
    "network/peers/introducing.py",
    "network/peers/suggesting.py",
    "network/peers/ties.py",
    "network/printing/queries.py",
    "network/reports/closing_queries.py",
    "network/reports/queries.py",
    "network/requests/queries.py",
    "network/rights/opening.py",
    "network/rights/queries.py",
    "network/search/people.py",
    "network/ties/queries.py",
    "network/ties/vacancies.py",
)
"""Of these what takes a Viewer decides, and whatever that calls; the rest counts and puts into words."""

POLICIES = tuple(sorted((*WHOLE, *BY_VIEWER)))

JUDGES = (
    "tests/events/test_doors.py",
    "tests/network/accounts/test_grants.py",
    "tests/network/agreements/test_doors.py",
    "tests/network/commitments/test_doors.py",
    "tests/network/consolidation/test_queries.py",
    "tests/network/documents/test_doors.py",
    "tests/network/groups/test_doors.py",
    "tests/network/insights/saved/test_doors.py",
    "tests/network/insights/saved/test_rules.py",
    "tests/network/insights/test_layers.py",
    "tests/network/institutions/test_doors.py",
    "tests/network/joining/test_doors.py",
    "tests/network/messages/test_doors.py",
    "tests/network/milestones/test_doors.py",
    "tests/network/notices/test_doors.py",
    "tests/network/pace/test_doors.py",
    "tests/network/peers/test_doors.py",
    "tests/network/peers/test_introducing.py",
    "tests/network/peers/test_suggesting.py",
    "tests/network/people/test_blocks.py",
    "tests/network/people/test_doors.py",
    "tests/network/people/test_fields.py",
    "tests/network/people/test_visibility.py",
    "tests/network/printing/test_doors.py",
    "tests/network/relay/test_doors.py",
    "tests/network/relay/test_rules.py",
    "tests/network/reports/test_doors.py",
    "tests/network/requests/test_doors.py",
    "tests/network/rights/test_doors.py",
    "tests/network/rights/test_opening.py",
    "tests/network/search/test_people.py",
    "tests/network/search/test_people_facets.py",
    "tests/network/search/test_people_oracle.py",
    "tests/network/ties/test_collaborating.py",
    "tests/network/ties/test_queries.py",
    "tests/safety/test_sight.py",
    "tests/safety/test_viewer.py",
)
"""A change is shown to those of them that run the changed function, and lie in its own room or here."""
