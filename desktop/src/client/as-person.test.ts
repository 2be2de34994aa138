import { describe, expect, it } from "vitest";
import { connectAs, fetchAs, putAs } from "./as-person";
import type { Put, Transfer } from "./transfer";

function asking(status: number, body: unknown): { readonly fetch: typeof globalThis.fetch; readonly sent: Headers[] } {
  const sent: Headers[] = [];
  const fetch: typeof globalThis.fetch = async (_input, init) => {
    sent.push(new Headers(init?.headers));
    return new Response(JSON.stringify(body), { status });
  };
  return { fetch, sent };
}

describe("what a page sends", () => {
  it("says whose page it is, beside what it said already", async () => {
    const { fetch, sent } = asking(200, {});
    await fetchAs(fetch, () => "usr_ann", () => undefined)("/x", { headers: { accept: "text/plain" } });
    expect([sent[0]?.get("ingle-person"), sent[0]?.get("accept")]).toEqual(["usr_ann", "text/plain"]);
  });

  it("says nothing while nobody is in", async () => {
    const { fetch, sent } = asking(200, {});
    await fetchAs(fetch, () => "", () => undefined)("/x");
    expect(sent[0]?.has("ingle-person")).toBe(false);
  });

  it.each([
    ["somebody_else", 1],
    ["name_taken", 0],
  ])("is refused with %s, which is told %i times and leaves the answer to be read", async (code, times) => {
    let told = 0;
    const { fetch } = asking(409, { code });
    const answer = await fetchAs(fetch, () => "usr_ann", () => (told += 1))("/x");
    expect([told, await answer.json()]).toEqual([times, { code }]);
  });

  it("says so of files and sockets too", async () => {
    const paths: string[] = [];
    const connect = connectAs((path) => (paths.push(path), {} as WebSocket), () => "usr_ann");
    connect("/events");
    connect("/events?after=3");
    expect(paths).toEqual(["/events?person=usr_ann", "/events?after=3&person=usr_ann"]);
    const transfers: Transfer[] = [];
    const put: Put = (transfer) => (transfers.push(transfer), Promise.resolve(undefined as never));
    await putAs(put, () => "usr_ann")({ url: "/x", content: new Blob(), headers: { "if-none-match": "*" }, onProgress: () => undefined, signal: AbortSignal.timeout(1) });
    expect(transfers[0]?.headers).toEqual({ "if-none-match": "*", "ingle-person": "usr_ann" });
  });
});
