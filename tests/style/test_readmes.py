"""Every room has a sign at its door."""

from tests.style.tree import ROOT, files


def test_every_top_level_folder_says_what_it_is_for() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in files() if len(path.relative_to(ROOT).parts) > 1}
    assert sorted(folder for folder in folders if not (ROOT / folder / "README.md").is_file()) == []
