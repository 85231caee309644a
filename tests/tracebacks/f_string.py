user = {"name": "x"}
print(f"Hello {user['nam']}, you are {user['age']}")
