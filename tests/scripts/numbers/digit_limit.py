"""The limit of decimal digits is obeyed wherever an int becomes text or text an int."""

import sys
def t(f):
    try:
        r=f()
        print(type(r).__name__, len(r) if isinstance(r,(str,bytes)) else r.bit_length() if isinstance(r,int) else r)
    except Exception as e: print(type(e).__name__, e)
class I(int): pass
def go():
    print(sys.get_int_max_str_digits())
    for d in (640,641,4301):
        n=10**(d-1); m=-n
        for f in (lambda:str(n),lambda:repr(m),lambda:f"{n}",lambda:f"{n:d}",lambda:f"{n:>30000}",lambda:f"{n:,}",lambda:"%d"%n,lambda:"%s"%n,lambda:"%r"%m,lambda:"%i"%n,lambda:"%x"%n,lambda:"{}".format(n),lambda:"{0:d}".format(n),lambda:"{!r}".format(n),lambda:format(n),lambda:format(n,"n"),
          lambda:str([n]),lambda:repr((n,)),lambda:str({n:n}),lambda:"a"+str(I(n)),lambda:hex(n),lambda:f"{n!r}",lambda:ascii(n),
          lambda:int("1"*d),lambda:int("-"+"1"*d),lambda:int(b"1"*d),lambda:int("1"*d,10),lambda:int("1"*d,3),lambda:int("1"*d,16),lambda:int("1_"*(d-1)+"1"),lambda:I("7"*d),lambda:int("0"*d), lambda:"".join(map(str,[n,n])), lambda: print(str(n)[:3]),lambda:b"%d"%n,lambda:"%.3d"%n,lambda:n.__format__(""),lambda:n.__str__(),lambda:n.__repr__(), lambda:bytes(str(n),"ascii"),lambda:str(range(n)),
          lambda:"%c"%n, lambda:f"{n:e}", lambda:f"{n:#_x}", lambda: str(1)+str(n), lambda: int(str(n)), lambda: f"{n}{n}", lambda:"x%sx"%(n,), lambda: str(I(n)), lambda:f"{I(n)}", lambda:f"{n=}", lambda:list(map(int,["1"*d]))[0]):
            t(f)
go()
for x in (640,0,639,1,-1,"a",1.5,True,5000):
    try: sys.set_int_max_str_digits(x)
    except Exception as e: print(type(e).__name__, e); continue
    go()
