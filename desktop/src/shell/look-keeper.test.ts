import { computed, signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { keepLook } from "./look-keeper";

/** A look of one part, and a server that keeps one value. */
function device(stored: unknown) {
  const accent = signal("ember");
  const theme = { look: computed(() => ({ accent: accent.value })), take: (look: unknown) => void (accent.value = (look as { accent?: string } | null)?.accent ?? accent.value) };
  const server = { stored, writes: 0 };
  const kv = {
    read: () => Promise.resolve(server.stored),
    write: (_name: string, value: unknown) => {
      server.stored = value;
      server.writes += 1;
      return Promise.resolve();
    },
  };
  return { accent, theme, server, kv };
}

const answered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("how the desktop looks", () => {
  it("is as it was chosen on another device, and that is not told back", async () => {
    const { accent, theme, server, kv } = device({ accent: "tide" });
    keepLook(theme, kv);
    await answered();
    expect(accent.value).toBe("tide");
    expect(server.writes).toBe(0);
  });

  it("is told when it is chosen, and only then", async () => {
    const { accent, theme, server, kv } = device(null);
    keepLook(theme, kv);
    await answered();
    expect(server.writes).toBe(0);
    accent.value = "moss";
    expect(server.stored).toEqual({ accent: "moss" });
  });

  it("stays as it was chosen here before the answer came", async () => {
    const { accent, theme, server, kv } = device({ accent: "tide" });
    keepLook(theme, kv);
    accent.value = "plum";
    server.stored = { accent: "tide" };
    await answered();
    expect(accent.value).toBe("plum");
  });

  it("is nobody's any more once it is stopped", async () => {
    const { accent, theme, server, kv } = device({ accent: "tide" });
    keepLook(theme, kv)();
    await answered();
    accent.value = "rose";
    expect(server.writes).toBe(0);
  });
});
