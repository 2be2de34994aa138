// The audit log's words, as people say them.

import { say, tell, type Said } from "../../languages/say";

const WORDS: Readonly<Record<string, Said>> = {
  admin_made: say("Made somebody an administrator"),
  admin_unmade: say("Took administration from somebody"),
  elevated: say("Proved who they are again"),
  email_confirmed: say("Confirmed an e-mail address"),
  email_set: say("Changed somebody's e-mail address"),
  exported: say("Took all data along"),
  invite_made: say("Made an invite"),
  invite_removed: say("Took an invite back"),
  login: say("Logged in"),
  login_failed: say("A login failed"),
  logout: say("Logged out"),
  otp_disabled: say("Turned one-time codes off"),
  otp_enabled: say("Turned one-time codes on"),
  otp_reset: say("An administrator turned one-time codes off"),
  passkey_added: say("Added a passkey"),
  passkey_removed: say("Removed a passkey"),
  password_changed: say("Changed the password"),
  renamed: say("Changed the name"),
  password_recovered: say("Set a new password by letter"),
  password_reset: say("An administrator gave a new password"),
  provider_linked: say("Linked a login elsewhere"),
  provider_unlinked: say("Unlinked a login elsewhere"),
  session_ended: say("Logged out somewhere else"),
  session_revoked: say("Logged somebody out somewhere"),
  sessions_ended: say("Logged out everywhere else"),
  sessions_revoked: say("Logged somebody out everywhere"),
  signed_up: say("Made an account"),
  suspended: say("Suspended an account"),
  token_revoked: say("Revoked somebody's token"),
  unsuspended: say("Ended a suspension"),
  user_made: say("Made an account for somebody"),
  user_removed: say("Removed an account"),
};

/** Those that one can look for. */
export const ACTIONS = Object.keys(WORDS) as readonly string[];

export function describeDeed(action: string): string {
  const words = WORDS[action];
  if (words) return tell(words);
  const said = action.replaceAll("_", " ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}
