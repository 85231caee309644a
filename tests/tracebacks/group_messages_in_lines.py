raise ExceptionGroup("eg", [ValueError("multi\nline"), ExceptionGroup("in\nner", [OSError("x")])])
