"""The fault table: every fault of the line, the processes, the disks and the clocks, against every target."""
