raise BaseExceptionGroup("base", [SystemExit(1), ValueError(2)])
