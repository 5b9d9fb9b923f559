"""Pictures of figures, drawn when the site is built: each module lays one kind out, as numbers alone.

A page passes ``picture=over_time(quarters, site.severity_steps)`` to its template, and that draws it:
``{% from "pictures/over_time.html" import over_time %}{{ over_time(picture, "trend", _("Over time")) }}``.

A picture is as wide as its place. So positions and lengths are percent of the width (from its left
end) and of the height (from its top), rounded to hundredths; the templates and ``pictures.css`` say how
tall it is. Text keeps its size. Two pictures on one page need different prefixes, of which their element
ids are made.
"""
