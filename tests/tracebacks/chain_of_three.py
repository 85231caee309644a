try:
    try:
        try:
            raise ValueError("first")
        except ValueError as e:
            raise KeyError("second") from e
    except KeyError:
        raise IndexError("third")
except IndexError as e:
    raise RuntimeError("fourth") from e
