"""Stored lines stand in the order of their items, whatever is stored."""

from collective.tobaccooa.inbox.model import age_key
from collective.tobaccooa.inbox.model import item_of
from collective.tobaccooa.inbox.model import line_age_key
from collective.tobaccooa.inbox.model import line_sort_key
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.model import sort_key
from collective.tobaccooa.inbox.model import WorkItem
from datetime import date
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st


times = st.integers(0, 4).map(moment)
items = st.builds(
    WorkItem,
    reference=st.sampled_from(["a", "b", "c"]),
    title=st.just("关于安全检查的通知"),
    step=st.just("signing"),
    since=times,
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 3)) | st.just(date.max),
    due_at=st.none() | st.integers(1, 3).map(moment),
    urgency=st.sampled_from(["normal", "urgent", "extra_urgent", "unknown"]),
    principal=st.sampled_from(["city-clerk", "city.post.clerk"]),
)


@settings(deadline=None)
@given(st.lists(items, max_size=8))
def test_lines_are_ordered_like_their_items(found):
    lines = [(each.reference, each.row(), each.principal) for each in found]
    for of_line, of_item in ((line_sort_key, sort_key), (line_age_key, age_key)):
        ordered = [item_of(*line) for line in sorted(lines, key=of_line)]
        assert ordered == sorted(found, key=of_item)
