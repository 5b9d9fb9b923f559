"""A site in German as its reader uses it: what scripts say, and whether longer words fit."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from archive_site import opened
from built_site import build_site, serve
from german_site import MANY, NUMBER, write_german_project
from page_checks import violations

pytestmark = pytest.mark.browser

PAGES = (
    *(
        "index.html",
        "archive.html",
        "archive.html?q=kasse&cause=kapazitaet",
        "actions.html?q=achtzig",
    ),
    *("trends.html", "postmortems/2020-07-03-kasse-1.html", "postmortems/2023-07-06-kasse-4.html"),
    *("services.html", "causes.html", "services/kasse.html", "teams/handel.html", "404.html"),
)


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of the site; ends with a slash."""
    project = write_german_project(tmp_path_factory.mktemp("german") / "project")
    with serve(build_site(project, project / "site")) as url:
        yield url


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A page as wide as a phone, in which nothing moves."""
    room = {"width": 390, "height": 844}
    context = browser.new_context(viewport=room, reduced_motion="reduce", color_scheme="light")
    yield context.new_page()
    context.close()


def test_the_archive_page(browser_page: Page, german: str) -> None:
    page = opened(browser_page, f"{german}archive.html")
    status = page.get_by_role("status")
    expect(status).to_have_text(f"{NUMBER} Postmortems")
    expect(page.get_by_role("searchbox", name="Archiv durchsuchen")).to_be_focused()
    expect(page.locator(".pm-hit__facts").first).to_contain_text("6. Juli 2025")
    expect(page.get_by_role("group", name="Schweregrade")).to_be_visible()
    page.get_by_role("button", name=f"Mehr zeigen (noch {NUMBER - 20})").click()
    expect(page.locator(".pm-hit")).to_have_count(40)
    page.get_by_role("checkbox", name="Abgelaufenes Zertifikat").check()
    expect(status).to_have_text(f"16 von {NUMBER} Postmortems")
    drop = page.get_by_role("button", name="Filter entfernen: Ursache: Abgelaufenes Zertifikat")
    expect(drop).to_have_text("Ursache: Abgelaufenes Zertifikat×")
    expect(page.locator(".pm-hit__facts").first).to_contain_text("Abgelaufenes Zertifikat")


def test_conditions_in_the_text(browser_page: Page, german: str) -> None:
    page = opened(browser_page, f"{german}archive.html?q=-service:post longer:1h after:2020")
    chips = page.locator(".pm-chip")
    said = ["Nicht Dienst: Postversand×", "Länger als: 1 h×", "Ab: 2020-01-01×"]
    assert chips.all_inner_texts() == said
    expect(page.get_by_role("button", name="Alle Filter entfernen")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        (
            "verbindungspol1",
            "Kein Postmortem enthält das Wort „verbindungspol1“. Vielleicht „verbindungspool1“?",
        ),
        ("service:kase", "Dienst: Nichts heißt „kase“. Vielleicht „kasse“?"),
        ("is:offen", "is:offen ist nicht bekannt."),
        ("longer:lang", "longer: erwartet eine Dauer: 45m, 2h, 1h30m oder 3d."),
    ],
)
def test_what_it_does_not_understand(
    browser_page: Page, german: str, query: str, notice: str
) -> None:
    page = opened(browser_page, f"{german}archive.html?q={query}")
    expect(page.locator(".pm-notices")).to_contain_text(notice)


def test_nothing_found(browser_page: Page, german: str) -> None:
    page = opened(browser_page, f"{german}archive.html?q=xyzzyxyzzy&cause=kapazitaet")
    expect(page.get_by_role("status")).to_have_text(f"0 von {NUMBER} Postmortems")
    expect(page.locator(".pm-found")).to_contain_text("Kein Postmortem passt zu alledem.")
    expect(page.get_by_role("button", name="Ohne die Filter suchen")).to_be_visible()


def test_the_actions_board(browser_page: Page, german: str) -> None:
    page = browser_page
    page.goto(f"{german}actions.html")
    count = page.locator(".pm-actions__count")
    expect(count).to_contain_text(f"{MANY // 1000}.")
    expect(page.locator(".pm-actions__more")).to_contain_text("Mehr zeigen (noch ")
    page.get_by_label("Status").select_option(label="erledigt")
    expect(count).to_have_text("0 offen, 0 überfällig, 0 ohne Fälligkeit, 42 abgeschlossen")
    expect(page.locator(".pm-action__status").first).to_have_text("erledigt")
    page.get_by_label("Wörter").fill("gibt es nicht")
    expect(page.locator(".pm-actions__none")).to_have_text("Keine Maßnahme ist von dieser Art.")
    page.get_by_role("button", name="Filter entfernen").click()
    page.get_by_label("nur überfällige").check()
    expect(page.locator(".pm-action__due .pm-late").first).to_contain_text("Tagen überfällig")


@pytest.mark.parametrize("name", PAGES)
def test_longer_words_fit_on_a_phone_and_break_no_rule(phone: Page, german: str, name: str) -> None:
    phone.goto(german + name, wait_until="networkidle")
    room = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert room[0] <= room[1]
    assert violations(phone) == []
