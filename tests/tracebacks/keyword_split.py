"abc".split(sepp=",")
