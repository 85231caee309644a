level = 1
settings = {"debug": False}


def __getattr__(name):
    if name.startswith("lazy_"):
        return f"made {name}"
    raise AttributeError(f"config has no {name}")
