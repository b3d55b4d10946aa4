"""What the panel's drivers ask of a bus, as the bytes that go over its two wires."""


class Transfers:
    """A bus by its one operation, ``transfer``: every other is made of it, as an adapter makes it."""

    def transfer(self, address: int, out: bytes, count: int) -> bytes:
        """Sends ``out`` to an address, then takes ``count`` bytes from it."""
        raise NotImplementedError

    def read_word(self, address: int, register: int) -> int:
        """The word of a register, the high byte first."""
        return int.from_bytes(self.transfer(address, bytes([register]), 2), "big")

    def write_word(self, address: int, register: int, word: int) -> None:
        """Puts a word into a register."""
        if not 0 <= word <= 0xFFFF:
            raise ValueError(f"no word: {word}")
        self.transfer(address, bytes([register, word >> 8, word & 0xFF]), 0)

    def read_block(self, address: int, register: int, count: int) -> bytes:
        """``count`` bytes from a register on."""
        return self.transfer(address, bytes([register]), count)

    def write_block(self, address: int, register: int, data: bytes) -> None:
        """Bytes into the registers from one on."""
        self.transfer(address, bytes([register]) + data, 0)

    def probe(self, address: int) -> None:
        """An address and a stop."""
        self.transfer(address, b"", 0)

    def peek(self, address: int) -> None:
        """A byte that nobody wants."""
        self.transfer(address, b"", 1)

    def read(self, address: int, count: int) -> bytes:
        """Bytes without a register."""
        return self.transfer(address, b"", count)

    def write(self, address: int, data: bytes) -> None:
        """The same."""
        self.transfer(address, data, 0)
