"""What an edit changes in the relations of an archive: those whose comparison it touches, and no others.

What is related to a postmortem depends on its own features; on how rare they are; on the newest others
that have what it is looked up by; on the features and the length of those it is compared with; and on who
names whom. For each of these there is a list here of whom a change concerns. Where in doubt, somebody is
compared once more than needed; the outcome is always that of comparing everybody.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from .comparison import Change, Comparison, Row, in_order
from .features import Features
from .holders import Holders, Mark
from .likeness import Compared, text_length
from .related import Named, Names, Outcome, outcome_of

_ROUNDING = 1e-6
"""More than the order of a sum changes it by."""


def compared_anew(rows: Mapping[str, Row], features: Mapping[str, Features]) -> Comparison:
    """Compare all postmortems of an archive.

    Args:
        rows: of each, by path; numbers are given anew.
        features: of each, by path.
    """
    ordered = {
        path: row._replace(number=number)
        for number, (path, row) in enumerate(in_order(rows).items())
    }
    fresh = Comparison(ordered, Holders.of(features[path] for path in ordered).lists, {})
    again = _Again(fresh, features.__getitem__)
    again.compare(again.paths)
    return fresh


def compare_again(
    before: Comparison, changes: Sequence[Change], features: Callable[[str], Features]
) -> None:
    """Bring a comparison up to date.

    Args:
        before: the archive as it was; changed in place.
        changes: what comes, goes or has changed.
        features: of any postmortem that is there now, by its path.
    """
    again = _Again(before, features)
    again.compare(again.change(changes))


class _Again:
    """Compares some postmortems of an archive again."""

    def __init__(self, comparison: Comparison, features: Callable[[str], Features]) -> None:
        self._state = comparison
        self._features = features
        lengths = {row.number: row.length for row in comparison.rows.values() if row.length}
        self._lengths = lengths
        self._take_stock()

    def _take_stock(self) -> None:
        """Note who is where, now that they are all there."""
        rows = self._state.rows
        self.paths = {row.number: path for path, row in rows.items()}
        ranks = {number: rank for rank, number in enumerate(self.paths)}
        self._holders = Holders(self._state.lists, ranks)

    def features(self, number: int) -> Features:
        """The features of the postmortem of that number."""
        return self._features(self.paths[number])

    def compare(self, numbers: Iterable[int]) -> None:
        """Compare those of these numbers with whom they may be like."""
        rows, looked_up = self._state.rows, self._state.looked_up
        by_path = {path: row.number for path, row in rows.items()}
        compared = Compared(self._holders, self.features, by_path, self._lengths)
        names = Names(Named(row.number, path, row.id, row.related) for path, row in rows.items())
        for number in numbers:
            path = self.paths[number]
            found = outcome_of(compared, names, self.features(number))
            rows[path] = _filled(rows[path], found)
            for mark, worth in found.view.looked_up.items():
                looked_up.setdefault(mark, {})[number] = worth

    def change(self, changes: Sequence[Change]) -> Iterable[int]:
        """Make changes; gives the numbers of all whose relations may be others now."""
        marks = {
            mark
            for change in changes
            for item in (change.before, change.features)
            if item
            for mark in item.marks()
        }
        size, counts, newest = self._holders.size(), self._counts(marks), self._newest(marks)
        own = _own_ids(self._state.rows, changes)
        ids = _concerned_ids(self._state.rows, own)
        gone = self._remove(changes)
        self._add(changes)
        rows = self._state.rows
        if self._holders.size() != size:  # then everything is as rare as it was not before
            self._lengths.clear()
            self._state.looked_up.clear()
            return self.paths
        ids |= _concerned_ids(rows, own)
        now = self._newest(marks)
        left = {mark: newest[mark] - now[mark] for mark in marks}
        found = {rows[change.path].number for change in changes if change.row}
        found |= {row.number for row in rows.values() if row.id in ids}
        rarer = {
            number
            for mark, count in self._counts(marks).items()
            if count != counts[mark]
            for number in self._holders.all(mark)
        }
        longer = self._of_other_length(rarer)
        beside = self._beside(gone | longer | {each for some in left.values() for each in some})
        found |= rarer.union(*(beside[number] for number in gone | longer))
        for mark, some in left.items():
            lookers = self._state.looked_up.get(mark, {}).keys()
            found |= lookers & set().union(*(beside[number] for number in some))
        found |= self._reached({mark: now[mark] - newest[mark] for mark in marks}, found)
        self._forget(found)
        return found

    def _counts(self, marks: Iterable[Mark]) -> dict[Mark, float]:
        return {mark: self._holders.count(mark) for mark in marks}

    def _newest(self, marks: Iterable[Mark]) -> dict[Mark, set[int]]:
        return {mark: set(self._holders.newest(mark)) for mark in marks}

    def _remove(self, changes: Iterable[Change]) -> set[int]:
        """Take out what goes or has changed; gives the numbers."""
        gone = set()
        for path, before, _, _ in changes:
            if before:
                number = self._state.rows.pop(path).number
                gone.add(number)
                self._lengths.pop(number, None)
                for mark in before.marks():
                    self._holders.remove(mark, number)
                    self._forget_look(mark, number)
        return gone

    def _add(self, changes: Iterable[Change]) -> None:
        """Put in what comes or has changed."""
        rows = self._state.rows
        fresh = max((row.number for row in rows.values()), default=-1) + 1
        added: dict[int, Features] = {}
        for path, _, row, features in changes:
            if row and features:
                rows[path] = row._replace(number=fresh + len(added))
                added[rows[path].number] = features
        self._state.rows = in_order(rows)
        self._take_stock()
        for number, item in added.items():
            for mark in item.marks():
                self._holders.add(mark, number)

    def _forget(self, numbers: Iterable[int]) -> None:
        """Forget by what those look for others who are about to be compared again."""
        for number in numbers:
            for mark in self.features(number).marks():
                self._forget_look(mark, number)

    def _forget_look(self, mark: Mark, number: int) -> None:
        lookers = self._state.looked_up.get(mark)
        if lookers is not None:
            lookers.pop(number, None)
            if not lookers:
                del self._state.looked_up[mark]

    def _of_other_length(self, numbers: Iterable[int]) -> set[int]:
        """Those of these texts whose length is another one now; for all of them it is noted."""
        changed = set()
        for number in numbers:
            length = text_length(self.features(number).terms, self._holders.rarities)
            if self._lengths.get(number) != length:
                self._lengths[number] = length
                changed.add(number)
        return changed

    def _beside(self, numbers: Set[int]) -> Mapping[int, set[int]]:
        """For each of these, the numbers of those that were compared with it."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for row in self._state.rows.values():
            for number in numbers & {*row.candidates, *row.named}:
                found[number].add(row.number)
        return found

    def _reached(self, entered: Mapping[Mark, Set[int]], known: Set[int]) -> set[int]:
        """Those whose comparison somebody may have entered.

        Args:
            entered: who is now among the newest that have a mark, and was not before.
            known: those that are compared again anyway.
        """
        looked_up, rows = self._state.looked_up, self._state.rows
        suspects: defaultdict[int, set[int]] = defaultdict(set)
        for mark, numbers in entered.items():
            lookers = looked_up.get(mark, {}).keys() - known
            for number in numbers if lookers else ():
                suspects[number] |= lookers
        reached = set()
        for number, lookers in suspects.items():
            worth: defaultdict[int, float] = defaultdict(float)
            for mark in self.features(number).marks():
                worths = looked_up.get(mark, {})
                if number in self._holders.newest(mark):
                    for looker in lookers & worths.keys():
                        worth[looker] += worths[looker]
            for looker, value in worth.items():
                row = rows[self.paths[looker]]
                if value >= row.least - _ROUNDING and number not in row.candidates:
                    reached.add(looker)
        return reached


def _own_ids(rows: Mapping[str, Row], changes: Iterable[Change]) -> set[str]:
    """The IDs that those who change have or had, unless what they are called and name is as it was."""
    found = set()
    for change in changes:
        both = [row for row in (rows.get(change.path), change.row) if row]
        if len({(row.id, row.related, row.started) for row in both}) > 1 or len(both) == 1:
            found |= {row.id for row in both}
    return found


def _concerned_ids(rows: Mapping[str, Row], own: Set[str]) -> set[str]:
    """IDs of all who name or are named by those with these IDs, and these IDs."""
    found = set(own)
    for row in rows.values():
        if row.id in own:
            found.update(row.related)
        elif not own.isdisjoint(row.related):
            found.add(row.id)
    return found


def _filled(row: Row, found: Outcome) -> Row:
    return row._replace(
        length=found.view.length,
        named=tuple(found.named),
        candidates=tuple(found.candidates),
        least=found.least,
        relations=tuple(map(tuple, found.relations)),
    )
