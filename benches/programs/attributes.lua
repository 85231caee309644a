local Particle = {}
Particle.__index = Particle
function Particle.new(x, y)
  return setmetatable({ x = x, y = y, vx = 1, vy = 2, steps = 0 }, Particle)
end
function Particle:step()
  self.x = self.x + self.vx
  self.y = self.y + self.vy
  if self.x > 1000 then self.vx = -self.vx end
  if self.x < 0 then self.vx = -self.vx end
  self.steps = self.steps + 1
end
function Particle:energy() return self.vx * self.vx + self.vy * self.vy end
local Counter = {}
Counter.__index = Counter
function Counter.new() return setmetatable({ total = 0 }, Counter) end
function Counter:add(n) self.total = self.total + n; return self end
local ps = {}
for i = 0, 99 do ps[#ps + 1] = Particle.new(i, -i) end
local energy = 0
for _ = 1, 6000 do
  for _, p in ipairs(ps) do p:step() end
  energy = energy + ps[1]:energy()
end
local c = Counter.new()
for i = 0, 599999 do c:add(i):add(1) end
local x, s = 0, 0
for _, p in ipairs(ps) do x = x + p.x; s = s + p.steps end
print(x, s, energy, c.total)
