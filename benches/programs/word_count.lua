local function make_text(n)
  local words, seed = {}, 12345
  for i = 1, n do
    seed = (seed * 1103515245 + 12345) % 2147483648
    words[i] = "w" .. seed % 5000
  end
  return table.concat(words, " ")
end
local function count(text)
  local out = {}
  for w in text:gmatch("%S+") do out[w] = (out[w] or 0) + 1 end
  return out
end
local text = make_text(250000)
local total = {}
for _ = 1, 4 do
  for k, v in pairs(count(text)) do total[k] = (total[k] or 0) + v end
end
local n, sum = 0, 0
for _, v in pairs(total) do n = n + 1; sum = sum + v end
local pairs_of = {}
for k, v in pairs(total) do pairs_of[#pairs_of + 1] = { k, v } end
table.sort(pairs_of, function(p, q) if p[2] ~= q[2] then return p[2] > q[2] end return p[1] < q[1] end)
io.write(n, " ", sum)
for i = 1, 3 do io.write(" ", pairs_of[i][1], " ", pairs_of[i][2]) end
print()
