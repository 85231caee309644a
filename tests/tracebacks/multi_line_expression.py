total = (
    1
    + 2
    + len("abc")
    + "four"
    + 5
    + 6
    + 7
)
