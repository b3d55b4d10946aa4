import msgspec

from comms.keys import KeyFile, KeyKind, generate, kid
from comms.pictures import About, open_sealed, seal
from panel.daemon.picture_readers import readers
from panel.store.people import STATION, Key, People, add_key

CASA = generate(KeyKind.PANEL, "casa")
ABOUT = About(panel="casa", picture="p1", camera="hall", job="j1", at_ms=1)


def enrolled(*keys: KeyFile) -> People:
    people = People()
    for key in keys:
        row = Key(kid=kid(key), ed25519=key.ed25519, x25519=key.x25519, actor=STATION, kind=key.kind.value)
        people = add_key(people, row)
    return people


def test_the_panel_and_its_station_read_and_nobody_else() -> None:
    cra = generate(KeyKind.STATION, "cra")
    phone = generate(KeyKind.USER, "phone").public()
    people = enrolled(cra.public())
    people = msgspec.structs.replace(
        people,
        keys=(*people.keys, Key(kid=kid(phone), ed25519=phone.ed25519, x25519=phone.x25519, actor="rui", kind="user")),
    )
    found = readers(CASA, people).keys
    assert [key.id for key in found] == ["casa", "station"]
    sealed = seal(b"picture", ABOUT, {key.id: key for key in found})
    assert [open_sealed(sealed, who)[1] for who in (CASA, cra)] == [b"picture"] * 2


def test_two_stations_and_a_panel_of_that_name_each_have_a_name() -> None:
    panel = generate(KeyKind.PANEL, "station")
    two = [generate(KeyKind.STATION, name) for name in ("cra", "crb")]
    found = readers(panel, enrolled(*(each.public() for each in two))).keys
    assert [key.id for key in found] == ["station", "station-1", "station-2"]
    sealed = seal(b"picture", ABOUT, {key.id: key for key in found})
    assert [open_sealed(sealed, who)[1] for who in (panel, *two)] == [b"picture"] * 3
