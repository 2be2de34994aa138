import { expect, it } from "vitest";
import { pageOf } from "./port-address";

const BELOW = { label: "8000-x.ports", hosts: [], path: "/?t=1" };

it.each([
  ["http:", "localhost", "4747", "http://8000-x.ports.localhost:4747/?t=1"],
  ["https:", "cloud.example.com", "", "https://8000-x.ports.cloud.example.com/?t=1"],
  ["http:", "127.0.0.1", "4747", "http://8000-x.ports.localhost:4747/?t=1"],
  ["http:", "[::1]", "4747", "http://8000-x.ports.localhost:4747/?t=1"],
  ["http:", "192.168.1.5", "4747", null],
  ["http:", "[fd00::5]", "4747", null],
])("a port has a host below the one that the desktop was opened by: %s//%s:%s", (protocol, hostname, port, page) => {
  expect(pageOf(BELOW, { protocol, hostname, port })).toBe(page);
});

it("a domain that the operator names holds under any address", () => {
  const named = { label: "", hosts: ["8000-x.mine.example"], path: "/?t=1" };
  expect(pageOf(named, { protocol: "https:", hostname: "192.168.1.5", port: "8443" })).toBe("https://8000-x.mine.example:8443/?t=1");
});
