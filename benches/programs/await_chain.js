async function chain(n) {
  if (n === 0) { await null; return 1; }
  return (await chain(n - 1)) + 1;
}
async function bottomSpins(n, turns) {
  if (n === 0) { for (let i = 0; i < turns; i++) await null; return 1; }
  return (await bottomSpins(n - 1, turns)) + 1;
}
async function main() {
  let total = 0;
  for (let i = 0; i < 3000; i++) total += await chain(100);
  total += await bottomSpins(400, 5000);
  console.log(total);
}
main();
