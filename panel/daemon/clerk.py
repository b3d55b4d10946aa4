"""Signs: a report of the core gets its identity and its signature once, before it is kept."""

from secrets import token_hex

from comms.documents import ResultDoc, StateDoc, encode, report_doc
from comms.envelope import Typ, digest, sign
from comms.keys import Identity
from panel.core.names import ReportClass, ReportKind
from panel.core.plan import Plan
from panel.core.reports import Report
from panel.store.rows import OutRow


class Clerk:
    """Numbers and signs. The sequence never repeats within an epoch; a doubt opens a new epoch."""

    def __init__(self, identity: Identity, plan: Plan, epoch: str, last_seq: int) -> None:
        self._identity = identity
        self._zones = {zone.id: zone for zone in plan.zones}
        self.epoch = epoch or new_epoch()
        self._seq = last_seq

    @property
    def seq(self) -> int:
        """The number of the newest report in this epoch."""
        return self._seq

    def open_epoch(self) -> None:
        """Begins a new epoch; the first report in it announces it, signed like any other."""
        self.epoch = new_epoch()
        self._seq = 0

    def become(self, identity: Identity) -> None:
        """Signs with another key from now on, under a new epoch."""
        self._identity = identity
        self.open_epoch()

    def row(self, report: Report, wall_ms: int, clock: str) -> OutRow:
        """The signed row of one report. ``wall_ms``: when it happened, for people."""
        self._seq += 1
        document = report_doc(
            report,
            panel=self._identity.id,
            epoch=self.epoch,
            seq=self._seq,
            wall_ms=wall_ms,
            mono_ms=report.at_ms,
            clock=clock,
            zone=self._zones.get(report.zone),
        )
        jws = sign(self._identity, Typ.REPORT, encode(document))
        alarm = report.reporting_class is ReportClass.ALARM
        return OutRow(epoch=self.epoch, seq=self._seq, alarm=alarm, kind=report.kind.value, jws=jws, digest=digest(jws))

    def announcement(self, at_ms: int, why: str) -> Report:
        """What the station must know of the present epoch."""
        return Report(kind=ReportKind.EPOCH, at_ms=at_ms, why=why, detail=self.epoch)

    def result(self, document: ResultDoc) -> str:
        """How a command ended, signed."""
        return sign(self._identity, Typ.RESULT, encode(document))

    def state(self, document: StateDoc) -> str:
        """The state of the panel, signed."""
        return sign(self._identity, Typ.STATE, encode(document))


def new_epoch() -> str:
    """128 random bits: two panels, or one panel twice, never open the same."""
    return token_hex(16)
