# a comment first

if a:
    b

        # stray comment
    if c: d; e
    else:
	    f
    x = [
  1,
      2 ]
g \
  = h
class C:

    def m(self): pass  # trailing
	
end = 1;
