"""The built pages, read as a person reads them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from built_site import build_site
from places import SITES

# A postmortem of the project's own archive, and what its header must lead to.
WAF = "postmortems/2019-07-02-cloudflare-waf-regex.html"

PAGES = [
    "index.html",
    "archive.html",
    "services.html",
    "causes.html",
    "severities.html",
    "years.html",
    "tags.html",
    "causes/config-change.html",
    "severities/sev1.html",
    WAF,
]


def test_browse_by_cause_to_a_postmortem(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url + "causes.html")
    browser_page.get_by_role("link", name="Configuration change", exact=True).click()
    expect(browser_page).to_have_url(site_url + "causes/config-change.html")
    expect(browser_page.locator("h1")).to_have_text("Configuration change")
    browser_page.locator(f".pm-entry__title[href$='{Path(WAF).name}']").click()
    expect(browser_page).to_have_url(site_url + WAF)
    expect(browser_page.locator("h1")).to_contain_text("Cloudflare")


def test_browse_by_service(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url + WAF)
    service = browser_page.locator(".pm-page a[href*='services/']").first
    name = service.inner_text()
    service.click()
    expect(browser_page.locator("h1")).to_have_text(name)
    expect(browser_page.locator(f".pm-entry__title[href$='{Path(WAF).name}']")).to_be_visible()


def test_counts_are_those_of_the_lists(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url + "severities.html")
    rows = browser_page.locator(".pm-values tbody tr").all()
    counts = {
        row.locator("a").first.evaluate("link => link.href"): row.locator(
            ".pm-values__count"
        ).inner_text()
        for row in rows
    }
    assert counts
    for address, count in counts.items():
        browser_page.goto(address)
        assert browser_page.locator(".pm-entry__title").count() == int(count)


def test_a_postmortem_says_how_it_went(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url + WAF)
    expect(browser_page.locator(".pm-kicker__facts")).to_contain_text("27 minutes")
    expect(browser_page.locator(".pm-kicker__facts")).to_contain_text("2 July 2019 13:42")
    labels = browser_page.locator(".pm-step__label").all_inner_texts()
    assert labels[:2] == ["started", "detected"]
    assert "resolved" in labels
    headings = browser_page.locator("h2").all_inner_texts()
    assert any(heading.startswith("Root cause") for heading in headings)
    assert any(heading.startswith("Action items") for heading in headings)


def test_instant_navigation_keeps_the_page_alive(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url + "causes.html")
    # the theme takes over links once it has read the site map; until then they load pages anew
    browser_page.wait_for_load_state("networkidle")
    browser_page.evaluate("window.notReloaded = true")
    browser_page.get_by_role("link", name="Configuration change", exact=True).click()
    expect(browser_page).to_have_url(site_url + "causes/config-change.html")
    expect(browser_page.locator("h1")).to_have_text("Configuration change")
    assert browser_page.evaluate("window.notReloaded") is True
    background = browser_page.locator(".pm-severity").first.evaluate(
        "element => getComputedStyle(element).backgroundColor"
    )
    assert background != "rgba(0, 0, 0, 0)"


def test_it_works_from_disk(browser_page: Page, site_folder: Path) -> None:
    browser_page.goto((site_folder / "causes.html").as_uri())
    browser_page.get_by_role("link", name="Configuration change", exact=True).click()
    expect(browser_page.locator("h1")).to_have_text("Configuration change")
    browser_page.locator(".pm-entry__title").first.click()
    expect(browser_page.locator(".pm-kicker")).to_be_visible()
    assert browser_page.url.startswith("file:")


def test_the_search_form_of_the_front_page_leads_to_the_archive(
    browser_page: Page, site_url: str
) -> None:
    browser_page.goto(site_url)
    browser_page.get_by_role("searchbox").fill("regular expression")
    browser_page.get_by_role("button", name="Search").click()
    expect(browser_page).to_have_url(re.compile(r"archive\.html\?q=regular(\+|%20)expression"))


@pytest.mark.parametrize("address", PAGES)
def test_a_phone_never_scrolls_sideways(browser_page: Page, site_url: str, address: str) -> None:
    browser_page.set_viewport_size({"width": 390, "height": 844})
    browser_page.goto(site_url + address)
    browser_page.wait_for_load_state("networkidle")
    width = browser_page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_severities_and_quiet_words_can_be_read(
    browser: Browser, site_url: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(site_url + "severities.html")
    page.goto(site_url + "causes/config-change.html")
    measured = page.evaluate(CONTRASTS)
    context.close()
    assert set(measured) >= {f"pm-severity--{step}" for step in range(1, 6)} | {
        "pm-quiet",
        "pm-late",
    }
    assert {name: ratio for name, ratio in measured.items() if ratio < 4.5} == {}


def test_an_alias_leads_on(browser: Browser, tmp_path: Path) -> None:
    folder = build_site(SITES / "small", tmp_path / "site")
    page = browser.new_page()
    page.goto((folder / "postmortems/checkout-outage/index.html").as_uri())
    page.wait_for_url("**/2024-03-12-checkout-pool-exhausted/**")
    page.close()


def test_nothing_of_an_author_runs(
    browser: Browser, hostile_folder: Path, hostile_url: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(hostile_url) else foreign.append(request.url)
        ),
    )
    for path in sorted(hostile_folder.rglob("*.html")):
        page.goto(hostile_url + path.relative_to(hostile_folder).as_posix())
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.ran") is None, path
        assert (
            page.locator("[onerror], [onclick], [onload], [onfocus], iframe, object").count() == 0
        )
        assert (
            page.locator("script:not([src]):not(#__config)").evaluate_all(
                "all => all.filter(one => one.textContent.includes('window.ran')).length"
            )
            == 0
        )
    context.close()
    assert foreign == []


# The contrast of samples of the plugin's colours against what they stand on.
CONTRASTS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (...layers) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const layer of layers) { canvas.fillStyle = layer; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (color) => {
    const [r, g, b] = color.map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = getComputedStyle(document.body).backgroundColor;
  const article = document.querySelector(".pm-page");
  const found = {};
  const names = [1, 2, 3, 4, 5].map((step) => `pm-severity--${step}`).concat("pm-quiet", "pm-late");
  for (const name of names) {
    const sample = document.createElement("span");
    sample.className = name.startsWith("pm-severity") ? `pm-severity ${name}` : name;
    sample.textContent = "sample";
    article.append(sample);
    const style = getComputedStyle(sample);
    const back = luminance(rgb(page, style.backgroundColor));
    const front = luminance(rgb(page, style.backgroundColor, style.color));
    found[name] = (Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05);
  }
  return found;
}
"""
