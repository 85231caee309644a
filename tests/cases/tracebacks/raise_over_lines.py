class OddError(Exception):
    def __init__(self, value, hint):
        super().__init__(
            f"{value} is odd"
            f" ({hint})"
        )


def check(value):
    if value % 2:
        raise OddError(
            value,
            hint="halve it",
        )
    assert value < 10, (
        "too large"
    )


check(2)
try:
    check(3)
except OddError as e:
    check(
        12
    )
