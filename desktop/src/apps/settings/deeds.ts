// The audit log's words, as people say them.

const WORDS: Readonly<Record<string, string>> = {
  elevated: "Proved who they are again",
  email_confirmed: "Confirmed an e-mail address",
  exported: "Took all data along",
  invite_made: "Made an invite",
  invite_removed: "Took an invite back",
  login: "Logged in",
  login_failed: "A login failed",
  logout: "Logged out",
  otp_disabled: "Turned one-time codes off",
  otp_enabled: "Turned one-time codes on",
  otp_reset: "An administrator turned one-time codes off",
  passkey_added: "Added a passkey",
  passkey_removed: "Removed a passkey",
  password_changed: "Changed the password",
  renamed: "Changed the name",
  password_recovered: "Set a new password by letter",
  password_reset: "An administrator gave a new password",
  provider_linked: "Linked a login elsewhere",
  provider_unlinked: "Unlinked a login elsewhere",
  session_ended: "Logged out somewhere else",
  sessions_ended: "Logged out everywhere else",
  signed_up: "Made an account",
  suspended: "Suspended an account",
  unsuspended: "Ended a suspension",
  user_made: "Made an account for somebody",
  user_removed: "Removed an account",
};

/** Those that one can look for. */
export const ACTIONS = Object.keys(WORDS) as readonly string[];

export function describeDeed(action: string): string {
  const said = WORDS[action] ?? action.replaceAll("_", " ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}
