// Addresses within texts, seen from the directory that the text is in.

/** The path that a relative address means: `../img/a%20b.png#x` from `/ann/docs` is `/ann/img/a b.png`. It never leaves the tree of its owner. */
export function relativeTo(directory: string, address: string): string {
  const parts = directory.split("/").filter(Boolean);
  const [owner = "", ...below] = parts;
  const steps = decode(address.replace(/[?#].*$/, "")).split("/");
  const walked = address.startsWith("/") ? [] : below;
  for (const step of steps) {
    if (step === "..") walked.pop();
    else if (step && step !== ".") walked.push(step);
  }
  return `/${[owner, ...walked].join("/")}`;
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // a % that means itself
  }
}
