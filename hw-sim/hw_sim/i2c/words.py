"""Chips whose registers are words: a pointer, the high byte first (INA219, ADS1115)."""


class WordChip:
    """The first byte written is the pointer, and stays it; each pair after it is a word for that register.

    Whoever reads gets the word that is pointed to, again and again.
    """

    def __init__(self) -> None:
        self._pointer = 0

    def transfer(self, out: bytes, count: int) -> bytes:
        """One transfer on the bus."""
        if out:
            self._pointer = out[0]
        for at in range(1, len(out) - 1, 2):
            self.write(self._pointer, out[at] << 8 | out[at + 1])
        given = b""
        while len(given) < count:
            given += self.read(self._pointer).to_bytes(2, "big")
        return given[:count]

    def read(self, register: int) -> int:
        """What stands in a register, 0 to 0xFFFF."""
        raise NotImplementedError

    def write(self, register: int, word: int) -> None:
        """Puts a word into it."""
        raise NotImplementedError
