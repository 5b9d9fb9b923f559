"""The templates of what is printed on pages, and the words and filters that they all have."""

from pathlib import Path

import jinja2

from .entries import DrawnEntries
from .language import Language, capitalize_first, is_web

_TEMPLATES = Path(__file__).parent / "templates"
_OWN_PREFIX = "postmortem_archive"


def template_environment(said: Language, owners: Path | None) -> jinja2.Environment:
    """Templates that escape all that they print; the owner's go before our own.

    A template of the owner's can extend or include the one it stands for, by the name
    ``postmortem_archive/pages/postmortem.html``.

    Args:
        said: what the interface says, in the site's language.
        owners: folder of the owner's templates; ``None`` where there is none.
    """
    own = jinja2.FileSystemLoader(_TEMPLATES)
    before = [jinja2.FileSystemLoader(owners)] if owners else []
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([*before, own, jinja2.PrefixLoader({_OWN_PREFIX: own})]),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        said.gettext, said.ngettext, newstyle=True
    )
    environment.filters |= {
        "day": said.day,
        "clock": said.clock,
        "duration": said.duration,
        "short_duration": said.short_duration,
        "moment": said.moment,
        "short_day": said.short_day,
        "number": said.number,
        "percent": said.percent,
        "is_web": is_web,
        "lower_first": said.lower_first,
        "capitalize_first": capitalize_first,
    }
    # The extension's own look for each other anew whenever they are called, a hundred times a page.
    words = {"_": said.html, "gettext": said.html, "ngettext": said.html_for}
    environment.globals |= {
        "span": said.span,
        **words,
        "drawn_entry": DrawnEntries(environment).entry,
    }
    return environment
