"""Which table of the configuration is examined by what. A test fails for one that is nowhere here."""

EXAMINED = {
    "input": "opened, its level read",
    "adc": "opened with its loops, and asked for on its bus",
    "output": "opened, read back; with --sound switched on for a moment",
    "display": "its expander asked for, and spoken to",
    "keypad": "opened; its lines at rest, or its expander asked for",
    "reader": "opened; its lines at rest, or its chip spoken to",
    "sensor": "opened, read, and asked for on its bus",
    "clock": "opened, read, and asked for on its bus",
    "power": "opened, read, and asked for on its bus; the line of the mains read",
    "gsm": "its port opened, the modem asked",
    "camera": "looked for among those that this computer sees",
    "mqtt": "certificates read, the broker connected to",
    "board": "its library, and the controller of the header",
    "zone": "how its input is wired",
}
NOTHING_TO_EXAMINE = {
    "panel": "names and a time zone, which the configuration's own checks have seen",
    "area": "what is armed together",
    "timings": "how long things take",
    "arming": "how leaving goes",
    "overrides": "who may arm over what",
    "tags": "what a tag may",
    "pictures": "how long they are kept",
}
