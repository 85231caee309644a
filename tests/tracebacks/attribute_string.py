"abc".startwith("a")
