import { expect, it } from "vitest";
import { suggestPassword } from "./passwords";

it("is made of what chance gives, in groups that can be read out", () => {
  expect(suggestPassword((bytes) => bytes.forEach((_, at) => (bytes[at] = at * 17)))).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  expect(suggestPassword((bytes) => bytes.fill(0))).not.toBe(suggestPassword((bytes) => bytes.fill(1)));
});
