// Which site shows which app.

/** The name of the site of this house that an app's pages are; "": they are elsewhere. */
export const siteOf = ({ index_url }: { readonly index_url: string }): string => /^\/sites\/([a-z0-9-]+)\//.exec(index_url)?.[1] ?? "";
