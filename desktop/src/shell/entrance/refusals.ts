// Why a login at another provider, or an answer to a letter, did not work, and what to do then.

const AT_A_PROVIDER: Readonly<Record<string, string>> = {
  account_exists: "An account here has that e-mail address already. Log in to it with its password; then link the other login under Settings, Security.",
  account_suspended: "This account is suspended. Ask an administrator.",
  identity_taken: "That login belongs to another account here.",
  provider_failed: "The other side does not answer now. Try again later, or log in with your password.",
  sign_up_closed: "There is no account here for that login, and making one needs an administrator or an invite.",
  ticket_refused: "That took too long, or was begun in another browser. Try once more.",
};

/** `code`: that of the problem. */
export const sentenceFor = (code: string): string => AT_A_PROVIDER[code] ?? "Logging in that way did not work. Try once more, or log in with your password.";
