// Whose page this is, said with everything that it sends: another tab may have changed over to somebody else, and the browser's cookie is then theirs.

import type { Connect } from "./process";
import type { Put } from "./transfer";

/** The id of the person; "": nobody is in. */
export type Whose = () => string;

const HEADER = "ingle-person";
export const SOMEBODY_ELSE = "somebody_else"; // the code of the refusal

export function fetchAs(fetch: typeof globalThis.fetch, whose: Whose, onSomebodyElse: () => void): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const person = whose();
    if (!person) return fetch(input, init);
    const headers = new Headers(init.headers);
    headers.set(HEADER, person);
    const response = await fetch(input, { ...init, headers });
    if (response.status === 409 && (await codeOf(response.clone())) === SOMEBODY_ELSE) onSomebodyElse();
    return response;
  };
}

export function putAs(put: Put, whose: Whose): Put {
  return (transfer) => put(whose() ? { ...transfer, headers: { ...transfer.headers, [HEADER]: whose() } } : transfer);
}

export function connectAs(connect: Connect, whose: Whose): Connect {
  return (path) => connect(whose() ? `${path}${path.includes("?") ? "&" : "?"}person=${encodeURIComponent(whose())}` : path);
}

async function codeOf(response: Response): Promise<unknown> {
  const told: unknown = await response.json().catch(() => null);
  return typeof told === "object" && told !== null && "code" in told ? told.code : null;
}
