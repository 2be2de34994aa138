// Why a login at another provider, or an answer to a letter, did not work, and what to do then.

import { say, t, tell, type Said } from "../../languages/say";

const AT_A_PROVIDER: Readonly<Record<string, Said>> = {
  account_exists: say("An account here has that e-mail address already. Log in to it with its password; then link the other login under Settings, Security."),
  account_suspended: say("This account is suspended. Ask an administrator."),
  identity_taken: say("That login belongs to another account here."),
  provider_failed: say("The other side does not answer now. Try again later, or log in with your password."),
  sign_up_closed: say("There is no account here for that login, and making one needs an administrator or an invite."),
  ticket_refused: say("That took too long, or was begun in another browser. Try once more."),
};

/** `code`: that of the problem. */
export function sentenceFor(code: string): string {
  const known = AT_A_PROVIDER[code];
  return known ? tell(known) : t("Logging in that way did not work. Try once more, or log in with your password.");
}
