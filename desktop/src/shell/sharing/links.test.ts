import { expect, it } from "vitest";
import { endOf, isSendable, pageOf, type Period } from "./links";

it.each<[Period, string | null]>([
  ["day", "2026-03-02T00:00:00.000Z"],
  ["week", "2026-03-08T00:00:00.000Z"],
  ["month", "2026-03-31T00:00:00.000Z"],
  ["endless", null],
])("ends a link for a %s", (period, end) => {
  expect(endOf(period, new Date("2026-03-01T00:00:00Z"))).toBe(end);
});

it("keeps the secret where it is sent to nobody", () => {
  expect(new URL(pageOf("ingle_link_x", "https://a.example")).pathname).toBe("/link/");
});

it.each([["", true], ["süß & 7", true], ["пароль", false], ["a\nb", false]])("knows whether %o can be sent", (password, sendable) => {
  expect(isSendable(password)).toBe(sendable);
});
