print("abc" .upper () .nothing (1, 2))
