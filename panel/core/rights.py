"""Temporary."""

import msgspec

from panel.core.events import Actor
from panel.core.names import Action, Role


class Circumstances(msgspec.Struct, frozen=True):
    consented: bool = False
    service: bool = False
    after_alarm: bool = False


def allowed(actor: Actor, action: Action, at: Circumstances) -> bool:
    if actor.role is Role.ADMINISTRATOR:
        return True
    if action is Action.ARM:
        return bool(actor.arm) and actor.role is not Role.INSTALLER
    if action is Action.DISARM:
        return bool(actor.disarm) and actor.role is not Role.INSTALLER
    if actor.role is Role.INSTALLER:
        return at.consented and action in (Action.ISOLATE, Action.TRIAL, Action.STATION_TEST)
    return action in actor.granted
