function run(n) {
  let total = 0, i = 0;
  while (i < n) {
    if (i % 3 === 0) total += i * 2;
    else if (i % 5 === 1) total -= i;
    else total = Number(BigInt(total) ^ BigInt(i & 255)); // beyond 32 bits, as the others
    i += 1;
  }
  return total;
}
function nested(n) {
  let count = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) if ((i + j) % 7 === 3) count += j;
  return count;
}
console.log(run(3000000), nested(1500));
