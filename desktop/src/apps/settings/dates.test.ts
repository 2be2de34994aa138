import { describe, expect, it } from "vitest";
import { formatNear } from "./dates";

const NOW = Date.parse("2026-05-10T12:00:00Z");

describe("a moment near now", () => {
  it.each([
    ["2026-05-10T11:59:40Z", /just now/],
    ["2026-05-10T11:55:00Z", /5 minutes ago/],
    ["2026-05-10T09:00:00Z", /3 hours ago/],
    ["2026-05-09T12:00:00Z", /yesterday/],
    ["2026-05-13T12:00:00Z", /in 3 days/],
    ["2025-01-01T12:00:00Z", /2025/],
  ])("%s is %s", (at, said) => expect(formatNear(at, NOW)).toMatch(said));
});
