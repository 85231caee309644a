local function run(n)
  local total, i = 0, 0
  while i < n do
    if i % 3 == 0 then total = total + i * 2
    elseif i % 5 == 1 then total = total - i
    else total = total ~ (i & 255) end
    i = i + 1
  end
  return total
end
local function nested(n)
  local count = 0
  for i = 0, n - 1 do
    for j = 0, i - 1 do
      if (i + j) % 7 == 3 then count = count + j end
    end
  end
  return count
end
print(run(3000000), nested(1500))
