"""A postmortem's page as a reader sees and uses it: its timeline, its chain, its print."""

import re
import sys
from pathlib import Path
from subprocess import run

import pytest
from playwright.sync_api import Browser, Page, expect

from places import ROOT

LONGEST = max((ROOT / "postmortems").glob("*/*.md"), key=lambda path: path.stat().st_size).stem
SHOWN = (
    LONGEST,
    "2019-07-02-cloudflare-waf-regex",  # half an hour, events before and after
    "2024-02-24-xz-utils-backdoor",  # three months, moments known to the day
    "2012-08-01-knight-capital-smars",  # approximate times
)

OVERLAPS = """() => {
    const texts = [...document.querySelectorAll(".pm-step time, .pm-step__label, .pm-step__day, .pm-step__gap")]
        .map((element) => { const range = document.createRange(); range.selectNodeContents(element);
                            return [element.textContent, range.getBoundingClientRect()]; });
    return texts.flatMap(([one, a], place) => texts.slice(place + 1)
        .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1)
        .filter(([, b]) => a.top < b.bottom - 4 && b.top < a.bottom - 4)
        .map(([other]) => [one, other]));
}"""


def address(name: str) -> str:
    return f"postmortems/{name}.html"


@pytest.mark.parametrize("width", [390, 720, 1280])
@pytest.mark.parametrize("name", SHOWN)
def test_no_word_of_the_timeline_lies_over_another(
    browser_page: Page, site_url: str, name: str, width: int
) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.goto(site_url + address(name))
    assert browser_page.locator(".pm-step").count() >= 2
    assert browser_page.evaluate(OVERLAPS) == []
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_bar_is_drawn_to_scale(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url + address("2019-07-02-cloudflare-waf-regex"))
    marks = [mark.bounding_box() for mark in browser_page.locator(".pm-time__mark").all()]
    places = [mark["x"] for mark in marks if mark]
    minutes = [42, 45, 60, 67, 69]  # after 13:00, as the file tells
    scale = (places[-1] - places[0]) / (minutes[-1] - minutes[0])
    assert len(places) == len(minutes)
    for place, minute in zip(places, minutes, strict=True):
        assert abs(place - places[0] - (minute - minutes[0]) * scale) < 1


def test_an_event_is_told_and_leads_to_its_row(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url + address(LONGEST))
    link = browser_page.locator("a.pm-event").nth(1)
    told = link.locator(".pm-event__told")
    expect(told).to_have_css("clip-path", "inset(50%)")
    browser_page.locator("a.pm-event").first.focus()
    browser_page.keyboard.press("Tab")
    expect(told).to_have_css("clip-path", "none")
    expect(browser_page.locator(".pm-events__hint")).to_be_hidden()
    box, frame = told.bounding_box(), browser_page.locator(".pm-time__scale").bounding_box()
    assert box and frame
    assert abs(box["x"] - frame["x"]) < 2
    assert abs(box["width"] - frame["width"]) < 2
    assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1
    time = told.locator("time").inner_text()
    text = told.locator("bdi").inner_text()
    browser_page.keyboard.press("Enter")
    row = browser_page.locator("tr:target")
    expect(row).to_be_in_viewport()
    assert time[-5:] in row.inner_text()
    assert text in row.inner_text()


def test_links_to_events_are_as_large_as_a_pointer_needs(browser_page: Page, site_url: str) -> None:
    browser_page.set_viewport_size({"width": 720, "height": 900})
    browser_page.goto(site_url + address(LONGEST))
    boxes = [link.bounding_box() for link in browser_page.locator("a.pm-event").all()]
    assert len(boxes) > 3
    assert all(box and box["width"] >= 24 and box["height"] >= 24 for box in boxes)


def test_every_link_to_a_row_finds_it(site_folder: Path) -> None:
    pages = list((site_folder / "postmortems").glob("*.html"))
    linked = 0
    for page in pages:
        html = page.read_text(encoding="utf-8")
        wanted = set(re.findall(r'href="#(pm-event-\d+)"', html))
        ids = re.findall(r'id="(pm-[\w-]+)"', html)
        assert wanted <= set(ids), page.name
        assert len(ids) == len(set(ids)), page.name
        linked += len(wanted)
    assert linked > 5 * len(pages)


def test_the_chain_of_whys_is_a_list_of_numbered_steps(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url + address(LONGEST))
    steps = browser_page.locator("ol.pm-whys > li.pm-why")
    assert steps.count() == 5
    arrows = steps.evaluate_all(
        "steps => steps.map((step) => getComputedStyle(step, '::after').content !== 'none')"
    )
    assert arrows == [True] * 4 + [False]
    tops = [box["y"] for step in steps.all() if (box := step.bounding_box())]
    assert tops == sorted(tops)


def test_without_scripts_all_of_it_is_there(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + address(LONGEST))
    expect(page.locator(".pm-time__bar")).to_be_visible()
    page.locator("a.pm-event").first.hover()
    expect(page.locator(".pm-event__told").first).to_have_css("clip-path", "none")
    context.close()


def test_paper_is_light_whatever_the_screen_was(browser: Browser, site_url: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site_url + address(LONGEST))
    page.emulate_media(media="print")
    quiet = page.evaluate("getComputedStyle(document.body).getPropertyValue('--pm-quiet')")
    assert quiet.strip() == "#5f6368"
    for hidden in (".md-header", ".md-footer", ".pm-section--related", ".headerlink"):
        assert not page.locator(hidden).first.is_visible(), hidden
    context.close()


def test_the_longest_postmortem_is_two_to_four_sheets(site_folder: Path, tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("postmortem")), "print", LONGEST]
    options = ["--site", str(site_folder), "--output", str(tmp_path / "out.pdf")]
    archive = ["--archive", str(ROOT / "postmortems")]
    done = run([*command, *options, *archive], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "out.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", data)) <= 4
    links = re.findall(rb"/URI \(([^)]*)\)", data)
    assert len(links) > 10
    assert not [link for link in links if not link.startswith((b"https://", b"http://"))]
