// The question before what was not saved is closed.

import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { t } from "../../languages/say";
import { listFormat } from "../../languages/formats";
import type { Asking, Tabs } from "./tabs";

export function Closing({ tabs }: { readonly tabs: Tabs }): JSX.Element | null {
  const asking = tabs.asking.value;
  if (!asking) return null;
  const names = namesIn(asking);
  const [first = ""] = names;
  const answer = (how: "save" | "leave" | "back") => (): void => void tabs.answer(how);
  return (
    <Dialog
      title={names.length === 1 ? t("Save {name}?", { name: first }) : t("Save {count, plural, one {# file} other {# files}}?", { count: names.length })}
      onClose={answer("back")}
      onSubmit={answer("save")}
      footer={
        <>
          <Button onClick={answer("back")}>{t("Cancel")}</Button>
          <Button look="danger" onClick={answer("leave")}>
            {t("Do not save")}
          </Button>
          <Button look="primary" type="submit">
            {t("Save")}
          </Button>
        </>
      }
    >
      <p class="soft">{names.length === 1 ? t("What you changed since it was saved last is lost otherwise.") : t("What you changed in {names} is lost otherwise.", { names: listed(names) })}</p>
    </Dialog>
  );
}

const listed = listFormat({ type: "conjunction" });

const namesIn = ({ tabs }: Asking): readonly string[] => tabs.map((tab) => tab.file.kept.peek()?.name ?? t("a file"));
