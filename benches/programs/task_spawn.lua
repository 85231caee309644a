-- Coroutines on a FIFO queue: the nearest thing plain Lua has.
local queue, head, tail = {}, 1, 0
local function push(f, v) tail = tail + 1; queue[tail] = { f, v } end
local function spawn(f, arg)
  local t = { done = false }
  t.co = coroutine.create(function() t.result = f(arg); t.done = true; if t.waiter then push(t.waiter) end end)
  push(t.co)
  return t
end
local function await(t)
  if not t.done then t.waiter = coroutine.running(); coroutine.yield() end
  return t.result
end
local function job(n) return n + 1 end
spawn(function()
  local total = 0
  for i = 0, 29999 do total = total + await(spawn(job, i)) end
  for _ = 1, 30 do
    local ts = {}
    for i = 0, 999 do ts[#ts + 1] = spawn(job, i) end
    for _, t in ipairs(ts) do total = total + await(t) end
  end
  print(total)
end)
while head <= tail do
  local e = queue[head]
  queue[head] = nil
  head = head + 1
  assert(coroutine.resume(e[1], e[2]))
end
