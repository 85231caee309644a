else: pass
elif x: pass
except: pass
try: pass
except A, B: pass
try: pass
except: pass
except A: pass
try: pass
except* A: pass
except B: pass
try: pass
else: pass
for x y: pass
[x for x]
