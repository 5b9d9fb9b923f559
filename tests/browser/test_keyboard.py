"""Whoever goes by the keyboard reaches everything, sees where they are, and comes out again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from page_types import POSTMORTEM

pytestmark = pytest.mark.browser

WALKED = ("index.html", POSTMORTEM, "actions.html", "services/aws-ec2.html", "trends.html")
MOST_STEPS = 60

# What has the focus: where it is in the document, how it is seen, and whether it is on the screen at all.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const seen = (one) => {
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const looks = ["backgroundColor", "boxShadow", "textDecorationLine", "color", "opacity"];
    return outlined ? "outline" : looks.map((name) => style[name]).join();
  };
  const focused = seen(element);
  const box = element.getBoundingClientRect();
  const all = [...document.querySelectorAll("*")];
  element.blur();
  const without = seen(element);
  element.focus({ preventScroll: true });
  return {
    name: element.outerHTML.slice(0, 140),
    place: all.indexOf(element),
    visible: focused === "outline" || focused !== without,
    onScreen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    inArticle: Boolean(element.closest("article")),
  };
}"""


@pytest.fixture(scope="module")
def typist(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", timezone_id="Asia/Kolkata"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", WALKED)
def test_focus_is_seen_and_goes_as_one_reads(typist: Page, site_url: str, name: str) -> None:
    typist.goto(site_url + name, wait_until="networkidle")
    steps = []
    for _ in range(MOST_STEPS):
        typist.keyboard.press("Tab")
        step = typist.evaluate(FOCUSED)
        if step is None:
            break
        steps.append(step)
    own = [step for step in steps if step["inArticle"]]
    assert len(own) > 5
    assert [step["name"] for step in own if not step["visible"]] == []
    assert [step["name"] for step in own if not step["onScreen"]] == []
    places = [step["place"] for step in own]
    assert places == sorted(set(places))


@pytest.mark.parametrize("name", ["actions.html", POSTMORTEM])
def test_one_comes_out_at_the_end_and_back_in(typist: Page, site_url: str, name: str) -> None:
    typist.goto(site_url + name, wait_until="networkidle")
    links = typist.locator("article a:visible")
    links.last.focus()
    last = typist.evaluate("document.activeElement.outerHTML")
    for _ in range(4):
        typist.keyboard.press("Tab")
    assert typist.evaluate("!document.activeElement?.closest('article')")
    for _ in range(8):
        typist.keyboard.press("Shift+Tab")
        if typist.evaluate("document.activeElement.outerHTML") == last:
            break
    assert typist.evaluate("Boolean(document.activeElement.closest('article'))")


@pytest.mark.parametrize("name", WALKED[:4])
def test_the_first_link_skips_to_the_content(typist: Page, site_url: str, name: str) -> None:
    typist.goto(site_url + name, wait_until="networkidle")
    typist.keyboard.press("Tab")
    skip = typist.locator(".md-skip")
    expect(skip).to_be_focused()
    typist.keyboard.press("Enter")
    expect(typist).to_have_url(re.compile("#.+"))
    expect(skip).not_to_be_focused()  # the browser goes there in its own time
    typist.keyboard.press("Tab")
    assert typist.evaluate("Boolean(document.activeElement.closest('article'))")


def test_a_figure_leads_to_what_is_behind_it(typist: Page, site_url: str) -> None:
    typist.goto(site_url + "services/aws-ec2.html", wait_until="networkidle")
    link = typist.locator("figure svg a").first
    link.focus()
    typist.keyboard.press("Enter")
    expect(typist).to_have_url(re.compile(r"archive\.html\?"))
    expect(typist.locator(".pm-hit__title").first).to_be_visible()


def test_times_are_changed_with_the_keyboard(typist: Page, site_url: str) -> None:
    typist.goto(site_url + POSTMORTEM, wait_until="networkidle")
    button = typist.get_by_role("button", name="Show in my time")
    button.focus()
    for pressed, key in (("true", "Enter"), ("false", "Space")):
        typist.keyboard.press(key)
        expect(button).to_have_attribute("aria-pressed", pressed)
        expect(button).to_be_focused()
