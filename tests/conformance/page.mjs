// The official SDK as pages load it, in the place of sdk.mjs when a program is bundled for a browser (bundle.mjs): the first is the page's own, each other one is
// in a frame, as it is in a context of its own in Node. The page has put the SDK's text into globalThis.SDK, and the program's arguments into globalThis.process.

export function load(origin, token) {
  const inside = globalThis.puter ? document.body.appendChild(document.createElement("iframe")).contentWindow : globalThis;
  Object.assign(inside, { PUTER_API_ORIGIN: origin, PUTER_ORIGIN: origin });
  const script = inside.document.createElement("script");
  script.textContent = globalThis.SDK;
  inside.document.head.append(script); // runs at once
  if (token) inside.puter.setAuthToken(token);
  return inside.puter;
}

// Runs the named checks one after another and keeps for each "" or what went wrong.
export async function run(checks) {
  const told = {};
  for (const [name, check] of Object.entries(checks)) {
    if (globalThis.process.leaveOut.includes(name)) continue;
    try {
      await Promise.race([check(), tooLate()]);
      told[name] = "";
    } catch (error) {
      told[name] = error?.stack ?? JSON.stringify(error) ?? String(error);
    }
  }
  globalThis.told = told;
}

const PATIENCE = 60_000; // ms
const tooLate = () => new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("it took too long")));

export function same(found, expected) {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`${JSON.stringify(found)} is not ${JSON.stringify(expected)}`);
}
