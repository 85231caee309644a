function* count(n) { for (let i = 0; i < n; i++) yield i; }
function* squares(it) { for (const x of it) yield x * x; }
function* odd(it) { for (const x of it) if (x % 2 === 1) yield x; }
function* tree(depth) {
  if (depth) { yield* tree(depth - 1); yield depth; yield* tree(depth - 1); }
}
let total = 0n;
let part = 0;
for (const x of count(1500000)) part += x;
total += BigInt(part); part = 0;
for (const x of odd(squares(count(600000)))) { part += x; if (part > 2 ** 52) { total += BigInt(part); part = 0; } }
total += BigInt(part); part = 0;
for (const x of tree(15)) part += x;
total += BigInt(part);
function* adder() { let s = 0; while (true) s += yield s; }
const g = adder();
g.next();
let acc = 0;
for (let i = 0; i < 700000; i++) acc = g.next(i).value;
console.log(String(total), acc);
