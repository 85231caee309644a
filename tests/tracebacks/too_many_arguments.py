class T:
    def m(self, a):
        pass


T().m(1, 2, 3)
