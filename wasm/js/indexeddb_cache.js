// A cache that outlives the page: entries in IndexedDB, under keys that are HMACs.
//
// What is kept is what the designer mapped, never a raw answer or a secret. Entries end by
// themselves and with `invalidate()`; the oldest go when there are too many.

import { callback, checked, object, text, whole } from "./check.js";

const entries_max_default = 1000;

const cache_options = { name: text, entriesMax: whole, indexedDB: object, now: callback };

/**
 * @param {{name?: string, entriesMax?: number, indexedDB?: IDBFactory, now?: () => number}} options
 */
export function indexedDbCache(options) {
  const {
    name = "fieldcall",
    entriesMax = entries_max_default,
    indexedDB = globalThis.indexedDB,
    now = Date.now,
  } = checked("indexedDbCache()", options, cache_options);
  let database = null;
  const open = () => (database ??= openDatabase(indexedDB, name));

  return {
    /** The secret key of this browser's entries: drawn once, never leaves the database. */
    async key() {
      const random = crypto.getRandomValues(new Uint8Array(32));
      const drawn = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      const transaction = (await open()).transaction("settings", "readwrite");
      const settings = transaction.objectStore("settings");
      const kept = await result(settings.get("key"));
      if (kept === undefined) settings.put(drawn, "key");
      await finished(transaction);
      return kept ?? drawn;
    },

    async lookUp(key) {
      const store = (await open()).transaction("entries").objectStore("entries");
      const found = await result(store.get(key));
      return found && found.dropAt > now() ? found.entry : null;
    },

    async store(key, entry, { tenant, field, dropAt }) {
      const transaction = (await open()).transaction("entries", "readwrite");
      const store = transaction.objectStore("entries");
      store.put({ key, entry, tenant, field, dropAt });
      const count = await result(store.count());
      if (count > entriesMax) await dropFirst(store.index("dropAt"), count - entriesMax);
      await finished(transaction);
    },

    /** Entries with these tags; an empty tag is equal to any. */
    async invalidate({ tenant, field }) {
      const transaction = (await open()).transaction("entries", "readwrite");
      const store = transaction.objectStore("entries");
      await each(store.openCursor(), (cursor) => {
        const { value } = cursor;
        const is_meant = (!tenant || value.tenant === tenant) && (!field || value.field === field);
        if (is_meant) cursor.delete();
        return true;
      });
      await finished(transaction);
    },

    async close() {
      (await database)?.close();
      database = null;
    },
  };
}

async function openDatabase(indexedDB, name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    const entries = request.result.createObjectStore("entries", { keyPath: "key" });
    entries.createIndex("dropAt", "dropAt");
    request.result.createObjectStore("settings");
  };
  return result(request);
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

function each(request, visit) {
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor && visit(cursor)) cursor.continue();
      else resolve();
    };
  });
}

function dropFirst(index, count) {
  let left = count;
  return each(index.openCursor(), (cursor) => {
    cursor.delete();
    return --left > 0;
  });
}
