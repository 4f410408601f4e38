export const shortTexts: Readonly<Record<string, string>> = {};
