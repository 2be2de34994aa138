// The question where a name is taken.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { t } from "../../languages/say";
import type { Conflicts, Question } from "./conflicts";

export function ConflictDialog({ conflicts }: { readonly conflicts: Conflicts }): JSX.Element | null {
  const question = conflicts.question.value;
  return question && <Asking key={question.name} question={question} />;
}

function Asking({ question }: { readonly question: Question }): JSX.Element {
  const [forAll, setForAll] = useState(false);
  return (
    <Dialog
      title={t("This name is taken")}
      onClose={() => question.answer("skip", false)}
      footer={
        <>
          <Button onClick={() => question.answer("skip", forAll)}>{t("Skip")}</Button>
          <Button onClick={() => question.answer("beside", forAll)}>{t("Keep both")}</Button>
          <Button look="danger" onClick={() => question.answer("replace", forAll)}>
            {t("Replace")}
          </Button>
        </>
      }
    >
      <p class="soft">{t("There is already something called “{name}” here. A file that is replaced stays among its versions.", { name: question.name })}</p>
      {question.more && (
        <label class="check">
          <input type="checkbox" checked={forAll} onChange={(event) => setForAll(event.currentTarget.checked)} />
          {t("Do this for all the others too")}
        </label>
      )}
    </Dialog>
  );
}
