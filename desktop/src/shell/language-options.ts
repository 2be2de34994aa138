// The languages to choose from, each in its own words, so that it is found by who reads no other.

import type { Option } from "../kit/field";
import { LANGUAGES, type Choice } from "../languages/known";
import { t } from "../languages/say";

export const languageOptions = (): readonly Option<Choice>[] => [
  { value: "system", label: t("As the browser") },
  ...LANGUAGES.map(({ id, name }) => ({ value: id, label: name })),
];
