"""Outputs on a kernel's lines, every level set on them in the kernel's own notes. Collected where there is one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.board import open_board
from panel.config.model import Config
from tests.contract.worlds import KernelWorld, World, kinds
from tests.hil.kernel_notes import noting
from tests.support.pin_bench import SIREN, installation, siren

if "kernel" in kinds():
    # As Raspberry Pi's kernel does; off, gpio-sim lets go of outputs as mainline's does (tests/hil/prepare.sh).
    KEEPS = Path("/sys/module/gpio_sim/parameters/keep_outputs")

    pytestmark = pytest.mark.parametrize("world", ["kernel"], indirect=True)

    @pytest.fixture
    def forgetful() -> Iterator[None]:
        """A kernel that lets go of outputs."""
        KEEPS.write_text("N")
        yield
        KEEPS.write_text("Y")

    def sounding(world: World, active_high: bool) -> Config:
        """A house whose siren sounds, and whose panel has just died of it."""
        config = installation(output=(siren(active_high),))
        world.start(config, lambda event: None).outputs["siren"].write(True)
        assert world.level(SIREN) is active_high
        world.kill()
        return config

    @pytest.mark.parametrize("active_high", [True, False])
    def test_opening_a_siren_sets_its_line_to_off_and_never_to_anything_else(world: World, active_high: bool) -> None:
        with noting("sereno") as notes:
            board = world.start(installation(output=(siren(active_high),)), lambda event: None)
        assert notes.set_us(SIREN, active_high) == []
        assert len(notes.set_us(SIREN, not active_high)) == 1
        assert board.outputs["siren"].read() is False

    def test_closing_sets_no_line(world: World) -> None:
        board = world.start(installation(output=(siren(),)), lambda event: None)
        board.outputs["siren"].write(True)
        with noting("sereno") as notes:
            board.close()
            world.kill()
        assert [notes.set_us(SIREN, level) for level in (True, False)] == [[], []]
        assert world.level(SIREN) is True

    @pytest.mark.parametrize("active_high", [True, False])
    def test_from_crash_to_restart_the_kernel_sets_a_sounding_siren_to_nothing_else(
        world: World, active_high: bool
    ) -> None:
        config = sounding(world, active_high)
        assert world.level(SIREN) is active_high
        with noting("sereno") as notes:
            restarted = world.start(config, lambda event: None)
            assert restarted.outputs["siren"].read() is True
            restarted.outputs["siren"].write(True)
        assert notes.set_us(SIREN, not active_high) == []
        assert world.level(SIREN) is active_high
        restarted.outputs["siren"].write(False)
        assert world.level(SIREN) is not active_high

    def test_where_the_kernel_lets_go_of_outputs_the_siren_is_silent_until_it_is_driven_again(
        world: World, forgetful: None
    ) -> None:
        assert isinstance(world, KernelWorld)
        config = sounding(world, active_high=True)
        assert world.level(SIREN) is False
        siren_again = open_board(config, world.plug_in()).outputs["siren"]
        assert siren_again.read() is False
        siren_again.write(True)
        assert world.level(SIREN) is True
