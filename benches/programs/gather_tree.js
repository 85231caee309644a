async function node(depth) {
  if (depth === 0) { await null; return 1; }
  const parts = await Promise.all([0, 1, 2, 3].map(() => node(depth - 1)));
  return parts.reduce((a, b) => a + b, 0);
}
async function main() {
  let total = 0;
  for (let i = 0; i < 8; i++) total += await node(6);
  console.log(total);
}
main();
