"""A site that is built with what is kept of earlier builds is the site that is built without."""

from collections.abc import Callable
from pathlib import Path

from site_builder import Build, BuiltSite, Copy

POSTMORTEM = "postmortems/2024/2024-03-12-checkout-pool-exhausted.md"


def built(site: BuiltSite) -> tuple[dict[str, bytes], list[str]]:
    """Every file with its content, but for the packed site map, which tells the time; and what we logged."""
    names = [name for name in sorted(site.names()) if not name.endswith(".gz")]
    logged = [
        line for line in site.messages if " postmortems: " in line and " written, " not in line
    ]
    return {name: (site.folder / name).read_bytes() for name in names}, logged


def edit(project: Path) -> None:
    _replace(project / POSTMORTEM, "pool", "reservoir")


def rename(project: Path) -> None:
    path = project / POSTMORTEM
    path.rename(path.with_name("2024-03-12-pool-exhausted.md"))


def delete(project: Path) -> None:
    (project / "postmortems/2025/2025-10-10-near-miss.md").unlink()


def change_vocabulary(project: Path) -> None:
    _replace(project / "postmortems" / "archive.yml", "Checkout", "Till")


def test_cold_warm_and_after_changes(copy_site: Copy, build_project: Build) -> None:
    project = copy_site("small")
    with_cache = (project / "mkdocs.yml").read_text("utf-8")
    without_cache = with_cache.replace("- postmortems", "- postmortems: {cache: false}")
    assert without_cache != with_cache

    def build(config: str) -> tuple[dict[str, bytes], list[str]]:
        (project / "mkdocs.yml").write_text(config, "utf-8")
        return built(build_project(project, strict=False))

    changes: list[Callable[[Path], None]] = [edit, change_vocabulary, rename, delete]
    plain = build(without_cache)
    assert len(plain[1]) >= 10
    assert not (project / ".cache").exists()
    assert [build(with_cache), build(with_cache)] == [plain, plain]
    for change in changes:
        change(project)
        before, plain = plain, build(without_cache)
        assert plain != before
        for again in (build(with_cache), build(with_cache)):
            assert {name for name in plain[0] if plain[0][name] != again[0].get(name)} == set()
            assert again == plain


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
