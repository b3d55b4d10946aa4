"""The words of notices, in the languages that residents are spoken to in.

``{where}`` is a zone with its area, ``{zones}`` several, ``{by}`` a person. Short: with a zone and an area of 24
characters each a sentence must leave room for who knows of it. No telephone numbers: the fire service has another one
in the next country, and a wrong one costs minutes.
"""

from enum import StrEnum

import msgspec

from panel.core.names import Language, Mode, ReportKind, Trouble

K, T = ReportKind, Trouble


class Station(StrEnum):
    """What a monitoring station knows of it. Who is alone in a house must not believe that help is coming."""

    KNOWS = "knows"  # it has acknowledged the report
    NOT_YET = "not_yet"
    NONE = "none"  # the house has none


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Sentences by what happened; of troubles by which, when they begin and when they end."""

    by_kind: dict[ReportKind, str]
    troubles: dict[Trouble, str]
    restored: dict[Trouble, str]


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What else a language needs."""

    words: Words
    modes: dict[Mode, str]
    knows: dict[Station, str]


def _troubles(
    named: dict[Trouble, str], begins: str, ends: str, own: dict[Trouble, tuple[str, str]]
) -> tuple[dict[Trouble, str], dict[Trouble, str]]:
    """A sentence for each trouble: its own, or the usual one with its name in it."""
    first = {trouble: begins.replace("{what}", what) for trouble, what in named.items()}
    last = {trouble: ends.replace("{what}", what) for trouble, what in named.items()}
    return first | {t: both[0] for t, both in own.items()}, last | {t: both[1] for t, both in own.items()}


_EN_TROUBLES, _EN_RESTORED = _troubles(
    {
        T.DEVICE: "a device does not answer",
        T.STORAGE: "the memory card fails",
        T.STATION_PATH: "the monitoring station cannot be reached",
        T.SIREN: "the siren does not answer",
        T.CAMERA: "a camera gives no pictures",
        T.INBOX_OVERFLOW: "too much happens at once",
        T.RESTORED_FROM_COPY: "the panel had to use its spare memory",
        T.EVENT_SET_ASIDE: "the panel restarted several times",
        T.SUBSTITUTION: "another device speaks in the panel's name",
        T.DEFAULT_CODE: "the first PIN has not been changed",
        T.CLOCK: "the panel's clock cannot be relied on",
    },
    "Alarm system {house}, {time}: {what}. Please tell your installer.",
    "Alarm system {house}, {time}: in order again ({what}).",
    {
        T.MAINS: (
            "Power cut at {house}, {time}. The alarm goes on by its battery.",
            "The power is back at {house}, {time}.",
        ),
        T.BATTERY_LOW: (
            "Battery nearly empty at {house}, {time}. Without mains the alarm will soon stop.",
            "The battery at {house} is charged again, {time}.",
        ),
        T.BATTERY_MISSING: (
            "No battery at {house}, {time}. In a power cut the alarm would stop at once.",
            "The battery at {house} is back, {time}.",
        ),
        T.BATTERY_NOT_CHARGING: (
            "The battery at {house} is not being charged, {time}. In a power cut the alarm would not last.",
            "The battery at {house} is being charged again, {time}.",
        ),
        T.BATTERY_TEST: (
            "The battery at {house} is worn out, {time}. Have it replaced: in a power cut the alarm would not last.",
            "The battery at {house} is good again, {time}.",
        ),
    },
)
_EN = Words(
    by_kind={
        K.INTRUSION: "BREAK-IN ALARM: {where}, {time}. Do not go in alone.",
        K.CONFIRMED: "BREAK-IN, second detector: {zones}, {time}. Somebody is inside. Do not go in.",
        K.TAMPER: "TAMPER ALARM: {where}, {time}. Somebody may be at a device or its cable.",
        K.TAMPER_CODE: "Somebody tries codes at the keypad of {house}, {time}.",
        K.UNKNOWN_TAG: "An unknown tag was shown at {house}, {time}. It opened nothing.",
        K.DISABLED_TAG: "A tag that is blocked was shown at {house}, {time}. It opened nothing.",
        K.FIRE: "FIRE ALARM: {where}, {time}. Get everybody out, then call the fire service.",
        K.GAS: "GAS ALARM: {where}, {time}. No flame, no light switch. Open the windows and get out.",
        K.CARBON_MONOXIDE: "CARBON MONOXIDE: {where}, {time}. You cannot smell it. Get everybody out into the air.",
        K.MEDICAL: "MEDICAL CALL: {where}, {time}. Somebody needs help.",
        K.SOS: "CALL FOR HELP: {where}, {time}. Somebody needs help now.",
        K.PANIC: "CALL FOR HELP: {where}, {time}. Somebody needs help now.",
        K.CANCELLED: "Alarm at {house} cancelled by {by}, {time}. If that cannot be, call for help.",
        K.ABORTED: "False alarm at {house}: {by} was too slow, {time}. Nothing was passed on.",
        K.ARMED: "{area} is armed ({mode}), by {by}, {time}.",
        K.DISARMED: "{area} is disarmed, by {by}, {time}.",
        K.LATE_TO_ARM: "{area} is not armed yet, {time}.",
        K.AUTO_ARM_FAILED: "{area} was NOT armed by its programme, {time}. In the way: {zones}.",
        K.WATER: "WATER: {where}, {time}. Turn off the tap and the power there.",
        K.FREEZE: "FROST: {where}, {time}. Pipes may burst.",
        K.HEAT: "HEAT: {where}, {time}. It is too hot there.",
        K.HUMIDITY: "DAMP: {where}, {time}. It is too damp there.",
        K.TECHNICAL: "Technical alarm: {where}, {time}.",
        K.ZONE_FAULT: "{where} cannot be read, {time}. It watches nothing now.",
        K.ZONE_INACTIVE: "{where} has seen nobody for suspiciously long, {time}. Is it covered?",
        K.STOPPING: "The alarm at {house} stops now, {time}: empty battery. Nothing is guarded until power is back.",
    },
    troubles=_EN_TROUBLES,
    restored=_EN_RESTORED,
)

_PT_TROUBLES, _PT_RESTORED = _troubles(
    {
        T.DEVICE: "um dispositivo não responde",
        T.STORAGE: "o cartão de memória falha",
        T.STATION_PATH: "não há ligação à central de alarmes",
        T.SIREN: "a sirene não responde",
        T.CAMERA: "uma câmara não dá imagens",
        T.INBOX_OVERFLOW: "acontecem demasiadas coisas ao mesmo tempo",
        T.RESTORED_FROM_COPY: "o painel usou a memória de reserva",
        T.EVENT_SET_ASIDE: "o painel reiniciou várias vezes",
        T.SUBSTITUTION: "outro aparelho fala em nome do painel",
        T.DEFAULT_CODE: "o primeiro PIN ainda não foi mudado",
        T.CLOCK: "não se pode confiar no relógio do painel",
    },
    "Alarme {house}, {time}: {what}. Avise o instalador.",
    "Alarme {house}, {time}: de novo em ordem ({what}).",
    {
        T.MAINS: ("Falta de luz em {house}, {time}. O alarme continua a bateria.", "A luz voltou em {house}, {time}."),
        T.BATTERY_LOW: (
            "Bateria quase vazia em {house}, {time}. Sem luz, o alarme vai parar em breve.",
            "A bateria em {house} está de novo carregada, {time}.",
        ),
        T.BATTERY_MISSING: (
            "Sem bateria em {house}, {time}. Se faltar a luz, o alarme pára logo.",
            "A bateria em {house} voltou, {time}.",
        ),
        T.BATTERY_NOT_CHARGING: (
            "A bateria em {house} não está a carregar, {time}. Se faltar a luz, o alarme dura pouco.",
            "A bateria em {house} está de novo a carregar, {time}.",
        ),
        T.BATTERY_TEST: (
            "A bateria em {house} está gasta, {time}. Se faltar a luz, o alarme dura pouco. Mande trocá-la.",
            "A bateria em {house} está boa de novo, {time}.",
        ),
    },
)
_PT = Words(
    by_kind={
        K.INTRUSION: "ALARME DE INTRUSÃO: {where}, {time}. Não entre sozinho.",
        K.CONFIRMED: "INTRUSÃO, segundo detetor: {zones}, {time}. Está alguém lá dentro. Não entre.",
        K.TAMPER: "ALARME DE SABOTAGEM: {where}, {time}. Alguém pode estar a mexer num aparelho ou cabo.",
        K.TAMPER_CODE: "Alguém tenta códigos no teclado de {house}, {time}.",
        K.UNKNOWN_TAG: "Foi mostrada uma tag desconhecida em {house}, {time}. Não abriu nada.",
        K.DISABLED_TAG: "Foi mostrada uma tag bloqueada em {house}, {time}. Não abriu nada.",
        K.FIRE: "ALARME DE INCÊNDIO: {where}, {time}. Saiam todos e depois chamem os bombeiros.",
        K.GAS: "ALARME DE GÁS: {where}, {time}. Nada de chamas nem interruptores. Abram as janelas e saiam.",
        K.CARBON_MONOXIDE: "MONÓXIDO DE CARBONO: {where}, {time}. Não se cheira. Saiam todos para o ar livre.",
        K.MEDICAL: "EMERGÊNCIA MÉDICA: {where}, {time}. Alguém precisa de ajuda.",
        K.SOS: "PEDIDO DE SOCORRO: {where}, {time}. Alguém precisa de ajuda já.",
        K.PANIC: "PEDIDO DE SOCORRO: {where}, {time}. Alguém precisa de ajuda já.",
        K.CANCELLED: "Alarme em {house} cancelado por {by}, {time}. Se não pode ser, peça ajuda.",
        K.ABORTED: "Falso alarme em {house}: {by} demorou a desarmar, {time}. Nada foi comunicado.",
        K.ARMED: "{area}: armado ({mode}) por {by}, {time}.",
        K.DISARMED: "{area}: desarmado por {by}, {time}.",
        K.LATE_TO_ARM: "{area}: ainda não está armado, {time}.",
        K.AUTO_ARM_FAILED: "{area}: NÃO foi armado pelo programa, {time}. Impedem: {zones}.",
        K.WATER: "ÁGUA: {where}, {time}. Feche a torneira e a luz nesse sítio.",
        K.FREEZE: "GEADA: {where}, {time}. Os canos podem rebentar.",
        K.HEAT: "CALOR: {where}, {time}. Está quente de mais.",
        K.HUMIDITY: "HUMIDADE: {where}, {time}. Está húmido de mais.",
        K.TECHNICAL: "Alarme técnico: {where}, {time}.",
        K.ZONE_FAULT: "{where}: não se consegue ler, {time}. Agora não vigia nada.",
        K.ZONE_INACTIVE: "{where}: não vê ninguém há demasiado tempo, {time}. Estará tapado?",
        K.STOPPING: "O alarme em {house} pára agora, {time}: bateria vazia. Nada é vigiado até a luz voltar.",
    },
    troubles=_PT_TROUBLES,
    restored=_PT_RESTORED,
)

_ES_TROUBLES, _ES_RESTORED = _troubles(
    {
        T.DEVICE: "un dispositivo no responde",
        T.STORAGE: "falla la tarjeta de memoria",
        T.STATION_PATH: "no hay conexión con la central de alarmas",
        T.SIREN: "la sirena no responde",
        T.CAMERA: "una cámara no da imágenes",
        T.INBOX_OVERFLOW: "ocurren demasiadas cosas a la vez",
        T.RESTORED_FROM_COPY: "el panel usó su memoria de reserva",
        T.EVENT_SET_ASIDE: "el panel se reinició varias veces",
        T.SUBSTITUTION: "otro aparato habla en nombre del panel",
        T.DEFAULT_CODE: "aún no se ha cambiado el primer PIN",
        T.CLOCK: "no se puede confiar en el reloj del panel",
    },
    "Alarma {house}, {time}: {what}. Avise al instalador.",
    "Alarma {house}, {time}: de nuevo en orden ({what}).",
    {
        T.MAINS: (
            "Corte de luz en {house}, {time}. La alarma sigue con su batería.",
            "Ha vuelto la luz en {house}, {time}.",
        ),
        T.BATTERY_LOW: (
            "Batería casi vacía en {house}, {time}. Sin luz, la alarma se parará pronto.",
            "La batería de {house} está cargada de nuevo, {time}.",
        ),
        T.BATTERY_MISSING: (
            "Sin batería en {house}, {time}. Si se va la luz, la alarma se para enseguida.",
            "La batería de {house} ha vuelto, {time}.",
        ),
        T.BATTERY_NOT_CHARGING: (
            "La batería de {house} no se carga, {time}. Si se va la luz, la alarma durará poco.",
            "La batería de {house} se carga de nuevo, {time}.",
        ),
        T.BATTERY_TEST: (
            "La batería de {house} está gastada, {time}. Si se va la luz, la alarma durará poco. Haga que la cambien.",
            "La batería de {house} vuelve a estar bien, {time}.",
        ),
    },
)
_ES = Words(
    by_kind={
        K.INTRUSION: "ALARMA DE INTRUSIÓN: {where}, {time}. No entre solo.",
        K.CONFIRMED: "INTRUSIÓN, segundo detector: {zones}, {time}. Hay alguien dentro. No entre.",
        K.TAMPER: "ALARMA DE SABOTAJE: {where}, {time}. Alguien puede estar tocando un aparato o su cable.",
        K.TAMPER_CODE: "Alguien prueba códigos en el teclado de {house}, {time}.",
        K.UNKNOWN_TAG: "Se ha mostrado un tag desconocido en {house}, {time}. No ha abierto nada.",
        K.DISABLED_TAG: "Se ha mostrado un tag bloqueado en {house}, {time}. No ha abierto nada.",
        K.FIRE: "ALARMA DE FUEGO: {where}, {time}. Salgan todos y luego llamen a los bomberos.",
        K.GAS: "ALARMA DE GAS: {where}, {time}. Ni llamas ni interruptores. Abran las ventanas y salgan.",
        K.CARBON_MONOXIDE: "MONÓXIDO DE CARBONO: {where}, {time}. No se huele. Salgan todos al aire libre.",
        K.MEDICAL: "EMERGENCIA MÉDICA: {where}, {time}. Alguien necesita ayuda.",
        K.SOS: "PETICIÓN DE SOCORRO: {where}, {time}. Alguien necesita ayuda ya.",
        K.PANIC: "PETICIÓN DE SOCORRO: {where}, {time}. Alguien necesita ayuda ya.",
        K.CANCELLED: "Alarma en {house} anulada por {by}, {time}. Si no puede ser, pida ayuda.",
        K.ABORTED: "Falsa alarma en {house}: {by} tardó en desarmar, {time}. No se ha comunicado nada.",
        K.ARMED: "{area}: armado ({mode}) por {by}, {time}.",
        K.DISARMED: "{area}: desarmado por {by}, {time}.",
        K.LATE_TO_ARM: "{area}: aún no está armado, {time}.",
        K.AUTO_ARM_FAILED: "{area}: el programa NO lo ha armado, {time}. Lo impiden: {zones}.",
        K.WATER: "AGUA: {where}, {time}. Cierre el grifo y la luz de allí.",
        K.FREEZE: "HELADA: {where}, {time}. Las tuberías pueden reventar.",
        K.HEAT: "CALOR: {where}, {time}. Hace demasiado calor.",
        K.HUMIDITY: "HUMEDAD: {where}, {time}. Hay demasiada humedad.",
        K.TECHNICAL: "Alarma técnica: {where}, {time}.",
        K.ZONE_FAULT: "{where}: no se puede leer, {time}. Ahora no vigila nada.",
        K.ZONE_INACTIVE: "{where}: no ve a nadie desde hace demasiado, {time}. ¿Estará tapado?",
        K.STOPPING: "La alarma de {house} se para ahora, {time}: batería vacía. Nada se vigila hasta que vuelva.",
    },
    troubles=_ES_TROUBLES,
    restored=_ES_RESTORED,
)

AROUND = {
    Language.EN: Around(
        words=_EN,
        modes={Mode.DISARMED: "off", Mode.TOTAL: "total", Mode.PARTIAL: "partial", Mode.NIGHT: "night"},
        knows={
            Station.KNOWS: "The station knows.",
            Station.NOT_YET: "The station does not know yet.",
            Station.NONE: "Nobody else knows.",
        },
    ),
    Language.PT: Around(
        words=_PT,
        modes={Mode.DISARMED: "desarmado", Mode.TOTAL: "total", Mode.PARTIAL: "parcial", Mode.NIGHT: "noite"},
        knows={
            Station.KNOWS: "A central já sabe.",
            Station.NOT_YET: "A central ainda não sabe.",
            Station.NONE: "Mais ninguém sabe.",
        },
    ),
    Language.ES: Around(
        words=_ES,
        modes={Mode.DISARMED: "desarmado", Mode.TOTAL: "total", Mode.PARTIAL: "parcial", Mode.NIGHT: "noche"},
        knows={
            Station.KNOWS: "La central ya lo sabe.",
            Station.NOT_YET: "La central aún no lo sabe.",
            Station.NONE: "Nadie más lo sabe.",
        },
    ),
}
