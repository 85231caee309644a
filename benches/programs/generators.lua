local function count(n)
  return coroutine.wrap(function() for i = 0, n - 1 do coroutine.yield(i) end end)
end
local function squares(it)
  return coroutine.wrap(function() for x in it do coroutine.yield(x * x) end end)
end
local function odd(it)
  return coroutine.wrap(function() for x in it do if x & 1 == 1 then coroutine.yield(x) end end end)
end
local function walk(depth)
  if depth > 0 then
    walk(depth - 1)
    coroutine.yield(depth)
    walk(depth - 1)
  end
end
local total = 0
for x in count(1500000) do total = total + x end
for x in odd(squares(count(600000))) do total = total + x end
for x in coroutine.wrap(function() walk(15) end) do total = total + x end
local acc = 0
local g = coroutine.wrap(function()
  local s = 0
  while true do s = s + coroutine.yield(s) end
end)
g()
for i = 0, 699999 do acc = g(i) end
print(total, acc)
