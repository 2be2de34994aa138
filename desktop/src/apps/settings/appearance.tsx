// How the desktop looks to this person.

import { ImagePlus } from "lucide-preact";
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Button } from "../../kit/button";
import { ChoiceField, SelectField, type Option } from "../../kit/field";
import { say, t, tell, type Said } from "../../languages/say";
import { AccentChoice } from "../../shell/accent-choice";
import type { Host } from "../../shell/app";
import { languageOptions } from "../../shell/language-options";
import { hang, sourcesOf } from "../../shell/own-picture";
import { FilePicker } from "../../shell/picker/file-picker";
import { SCENES, type Scene } from "../../shell/scenes";
import { SIDES } from "../../shell/sides";
import type { Appearance as Look, Motion, Side } from "../../shell/theme";
import { OwnPicture, Wallpaper } from "../../shell/wallpaper";
import { Section, type PageProps } from "./parts";

const LOOKS: readonly { readonly id: Look; readonly name: Said }[] = [
  { id: "system", name: say("As the system") },
  { id: "light", name: say("Light||appearance") },
  { id: "dark", name: say("Dark||appearance") },
];

const motions = (): readonly Option<Motion>[] => [
  { value: "system", label: t("As the system"), note: t("Most move things a little") },
  { value: "less", label: t("Less||movement"), note: t("Nothing glides or fades") },
];

const sides = (): readonly Option<Side>[] => SIDES.map(({ id, label }) => ({ value: id, label: tell(label) }));

export function Appearance({ host }: PageProps): JSX.Element {
  const { theme } = host;
  return (
    <>
      <Section title={t("Language")}>
        <SelectField label={t("The desktop speaks")} options={languageOptions()} value={theme.language.value} onChoice={(choice) => (theme.language.value = choice)} />
      </Section>
      <Section title={t("Light and dark")}>
        <Looks value={theme.appearance.value} scene={theme.scene.value} onLook={(look) => (theme.appearance.value = look)} />
      </Section>
      <Section title={t("Accent")} about={t("The colour of what is chosen, and of what you can press.")}>
        <AccentChoice value={theme.accent.value} onAccent={(accent) => (theme.accent.value = accent)} />
      </Section>
      <Section title={t("Wallpaper")}>
        <Scenes value={theme.wallpaper.value} onScene={(id) => (theme.wallpaper.value = id)} />
        <OwnChoice host={host} />
      </Section>
      <Section title={t("Taskbar")}>
        <ChoiceField label={t("Where it is; on a phone it is at the bottom")} options={sides()} value={theme.taskbar.value} onChoice={(side) => (theme.taskbar.value = side)} />
      </Section>
      <Section title={t("Movement")}>
        <ChoiceField label={t("How much moves")} options={motions()} value={theme.motion.value} onChoice={(motion) => (theme.motion.value = motion)} />
      </Section>
      <p class="soft">{t("This goes with you to your other devices.")}</p>
    </>
  );
}

interface LooksProps {
  readonly value: Look;
  readonly scene: Scene;
  readonly onLook: (look: Look) => void;
}

function Looks({ value, scene, onLook }: LooksProps): JSX.Element {
  const name = useId();
  return (
    <fieldset class="tiles looks-tiles">
      <legend class="visually-hidden">{t("Light and dark")}</legend>
      {LOOKS.map((look) => (
        <label key={look.id} class="seen-choice">
          <input type="radio" name={name} checked={value === look.id} onChange={() => onLook(look.id)} />
          <span class="tile-picture" aria-hidden="true">
            {look.id !== "dark" && <Miniature scene={scene} scheme="light" />}
            {look.id !== "light" && <Miniature scene={scene} scheme="dark" />}
          </span>
          <span>{tell(look.name)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A desktop as small as a stamp. */
function Miniature({ scene, scheme }: { readonly scene: Scene; readonly scheme: "light" | "dark" }): JSX.Element {
  return (
    <span class="miniature" style={{ colorScheme: scheme }}>
      <Wallpaper scene={scene} />
      <i class="mini-window">
        <b />
      </i>
      <i class="mini-bar" />
    </span>
  );
}

function Scenes({ value, onScene }: { readonly value: string; readonly onScene: (id: string) => void }): JSX.Element {
  const name = useId();
  return (
    <fieldset class="tiles">
      <legend class="visually-hidden">{t("Wallpaper")}</legend>
      {SCENES.map((scene) => (
        <label key={scene.id} class="seen-choice">
          <input type="radio" name={name} checked={value === scene.id} onChange={() => onScene(scene.id)} />
          <span class="tile-picture" aria-hidden="true">
            <Wallpaper scene={scene} />
          </span>
          <span>{scene.name}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A picture of the person's files, and choosing one. */
function OwnChoice({ host }: { readonly host: Host }): JSX.Element {
  const [picking, setPicking] = useState(false);
  const id = host.theme.picture.value;
  const home = `/${host.user.name}`;
  const choose = ([path = ""]: readonly string[]): void => {
    setPicking(false);
    host.api.files.stat(path).then(
      (entry) => hang(host, entry),
      (reason: unknown) => host.notify("bad", explain(reason)),
    );
  };
  return (
    <div class="own-picture">
      {id !== null && <OwnPicture key={id} sources={sourcesOf(host.api.files, id, 256)} alt={t("Your wallpaper")} gone={<p class="soft">{t("The picture that you had chosen is gone.")}</p>} />}
      <Button icon={ImagePlus} onClick={() => setPicking(true)}>
        {t("Choose a picture…")}
      </Button>
      {picking && <FilePicker api={host.api} home={home} title={t("Choose a wallpaper")} what="file" accept={["image/*"]} start={`${home}/Pictures`} onPick={choose} onClose={() => setPicking(false)} />}
    </div>
  );
}
