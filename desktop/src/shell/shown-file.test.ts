import { signal } from "@preact/signals";
import { expect, it } from "vitest";
import { Album } from "../client/album";
import type { AppState } from "../core/windows";
import type { FileEntry } from "../wire/generated";
import { followFile } from "./shown-file";

const entry = (name: string): FileEntry => ({ id: name, path: `/ann/${name}`, name, kind: "file", size: 3, parent_id: "ent_dir", owner: "ann", created_at: "", modified_at: "", etag: "1" });
const there = ["1.png", "2.png", "3.png"].map(entry);
const source = {
  stat: (path: string) => Promise.resolve(there.find((one) => path.endsWith(one.id)) ?? entry(path)),
  async *list() {
    yield await Promise.resolve(there);
  },
};

async function shown(file: string) {
  const state = signal<AppState>({ file });
  const album = new Album(source, () => "image");
  let times = 0;
  const keep = (change: AppState) => {
    times += 1;
    state.value = { ...state.value, ...change };
  };
  const stop = followFile({ state, keep }, album);
  await expect.poll(() => album.entries.value.length).toBe(3);
  return { album, state, keep, stop, times: () => times };
}

it("shows what the state says, and says what is shown", async () => {
  const { album, state, keep } = await shown("/ann/2.png");
  expect([album.entry.value?.id, state.value["file"]]).toEqual(["2.png", "2.png"]);
  keep({ file: "3.png" });
  keep({ file: "1.png" });
  expect(album.entry.value?.id).toBe("1.png");
  await album.open("3.png");
  expect(state.value["file"]).toBe("3.png");
});

it("does not begin again when something else of the state changes", async () => {
  const { album, keep, times } = await shown("2.png");
  const before = album.entry.value;
  keep({ place: 7 });
  expect([album.entry.value === before, times()]).toEqual([true, 1]);
});

it("is still once it is stopped", async () => {
  const { album, keep, stop } = await shown("2.png");
  stop();
  keep({ file: "1.png" });
  expect(album.entry.value?.id).toBe("2.png");
});
