"""Small sites with planted faults, and with what only looks like one."""
