// A JSON body laid out for reading: white space is added between its parts, none of them changed.

/**
 * @param {{text: string, origin: string}[]} pieces of a body, in order
 * @returns {object[]} the same pieces with line breaks in their texts; as they were if it is no JSON
 */
export function layOutBody(pieces) {
  const whole = pieces.map(({ text }) => text).join("");
  if (!/^\s*[{[]/.test(whole) || whole.length > 20_000) return pieces;
  const layout = { depth: 0, isInString: false, isEscaped: false };
  const characters = [...whole];
  let at = 0;
  return pieces.map((piece) => {
    let text = "";
    for (const character of piece.text) {
      at += 1;
      text += written(layout, character, characters[at], characters[at - 2]);
    }
    return { ...piece, text };
  });
}

const line = (depth) => `\n${"  ".repeat(Math.max(depth, 0))}`;

function written(layout, character, next, previous) {
  if (layout.isInString) {
    if (layout.isEscaped) layout.isEscaped = false;
    else if (character === "\\") layout.isEscaped = true;
    else if (character === '"') layout.isInString = false;
    return character;
  }
  if (character === '"') layout.isInString = true;
  if (character === "{" || character === "[") {
    layout.depth += 1;
    return next === "}" || next === "]" ? character : character + line(layout.depth);
  }
  if (character === "}" || character === "]") {
    layout.depth -= 1;
    return previous === "{" || previous === "[" ? character : line(layout.depth) + character;
  }
  if (character === ",") return character + line(layout.depth);
  return character === ":" ? ": " : character;
}
