print("x", ends="")
