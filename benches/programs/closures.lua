local function adder(n) return function(x) return x + n end end
local function counter()
  local count = 0
  return function() count = count + 1; return count end
end
local function compose(f, g) return function(x) return f(g(x)) end end
local total = 0
for i = 0, 399999 do total = total + adder(i)(1) end
local inc = counter()
for _ = 1, 1500000 do inc() end
local f = compose(adder(1), compose(adder(2), adder(3)))
for i = 0, 399999 do total = total + f(i) end
local double = function(x) return x * 2 end
for i = 0, 699999 do total = total + double(i) end
print(total, inc())
