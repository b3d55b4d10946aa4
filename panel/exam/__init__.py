"""The shell of ``sereno doctor``: reads the machine, opens the devices, asks the modem; ``panel.doctor`` judges."""
