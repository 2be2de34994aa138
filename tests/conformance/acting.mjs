// Apps that act for a person, and refusals.
import assert from "node:assert/strict";
import { load } from "./sdk.mjs";

// The SDK of the app whose pages have this origin, as it acts for the person whose SDK is given.
export async function actingApp(puter, origin) {
  const answer = await fetch(`${puter.APIOrigin}/auth/get-user-app-token`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${puter.authToken}` },
    body: JSON.stringify({ origin }),
  });
  const { token, app_uid: uid } = await answer.json();
  const app = load(puter.APIOrigin, token);
  app.setAppID(uid);
  return { app, uid };
}

export async function fails(promise, code) {
  const error = await promise.then(() => assert.fail(`${code} was expected`), (reason) => reason);
  assert.equal(error.code, code, JSON.stringify(error));
}
