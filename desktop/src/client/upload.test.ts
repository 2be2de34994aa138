import { expect, it } from "vitest";
import type { Ask, Http } from "./http";
import { ApiError } from "./http";
import type { Put, Transfer } from "./transfer";
import { createSender, type Sending } from "./upload";

const MIB = 1024 * 1024;
const gone = new ApiError({ title: "", status: 404, detail: "there is none", code: "upload_not_found", kind: "not_found" });
const large = new File([new Uint8Array(20 * MIB)], "film.mp4", { lastModified: 7 });

function world() {
  const asked: string[] = [];
  const put: Transfer[] = [];
  const parts: { number: number; size: number }[] = [];
  const kept = new Map<string, string>();
  let refuse: ((url: string) => unknown) | null = null;
  const http = {
    json: (method: string, path: string, _ask?: Ask) => {
      asked.push(`${method} ${path}`);
      const reason = refuse?.(`${method} ${path}`);
      if (reason) return Promise.reject(reason as Error);
      return Promise.resolve(path.endsWith("/complete") ? { id: "ent_1" } : { id: "upl_1", state: "open", part_bytes: 8 * MIB, parts: [...parts] });
    },
  } as unknown as Http;
  const send: Put = (transfer) => {
    const reason = refuse?.(transfer.url);
    if (reason) return Promise.reject(reason as Error);
    put.push(transfer);
    const number = /parts\/(\d+)$/.exec(transfer.url)?.[1];
    if (number) parts.push({ number: Number(number), size: transfer.content.size });
    transfer.onProgress(transfer.content.size);
    return Promise.resolve(undefined as never);
  };
  const journal = { read: (key: string) => kept.get(key) ?? null, write: (key: string, id: string | null) => void (id === null ? kept.delete(key) : kept.set(key, id)) };
  const sender = createSender(http, send, journal);
  const progress: number[] = [];
  const sending = (content: File, how: Sending["how"] = "new"): Sending => ({ path: "/ann/film.mp4", content, how, onProgress: (bytes) => progress.push(bytes), signal: new AbortController().signal });
  return { sender, sending, asked, put, kept, progress, refuseWith: (rule: typeof refuse) => (refuse = rule) };
}

it("sends a small file in one request, and says what to do where the name is taken", async () => {
  const { sender, sending, put, asked } = world();
  await sender.send(sending(new File(["abc"], "a.txt")));
  await sender.send(sending(new File(["abc"], "a.txt"), "beside"));
  expect(put.map(({ url, headers }) => [url, headers])).toEqual([
    ["/files?path=%2Fann%2Ffilm.mp4&parents=true", { "if-none-match": "*" }],
    ["/files?path=%2Fann%2Ffilm.mp4&parents=true&dedupe=true", {}],
  ]);
  expect(asked).toEqual([]);
});

it("sends a large file in parts", async () => {
  const { sender, sending, put, asked, kept, progress } = world();
  await sender.send(sending(large));
  expect(asked).toEqual(["POST /files/uploads", "POST /files/uploads/upl_1/complete"]);
  expect(put.map((one) => one.content.size)).toEqual([8 * MIB, 8 * MIB, 4 * MIB]);
  expect(progress.at(-1)).toBe(20 * MIB);
  expect(kept.size).toBe(0);
});

it("goes on with the parts that have not come", async () => {
  const { sender, sending, put, asked, refuseWith } = world();
  refuseWith((url) => (url.endsWith("parts/2") ? new Error("lost") : null));
  await expect(sender.send(sending(large))).rejects.toThrow("lost");
  refuseWith(null);
  await sender.send(sending(large));
  expect(put.map((one) => one.url.at(-1))).toEqual(["1", "2", "3"]);
  expect(asked.filter((one) => one === "POST /files/uploads")).toHaveLength(1);
});

it("begins anew when the daemon has forgotten it", async () => {
  const { sender, sending, asked, kept, refuseWith } = world();
  kept.set("upload /ann/film.mp4 20971520 7", "upl_0");
  refuseWith((url) => (url === "GET /files/uploads/upl_0" ? gone : null));
  await sender.send(sending(large));
  expect(asked.slice(0, 2)).toEqual(["GET /files/uploads/upl_0", "POST /files/uploads"]);
});

it("lets go of what has come when it is given up", async () => {
  const { sender, sending, asked, kept, refuseWith } = world();
  refuseWith((url) => (url.endsWith("parts/2") ? new Error("lost") : null));
  await expect(sender.send(sending(large))).rejects.toThrow("lost");
  await sender.giveUp("/ann/film.mp4", large);
  expect(asked.at(-1)).toBe("DELETE /files/uploads/upl_1");
  expect(kept.size).toBe(0);
});
