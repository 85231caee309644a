raise ValueError("tab\tand \x1b[31mescape \udc80")
