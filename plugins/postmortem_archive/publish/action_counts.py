"""The action items of some postmortems, counted for a line on a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.rules.shared.action_items import written_actions


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """Action items by where they stand; late ones are among the open ones."""

    done: int = 0
    open: int = 0
    late: int = 0
    dropped: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.open + self.dropped

    @classmethod
    def of(cls, items: Iterable[Postmortem], today: date) -> "ActionCounts":
        """Count the action items of some postmortems."""
        actions = [action for item in items for action in written_actions(item)]
        closed = [action for action in actions if action.status.is_closed]
        done = sum(action.status.value == "done" for action in closed)
        late = sum(action.is_overdue(today) for action in actions)
        return cls(done, len(actions) - len(closed), late, len(closed) - done)
