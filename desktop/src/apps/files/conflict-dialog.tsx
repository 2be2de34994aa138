// The question where a name is taken.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import type { Conflicts, Question } from "./conflicts";

export function ConflictDialog({ conflicts }: { readonly conflicts: Conflicts }): JSX.Element | null {
  const question = conflicts.question.value;
  return question && <Asking key={question.name} question={question} />;
}

function Asking({ question }: { readonly question: Question }): JSX.Element {
  const [forAll, setForAll] = useState(false);
  return (
    <Dialog
      title="This name is taken"
      onClose={() => question.answer("skip", false)}
      footer={
        <>
          <Button onClick={() => question.answer("skip", forAll)}>Skip</Button>
          <Button onClick={() => question.answer("beside", forAll)}>Keep both</Button>
          <Button look="danger" onClick={() => question.answer("replace", forAll)}>
            Replace
          </Button>
        </>
      }
    >
      <p class="soft">There is already something called “{question.name}” here. A file that is replaced stays among its versions.</p>
      {question.more && (
        <label class="check">
          <input type="checkbox" checked={forAll} onChange={(event) => setForAll(event.currentTarget.checked)} />
          Do this for all the others too
        </label>
      )}
    </Dialog>
  );
}
