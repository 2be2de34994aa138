"""Running something in a machine as if it ran here: its output on our stdout and stderr, our input and signals to it, our terminal its terminal.

Everything here is on the fast path of `ingle exec`.
"""
