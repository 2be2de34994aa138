// The stations on the way in, and at which one an address begins.

import type { Arrival } from "../../core/arrivals";
import { sentenceFor } from "./refusals";

export type Place =
  | { readonly at: "login"; readonly told?: string } // why one is here again
  | { readonly at: "code"; readonly ticket: string }
  | { readonly at: "forgotten" }
  | { readonly at: "new-password"; readonly code: string } // "": it is in a letter that is on its way
  | { readonly at: "confirm-email"; readonly code: string }
  | { readonly at: "sign-up"; readonly invite: string };

export function placeOf(arrival: Arrival): Place {
  switch (arrival.at) {
    case "confirm-email":
      return arrival;
    case "recover":
      return { at: "new-password", code: arrival.code };
    case "invite":
      return { at: "sign-up", invite: arrival.code };
    case "otp":
      return { at: "code", ticket: arrival.ticket };
    case "login-error":
      return { at: "login", told: sentenceFor(arrival.code) };
    default:
      return { at: "login" };
  }
}
