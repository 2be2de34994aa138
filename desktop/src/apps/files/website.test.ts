import { expect, it } from "vitest";
import { addressOf, nameFor } from "./website";

it.each([
  ["My Site", "my-site"],
  ["  Äpfel & Öl (2026) ", "apfel-ol-2026"],
  ["写真", ""],
  [`${"a".repeat(62)} b`, "a".repeat(62)],
])("proposes for %o the name %o", (folder, name) => {
  expect(nameFor(folder)).toBe(name);
});

it("tells the address at a host of its own, or on the house's", () => {
  const house = { origin: "https://house.example:8443", protocol: "https:", port: "8443" };
  expect(addressOf({ path: "/sites/trip/", hosts: [] }, house)).toBe("https://house.example:8443/sites/trip/");
  expect(addressOf({ path: "/sites/trip/", hosts: ["trip.example", "trip.pages.example"] }, house)).toBe("https://trip.example:8443/");
  expect(addressOf({ path: "/sites/trip/", hosts: ["trip.example"] }, { origin: "https://house.example", protocol: "https:", port: "" })).toBe("https://trip.example/");
});
