"""The reference receiving end: takes in reports, keeps them, acknowledges them, watches for silence."""
