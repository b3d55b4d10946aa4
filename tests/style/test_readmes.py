"""Every room has a sign at its door."""

import re

from tests.style.tree import ROOT, files


def test_every_top_level_folder_says_what_it_is_for() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in files() if len(path.relative_to(ROOT).parts) > 1}
    assert sorted(folder for folder in folders if not (ROOT / folder / "README.md").is_file()) == []


def test_every_link_between_the_documents_leads_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)} -> {target}"
        for path in files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert broken == []
