local Shape = {}
Shape.__index = Shape
function Shape.new(n, cls) return setmetatable({ n = n }, cls or Shape) end
function Shape:area() return 0 end
function Shape:scale(k) self.n = self.n * k; return self end
function Shape.unit(cls) return Shape.new(1, cls) end
function Shape.twice(x) return x + x end
local Square = setmetatable({}, { __index = Shape })
Square.__index = Square
function Square:area() return self.n * self.n end
local Cube = setmetatable({}, { __index = Square })
Cube.__index = Cube
function Cube:area() return Square.area(self) * 6 end
local function run(n)
  local total = 0
  local shapes = { Shape.new(2, Square), Shape.new(3, Cube), Shape.new(4), Shape.new(5, Square) }
  for i = 0, n - 1 do
    local s = shapes[(i & 3) + 1]
    total = total + s:area()
    total = total + s:scale(1).n
    total = total + Shape.twice(i)
  end
  local first = shapes[1]
  local f = function() return first:area() end
  for _ = 1, n do total = total + f() end
  for _ = 1, n // 8 do total = total + Square:unit().n end
  return total
end
print(run(700000))
