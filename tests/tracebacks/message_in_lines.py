raise ValueError("line one\nline two\n\nlast")
