import { expect, test } from "vitest";
import { arrivalOf, isLetter } from "./arrivals";

test.each([
  ["", { at: "door" }],
  ["#", { at: "door" }],
  ["#recover=", { at: "door" }],
  ["#elsewhere=abc", { at: "door" }],
  ["#recover=%E0%A4%A", { at: "door" }],
  ["#confirm-email=abcd-efgh", { at: "confirm-email", code: "abcd-efgh" }],
  ["#recover=k3wd-9fpa", { at: "recover", code: "k3wd-9fpa" }],
  ["#invite=abc", { at: "invite", code: "abc" }],
  ["#otp=tkt_1=", { at: "otp", ticket: "tkt_1=" }],
  ["#login-error=account_exists", { at: "login-error", code: "account_exists" }],
  ["#linked=our%20works", { at: "linked", provider: "our works" }],
])("%s brings %o", (hash, arrival) => expect(arrivalOf(hash)).toEqual(arrival));

test("letters are answered whoever is signed in", () => {
  expect(["#confirm-email=a", "#recover=a", "#invite=a", "#otp=a", ""].map((hash) => isLetter(arrivalOf(hash)))).toEqual([true, true, false, false, false]);
});
