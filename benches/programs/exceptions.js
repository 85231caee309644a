class Err extends Error {}
Error.stackTraceLimit = 0;
function check(i) { if (i % 4 === 0) throw new Err(i); return i; }
function deep(n, i) { return n === 0 ? check(i) : deep(n - 1, i) + 1; }
function run(n) {
  let caught = 0, total = 0;
  for (let i = 0; i < n; i++) { try { total += check(i); } catch (e) { caught += 1; } }
  return [caught, total];
}
function quiet(n) {
  let total = 0;
  for (let i = 0; i < n; i++) { try { total += i; } catch (e) { total = 0; } finally { total -= 1; } }
  return total;
}
function far(n) {
  let caught = 0;
  for (let i = 0; i < n; i++) { try { deep(6, i * 4); } catch (e) { caught += 1; } }
  return caught;
}
console.log(...run(1200000), quiet(1500000), far(80000), far(Math.floor(400000 / 7)));
