// puter.fs, method by method.
import assert from "node:assert/strict";
import { load, run, same } from "./sdk.mjs";

const [origin, token, name] = process.argv.slice(2);
const puter = load(origin, token);
const home = `/${name}/Documents`;
const text = async (path) => (await puter.fs.read(path)).text();
const fails = async (promise, code) => {
  const error = await promise.then(() => assert.fail(`${code} was expected`), (reason) => reason);
  assert.equal(error.code, code, JSON.stringify(error));
};

await run({
  async write() {
    const item = await puter.fs.write(`${home}/a.txt`, "hello");
    assert.equal(item.path, `${home}/a.txt`);
    assert.equal(item.size, 5);
    assert.equal(await text(item.path), "hello");
    await puter.fs.write(item.path, "again");
    assert.equal(await text(item.path), "again");
    const relative = await puter.fs.write("relative.txt", new Blob(["r"]));
    assert.equal(relative.path, `/${name}/relative.txt`);
    await fails(puter.fs.write(`${home}/a.txt`, "x", { overwrite: false, dedupeName: false }), "item_with_same_name_exists");
    await fails(puter.fs.write(`${home}/no/such/a.txt`, "x"), "dest_does_not_exist");
    await puter.fs.write(`${home}/no/such/a.txt`, "x", { createMissingParents: true });
  },
  async upload() {
    const files = ["one.txt", "two.txt"].map((each) => new File([each], each, { type: "text/plain" }));
    const items = await puter.fs.upload(files, home);
    same(items.map((each) => each.name), ["one.txt", "two.txt"]);
    const again = await puter.fs.upload([files[0]], home);
    assert.equal(again.name, "one (1).txt");
  },
  async read() {
    await puter.fs.write(`${home}/bytes`, new Uint8Array([1, 2, 3, 4, 5]));
    const all = new Uint8Array(await (await puter.fs.read(`${home}/bytes`)).arrayBuffer());
    same([...all], [1, 2, 3, 4, 5]);
    const part = await puter.fs.read(`${home}/bytes`, { offset: 1, byte_count: 2 });
    same([...new Uint8Array(await part.arrayBuffer())], [2, 3]);
    const { uid } = await puter.fs.stat(`${home}/bytes`);
    assert.equal((await puter.fs.read(uid)).size, 5);
    await puter.fs.read(`${home}/nothing`).then(() => assert.fail(), () => {});
  },
  async mkdir() {
    const made = await puter.fs.mkdir(`${home}/dir`);
    assert.equal(made.is_dir, true);
    assert.equal((await puter.fs.mkdir(`${home}/dir`)).uid, made.uid);
    assert.equal((await puter.fs.mkdir(`${home}/dir`, { dedupeName: true })).name, "dir (1)");
    assert.equal((await puter.fs.mkdir(`${home}/x/y`, { createMissingParents: true })).path, `${home}/x/y`);
    await fails(puter.fs.mkdir(`${home}/a.txt`), "item_with_same_name_exists");
  },
  async stat() {
    const item = await puter.fs.stat(`${home}/a.txt`);
    assert.equal(item.is_dir, false);
    assert.equal(item.type, "text/plain; charset=utf-8");
    assert.equal((await puter.fs.stat({ uid: item.uid })).path, item.path);
    const directory = await puter.fs.stat(home, { returnSize: true, returnVersions: true, returnShares: true });
    assert.ok(directory.size > 0);
    same(directory.shares, []);
    await fails(puter.fs.stat(`${home}/nothing`), "subject_does_not_exist");
  },
  async readdir() {
    const there = (await puter.fs.readdir(home)).map((each) => each.name);
    assert.ok(there.includes("a.txt") && there.includes("dir"));
    const first = await puter.fs.readdir(home, { limit: 2, cursor: null, includeTotal: true });
    assert.equal(first.items.length, 2);
    assert.equal(first.total, there.length);
    const second = await puter.fs.readdir(home, { limit: 2, cursor: first.cursor });
    same([...first.items, ...second.items].map((each) => each.name), there.slice(0, 4));
    const parts = [];
    for await (const part of puter.fs.readdir({ path: home, stream: true, limit: 3 })) parts.push(...part.items);
    assert.equal(parts.length, there.length);
    const deep = await puter.fs.readdir(home, { recursive: true, depth: 3 });
    assert.ok(deep.some((each) => each.path === `${home}/x/y`));
    const sorted = await puter.fs.readdir(home, { sortBy: "name", sortOrder: "desc" });
    same(sorted.map((each) => each.name), [...there].reverse());
    const byUid = await puter.fs.readdir({ uid: (await puter.fs.stat(home)).uid });
    assert.equal(byUid.length, there.length);
  },
  async copy() {
    const [{ copied }] = await puter.fs.copy(`${home}/a.txt`, `${home}/dir`);
    assert.equal(copied.path, `${home}/dir/a.txt`);
    await fails(puter.fs.copy(`${home}/a.txt`, `${home}/dir`), "item_with_same_name_exists");
    const [again] = await puter.fs.copy(`${home}/a.txt`, `${home}/dir`, { newName: "b.txt", dedupeName: true });
    assert.equal(again.copied.name, "b.txt");
  },
  async move() {
    const { moved } = await puter.fs.move(`${home}/dir/a.txt`, `${home}/moved.txt`);
    assert.equal(moved.path, `${home}/moved.txt`);
    await puter.fs.move(`${home}/moved.txt`, `${home}/dir`);
    assert.equal((await puter.fs.stat(`${home}/dir/moved.txt`)).size, 5);
  },
  async rename() {
    const renamed = await puter.fs.rename(`${home}/dir/moved.txt`, "renamed.txt");
    assert.equal(renamed.path, `${home}/dir/renamed.txt`);
    assert.equal((await puter.fs.rename({ uid: renamed.uid, newName: "c.txt" })).name, "c.txt");
  },
  async delete() {
    await puter.fs.delete(`${home}/dir/c.txt`);
    await fails(puter.fs.stat(`${home}/dir/c.txt`), "subject_does_not_exist");
    await puter.fs.delete([`${home}/one.txt`, `${home}/two.txt`]);
    await fails(puter.fs.delete(`${home}/dir`, { recursive: false }), "not_empty");
    await puter.fs.delete(`${home}/dir`, { descendantsOnly: true });
    same(await puter.fs.readdir(`${home}/dir`), []);
  },
  async space() {
    const space = await puter.fs.space();
    assert.ok(space.used > 0 && space.capacity > space.used);
  },
  async socket() {
    const socket = puter.fs.socket;
    if (!socket.connected) await new Promise((resolve) => socket.once("connect", resolve));
    const heard = new Promise((resolve) => socket.once("item.added", resolve));
    await puter.fs.write(`${home}/heard.txt`, "x");
    assert.equal((await heard).path, `${home}/heard.txt`);
  },
  async item() {
    const item = await puter.fs.write(`${home}/item.txt`, "1");
    const read = new (Object.getPrototypeOf(item).constructor)(item);
    assert.equal(await (await puter.fs.read(read.path)).text(), "1");
  },
});
