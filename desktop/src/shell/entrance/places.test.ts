import { expect, test } from "vitest";
import { arrivalOf } from "../../core/arrivals";
import { placeOf } from "./places";

test.each([
  ["", { at: "login" }],
  ["#linked=works", { at: "login" }],
  ["#otp=tkt_1", { at: "code", ticket: "tkt_1" }],
  ["#recover=abc", { at: "new-password", code: "abc" }],
  ["#confirm-email=abc", { at: "confirm-email", code: "abc" }],
  ["#invite=abc", { at: "sign-up", invite: "abc" }],
])("%s leads to %o", (hash, place) => expect(placeOf(arrivalOf(hash))).toEqual(place));

test.each([
  ["account_exists", "link the other login"],
  ["sign_up_closed", "needs an administrator"],
  ["a_code_of_tomorrow", "did not work"],
])("a login that ended with %s is explained", (code, sentence) => {
  expect(placeOf({ at: "login-error", code })).toMatchObject({ at: "login", told: expect.stringContaining(sentence) });
});
