e = ValueError("odd notes")
e.__notes__ = "text"
raise e
