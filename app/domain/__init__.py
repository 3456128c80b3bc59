"""The rules of the complaint desk in plain Python: values, states, clocks, numbers."""
