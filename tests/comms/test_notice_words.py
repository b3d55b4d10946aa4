"""Three languages that say the same."""

from string import Formatter

from comms.notice_words import AROUND, Station
from panel.core.names import Language, Mode, Trouble


def test_the_languages_say_the_same_of_the_same() -> None:
    """A sentence that names a zone in one language and not in another was mistyped."""
    english = AROUND[Language.EN]
    for language in Language:
        other = AROUND[language]
        assert set(other.modes) == set(Mode)
        assert set(other.knows) == set(Station)
        assert other.words.by_kind.keys() == english.words.by_kind.keys()
        for kind, sentence in english.words.by_kind.items():
            assert _names(sentence) == _names(other.words.by_kind[kind]), (language, kind)
        for ours, theirs in (
            (english.words.troubles, other.words.troubles),
            (english.words.restored, other.words.restored),
        ):
            assert ours.keys() == theirs.keys() == set(Trouble)
            assert all(_names(ours[trouble]) == _names(theirs[trouble]) for trouble in Trouble), language


def _names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
