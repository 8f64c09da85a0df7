import type { Fieldcall } from "../index.js";

/** The engine of all elements that are given none of their own. */
export function useFieldcall(fieldcall: Fieldcall | Promise<Fieldcall>): void;

/** Adds a language, or replaces texts of one: a text, or one for each plural category. */
export function registerLocale(
  language: string,
  texts: Record<string, string | Record<string, string>>,
): void;

/** Case data with an outcome's updates in it, as a new object. */
export function applyUpdates(
  data: object | null | undefined,
  updates: Record<string, unknown> | null | undefined,
): Record<string, unknown>;
