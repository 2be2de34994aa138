"""Words everyone shares: error kinds, ids, clock, units, pages. No I/O, no domain."""
