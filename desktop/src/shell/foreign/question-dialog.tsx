// Shows what an app asks. Every dialog says who asks: an app's words are never the desktop's own.

import { ShieldQuestion } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { SelectField, TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { App } from "../../wire/generated";
import { FilePicker } from "../picker/file-picker";
import type { Instance } from "./instances";
import type { Question } from "./questions";
import type { Household } from "./surroundings";

interface Props {
  readonly around: Household;
  readonly app: App;
  readonly instance: Instance;
  readonly onLeave?: () => void; // a way out, where the app may ask again and again
}

interface Asked<Kind extends Question["kind"]> {
  readonly question: Extract<Question, { kind: Kind }>;
  readonly app: App;
  readonly answer: (value: unknown) => void;
}

export function QuestionDialog({ around, app, instance, onLeave }: Props): JSX.Element | null {
  const question = instance.questions.current.value;
  if (!question) return null;
  const answer = (value: unknown): void => instance.questions.answer(question, value);
  return (
    <OneQuestion key={keyOf(question)} question={question} app={app} around={around} answer={answer}>
      {onLeave && instance.questions.more.value > 0 && (
        <Button look="quiet" onClick={onLeave}>
          {t("Close {name}", { name: app.title })}
        </Button>
      )}
    </OneQuestion>
  );
}

const keys = new WeakMap<Question, number>();
let lastKey = 0;

/** Two questions that look alike are two dialogs: what was typed into one is not in the other. */
function keyOf(question: Question): number {
  const key = keys.get(question) ?? (lastKey += 1);
  keys.set(question, key);
  return key;
}

interface OneProps extends Asked<Question["kind"]> {
  readonly around: Household;
  readonly children: ComponentChildren; // a way out where there are many
}

function OneQuestion({ question, around, children: wayOut, ...rest }: OneProps): JSX.Element {
  switch (question.kind) {
    case "alert":
      return <Alert question={question} {...rest} wayOut={wayOut} />;
    case "prompt":
      return <Prompt question={question} {...rest} wayOut={wayOut} />;
    case "permission":
      return <Permission question={question} {...rest} wayOut={wayOut} />;
    case "colour":
      return <Colour question={question} {...rest} />;
    case "font":
      return <Font question={question} {...rest} />;
    case "pick":
    case "save":
      return <Picker question={question} {...rest} around={around} />;
  }
}

type WithWayOut = { readonly wayOut: ComponentChildren };

function Alert({ question, app, answer, wayOut }: Asked<"alert"> & WithWayOut): JSX.Element {
  const [first] = question.choices;
  return (
    <Dialog
      title={app.title}
      onClose={() => answer(undefined)}
      onSubmit={() => answer(first?.value)}
      footer={
        <>
          {wayOut}
          {question.choices.map((choice, at) => (
            <Button key={at} look={choice.look} type={at === 0 ? "submit" : "button"} autofocus={at === 0} {...(at === 0 ? {} : { onClick: () => answer(choice.value) })}>
              {choice.label}
            </Button>
          ))}
        </>
      }
    >
      <p class="foreign-words">{question.message}</p>
    </Dialog>
  );
}

function Prompt({ question, app, answer, wayOut }: Asked<"prompt"> & WithWayOut): JSX.Element {
  const [text, setText] = useState(question.value);
  return (
    <Dialog
      title={app.title}
      onClose={() => answer(false)}
      onSubmit={() => answer(text)}
      footer={
        <>
          {wayOut}
          <Button onClick={() => answer(false)}>{t("Cancel")}</Button>
          <Button look="primary" type="submit">
            {t("OK")}
          </Button>
        </>
      }
    >
      <TextField label={question.message || t("{app} asks", { app: app.title })} value={text} onText={setText} placeholder={question.placeholder} autofocus />
    </Dialog>
  );
}

function Permission({ question, app, answer, wayOut }: Asked<"permission"> & WithWayOut): JSX.Element {
  return (
    <Dialog
      title={t("Let {app} do this?", { app: app.title })}
      onClose={() => answer(false)}
      onSubmit={() => answer(true)}
      footer={
        <>
          {wayOut}
          <Button onClick={() => answer(false)} autofocus>
            {t("Do not allow")}
          </Button>
          <Button look="primary" type="submit">
            {t("Allow")}
          </Button>
        </>
      }
    >
      <p>
        {t("{app} ({name}) asks to be allowed to:", { app: app.title, name: app.name })}
      </p>
      <ul class="foreign-wishes" aria-label={t("What it asks for")}>
        {question.wishes.map((wish) => (
          <li key={wish}>
            <ShieldQuestion size={18} aria-hidden />
            <span>{wish}</span>
          </li>
        ))}
      </ul>
      <p class="soft">{t("It may then do so whenever it runs, until you take it back.")}</p>
    </Dialog>
  );
}

function Colour({ question, app, answer }: Asked<"colour">): JSX.Element {
  const [value, setValue] = useState(question.value);
  return (
    <Choosing title={t("A colour for {app}", { app: app.title })} onChoose={() => answer(value)} onClose={() => answer(undefined)}>
      <div class="foreign-colour">
        <input type="color" aria-label={t("Colour")} autofocus value={value} onInput={(event) => setValue(event.currentTarget.value)} />
        <code>{value}</code>
      </div>
    </Choosing>
  );
}

const FONTS = ["system-ui", "sans-serif", "serif", "monospace", "cursive", "Arial", "Courier New", "Georgia", "Helvetica", "Tahoma", "Times New Roman", "Trebuchet MS", "Verdana"];

function Font({ question, app, answer }: Asked<"font">): JSX.Element {
  const fonts = FONTS.includes(question.value) ? FONTS : [question.value, ...FONTS];
  const [value, setValue] = useState(question.value);
  return (
    <Choosing title={t("A font for {app}", { app: app.title })} onChoose={() => answer(value)} onClose={() => answer(undefined)}>
      <SelectField label={t("Font")} value={value} onChoice={setValue} options={fonts.map((font) => ({ value: font, label: font }))} />
      <p class="foreign-sample" style={{ fontFamily: value }}>
        {t("The quick brown fox jumps over the lazy dog")}
      </p>
    </Choosing>
  );
}

function Choosing({ title, onChoose, onClose, children }: { title: string; onChoose: () => void; onClose: () => void; children: ComponentChildren }): JSX.Element {
  const footer = (
    <>
      <Button onClick={onClose}>{t("Cancel")}</Button>
      <Button look="primary" type="submit">
        {t("Choose")}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} onSubmit={onChoose} footer={footer}>
      {children}
    </Dialog>
  );
}

function Picker({ question, app, answer, around }: Asked<"pick" | "save"> & { readonly around: Household }): JSX.Element {
  const { api, user } = around.shell;
  const common = { api, home: `/${user.name}`, start: question.start, onClose: () => answer(undefined) };
  if (question.kind === "save") {
    return (
      <FilePicker {...common} title={t("Save for {app}", { app: app.title })} what="save" name={question.name} onPick={([path]) => answer(path)}>
        {t("{app} may read and change the file from then on.", { app: app.title })}
      </FilePicker>
    );
  }
  const many = question.multiple;
  return (
    <FilePicker {...common} title={choosing(question.directories, many, app.title)} what={question.directories ? "directory" : "file"} multiple={many} accept={question.accept} onPick={answer}>
      {t("{app} may read and change what you choose, and nothing else.", { app: app.title })}
    </FilePicker>
  );
}

function choosing(directories: boolean, many: boolean, app: string): string {
  if (directories) return many ? t("Choose folders for {app}", { app }) : t("Choose a folder for {app}", { app });
  return many ? t("Choose files for {app}", { app }) : t("Choose a file for {app}", { app });
}
