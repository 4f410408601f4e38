// Answers that are asked for again and again, about short texts such as keys or about one object: each is worked out once.

/** The same function, with its answers kept: at most `most` of them, all let go when there are more. */
export function remembering<Answer>(answer: (text: string) => Answer, most = 5000): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const made = answer(text);
    if (answers.size >= most) answers.clear();
    answers.set(onItsOwn(text), made);
    return made;
  };
}

/** The same function, with the answer about each object kept as long as the object is. */
export function keepingWith<Subject extends object, Answer extends object>(
  answer: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  const answers = new WeakMap<Subject, Answer>();
  return (subject) => {
    let known = answers.get(subject);
    if (!known) {
      known = answer(subject);
      answers.set(subject, known);
    }
    return known;
  };
}

/** A slice keeps the whole text it was cut from; put together and cut again, it is written down anew. */
export function onItsOwn(text: string): string {
  return ` ${text}`.slice(1);
}

/** The same function, with its last answer kept: several that look at one text ask one after the other. */
export function knowingLast<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  let last: { readonly text: string; readonly answer: Answer } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, answer: answer(text) };
    return last.answer;
  };
}
