class Err extends Error {}
Error.stackTraceLimit = 0;
function check(i) { if (i % 4 === 0) throw new Err(i); return i; }
function deep(n, i) { return n === 0 ? check(i) : deep(n - 1, i) + 1; }
function run(n) {
  let caught = 0, total = 0;
  for (let i = 0; i < n; i++) { try { total += check(i); } catch (e) { caught += (e.message & 1) || 1; } }
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
function get(d, k) { if (!d.has(k)) throw new Err(k); return d.get(k); }
function lookups(n) {
  const d = new Map([["a", 1]]);
  let missing = 0;
  for (let i = 0; i < n; i++) { try { get(d, "b"); } catch (e) { missing += 1; } }
  return missing;
}
console.log(...run(1200000), quiet(1500000), far(80000), lookups(400000));
