class Failures(ExceptionGroup):
    def derive(self, excs):
        return Failures(self.message, excs)


raise Failures("derived", [ValueError(1), BaseExceptionGroup("base", [KeyboardInterrupt()])])
