"""Who may do what: every cell of the contract's table, written out, in every circumstance there is."""

from collections.abc import Callable
from itertools import product

import pytest

from panel.core.events import Actor
from panel.core.names import Action, Hours, Mode, Role
from panel.core.rights import GRANTABLE, TABLE, Circumstances, allowed, grant, granted

ROLES = (Role.ADMINISTRATOR, Role.RESIDENT, Role.LIMITED, Role.INSTALLER, Role.STATION, Role.SERVICE)

WRITTEN = """
action        | administrator   | resident | limited         | installer          | station         | home link
see_state     | yes             | yes      | yes             | consent            | yes             | yes
arm           | yes             | g        | g, hours + 30   | no                 | g               | yes
force         | yes             | g        | no              | no                 | no              | no
disarm        | yes             | g        | g, hours        | no                 | no              | g
call_help     | yes             | yes      | yes             | yes                | no              | yes
bypass        | yes             | g        | no              | consent, service   | no              | no
isolate       | yes             | no       | no              | consent            | no              | no
trial         | yes             | no       | no              | consent            | no              | no
station_test  | yes             | no       | no              | consent            | yes             | no
request_image | yes             | g        | no              | no                 | after alarm; g  | g
see_images    | yes             | g        | no              | no                 | part            | g
see_history   | yes             | g        | part            | consent, part      | part            | no
people        | yes             | part     | part            | no                 | no              | no
schedules     | yes             | g        | no              | no                 | no              | no
configure     | part            | no       | no              | consent, disarmed  | no              | no
consent       | yes             | no       | no              | no                 | no              | no
listen_in     | g               | g        | no              | no                 | g, after alarm  | no
enrol         | witness or here | no       | no              | consent, witness   | no              | no
back_up       | yes             | no       | no              | consent, part      | no              | no
hand_over     | again           | no       | no              | w. or h., part     | no              | no
"""

Cell = Callable[[bool, Hours, Circumstances, bool], bool]  # granted, hours, circumstances, part

MEANING: dict[str, Cell] = {
    "yes": lambda g, hours, at, part: True,
    "no": lambda g, hours, at, part: False,
    "g": lambda g, hours, at, part: g,
    "g, hours": lambda g, hours, at, part: g and hours == "in",
    "g, hours + 30": lambda g, hours, at, part: g and hours in ("in", "after"),
    "part": lambda g, hours, at, part: part,
    "consent": lambda g, hours, at, part: at.consented,
    "consent, service": lambda g, hours, at, part: at.consented and at.service,
    "consent, disarmed": lambda g, hours, at, part: at.consented and at.disarmed,
    "consent, part": lambda g, hours, at, part: at.consented and part,
    "consent, witness": lambda g, hours, at, part: at.consented and at.together,
    "after alarm; g": lambda g, hours, at, part: g or at.after_alarm,
    "g, after alarm": lambda g, hours, at, part: g and at.after_alarm,
    "witness or here": lambda g, hours, at, part: at.together or at.at_panel,
    "w. or h., part": lambda g, hours, at, part: part and (at.together or at.at_panel),
    "again": lambda g, hours, at, part: at.reauthenticated,
}

CELLS = {
    (Action(row[0]), role): row[1 + column]
    for row in [[word.strip() for word in line.split("|")] for line in WRITTEN.strip().splitlines()[1:]]
    for column, role in enumerate(ROLES)
}

EVERY_CIRCUMSTANCE = [Circumstances(*each) for each in product((False, True), repeat=7)]


def somebody(role: Role, action: Action, hours: Hours, *, given: bool) -> Actor:
    """Somebody to whom the administrator gave exactly this, or exactly everything else."""
    lists = {"arm": ("house",), "modes": (Mode.NIGHT,), "disarm": ("house",)}
    its_own = {Action.ARM: ("arm", "modes"), Action.DISARM: ("disarm",)}.get(action, ())
    kept = {name: value for name, value in lists.items() if (name in its_own) == given}
    rest = tuple(one for one in Action if (one is action) == given)
    return Actor(id="ana", role=role, granted=rest, hours=hours, **kept)  # type: ignore[arg-type]  # fields by name


def test_the_written_table_names_every_action_and_role_once() -> None:
    assert set(CELLS) == set(product(Action, Role))
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize(("action", "role"), list(CELLS), ids="-".join)
def test_a_cell_says_what_is_written_in_every_circumstance(action: Action, role: Role) -> None:
    expected = MEANING[CELLS[action, role]]
    for given, hours, part in product((False, True), Hours, (False, True)):
        actor = somebody(role, action, hours, given=given)
        for at in EVERY_CIRCUMSTANCE:
            assert allowed(actor, action, at, part=part) is expected(given, hours, at, part), (given, hours, at, part)


def test_to_arm_takes_both_an_area_and_a_mode() -> None:
    at = Circumstances()
    for arm, modes in (((), ()), (("house",), ()), ((), (Mode.TOTAL,))):
        nearly = Actor(id="rui", role=Role.RESIDENT, arm=arm, modes=modes)
        assert not allowed(nearly, Action.ARM, at)
        assert not granted(nearly, Action.ARM)
    assert allowed(Actor(id="rui", role=Role.RESIDENT, arm=("house",), modes=(Mode.TOTAL,)), Action.ARM, at)


def test_what_is_granted_for_one_thing_is_granted_for_nothing_else() -> None:
    armer = Actor(id="rui", role=Role.RESIDENT, arm=("house",), modes=(Mode.TOTAL,), granted=(Action.SEE_HISTORY,))
    may = [action for action in Action if allowed(armer, action, Circumstances())]
    assert may == [Action.SEE_STATE, Action.ARM, Action.CALL_HELP, Action.SEE_HISTORY]


def test_by_itself_nobody_but_the_administrator_has_a_right_to_open_the_house() -> None:
    """The installer can never disarm, whatever is granted, consented or proved (I-01)."""
    for role in (Role.INSTALLER, Role.STATION):
        for at in EVERY_CIRCUMSTANCE:
            generous = Actor(id="x", role=role, arm=("house",), disarm=("house",), granted=tuple(Action))
            assert not allowed(generous, Action.DISARM, at)
            assert not allowed(generous, Action.SEE_IMAGES, at)
    for role in (Role.RESIDENT, Role.LIMITED, Role.SERVICE):
        assert not allowed(Actor(id="x", role=role), Action.DISARM, Circumstances())


def test_a_cell_can_be_read_aloud() -> None:
    assert grant(Role.INSTALLER, Action.BYPASS) == "in service mode, while the administrator's consent lasts"
    assert grant(Role.LIMITED, Action.ARM) == "when granted, in their hours and 30 min after"


def test_what_can_be_granted_to_each_role_is_what_the_table_leaves_to_the_administrator() -> None:
    assert {role: sorted(GRANTABLE[role]) for role in ROLES} == {
        Role.ADMINISTRATOR: ["listen_in"],
        Role.RESIDENT: [
            *("arm", "bypass", "disarm", "force", "listen_in"),
            *("request_image", "schedules", "see_history", "see_images"),
        ],
        Role.LIMITED: ["arm", "disarm"],
        Role.INSTALLER: [],
        Role.STATION: ["arm", "listen_in", "request_image"],
        Role.SERVICE: ["disarm", "request_image", "see_images"],
    }
