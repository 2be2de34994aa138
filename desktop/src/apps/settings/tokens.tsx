// API tokens: programs' ways in.

import { KeySquare, Plus } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Confirm, Dialog } from "../../kit/dialog";
import { Badge } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Token, TokenCreated } from "../../wire/generated";
import { formatNear } from "./dates";
import { NewTokenDialog } from "./new-token";
import { Asked, Line, Lines, Secret, Section, type PageProps } from "./parts";
import { describeScopes } from "./scopes";

type Open = { readonly what: "new" } | { readonly what: "made"; readonly made: TokenCreated } | { readonly what: "revoke"; readonly token: Token };

export function Tokens({ host }: PageProps): JSX.Element {
  const { accounts, account } = host.api;
  const list = useReading(async () => {
    const [me, tokens] = await Promise.all([accounts.me(), account.tokens.list()]);
    return { scopes: me.scopes, tokens };
  }, []);
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const made = (token: TokenCreated): void => {
    setOpen({ what: "made", made: token });
    list.again();
  };
  const revoke = async (token: Token): Promise<void> => {
    await account.tokens.remove(token.id);
    list.again();
  };
  return (
    <Section
      title={t("API tokens")}
      about={t("For programs and the command line, which have no browser to log in with.")}
      action={
        <Button icon={Plus} disabled={list.value === null} onClick={() => setOpen({ what: "new" })}>
          {t("New token…")}
        </Button>
      }
    >
      <Asked reading={list} saying={t("Reading your tokens")}>
        {({ scopes, tokens }) => (
          <>
            <Lines name={t("Tokens")} items={tokens} idOf={(token) => token.id} none={t("You have none.")}>
              {(token) => <TokenLine token={token} scopes={scopes} onRevoke={() => setOpen({ what: "revoke", token })} />}
            </Lines>
            {open?.what === "new" && <NewTokenDialog host={host} scopes={scopes} onMade={made} onClose={close} />}
          </>
        )}
      </Asked>
      {open?.what === "made" && <MadeDialog made={open.made} onClose={close} />}
      {open?.what === "revoke" && (
        <Confirm title={t("Revoke {name}?", { name: open.token.name })} verb={t("Revoke")} onConfirm={() => revoke(open.token)} onClose={close}>
          {t("Programs that use it are turned away at once.")}
        </Confirm>
      )}
    </Section>
  );
}

interface TokenLineProps {
  readonly token: Token;
  readonly scopes: readonly string[];
  readonly onRevoke: () => void;
}

function TokenLine({ token, scopes, onRevoke }: TokenLineProps): JSX.Element {
  const over = token.expires_at !== null && new Date(token.expires_at) <= new Date();
  const notes = [
    describeScopes(token.scopes, scopes),
    token.restricted ? t("only what is shared with it") : "",
    token.last_used_at ? t("used {when}", { when: formatNear(token.last_used_at) }) : t("never used"),
    token.expires_at ? t(over ? "ended {when}" : "ends {when}", { when: formatNear(token.expires_at) }) : t("does not end"),
  ];
  return (
    <Line mark={<KeySquare size={18} aria-hidden />} title={token.name} note={notes.filter(Boolean).join(" · ")}>
      {over && <Badge tone="idle">{t("Ended||a token")}</Badge>}
      <Button look="danger" aria-label={t("Revoke {name}", { name: token.name })} onClick={onRevoke}>
        {t("Revoke")}
      </Button>
    </Line>
  );
}

function MadeDialog({ made, onClose }: { readonly made: TokenCreated; readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog
      title={t("Token {name}", { name: made.token.name })}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("I have kept it")}
        </Button>
      }
    >
      <Secret label={t("The token")} text={made.secret} />
      <p class="soft">{t("It is shown only now. Whoever has it may do what it may.")}</p>
    </Dialog>
  );
}
