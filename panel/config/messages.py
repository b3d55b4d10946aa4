"""Every fault a configuration can have, and its words: one table, so that it can be translated.

``allowed`` and ``hint`` may name facts in braces; whoever finds the fault supplies them.
"""

from enum import StrEnum

import msgspec


class Fault(StrEnum):
    """What is wrong. The values are stable: programs read them in ``--json`` output."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    SYNTAX = "syntax"
    TOO_DEEP = "too_deep"
    UNKNOWN_TABLE = "unknown_table"
    UNKNOWN_KEY = "unknown_key"
    MISSING_TABLE = "missing_table"
    MISSING_KEY = "missing_key"
    WANTS_ONE = "wants_one"
    WANTS_MANY = "wants_many"
    TOO_MANY = "too_many"
    VALUE = "value"
    TAKEN = "taken"
    REPEATED = "repeated"
    UNKNOWN_REFERENCE = "unknown_reference"
    INPUT_SHARED = "input_shared"
    INPUT_UNUSED = "input_unused"
    SENSOR_LIMIT = "sensor_limit"
    SENSOR_KIND = "sensor_kind"
    CLOCK = "clock"
    CLOCK_ADDRESS = "clock_address"
    PIN_SHARED = "pin_shared"
    PIN_PULLED_UP = "pin_pulled_up"
    PIN_PROBED = "pin_probed"
    ADDRESS_SHARED = "address_shared"
    PIN_OR_ADC = "pin_or_adc"
    INPUT_KEY = "input_key"
    CHANNEL_SHARED = "channel_shared"
    ADC_UNUSED = "adc_unused"
    WIRING = "wiring"
    RESISTOR = "resistor"
    LOOP = "loop"
    SIREN_LINE = "siren_line"
    INT_WITHOUT_EXPANDER = "int_without_expander"
    READER_WAY = "reader_way"
    READER_KEY = "reader_key"
    KEY_PRESSED_AT_START = "key_pressed_at_start"
    KEY_WITHOUT_MODEM = "key_without_modem"
    MODEM_WITHOUT_KEY = "modem_without_key"
    MODE_NOT_OFFERED = "mode_not_offered"
    MODE_WITHOUT_ZONE = "mode_without_zone"
    MODES_OF_24_HOUR = "modes_of_24_hour"
    MODES_MISSING = "modes_missing"
    AREA_WITHOUT_ZONE = "area_without_zone"
    KEY_UNUSED = "key_unused"
    GROUP_OF_ONE = "group_of_one"
    FORCED_UNBYPASSABLE = "forced_unbypassable"
    NO_EXIT_DOOR = "no_exit_door"
    PROFILE = "profile"
    RELAY_KEY = "relay_key"
    RELAY_IDLE = "relay_idle"
    TEST_OF_NOTHING = "test_of_nothing"
    TIMEZONE = "timezone"
    NO_SIREN = "no_siren"
    ROLE_TWICE = "role_twice"
    NO_WAY_TO_DISARM = "no_way_to_disarm"
    NO_TLS = "no_tls"
    CERT_WITHOUT_KEY = "cert_without_key"
    CERT_WITHOUT_CA = "cert_without_ca"
    CAMERA_DEVICE = "camera_device"


class Text(msgspec.Struct, frozen=True):
    """The words for one fault."""

    allowed: str
    hint: str = ""


NEAR = 'did you mean "{near}"?'

ENGLISH: dict[Fault, Text] = {
    Fault.UNREADABLE: Text("a readable file", "check the path and its permissions"),
    Fault.TOO_LARGE: Text("at most {limit} bytes", "this is no configuration of a panel"),
    Fault.NOT_UTF8: Text("text in UTF-8", "save the file as UTF-8 in your editor"),
    Fault.SYNTAX: Text("TOML 1.0", "see https://toml.io; texts stand in quotes, comments begin with #"),
    Fault.TOO_DEEP: Text("lists and tables within each other a few levels deep", "remove the nested brackets"),
    Fault.UNKNOWN_TABLE: Text("{names}"),
    Fault.UNKNOWN_KEY: Text("{names}"),
    Fault.MISSING_TABLE: Text("{wanted}", "see `sereno config example`"),
    Fault.MISSING_KEY: Text("{allowed}", "{why}"),
    Fault.WANTS_ONE: Text("[{table}] in single brackets, once"),
    Fault.WANTS_MANY: Text("[[{table}]] in double brackets, once for each"),
    Fault.TOO_MANY: Text("at most {limit}"),
    Fault.VALUE: Text("{allowed}"),
    Fault.TAKEN: Text("one that nothing else has", "line {other_line}: {other} has it already"),
    Fault.REPEATED: Text("each at most once"),
    Fault.UNKNOWN_REFERENCE: Text("{names}"),
    Fault.INPUT_SHARED: Text(
        "an input of its own", "line {other_line}: {other} uses it already; inputs without a zone: {spare}"
    ),
    Fault.INPUT_UNUSED: Text(
        "exactly one zone for each input", 'add a [[zone]] with input = "{name}", or remove the input'
    ),
    Fault.SENSOR_LIMIT: Text("exactly one of {names}", "give another input of the same sensor for another limit"),
    Fault.CLOCK: Text(
        "one of i2c_bus and device",
        "i2cdetect shows UU where the kernel has the chip: then device, else i2c_bus",
    ),
    Fault.CLOCK_ADDRESS: Text("address with i2c_bus only", "the kernel knows where its clock is: remove the key"),
    Fault.SENSOR_KIND: Text("{kinds}", "{input} has {limit}: choose one of these kinds, or another limit"),
    Fault.PIN_SHARED: Text(
        "a pin that nothing else uses", "line {other_line}: {other} uses it already; free pins: {free}"
    ),
    Fault.PIN_PULLED_UP: Text(
        "up, none", "GPIO 2 and 3 have 1.8 kΩ resistors to 3.3 V on the board, which a pull-down cannot overcome"
    ),
    Fault.PIN_PROBED: Text(
        "a pin from 2 to 27",
        "the Pi probes GPIO 0 and 1 for an add-on board's memory at each start, and the {role} would go off",
    ),
    Fault.ADDRESS_SHARED: Text(
        "an address that nothing else has on I2C bus {bus}", "line {other_line}: {other} has it already"
    ),
    Fault.PIN_OR_ADC: Text(
        "one of pin, adc with channel, and sensor with a limit",
        "a contact is wired to a line, a loop with resistors to a converter; frost and damp are a sensor's: give one",
    ),
    Fault.INPUT_KEY: Text("{named} with {what} only", "this input is on {where}: remove the key"),
    Fault.CHANNEL_SHARED: Text(
        "a channel of its own", "line {other_line}: {other} uses it already; free channels of {adc}: {free}"
    ),
    Fault.ADC_UNUSED: Text(
        "at least one [[input]] on each converter, or its rail_channel",
        'add an [[input]] with adc = "{name}", or remove the converter',
    ),
    Fault.WIRING: Text("{names}", "input {input} is on {where}"),
    Fault.RESISTOR: Text("the resistors of wiring {wiring}, no more and no less", "{what}"),
    Fault.LOOP: Text("resistors whose states can be told apart", "{what}"),
    Fault.SIREN_LINE: Text('siren with kind = "tamper" and wiring = "seol" only', "{why}"),
    Fault.INT_WITHOUT_EXPANDER: Text(
        "int_pin with i2c_bus and address only", "a keypad on pins wakes the panel by its columns: remove the key"
    ),
    Fault.READER_WAY: Text(
        'i2c_bus or port with kind = "pn532", one of the two', "its switches say by which way it is spoken to"
    ),
    Fault.READER_KEY: Text("{named} with {when} only", "it means nothing on this reader: remove the key"),
    Fault.KEY_PRESSED_AT_START: Text(
        "a pin from {least} to 27",
        "the Pi drives GPIO 0 and 1 at each start and has resistors to 3.3 V at 2 and 3: it would press the key itself",
    ),
    Fault.KEY_WITHOUT_MODEM: Text(
        'modem = "sim800" or modem = "sim7600" with power_key', "how long its key is pressed is each modem's own"
    ),
    Fault.MODEM_WITHOUT_KEY: Text(
        "{named} with power_key only", "without a line to the key nothing is pressed: remove it, or give power_key"
    ),
    Fault.MODE_NOT_OFFERED: Text(
        "{names}", "{area} does not offer this mode: add it to the area's modes, or remove it here"
    ),
    Fault.MODE_WITHOUT_ZONE: Text(
        "modes in which at least one of the area's zones is live",
        "add the mode to the zones that shall watch in it, or remove it here",
    ),
    Fault.MODES_OF_24_HOUR: Text("no modes: a {kind} zone is live always", "remove the modes, or choose another kind"),
    Fault.MODES_MISSING: Text(
        "at least one of {names}", "this zone would never be live: list the modes in which it watches"
    ),
    Fault.AREA_WITHOUT_ZONE: Text(
        "at least one zone in each area", 'add a [[zone]] with area = "{area}", or remove the area'
    ),
    Fault.KEY_UNUSED: Text("{named} on {kinds} zones only", "it means nothing on a {kind} zone: remove the key"),
    Fault.GROUP_OF_ONE: Text(
        "a group that at least two zones name", "one zone alone can never be confirmed by another: remove the key"
    ),
    Fault.FORCED_UNBYPASSABLE: Text(
        "auto_force on bypassable zones only", "to force is to leave out: remove auto_force, or bypassable = false"
    ),
    Fault.NO_EXIT_DOOR: Text(
        "{named} with at least one entry_exit zone", "nobody could be seen to leave: remove the key, or give the door"
    ),
    Fault.PROFILE: Text("{bound}, in profile {profile}", "{why}"),
    Fault.RELAY_KEY: Text(
        '{named} on outputs with role = "relay" only', "a {role} knows what it is for: remove the key"
    ),
    Fault.RELAY_IDLE: Text(
        "at least one of on_modes, on_phases, on_alarms, on_troubles", "this relay would never be on"
    ),
    Fault.TEST_OF_NOTHING: Text(
        "battery_test with [power] and its mains_pin", "without them nobody measures it, or takes it for a power cut"
    ),
    Fault.TIMEZONE: Text('an IANA time zone such as "Europe/Lisbon"'),
    Fault.NO_SIREN: Text('at least one [[output]] with role = "siren"', "nobody in the house would hear an alarm"),
    Fault.ROLE_TWICE: Text(
        "one output with this role", "line {other_line}: {other} has it already; only siren and strobe may be several"
    ),
    Fault.NO_WAY_TO_DISARM: Text(
        "at least one [[keypad]], a [[reader]] with keys = true, or one with uid_only_needs_pin = false under [tags]",
        "nobody in the house could disarm",
    ),
    Fault.NO_TLS: Text(
        "ca_file with the authority's certificate, for every broker but localhost",
        "without TLS anybody on the network could read along and cut the reports off",
    ),
    Fault.CERT_WITHOUT_KEY: Text("cert_file and key_file together, or neither"),
    Fault.CAMERA_DEVICE: Text(
        '{wanted}, with source = "{source}"', "`sereno camerad --list` says which cameras this computer sees"
    ),
    Fault.CERT_WITHOUT_CA: Text("ca_file as well", "the panel shows its certificate to nobody it cannot check"),
}
