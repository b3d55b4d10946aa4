"""What residents read, in three languages: short enough, complete, and nothing of what must not be seen."""

import pytest

from comms import gsm7
from comms.notice_words import Station
from comms.notices import CLASS_OF, Told, class_of, text
from comms.pdu import submit
from panel.core.names import SECRET, Language, Mode, Notice, ReportKind, Trouble

AT_NIGHT: dict[str, object] = {
    "time": "03:12",
    "house": "Casa Silva",
    "area": "House",
    "zone": "Kitchen window",
    "zones": ("Kitchen window", "Hall"),
    "by": "Ana",
    "mode": Mode.NIGHT,
    "station": Station.KNOWS,
}
LONG: dict[str, object] = {
    "time": "23:59",
    "house": "Casa da Família de Andrade e Vasconcelos [2]",
    "area": "Armazém do rés-do-chão, ala poente, traseiras",
    "zone": "Detetor de infravermelhos da janela grande 2",
    "zones": ("Detetor de infravermelhos da janela grande 2",) * 5,
    "by": "Maria Guilhermina da Conceição Vasconcelos €",
    "mode": Mode.PARTIAL,
}


def all_told(names: dict[str, object]) -> list[Told]:
    plain = [Told(kind=kind, **names) for kind in CLASS_OF if "trouble." not in kind or "zone" in kind]  # type: ignore[arg-type]  # words of a dict
    troubles = [
        Told(kind=kind, trouble=trouble, **names)  # type: ignore[arg-type]  # words of a dict
        for kind in (ReportKind.TROUBLE, ReportKind.RESTORE_TROUBLE)
        for trouble in Trouble
    ]
    return [told for told in plain if told.kind is not ReportKind.RESTORE_TROUBLE] + troubles


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("names", [AT_NIGHT, LONG], ids=["usual", "long"])
@pytest.mark.parametrize("station", Station)
def test_every_notice_is_one_text_message_whatever_things_are_called(
    language: Language, names: dict[str, object], station: Station
) -> None:
    for told in all_told({**names, "station": station}):
        said = text(language, told)
        assert said, told
        septets = gsm7.encoded(said)
        assert septets is not None
        assert len(septets) <= gsm7.PART_MAX, said
        assert len(submit("+34616585119", said)) == 1
        assert str(names["time"]) in said


@pytest.mark.parametrize(
    ("language", "kind", "more", "said"),
    [
        (
            Language.EN,
            ReportKind.INTRUSION,
            {},
            "BREAK-IN ALARM: Kitchen window (House), 03:12. Do not go in alone. The station knows.",
        ),
        (
            Language.EN,
            ReportKind.INTRUSION,
            {"station": Station.NONE},
            "BREAK-IN ALARM: Kitchen window (House), 03:12. Do not go in alone. Nobody else knows.",
        ),
        (
            Language.EN,
            ReportKind.INTRUSION,
            {"station": Station.NOT_YET},
            "BREAK-IN ALARM: Kitchen window (House), 03:12. Do not go in alone. The station does not know yet.",
        ),
        (
            Language.EN,
            ReportKind.FIRE,
            {},
            "FIRE ALARM: Kitchen window (House), 03:12. Get everybody out, then call the fire service.",
        ),
        (
            Language.PT,
            ReportKind.CONFIRMED,
            {},
            (
                "INTRUSAO, segundo detetor: Kitchen window, Hall, 03:12. Esta alguém la dentro. Nao entre."
                " A central ja sabe."
            ),
        ),
        (
            Language.ES,
            ReportKind.SOS,
            {"zone": "", "area": ""},
            "PETICION DE SOCORRO: Casa Silva, 03:12. Alguien necesita ayuda ya. La central ya lo sabe.",
        ),
        (Language.PT, ReportKind.ARMED, {}, "House: armado (noite) por Ana, 03:12."),
        (
            Language.EN,
            ReportKind.TROUBLE,
            {"trouble": Trouble.MAINS},
            "Power cut at Casa Silva, 03:12. The alarm goes on by its battery.",
        ),
        (
            Language.ES,
            ReportKind.RESTORE_TROUBLE,
            {"trouble": Trouble.MAINS},
            "Ha vuelto la luz en Casa Silva, 03:12.",
        ),
        (
            Language.EN,
            ReportKind.TROUBLE,
            {"trouble": Trouble.STATION_PATH},
            "Alarm system Casa Silva, 03:12: the monitoring station cannot be reached. Please tell your installer.",
        ),
        (
            Language.EN,
            ReportKind.AUTO_ARM_FAILED,
            {"zones": ("Door", "Window", "Hall", "Shed")},
            "House was NOT armed by its programme, 03:12. In the way: Door, Window +2.",
        ),
    ],
)
def test_a_notice_says_what_where_when_what_to_do_and_who_knows(
    language: Language, kind: ReportKind, more: dict[str, object], said: str
) -> None:
    assert text(language, Told(kind=kind, **{**AT_NIGHT, **more})) == said  # type: ignore[arg-type]  # words of a dict


@pytest.mark.parametrize("kind", sorted(SECRET))
def test_of_a_hold_up_and_a_code_under_threat_nobody_is_told(kind: ReportKind) -> None:
    assert class_of(kind) is None
    assert {text(language, Told(kind=kind, **AT_NIGHT)) for language in Language} == {None}  # type: ignore[arg-type]  # words of a dict


def test_what_is_a_station_s_business_alone_has_no_words() -> None:
    for kind in (ReportKind.EPOCH, ReportKind.PENDING, ReportKind.RESTORE_INTRUSION, ReportKind.BOOTED):
        assert text(Language.EN, Told(kind=kind, **AT_NIGHT)) is None  # type: ignore[arg-type]  # words of a dict


def test_every_class_but_pictures_has_its_reports_and_power_has_its_own() -> None:
    found = {class_of(told.kind, told.trouble) for told in all_told(AT_NIGHT)}
    assert found == set(Notice) - {Notice.IMAGES}
    assert class_of(ReportKind.TROUBLE, Trouble.MAINS) is Notice.MAINS
    assert class_of(ReportKind.RESTORE_TROUBLE, Trouble.BATTERY_LOW) is Notice.BATTERY
    assert class_of(ReportKind.TROUBLE, Trouble.CLOCK) is Notice.TROUBLES
