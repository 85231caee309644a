class Client:
    def send(self, data, *, retries=3):
        pass


Client().send("x", retrys=2)
