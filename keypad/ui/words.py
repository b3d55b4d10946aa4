"""What a keypad's display says, in its users' languages. Each text fits 16 columns, the narrowest glass there is."""

import msgspec

from panel.core.names import Language, Mode, Trial
from panel.core.state import Sound


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """One language. In braces: ``s`` seconds, ``min`` minutes. ``here`` and ``arming``: an area by itself, or all of
    them; ``short``: behind an area's name."""

    disarmed: str
    here: dict[Mode, str]
    arming: dict[Mode, str]
    alarm: str
    short: dict[Mode, str]
    short_exit: str
    sounds: dict[Sound, str]
    leave: str
    disarm: str
    ready: str
    not_ready: str
    memory: str
    trouble: str
    refused: str
    type_code: str
    locked: str
    arms_soon: str
    arms_in: str
    trials: dict[Trial, str]
    code: str
    code_of: dict[Mode, str]
    force: str


WORDS = {
    Language.PT: Words(
        disarmed="Desarmado",
        here={Mode.TOTAL: "Armado total", Mode.PARTIAL: "Armado parcial", Mode.NIGHT: "Modo noite"},
        arming={Mode.TOTAL: "A armar: total", Mode.PARTIAL: "A armar: parcial", Mode.NIGHT: "A armar: noite"},
        alarm="ALARME",
        short={Mode.DISARMED: "desarm.", Mode.TOTAL: "total", Mode.PARTIAL: "parcial", Mode.NIGHT: "noite"},
        short_exit="a armar",
        sounds={
            Sound.FIRE: "INCENDIO",
            Sound.CARBON_MONOXIDE: "MONOXIDO CARBONO",
            Sound.GAS: "GAS",
            Sound.PANIC: "PANICO",
            Sound.MEDICAL: "Alarme médico",
            Sound.TECHNICAL: "Alarme técnico",
        },
        leave="Saia: {s} s",
        disarm="Desarme: {s} s",
        ready="Pronto a armar",
        not_ready="Não está pronto",
        memory="Houve um alarme",
        trouble="Há uma avaria",
        refused="Recusado",
        type_code="Digite o código",
        locked="Bloqueado: {s} s",
        arms_soon="Arma em {s} s",
        arms_in="Arma em {min} min",
        trials={Trial.WALK: "Teste de zonas", Trial.STATION: "Teste à central", Trial.SERVICE: "Modo de serviço"},
        code="Código:",
        code_of={Mode.TOTAL: "Total:", Mode.PARTIAL: "Parcial:", Mode.NIGHT: "Noite:"},
        force="Forçar:",
    ),
    Language.ES: Words(
        disarmed="Desarmado",
        here={Mode.TOTAL: "Armado total", Mode.PARTIAL: "Armado parcial", Mode.NIGHT: "Modo noche"},
        arming={Mode.TOTAL: "Armando: total", Mode.PARTIAL: "Armando: parcial", Mode.NIGHT: "Armando: noche"},
        alarm="ALARMA",
        short={Mode.DISARMED: "desarm.", Mode.TOTAL: "total", Mode.PARTIAL: "parcial", Mode.NIGHT: "noche"},
        short_exit="armando",
        sounds={
            Sound.FIRE: "INCENDIO",
            Sound.CARBON_MONOXIDE: "MONOXIDO CARBONO",
            Sound.GAS: "GAS",
            Sound.PANIC: "PANICO",
            Sound.MEDICAL: "Alarma médica",
            Sound.TECHNICAL: "Alarma técnica",
        },
        leave="Salga: {s} s",
        disarm="Desarme: {s} s",
        ready="Listo para armar",
        not_ready="No está listo",
        memory="Hubo una alarma",
        trouble="Hay una avería",
        refused="Rechazado",
        type_code="Teclee su código",
        locked="Bloqueado: {s} s",
        arms_soon="Se arma en {s} s",
        arms_in="Arma en {min} min",
        trials={Trial.WALK: "Prueba de zonas", Trial.STATION: "Prueba central", Trial.SERVICE: "Modo servicio"},
        code="Código:",
        code_of={Mode.TOTAL: "Total:", Mode.PARTIAL: "Parcial:", Mode.NIGHT: "Noche:"},
        force="Forzar:",
    ),
    Language.EN: Words(
        disarmed="Disarmed",
        here={Mode.TOTAL: "Armed total", Mode.PARTIAL: "Armed partial", Mode.NIGHT: "Night mode"},
        arming={Mode.TOTAL: "Arming: total", Mode.PARTIAL: "Arming: partial", Mode.NIGHT: "Arming: night"},
        alarm="ALARM",
        short={Mode.DISARMED: "off", Mode.TOTAL: "total", Mode.PARTIAL: "partial", Mode.NIGHT: "night"},
        short_exit="arming",
        sounds={
            Sound.FIRE: "FIRE",
            Sound.CARBON_MONOXIDE: "CARBON MONOXIDE",
            Sound.GAS: "GAS",
            Sound.PANIC: "PANIC",
            Sound.MEDICAL: "Medical alarm",
            Sound.TECHNICAL: "Technical alarm",
        },
        leave="Leave: {s} s",
        disarm="Disarm: {s} s",
        ready="Ready to arm",
        not_ready="Not ready",
        memory="Alarm occurred",
        trouble="System trouble",
        refused="Refused",
        type_code="Type your code",
        locked="Locked: {s} s",
        arms_soon="Arms in {s} s",
        arms_in="Arms in {min} min",
        trials={Trial.WALK: "Walk test", Trial.STATION: "Station test", Trial.SERVICE: "Service mode"},
        code="Code:",
        code_of={Mode.TOTAL: "Total:", Mode.PARTIAL: "Partial:", Mode.NIGHT: "Night:"},
        force="Force:",
    ),
}
