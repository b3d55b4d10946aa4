"""The words of the drawing in the panel's language. Names of terminals and parts are the same in all."""

from enum import Enum

from panel.wiring.colours import Colour


class Say(Enum):
    """A text in Portuguese, Spanish and English."""

    TITLE = "Esquema de ligações", "Esquema de cableado", "Wiring"
    SHEET = "Folha {n} de {all}", "Hoja {n} de {all}", "Sheet {n} of {all}"
    DRAWING = "desenho {digest}", "plano {digest}", "drawing {digest}"

    HEADER = "Conector de 40 pinos", "Conector de 40 pines", "The 40-pin header"
    INPUTS = "Entradas", "Entradas", "Inputs"
    OUTPUTS = "Saídas", "Salidas", "Outputs"
    PANEL = "Leitores e teclados", "Lectores y teclados", "Readers and keypads"
    BUSES = "Barramentos I2C", "Buses I2C", "I2C buses"
    SUPPLY = "Alimentação", "Alimentación", "Supply"
    LINKS = "Modem, câmaras, rede", "Módem, cámaras, red", "Modem, cameras, network"
    LISTS = "Lista de pinos e de peças", "Lista de pines y de piezas", "List of pins and parts"

    PIN = "Pino", "Pin", "Pin"
    DEVICE = "Equipamento", "Equipo", "Device"
    TERMINAL = "Borne", "Borne", "Terminal"
    WIRE = "Fio", "Cable", "Wire"
    AT_REST = "Em repouso", "En reposo", "At rest"
    AT_START = "Pull ao ligar", "Pull al encender", "Pull at power-on"
    PARTS = "Peças", "Piezas", "Parts"
    FREE = "livre", "libre", "free"
    NOT_USED = "não ligar", "no conectar", "leave open"
    BAR_3 = "barra 3,3 V da placa", "barra 3,3 V de la placa", "3.3 V of the interface board"

    RESISTOR = "resistência", "resistencia", "resistor"
    CAPACITOR = "condensador", "condensador", "capacitor"
    DIODE = "díodo", "diodo", "diode"
    SUPPRESSOR = "supressor (TVS)", "supresor (TVS)", "suppressor (TVS)"
    LAMP = "LED", "LED", "LED"
    TRANSISTOR = "transístor", "transistor", "transistor"
    RELAY = "relé", "relé", "relay"
    FUSE = "fusível", "fusible", "fuse"
    MODULE = "módulo", "módulo", "module"

    WHITE = "branco", "blanco", "white"
    BLUE = "azul", "azul", "blue"
    VIOLET = "violeta", "violeta", "violet"
    BROWN = "castanho", "marrón", "brown"
    GREY = "cinzento", "gris", "grey"
    TURQUOISE = "turquesa", "turquesa", "turquoise"
    BLACK = "preto", "negro", "black"
    ORANGE = "laranja", "naranja", "orange"
    PINK = "rosa", "rosa", "pink"
    EARTH = "verde-amarelo", "verde-amarillo", "green-yellow"

    CLOSED_AT_REST = "fechado em repouso (NC)", "cerrado en reposo (NC)", "closed at rest (NC)"
    OPEN_AT_REST = "aberto em repouso (NO)", "abierto en reposo (NO)", "open at rest (NO)"

    SEOL = "uma resistência no fim", "una resistencia al final", "one resistor at the end"
    DEOL = "duas resistências", "dos resistencias", "two resistors"
    TEOL = "três ou quatro resistências", "tres o cuatro resistencias", "three or four resistors"
    LEAK = "sonda de água", "sonda de agua", "water probe"
    SUPERVISES = "vigia o cabo de {siren}", "vigila el cable de {siren}", "supervises the cable of {siren}"
    SEE_OUTPUTS = "relé da sirene, NC: saídas", "relé de la sirena, NC: salidas", "the siren's relay, NC: outputs"
    ALARM = "alarme", "alarma", "alarm"
    MASK = "masc.", "masc.", "mask"
    FAULT = "avaria", "avería", "fault"
    WATER = "água", "agua", "water"

    SIREN = "sirene", "sirena", "siren"
    STROBE = "luz intermitente", "luz destellante", "strobe"
    SOUNDER = "besouro interior", "zumbador interior", "sounder inside"
    LAMP_READY = "luz: pronto", "luz: listo", "lamp: ready"
    LAMP_ARMED = "luz: armado", "luz: armado", "lamp: armed"
    LAMP_ALARM = "luz: alarme", "luz: alarma", "lamp: alarm"
    BATTERY_TEST = "ensaio da bateria", "prueba de la batería", "battery test"
    FREE_RELAY = "relé livre", "relé libre", "free relay"
    GREEN = "verde", "verde", "green"
    YELLOW = "amarelo", "amarillo", "yellow"
    RED = "vermelho", "rojo", "red"
    LOAD = "12 V DC, {fuse} no total", "12 V DC, {fuse} en total", "12 V DC, {fuse} in all"
    SEE_SUPPLY = (
        "contacto de {name}: folha da alimentação",
        "contacto de {name}: hoja de alimentación",
        "contact of {name}: supply sheet",
    )
    RELAY_BOARD = "placa de relés 5 V", "placa de relés 5 V", "relay board 5 V"
    NO_JUMPER = "sem ponte VCC", "sin puente VCC", "no VCC jumper"

    KEYPAD = "teclado 4×4", "teclado 4×4", "4×4 keypad"
    DISPLAY = "visor de texto", "pantalla de texto", "text display"
    TAG_READER = "leitor de cartões", "lector de tarjetas", "tag reader"
    PN532_FEED = "3,3 V ou 5 V, como a placa diz", "3,3 V o 5 V, como diga la placa", "3.3 V or 5 V, as its board says"
    READER = "leitor Wiegand", "lector Wiegand", "Wiegand reader"
    SHIFTER = "conversor de nível", "conversor de nivel", "level shifter"
    SHIELD = (
        "blindagem: a 0 V só na central",
        "pantalla: a 0 V solo en la central",
        "screen: to 0 V at the panel only",
    )

    CLOCK = "módulo de relógio", "módulo de reloj", "clock module"
    CLOCK_WIRES = (
        "um DS3231: pinos 1 (3,3 V), 3 (SDA), 5 (SCL) e 9 (GND), I2C 1, 0x68",
        "un DS3231: pines 1 (3,3 V), 3 (SDA), 5 (SCL) y 9 (GND), I2C 1, 0x68",
        "a DS3231: pins 1 (3.3 V), 3 (SDA), 5 (SCL) and 9 (GND), I2C 1, 0x68",
    )
    CLOCK_OF_PI_5 = (
        "o do Pi 5: pilha recarregável no conector BAT",
        "el del Pi 5: pila recargable en el conector BAT",
        "the Pi 5's own: rechargeable cell at its connector BAT",
    )
    GAUGE = "medidor da bateria", "medidor de la batería", "battery gauge"
    TO_CHARGER = "carregador, BATT+", "cargador, BATT+", "charger, BATT+"
    TO_BATTERY = "F1, bateria +", "F1, batería +", "F1, battery +"
    TO_KEYPAD = "teclado: folha dos teclados", "teclado: hoja de teclados", "keypad: sheet of the keypads"
    ADAPTER = "I2C {bus}: adaptador USB", "I2C {bus}: adaptador USB", "I2C {bus}: USB adapter"

    MAINS = "rede 230 V ~", "red 230 V ~", "mains 230 V ~"
    CHARGER = (
        "Fonte {volts} V com carregador",
        "Fuente {volts} V con cargador",
        "{volts} V supply with charger",
    )
    NOT_WATCHED = (
        "sem [power]: ninguém a vigia",
        "sin [power]: nadie la vigila",
        "without [power] nobody watches it",
    )
    CHARGES = "carrega a {volts} V", "carga a {volts} V", "charges to {volts} V"
    CUTS_OFF = (
        "corta a bateria a {volts} V, volta com a rede",
        "corta la batería a {volts} V, vuelve con la red",
        "lets go at {volts} V, comes back with the mains",
    )
    DEAD_WITHOUT = (
        "BATT + sem tensão quando não há bateria",
        "BATT + sin tensión cuando no hay batería",
        "BATT + is dead when there is no battery",
    )
    TO_12_V = "→ 12 V", "→ 12 V", "→ 12 V"
    BAR_12 = "barra 12 V", "barra 12 V", "12 V bar"
    ZERO_BAR = "barra 0 V", "barra 0 V", "0 V bar"
    FOR_OUTPUTS = "relés, sirene, saídas de 12 V", "relés, sirena, salidas de 12 V", "relays, siren, 12 V outputs"
    FOR_DETECTORS = "detectores de 12 V", "detectores de 12 V", "12 V detectors"
    FOR_MODEM = "conversor do modem", "convertidor del módem", "the modem's converter"
    FOR_READERS = "leitores", "lectores", "readers"
    CONVERTER = "Conversor 12 V → 5 V", "Convertidor 12 V → 5 V", "Converter 12 V → 5 V"
    FROM_HEADER = "3,3 V: conector {places}", "3,3 V: conector {places}", "3.3 V: header {places}"
    BATTERY = "Bateria", "Batería", "Battery"
    LEAD_ACID = "chumbo-ácido", "plomo-ácido", "lead-acid"
    LIFEPO4 = "LiFePO4 (com BMS)", "LiFePO4 (con BMS)", "LiFePO4 (with BMS)"
    LI_ION = "iões de lítio (com BMS)", "iones de litio (con BMS)", "Li-ion (with BMS)"
    SEE_BUSES = "I2C {bus}: folha dos barramentos", "I2C {bus}: hoja de buses", "I2C {bus}: sheet of the buses"
    MAINS_RELAY = "relé «há rede» da fonte", "relé «hay red» de la fuente", "the supply's mains-OK relay"
    CLOSED_WITH_MAINS = "fechado enquanto há rede", "cerrado mientras hay red", "closed while the mains are there"

    ANTENNA = "antena; cartão SIM sem PIN", "antena; tarjeta SIM sin PIN", "antenna; SIM card without PIN"
    FEED_4V = (
        "VBAT 4,0 V, picos de 2 A: conversor próprio",
        "VBAT 4,0 V, picos de 2 A: conversor propio",
        "VBAT 4.0 V, 2 A bursts: a converter of its own",
    )
    FEED_5V = "5 V, 2 A: do conversor", "5 V, 2 A: del convertidor", "5 V, 2 A: from the converter"
    RIBBON_CAMERA = "câmara, cabo plano", "cámara, cable plano", "camera, ribbon cable"
    USB_CAMERA = "câmara", "cámara", "camera"
    ROUTER = "router, com bateria própria", "router, con batería propia", "router, on a battery of its own"


COLOUR_NAMES = {
    Colour.BLACK: Say.BLACK,
    Colour.RED: Say.RED,
    Colour.ORANGE: Say.ORANGE,
    Colour.PINK: Say.PINK,
    Colour.WHITE: Say.WHITE,
    Colour.YELLOW: Say.YELLOW,
    Colour.GREEN: Say.GREEN,
    Colour.BLUE: Say.BLUE,
    Colour.VIOLET: Say.VIOLET,
    Colour.BROWN: Say.BROWN,
    Colour.GREY: Say.GREY,
    Colour.TURQUOISE: Say.TURQUOISE,
    Colour.EARTH: Say.EARTH,
}
LANGUAGES = ("pt", "es", "en")


class Language:
    """Says things in one of the three; anything else is English."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.index = LANGUAGES.index(code) if code in LANGUAGES else 2

    def __call__(self, what: Say) -> str:
        """The text, with its gaps still open."""
        said: str = what.value[self.index]
        return said
