"""What a drawing cannot show, in sentences: by sheet, in the three languages."""

from collections.abc import Iterator
from enum import Enum

from panel.wiring.block import WHOLE, Block
from panel.wiring.pen import NORMAL, Pen
from panel.wiring.shapes import width_mm
from panel.wiring.words import Language

STEP = 4.2


class Notes(Enum):
    """The notes of a sheet in Portuguese, Spanish and English, each begun by a dash."""

    HEADER = (
        """
        - Desligar a alimentação e a bateria antes de tocar num fio. Uma linha GPIO suporta 3,3 V: 5 V ou 12 V destroem
          o computador.
        - O pino 1 fica no canto do lado do cartão de memória (na placa, um quadrado). Ímpares para dentro da placa,
          pares na borda.
        - Todos os símbolos de 0 V são a mesma barra, ligada a vários pinos 0 V. Os 3,3 V vêm dos pinos 1 e 17, os 5 V
          só do conversor.
        - Cores segundo IEC 60757. 12 V RD vermelho, 5 V OG laranja, 3,3 V PK rosa, 0 V BK preto; sinais: WH branco, YE
          amarelo, GN verde, BU azul, VT violeta, BN castanho, GY cinzento, TQ turquesa.
        """,
        """
        - Quitar la alimentación y la batería antes de tocar un cable. Una línea GPIO soporta 3,3 V: 5 V o 12 V
          destruyen el ordenador.
        - El pin 1 está en la esquina del lado de la tarjeta de memoria (en la placa, un cuadrado). Impares hacia dentro
          de la placa, pares en el borde.
        - Todos los símbolos de 0 V son la misma barra, unida a varios pines de 0 V. Los 3,3 V vienen de los pines 1 y
          17, los 5 V solo del convertidor.
        - Colores según IEC 60757. 12 V RD rojo, 5 V OG naranja, 3,3 V PK rosa, 0 V BK negro; señales: WH blanco, YE
          amarillo, GN verde, BU azul, VT violeta, BN marrón, GY gris, TQ turquesa.
        """,
        """
        - Take supply and battery away before you touch a wire. A GPIO line bears 3.3 V: 5 V or 12 V end the computer.
        - Pin 1 is at the corner beside the memory card (a square on the board). Odd numbers towards the middle of the
          board, even ones at its edge.
        - All 0 V symbols are one bar, joined to several 0 V pins. 3.3 V come from pins 1 and 17, 5 V from the converter
          alone.
        - Colours by IEC 60757. 12 V RD red, 5 V OG orange, 3.3 V PK pink, 0 V BK black; signals: WH white, YE yellow,
          GN green, BU blue, VT violet, BN brown, GY grey, TQ turquoise.
        """,
    )
    INPUTS = (
        """
        - A resistência de 2,2 kΩ só pode faltar com pull = "up" e um cabo de menos de 10 m. O supressor fica junto ao
          borne.
        - Detectores que precisam de 12 V: + RD da barra 12 V F4, − BK à barra 0 V; o contacto de sabotagem em série, ou
          numa entrada própria.
        """,
        """
        - La resistencia de 2,2 kΩ solo puede faltar con pull = "up" y un cable de menos de 10 m. El supresor va junto
          al borne.
        - Detectores que necesitan 12 V: + RD de la barra 12 V F4, − BK a la barra 0 V; el contacto de sabotaje en
          serie, o en una entrada propia.
        """,
        """
        - The 2.2 kΩ may be left out only with pull = "up" and a cable of less than 10 m. The suppressor sits at the
          terminal.
        - Detectors that need 12 V: + RD from the 12 V bar over F4, − BK to the 0 V bar; the tamper contact in series,
          or on an input of its own.
        """,
    )
    OUTPUTS = (
        """
        - Desde que há corrente até o painel arrancar, GPIO 0 a 8 estão a 3,3 V e 9 a 27 a 0 V, por resistências fracas.
        - O díodo junto à bobina, o traço virado para os 12 V. Uma bobina nunca liga a um pino.
        """,
        """
        - Desde que hay corriente hasta que el panel arranca, GPIO 0 a 8 están a 3,3 V y 9 a 27 a 0 V, por resistencias
          débiles.
        - El diodo junto a la bobina, la raya hacia los 12 V. Una bobina nunca va a un pin.
        """,
        """
        - From power-on until the panel starts, GPIO 0 to 8 are at 3.3 V and 9 to 27 at 0 V, by weak resistors.
        - The diode sits at the coil, its bar towards 12 V. A coil is never joined to a pin.
        """,
    )
    KEYPADS = (
        """
        - Teclado a mais de 1 m: 100 Ω em série em cada linha, junto ao conector. Desligar a consola série
          (raspi-config) se GPIO 14 e 15 são usados, e o I2C se GPIO 2 e 3 o são por um teclado.
        """,
        """
        - Teclado a más de 1 m: 100 Ω en serie en cada línea, junto al conector. Quitar la consola serie (raspi-config)
          si se usan GPIO 14 y 15, y el I2C si un teclado usa GPIO 2 y 3.
        """,
        """
        - A keypad more than 1 m away: 100 Ω in each line, at the header. Turn the serial console off (raspi-config)
          where GPIO 14 and 15 are used, and I2C where a keypad uses GPIO 2 and 3.
        """,
    )
    READERS = (
        """
        - As linhas do leitor levam 5 V: só através do conversor de nível. O 0 V do leitor é o do painel.
        """,
        """
        - Las líneas del lector llevan 5 V: solo a través del conversor de nivel. El 0 V del lector es el del panel.
        """,
        """
        - A reader's lines carry 5 V: only through the level shifter. The reader's 0 V is the panel's.
        """,
    )
    TAG_CHIPS = (
        """
        - PN532 em porta série: interruptores em HSU (0, 0), TXD ao RXD do outro, sem consola série (raspi-config).
        - MFRC522: SPI ligado (dtparam=spi=on, que ocupa também GPIO 7 e 8), fios de menos de 20 cm. Só a 3,3 V.
        """,
        """
        - PN532 en puerto serie: interruptores en HSU (0, 0), TXD al RXD del otro, consola serie quitada (raspi-config).
        - MFRC522: SPI activado (dtparam=spi=on, que ocupa también GPIO 7 y 8), cables de menos de 20 cm. Solo a 3,3 V.
        """,
        """
        - A PN532 on a serial port: switches at HSU (0, 0), TXD to the other's RXD, no serial console (raspi-config).
        - An MFRC522: SPI turned on (dtparam=spi=on, which takes GPIO 7 and 8 as well), wires below 20 cm. 3.3 V only.
        """,
    )
    BUSES = (
        """
        - O Pi já tem 1,8 kΩ de SDA e SCL a 3,3 V (I2C 1): com mais de três módulos, tirar as resistências deles. O
          barramento está a 3,3 V: o que precisa de 5 V fica atrás do conversor de nível. Cabos de menos de 1 m.
        """,
        """
        - El Pi ya tiene 1,8 kΩ de SDA y SCL a 3,3 V (I2C 1): con más de tres módulos, quitar las resistencias de estos.
          El bus está a 3,3 V: lo que necesita 5 V va detrás del conversor de nivel. Cables de menos de 1 m.
        """,
        """
        - The Pi has 1.8 kΩ from SDA and SCL to 3.3 V (I2C 1): with more than three boards, take theirs away. The bus is
          at 3.3 V: what needs 5 V is behind a level shifter. Cables of less than 1 m.
        """,
    )
    SUPPLY = (
        """
        - A rede só por um electricista, com disjuntor próprio e PE à caixa metálica. F1 junto ao + da bateria. Nada se
          alimenta pelos pinos 2 e 4.
        """,
        """
        - La red solo por un electricista, con magnetotérmico propio y PE a la caja metálica. F1 junto al + de la
          batería. Nada se alimenta por los pines 2 y 4.
        """,
        """
        - Mains by an electrician only, on a breaker of their own, PE to a metal case. F1 sits at the battery's +.
          Nothing is fed through pins 2 and 4.
        """,
    )
    MODEM = (
        """
        - Um modem sem placa tem linhas de 2,8 V (SIM800) ou 1,8 V (SIM7600): conversor de nível. PWRKEY nunca liga
          directamente a um pino.
        """,
        """
        - Un módem sin placa tiene líneas de 2,8 V (SIM800) o 1,8 V (SIM7600): conversor de nivel. PWRKEY nunca va
          directamente a un pin.
        """,
        """
        - A bare modem has lines of 2.8 V (SIM800) or 1.8 V (SIM7600): use a level shifter. PWRKEY is never joined to a
          pin directly.
        """,
    )

    def texts(self, language: Language) -> list[str]:
        """One after the other."""
        return [" ".join(note.split()) for note in self.value[language.index].split("\n        - ")[1:]]


def block(notes: Notes, language: Language) -> Block:
    """The notes of a sheet, across it, each begun by a dot."""
    lines = [line for note in notes.texts(language) for line in _wrapped(note)]
    return Block(high=len(lines) * STEP + 0.6, draw=lambda pen: _draw(pen, lines), wide=WHOLE)


def _wrapped(note: str) -> Iterator[str]:
    line = "•"
    for word in note.split(" "):
        if width_mm(f"{line} {word}", NORMAL) > WHOLE - 2:
            yield line
            line = f"   {word}"
        else:
            line = f"{line} {word}"
    yield line


def _draw(pen: Pen, lines: list[str]) -> None:
    for row, line in enumerate(lines):
        pen.text(0, 3.4 + row * STEP, line)
