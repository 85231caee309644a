local function logistic(n)
  local x, total = 0.4, 0.0
  for _ = 1, n do
    x = 3.9 * x * (1.0 - x)
    if x > 0.5 then total = total + x else total = total - x * 0.5 end
  end
  return total
end
local function integral(n)
  local step = 2.0 / n
  local total = 0.0
  for i = 0, n - 1 do
    local x = (i + 0.5) * step
    total = total + x * x / (1.0 + x)
  end
  return total * step
end
local function mandelbrot(size, limit)
  local inside = 0
  for row = 0, size - 1 do
    local ci = 2.0 * row / size - 1.0
    for column = 0, size - 1 do
      local cr = 2.0 * column / size - 1.5
      local zr, zi = 0.0, 0.0
      local n = 0
      while n < limit and zr * zr + zi * zi <= 4.0 do
        zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
        n = n + 1
      end
      if n == limit then inside = inside + 1 end
    end
  end
  return inside
end
print(string.format("%.6f %.9f %d", logistic(1000000), integral(1000000), mandelbrot(160, 50)))
