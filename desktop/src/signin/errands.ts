// What a pop-up of the contract is opened for, read from its address. Whoever opens one may have written anything there.

import { recordOr, type Fields } from "../core/foreign/fields";
import { acceptOf, creatingOf, permissionsOf } from "../core/foreign/read";
import type { Creating } from "../core/foreign/requests";

export type Errand =
  | { readonly kind: "sign-in" }
  | { readonly kind: "permission"; readonly permissions: readonly string[]; readonly create: Creating }
  | { readonly kind: "open-file"; readonly accept: readonly string[]; readonly multiple: boolean }
  | { readonly kind: "open-directory"; readonly multiple: boolean }
  | { readonly kind: "save-file" }
  | { readonly kind: "feedback" }
  | { readonly kind: "unreadable" };

/** `path`: of the page, such as `/action/request-permission`. */
export function errandIn(path: string, query: string): Errand {
  const said = new URLSearchParams(query);
  try {
    return read(path.split("/").filter(Boolean).at(-1) ?? "", said);
  } catch {
    return { kind: "unreadable" };
  }
}

function read(name: string, said: URLSearchParams): Errand {
  switch (name) {
    case "sign-in":
      return { kind: "sign-in" };
    case "request-permission":
      return { kind: "permission", permissions: permissionsOf({ permissions: said.getAll("permission") }), create: creatingOf(said.get("create") ?? "") };
    case "show-open-file-picker": {
      const options = optionsOf(said);
      return { kind: "open-file", accept: acceptOf(options["accept"]), multiple: options["multiple"] === true };
    }
    case "show-directory-picker":
      return { kind: "open-directory", multiple: optionsOf(said)["multiple"] === true };
    case "show-save-file-picker":
      return { kind: "save-file" };
    case "send-feedback":
      return { kind: "feedback" };
    default:
      return { kind: "unreadable" };
  }
}

/** The SDK writes JSON, and `undefined` where its program gave none. */
function optionsOf(said: URLSearchParams): Fields {
  const text = said.get("options") ?? "";
  return text === "" || text === "undefined" ? {} : recordOr(JSON.parse(text) as unknown);
}

/** What the page is told when its person does not want to. null: the contract has no word for it. */
export function refusalOf(errand: Errand): Fields | null {
  switch (errand.kind) {
    case "permission":
      return { msg: "permissionGranted", granted: false };
    case "open-file":
      return { msg: "fileOpenCancelled" };
    case "save-file":
      return { msg: "fileSaveCancelled" };
    case "feedback":
      return { msg: "feedbackDialogClosed", sent: false };
    default:
      return null;
  }
}
