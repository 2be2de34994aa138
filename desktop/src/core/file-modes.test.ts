import { expect, it } from "vitest";
import { modeDigits, modeLetters } from "./file-modes";

it.each([
  [0o755, "rwxr-xr-x", "755"],
  [0o640, "rw-r-----", "640"],
  [0, "---------", "000"],
  [0o1777, "rwxrwxrwt", "1777"],
  [0o4711, "rws--x--x", "4711"],
  [0o6644, "rwSr-Sr--", "6644"],
  [0o1666, "rw-rw-rwT", "1666"],
])("writes %o", (mode, letters, digits) => {
  expect([modeLetters(mode), modeDigits(mode)]).toEqual([letters, digits]);
});
