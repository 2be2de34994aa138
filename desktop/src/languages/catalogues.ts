// The catalogues, each fetched only if its language is spoken.

/// <reference types="vite/types/importMeta.d.ts" />
import type { Fetch, Catalogue } from "./speech";

const FILES = import.meta.glob<{ readonly default: Catalogue }>("./??.json");

export const fetchCatalogue: Fetch = async (language) => (await FILES[`./${language}.json`]?.())?.default ?? {};
