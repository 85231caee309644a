local queue, head, tail = {}, 1, 0
local total = 0
for _ = 1, 100 do
  tail = tail + 1
  queue[tail] = coroutine.create(function()
    for _ = 1, 2000 do coroutine.yield() end
    total = total + 2000
  end)
end
while head <= tail do
  local co = queue[head]
  queue[head] = nil
  head = head + 1
  coroutine.resume(co)
  if coroutine.status(co) ~= "dead" then tail = tail + 1; queue[tail] = co end
end
print(total)
