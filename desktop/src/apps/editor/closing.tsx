// The question before what was not saved is closed.

import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import type { Asking, Tabs } from "./tabs";

export function Closing({ tabs }: { readonly tabs: Tabs }): JSX.Element | null {
  const asking = tabs.asking.value;
  if (!asking) return null;
  const names = namesIn(asking);
  const [first = ""] = names;
  const answer = (how: "save" | "leave" | "back") => (): void => void tabs.answer(how);
  return (
    <Dialog
      title={names.length === 1 ? `Save ${first}?` : `Save ${names.length} files?`}
      onClose={answer("back")}
      onSubmit={answer("save")}
      footer={
        <>
          <Button onClick={answer("back")}>Cancel</Button>
          <Button look="danger" onClick={answer("leave")}>
            Do not save
          </Button>
          <Button look="primary" type="submit">
            Save
          </Button>
        </>
      }
    >
      <p class="soft">{names.length === 1 ? "What you changed since it was saved last is lost otherwise." : `What you changed in ${LIST.format(names)} is lost otherwise.`}</p>
    </Dialog>
  );
}

const LIST = new Intl.ListFormat(undefined, { type: "conjunction" });

const namesIn = ({ tabs }: Asking): readonly string[] => tabs.map((tab) => tab.file.kept.peek()?.name ?? "a file");
