import { expect, test } from "vitest";
import { forwarding } from "./forwarding";

test("a port is brought to the same one, and one that only root may listen on to a like one", () => {
  expect(forwarding("one", 8000)).toBe("ingle forward one 8000");
  expect(forwarding("one", 80)).toBe("ingle forward one 8080:80");
  expect(forwarding("one", 443)).toBe("ingle forward one 8443:443");
});
