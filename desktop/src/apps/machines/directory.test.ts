import { beforeEach, expect, it } from "vitest";
import type { FileStat } from "../../wire/generated";
import { isDated, MachineDirectory } from "./directory";

let there: Map<string, readonly FileStat[]>;
let sent: string[];
let directory: MachineDirectory;

const stat = (name: string, type: FileStat["type"] = "file"): FileStat => ({ name, type, mode: 0, uid: 0, gid: 0, size: 1, modified_at: "" });
const names = () => directory.items.value?.map((item) => item.name);

beforeEach(() => {
  there = new Map([
    ["/", [stat("motd"), stat("etc", "directory")]],
    ["/etc", [stat("host10"), stat("host9")]],
  ]);
  sent = [];
  directory = new MachineDirectory(
    {
      list: (_machine, path) => {
        const found = there.get(path);
        return found ? Promise.resolve(found) : Promise.reject(new Error(`${path} is not there`));
      },
      upload: (machine, path, content, onProgress) => {
        onProgress(content.size);
        if (path.endsWith("full")) return Promise.reject(new Error("there is no room"));
        sent.push(`${machine}:${path}`);
        return Promise.resolve(stat(path));
      },
    },
    "mch_a",
  );
});

it("is read in order, and entered", async () => {
  await directory.enter("/");
  expect(names()).toEqual(["etc", "motd"]);
  await directory.enter("/etc");
  expect([names(), directory.trail.value]).toEqual([["host9", "host10"], [{ name: "etc", path: "/etc" }]]);
});

it("says why it cannot be read, and shows where somebody went on to", async () => {
  const slow = directory.enter("/gone");
  await directory.enter("/etc");
  await slow;
  expect([names(), directory.trouble.value]).toEqual([["host9", "host10"], null]);
  await directory.enter("/gone");
  expect([names(), directory.trouble.value]).toEqual([undefined, "/gone is not there"]);
});

it("takes files, and asks before it replaces some", async () => {
  await directory.enter("/etc");
  await directory.put([new File(["x"], "new")]);
  expect(sent).toEqual(["mch_a:/etc/new"]);
  await directory.put([new File(["x"], "host9"), new File(["x"], "b")]);
  expect([sent.length, directory.asking.value?.length]).toEqual([1, 2]);
  await directory.answer(false);
  expect([sent.length, directory.asking.value]).toEqual([1, null]);
  await directory.put([new File(["x"], "host9")]);
  await directory.answer(true);
  expect([sent.at(-1), directory.sending.value]).toEqual(["mch_a:/etc/host9", null]);
});

it("says what could not be sent", async () => {
  await directory.enter("/");
  await directory.put([new File(["x"], "full"), new File(["x"], "b")]);
  expect([sent, directory.trouble.value, directory.sending.value]).toEqual([[], "there is no room", null]);
});

it.each([
  ["1970-01-01T00:00:00Z", false],
  ["1970-01-01T00:00:01Z", false],
  ["2024-05-01T12:00:00Z", true],
])("what was changed at %s is dated: %s", (modified_at, dated) => expect(isDated({ modified_at })).toBe(dated));
