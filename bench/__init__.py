"""Measure the system: ratios within one run, printed beside the architecture's budgets.

Nothing here is a test: machines differ, and a loaded one differs from minute to minute. What is
compared is measured in turns within the same minutes, on the same machine.
"""
