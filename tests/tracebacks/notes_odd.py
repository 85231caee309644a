e = ValueError("odd notes")
e.__notes__ = ["text", 7, None]
raise e
