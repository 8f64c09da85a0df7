// Misuse of this library: a configuration with errors, an unknown field, a text that is too large.
// What the world does wrong is no error here: it ends in an outcome.

export class FieldcallError extends Error {
  /**
   * @param {{code: string, message: string, fix?: string, diagnostics?: object[]}} reason
   */
  constructor({ code, message, fix, diagnostics }) {
    super(fix && !diagnostics ? `${message}: ${fix}` : message);
    this.name = "FieldcallError";
    this.code = code;
    if (fix && !diagnostics) this.fix = fix;
    if (diagnostics) this.diagnostics = diagnostics;
  }
}
