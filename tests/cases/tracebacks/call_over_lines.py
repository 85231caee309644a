def divide(a, b):
    return (
        a
        /
        b
    )


def outer(values):
    return [
        divide(
            value,
            b=0,
        )
        for value in values
    ]


print(
    "sum",
    sum(
        outer([1, 2]),
    ),
)
