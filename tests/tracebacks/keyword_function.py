def connect(host, port=80, *, timeout=None):
    pass


connect("localhost", timeut=3)
