import { expect, it } from "vitest";
import type { FileEntry, FileVersion } from "../../wire/generated";
import { replace } from "./saving";

const entry = { id: "ent_1", path: "/ann/Pictures/beach.jpg", name: "beach.jpg", etag: "e1" } as FileEntry;

function house({ keepsVersion = true, refuses = false }) {
  const deeds: string[] = [];
  let versions: FileVersion[] = [{ id: "old" } as FileVersion];
  const files = {
    versions: () => Promise.resolve(versions),
    copy: ({ name }: { name?: string }) => Promise.resolve((deeds.push(`copy as ${name}`), { id: "ent_copy", name } as FileEntry)),
    writeOver: (id: string, _: Blob, etag: string) => {
      deeds.push(`write ${id} over ${etag}`);
      if (refuses) return Promise.reject(new Error("it has changed"));
      if (keepsVersion) versions = [{ id: "new" } as FileVersion, ...versions];
      return Promise.resolve({ ...entry, etag: "e2" });
    },
    remove: (id: string) => Promise.resolve(void deeds.push(`remove ${id}`) as undefined),
  };
  return { files, deeds };
}

it("leaves a version of what was there, and no copy beside it", async () => {
  const { files, deeds } = house({});
  expect((await replace(files, entry, new Blob())).kept).toBeNull();
  expect(deeds).toEqual(["copy as beach (original).jpg", "write ent_1 over e1", "remove ent_copy"]);
});

it("leaves a copy where there is no version: it stood for too short a time", async () => {
  const { files, deeds } = house({ keepsVersion: false });
  expect((await replace(files, entry, new Blob())).kept?.name).toBe("beach (original).jpg");
  expect(deeds).not.toContain("remove ent_copy");
});

it("leaves everything as it was where it may not be written", async () => {
  const { files, deeds } = house({ refuses: true });
  await expect(replace(files, entry, new Blob())).rejects.toThrow("it has changed");
  expect(deeds.at(-1)).toBe("remove ent_copy");
});
