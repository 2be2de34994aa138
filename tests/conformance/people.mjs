// puter.auth and what hangs on it: who one is, tokens of apps, addresses to read and to open files by.
import assert from "node:assert/strict";
import { load, run } from "./sdk.mjs";

const [origin, token, name] = process.argv.slice(2);
const puter = load(origin, token);
const post = async (path, body, bearer = token) => {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${bearer}` };
  const answer = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: answer.status, ...(await answer.json()) };
};

await run({
  async getUser() {
    const user = await puter.auth.getUser();
    assert.equal(user.username, name);
    assert.equal((await puter.auth.whoami()).uuid, user.uuid);
    assert.equal((await puter.os.user()).username, name);
    assert.equal(puter.auth.isSignedIn(), true);
    assert.ok(user.directories[`/${name}/Desktop`]);
  },
  async version() {
    assert.ok((await puter.os.version()).version);
  },
  async getReadURL() {
    const file = await puter.fs.write(`/${name}/Documents/public.txt`, "to be read");
    const url = await puter.fs.getReadURL(file.path, "1h");
    assert.equal(await (await fetch(url)).text(), "to be read");
    await puter.fs.revokeReadURL(new URL(url).searchParams.get("token"));
    assert.equal((await fetch(url)).status, 401);
  },
  async sign() {
    const file = await puter.fs.write(`/${name}/Documents/signed.txt`, "signed");
    const { app_uid } = await post("/auth/get-user-app-token", { origin: "http://app.example" });
    const signed = await puter.fs.sign(app_uid, { uid: file.uid, action: "write" });
    assert.equal(await (await fetch(signed.items.read_url)).text(), "signed");
    const form = new FormData();
    form.append("file", new Blob(["written"]), "signed.txt");
    assert.equal((await fetch(signed.items.write_url, { method: "POST", body: form })).status, 200);
    assert.equal(await (await puter.fs.read(file.path)).text(), "written");
  },
  async app() {
    const made = await post("/auth/get-user-app-token", { origin: "http://app.example" });
    const app = load(origin, made.token);
    assert.equal(app.getAppIDFromAuthToken(made.token), made.app_uid);
    app.setAppID(made.app_uid);
    const item = await app.fs.write("notes.txt", "mine");
    assert.equal(item.path, `/${name}/AppData/${made.app_uid}/notes.txt`);
    const seen = await app.fs.readdir("./");
    assert.equal(seen.map((each) => each.name).join(), "notes.txt");
    await app.fs.read(`/${name}/Documents/signed.txt`).then(() => {}, () => assert.fail("it was granted by sign"));
    const error = await app.fs.stat(`/${name}/Documents/public.txt`).then(() => assert.fail(), (reason) => reason);
    assert.equal(error.code, "subject_does_not_exist");
  },
  async refused() {
    const stranger = load(origin, "ingle_nothing");
    const error = await stranger.fs.stat(`/${name}`).then(() => assert.fail(), (reason) => reason);
    assert.equal(error.status, 401);
  },
});
