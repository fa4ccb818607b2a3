"""What each command comes to: pure functions from values to values.

`dispatch.decide` is the way in; `advance` walks the process and puts whatever is to be asked next.
"""
