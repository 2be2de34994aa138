// puter.perms, where nobody has to be asked, and sharing of files.
import assert from "node:assert/strict";
import { load, run, same } from "./sdk.mjs";
import { actingApp, fails } from "./acting.mjs";

const [origin, token, name, otherToken, otherName] = process.argv.slice(2);
const puter = load(origin, token);
const other = load(origin, otherToken);
const { perms } = puter;
const file = `/${name}/Documents/a.txt`;
const read = `fs:${file}:read`;

await run({
  async grantApp() {
    await puter.fs.write(file, "hello");
    const { app, uid } = await actingApp(puter, "http://perms.example");
    assert.equal(await app.perms.check(read), false);
    same(await perms.grantApp(uid, read), {});
    assert.equal(await app.perms.check(read), true);
    assert.equal(await (await app.fs.read(file)).text(), "hello");
    same(await perms.revokeApp(uid, read), {});
    assert.equal(await app.perms.check(read), false);
    assert.equal((await perms.grantApp("nothing", read)).error, true);
    assert.equal((await app.perms.grantApp(uid, read)).error, true);
  },
  async grantOrigin() {
    const { app } = await actingApp(puter, "http://origin.example");
    same(await perms.grantOrigin("http://origin.example", read), {});
    same(await app.perms.check([{ resource: "permission", permission: read }, { resource: "apps" }]), [true, false]);
    same(await perms.revokeOrigin("http://origin.example", read), {});
    assert.equal(await app.perms.check(read), false);
  },
  async grantAppAnyUser() {
    const mine = await puter.apps.create("lent", "http://lent.example/");
    const named = "app-data:other:kv:read";
    same(await perms.grantAppAnyUser(mine.uid, named), {});
    same(await perms.revokeAppAnyUser(mine.uid, named), {});
  },
  async request() {
    const { app } = await actingApp(puter, "http://request.example");
    const { uuid } = await puter.auth.whoami();
    await perms.grantOrigin("http://request.example", `user:${uuid}:email:read`);
    await perms.grantOrigin("http://request.example", `fs:/${name}/Pictures:write`);
    assert.equal(await app.perms.request("email"), null);
    assert.equal(await app.perms.requestEmail(), null);
    const pictures = { name: "Pictures", access: "write" };
    assert.equal(await app.perms.check("folder", pictures), true);
    assert.equal(await app.perms.request("folder", pictures), `/${name}/Pictures`);
    assert.equal(await app.perms.requestReadPictures(), `/${name}/Pictures`);
    assert.equal(await app.perms.check("folder", { name: "Desktop", access: "write" }), false);
    assert.equal(await app.perms.check("apps", { access: "write" }), false);
    assert.equal(await app.perms.check("subdomains"), false);
    assert.equal(await app.perms.check("appRootDir", { app: (await puter.apps.get("lent")).uid }), false);
    const granted = { app: "lent", scopes: { kv: "read" } };
    await perms.grantOrigin("http://request.example", `app-data:${(await puter.apps.get("lent")).uid}:kv:read`);
    assert.equal(await app.perms.request("appData", granted), true);
  },
  async ownFolders() {
    for (const folder of ["Desktop", "Documents", "Pictures", "Videos"]) {
      assert.equal(await perms[`requestRead${folder}`](), `/${name}/${folder}`);
    }
    assert.equal(await perms.request("folder", { name: "Videos", access: "write" }), `/${name}/Videos`);
    assert.equal(await perms.check(["email", "apps", "subdomains"].map((resource) => ({ resource }))).then(String), "true,true,true");
  },
  async share() {
    const [made] = await puter.fs.share(file, otherName, "read");
    same([made.path, made.mode, made.holder, made.issuer], [file, "read", otherName, name]);
    assert.equal(await (await other.fs.read(file)).text(), "hello");
    same((await puter.fs.share({ path: file, recipients: [{ username: otherName }], mode: "write" })).length, 1);
    await fails(puter.fs.share(file, "nobody@example.org"), "not_found");
    await fails(other.fs.share(file, name), "access_denied");
  },
  async listShared() {
    const { items, total } = await other.fs.listShared({ includeTotal: true });
    same([items.length, total, items[0].path, items[0].owner, items[0].mode], [1, 1, file, name, "write"]);
    same((await puter.fs.listSharedByMe({ limit: 1 })).items.map((each) => each.holder), [otherName]);
    const [share] = await puter.fs.getShares(file);
    same([share.holder, share.inheritedFrom], [otherName, null]);
  },
  async unshare() {
    same(await puter.fs.unshare(file, otherName), { revoked: 1 });
    await fails(other.fs.stat(file), "subject_does_not_exist");
    await puter.fs.share(file, otherName);
    same(await other.fs.unshare(file, otherName), { revoked: 1 });
    same((await other.fs.listShared()).items, []);
  },
});
