// The browser's part of passkeys: making one, and answering with one. The daemon's questions are handed on as they are, and so are the answers.

import { t } from "../languages/say";
import type { PasskeyQuestion, PasskeyUsed, User } from "../wire/generated";

type Json = Readonly<Record<string, unknown>>;

/** The browser has none for this page, or the person said no; browsers do not tell which. */
export class PasskeyRefusedError extends Error {
  constructor(said: string) {
    super(said);
    this.name = "PasskeyRefusedError";
  }
}

/** Browsers have passkeys where the page came over HTTPS, and on this very computer; no page that was opened by an IP address has. */
export const passkeysPossible = (): boolean => "PublicKeyCredential" in globalThis && !/^[\d.]+$|:/.test(location.hostname);

/** Throws PasskeyRefusedError. */
export async function makePasskey(options: Json): Promise<Json> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON);
  return answer(navigator.credentials.create({ publicKey }), t("No passkey was made. You may have said no, or this device has one for you already."));
}

/** Throws PasskeyRefusedError. */
export async function presentPasskey(options: Json): Promise<Json> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON);
  return answer(navigator.credentials.get({ publicKey }), t("No passkey was used. You can log in with your password."));
}

async function answer(asked: Promise<Credential | null>, refusal: string): Promise<Json> {
  const credential = await asked.catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyRefusedError(refusal);
  return credential.toJSON() as unknown as Json;
}

/** What the daemon asks, and does with the answer. */
export interface PasskeyDoor {
  readonly beginLogin: () => Promise<PasskeyQuestion>;
  readonly login: (used: PasskeyUsed) => Promise<User>;
}

/** Whose passkey it was is who is in from now on. Throws PasskeyRefusedError, and what the daemon says. */
export async function logInByPasskey(door: PasskeyDoor, present = presentPasskey): Promise<User> {
  const { ticket, options } = await door.beginLogin();
  return door.login({ ticket, credential: await present(options) });
}
