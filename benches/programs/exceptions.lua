local function check(i)
  if i % 4 == 0 then error({ i }) end
  return i
end
local function deep(n, i)
  if n == 0 then return check(i) end
  return deep(n - 1, i) + 1
end
local function run(n)
  local caught, total = 0, 0
  for i = 0, n - 1 do
    local ok, r = pcall(check, i)
    if ok then total = total + r else caught = caught + (r[1] & 1 ~= 0 and r[1] & 1 or 1) end
  end
  return caught, total
end
local function quiet(n)
  local total = 0
  local function add(i) total = total + i end
  for i = 0, n - 1 do
    pcall(add, i)
    total = total - 1
  end
  return total
end
local function far(n)
  local caught = 0
  for i = 0, n - 1 do if not pcall(deep, 6, i * 4) then caught = caught + 1 end end
  return caught
end
local function get(d, k)
  local v = d[k]
  if v == nil then error({ k }) end
  return v
end
local function lookups(n)
  local d, missing = { a = 1 }, 0
  for _ = 1, n do if not pcall(get, d, "b") then missing = missing + 1 end end
  return missing
end
local c, t = run(1200000)
print(c, t, quiet(1500000), far(80000), lookups(400000))
