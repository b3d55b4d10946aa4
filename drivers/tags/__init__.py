"""Tag readers: Wiegand, PN532, MFRC522."""
