"""PM909: the public text names a person or a customer, or holds a secret."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Context, Finding
from ..shared.confidential import (
    Found,
    find_cards,
    find_emails,
    find_phones,
    find_secrets,
    first_of_each,
    in_more_places,
    outline,
)
from ..shared.known_people import KnownPeople, people_of_archive
from ..shared.known_words import KnownWords
from ..shared.public_lines import PublicLines

_MOST = 100
"""Most findings in a file; nobody reads more of them."""

_PERSON = "a person of this archive"
_CUSTOMER = "a customer"
_HINTS = {
    _PERSON: "write the role, such as `an engineer`; what may be said belongs under `public.allowed` in "
    "archive.yml",
    _CUSTOMER: "write `a customer`, or `some customers`",
}
_HINT = "take it out; what is meant to be public belongs under `public.allowed` in archive.yml"


class ConfidentialInPublicText(ArchiveRule):
    """The public text names a person or a customer, or holds a secret.

    ## What it does

    Looks in the public text of each postmortem with `audience: public` for

    - people of this archive: authors, reviewers, participants, owners of action items and those who approved,
      in any postmortem, and the `people` of `archive.yml`; by `@ana`, `ana` or `Ana`, by their full name, and
      by each part of it that has three letters or more;
    - customers: the names under `public.customers` in `archive.yml`, in small or capital letters;
    - secrets, numbers of payment cards, e-mail addresses of people, and phone numbers, as
      [PM901](PM901.md), [PM902](PM902.md), [PM903](PM903.md) and [PM904](PM904.md) know them.

    A name is found where it is wrapped over two lines, and where markup stands in it. What `public.allowed`
    in `archive.yml` lists is left alone. No report repeats a secret.

    ## Why it matters

    A name that was published cannot be taken back. Nobody agreed to stand in it, and nobody outside needs it
    to understand what happened.

    ## Bad example

    ```yaml title="archive.yml"
    public:
      customers: [Shoes and More]
    ```

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: 451d9b929f917861}
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments failed for 65 minutes in all shops. Shoes and More told us first; one of
    Ana's queries held up all others.
    ```

    ## Good example

    ```yaml title="archive.yml"
    public:
      customers: [Shoes and More]
    ```

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: fbe135915db60c66}
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments failed for 65 minutes in all shops. A customer told us first; one query
    held up all others.
    ```

    ## How to fix

    Write the role: "a customer", "an engineer". Where a word is meant to be read outside, as the address of the
    support or the name of the founder, allow it:

    ```yaml
    public:
      allowed: [support@shop.example, Ana]
    ```
    """

    code = "PM909"
    alias = "confidential-in-public-text"
    is_fixed = True

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each thing that is named, at its first place."""
        offered = [card for card in cards if card.public]
        if not offered:
            return
        public = context.settings.public
        people = KnownPeople(people_of_archive(cards, context.settings))
        customers = KnownWords(public.customers, any_case=True)
        for card in offered:
            said = card.public.lines if card.public else ()
            lines = PublicLines(((line.text, line.position) for line in said), public.allowed)
            found = lines.unallowed(_found(lines.text, people, customers))
            every = list(first_of_each(lines.text, found))
            for words, first, more in every[:_MOST]:
                shown = quoted(words) if first.name in _HINTS else outline(words)
                yield (
                    card,
                    Finding(
                        f"{first.name} stands in the public text{in_more_places(more)}: {shown}",
                        lines.position(first.start),
                        _HINTS.get(first.name, _HINT),
                    ),
                )


def _found(text: str, people: KnownPeople, customers: KnownWords) -> Iterator[Found]:
    """What is confidential in a text, in its order; none overlaps another one."""
    every = [
        *(Found(_PERSON, *place) for place in people.found_in(text)),
        *(Found(_CUSTOMER, *place) for place in customers.found_in(text)),
    ]
    for find in (find_secrets, find_cards, find_emails, find_phones):
        every += find(text)
    end = 0
    for one in sorted(every, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            yield one
            end = one.end
