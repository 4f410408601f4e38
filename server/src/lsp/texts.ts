// The server's own words in the language of the person: what a client shows as titles and progress. What rules say of
// files stays English, as their pages do. `scripts/generate.mts` lists the words by the calls of `translate`.

/** The text in the person's language; `{0}`, `{1}` … in it are replaced by the values. */
export type Translate = (text: string, ...values: readonly (string | number)[]) => string;

/** In: texts by their English, as a client sends them. What is missing, or no text, stays English. */
export function translator(translations: Readonly<Record<string, unknown>> = {}): Translate {
  return (text, ...values) => {
    const translated = Object.hasOwn(translations, text) ? translations[text] : undefined;
    const pattern = typeof translated === 'string' ? translated : text;
    return pattern.replace(/\{(\d+)\}/g, (placeholder, index) =>
      String(values[Number(index)] ?? placeholder),
    );
  };
}
