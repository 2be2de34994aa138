// API tokens: programs' ways in.

import { KeySquare, Plus } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Confirm, Dialog } from "../../kit/dialog";
import { Badge } from "../../kit/feedback";
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
      title="API tokens"
      about="For programs and the command line, which have no browser to log in with."
      action={
        <Button icon={Plus} disabled={list.value === null} onClick={() => setOpen({ what: "new" })}>
          New token…
        </Button>
      }
    >
      <Asked reading={list} what="your tokens">
        {({ scopes, tokens }) => (
          <>
            <Lines name="Tokens" items={tokens} idOf={(token) => token.id} none="You have none.">
              {(token) => <TokenLine token={token} scopes={scopes} onRevoke={() => setOpen({ what: "revoke", token })} />}
            </Lines>
            {open?.what === "new" && <NewTokenDialog host={host} scopes={scopes} onMade={made} onClose={close} />}
          </>
        )}
      </Asked>
      {open?.what === "made" && <MadeDialog made={open.made} onClose={close} />}
      {open?.what === "revoke" && (
        <Confirm title={`Revoke ${open.token.name}?`} verb="Revoke" onConfirm={() => revoke(open.token)} onClose={close}>
          Programs that use it are turned away at once.
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
    token.restricted ? "only what is shared with it" : "",
    token.last_used_at ? `used ${formatNear(token.last_used_at)}` : "never used",
    token.expires_at ? `${over ? "ended" : "ends"} ${formatNear(token.expires_at)}` : "does not end",
  ];
  return (
    <Line mark={<KeySquare size={18} aria-hidden />} title={token.name} note={notes.filter(Boolean).join(" · ")}>
      {over && <Badge tone="idle">Ended</Badge>}
      <Button look="danger" aria-label={`Revoke ${token.name}`} onClick={onRevoke}>
        Revoke
      </Button>
    </Line>
  );
}

function MadeDialog({ made, onClose }: { readonly made: TokenCreated; readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog
      title={`Token ${made.token.name}`}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <Secret label="The token" text={made.secret} />
      <p class="soft">It is shown only now. Whoever has it may do what it may.</p>
    </Dialog>
  );
}
