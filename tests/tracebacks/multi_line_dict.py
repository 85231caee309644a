def make(key):
    return {
        "a": 1,
        "b": [
            2,
            3,
        ],
        "c": key["missing"],
        "d": 4,
    }


make({})
