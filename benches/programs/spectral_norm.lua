local function a(i, j) return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1) end
local function times(v)
  local out = {}
  for i = 0, #v - 1 do
    local s = 0.0
    for j = 0, #v - 1 do s = s + a(i, j) * v[j + 1] end
    out[i + 1] = s
  end
  return out
end
local function times_t(v)
  local out = {}
  for i = 0, #v - 1 do
    local s = 0.0
    for j = 0, #v - 1 do s = s + a(j, i) * v[j + 1] end
    out[i + 1] = s
  end
  return out
end
local n = 220
local u, v = {}, nil
for i = 1, n do u[i] = 1.0 end
for _ = 1, 6 do v = times_t(times(u)); u = times_t(times(v)) end
local vbv, vv = 0.0, 0.0
for i = 1, n do vbv = vbv + u[i] * v[i]; vv = vv + v[i] * v[i] end
print(string.format("%.9f", (vbv / vv) ^ 0.5))
