// What an address brings behind its `#`: the codes of letters and invites, and how a login at another provider ended. Browsers keep that to themselves; no server sees it.

export type Arrival =
  | { readonly at: "door" } // nothing is brought
  | { readonly at: "confirm-email"; readonly code: string }
  | { readonly at: "recover"; readonly code: string }
  | { readonly at: "invite"; readonly code: string }
  | { readonly at: "otp"; readonly ticket: string } // a provider has said who it is, and a one-time code is needed too
  | { readonly at: "login-error"; readonly code: string }
  | { readonly at: "linked"; readonly provider: string };

const DOOR: Arrival = { at: "door" };

export function arrivalOf(hash: string): Arrival {
  const [, what, escaped] = /^#([a-z-]+)=(.+)$/.exec(hash) ?? [];
  const told = unescaped(escaped ?? "");
  if (!told) return DOOR;
  switch (what) {
    case "confirm-email":
    case "recover":
    case "invite":
    case "login-error":
      return { at: what, code: told };
    case "otp":
      return { at: what, ticket: told };
    case "linked":
      return { at: what, provider: told };
    default:
      return DOOR;
  }
}

/** Whether it is for who is signed in, too: a letter is answered in whatever browser it was opened. */
export const isLetter = ({ at }: Arrival): boolean => at === "confirm-email" || at === "recover";

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // half an escape: an address that was cut off
  }
}
