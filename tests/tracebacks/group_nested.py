inner = ExceptionGroup("inner", [KeyError("k"), ExceptionGroup("deepest", [OSError("o")])])
raise ExceptionGroup("outer", [ValueError("v"), inner, TypeError("t")])
