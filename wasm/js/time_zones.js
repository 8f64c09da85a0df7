// Offsets of time zones, asked of Intl.
//
// Intl is more lenient than a server's database: it reads names in any case, and abbreviations that
// mean another zone elsewhere (BST is Dhaka there). What a server would refuse is refused here.

// The names of the tz database that have no slash.
const single_names = new Set(
  (
    "CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST " +
    "Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo " +
    "PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu"
  ).split(" "),
);

const formats = new Map(); // zone -> Intl.DateTimeFormat, or null if there is no such zone

// Intl gives the name a zone has now, so an older name's spelling can be judged by its form only.
function isSpelledRight(zone, resolved) {
  if (zone.startsWith("SystemV/")) return false;
  if (zone.toLowerCase() === resolved.toLowerCase()) return zone === resolved;
  const parts = zone.split("/");
  if (parts.length === 1) return single_names.has(zone);
  return parts.every((part) => /^[A-Z]/.test(part) && !/[A-Z]{5}/.test(part));
}

function openFormat(zone) {
  try {
    const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    return isSpelledRight(zone, format.resolvedOptions().timeZone) ? format : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} zone an IANA name
 * @param {number} instant milliseconds since 1970, UTC
 * @returns {number | null} seconds to add to UTC to get local time; null: there is no such zone
 */
export function zoneOffset(zone, instant) {
  if (!formats.has(zone)) formats.set(zone, openFormat(zone));
  const format = formats.get(zone);
  if (format === null) return null;
  const second = Math.floor(instant / 1000) * 1000;
  const read = {};
  for (const { type, value } of format.formatToParts(second)) read[type] = value;
  const year = read.era.startsWith("B") ? 1 - read.year : Number(read.year);
  const local = new Date(0);
  local.setUTCFullYear(year, read.month - 1, read.day);
  local.setUTCHours(read.hour, read.minute, read.second);
  return (local.getTime() - second) / 1000;
}
