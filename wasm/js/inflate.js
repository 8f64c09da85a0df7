// Unpacks gzip (RFC 1952, RFC 1951) where the platform cannot: Safari before 16.4, Jest's jsdom.
// For the module this package carries and nothing else, so what is wrong in it is not looked for.

const length_base = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83,
  99, 115, 131, 163, 195, 227, 258];
const length_extra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5,
  5, 0];
const code_length_order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/**
 * @param {Uint8Array} gzip one member without a name, comment or extra field
 * @returns {Uint8Array}
 */
export function inflate(gzip) {
  const size = new DataView(gzip.buffer, gzip.byteOffset).getUint32(gzip.length - 4, true);
  const output = new Uint8Array(size);
  const input = { bytes: gzip, at: 10, bits: 0, count: 0 };
  for (let at = 0, is_last = 0; !is_last; ) {
    is_last = take(input, 1);
    const kind = take(input, 2);
    at = kind === 0 ? copyStored(input, output, at) : decode(input, codes(input, kind), output, at);
  }
  return output;
}

function take(input, count) {
  while (input.count < count) {
    input.bits |= input.bytes[input.at++] << input.count;
    input.count += 8;
  }
  const value = input.bits & ((1 << count) - 1);
  input.bits >>>= count;
  input.count -= count;
  return value;
}

function copyStored(input, output, at) {
  input.bits = input.count = 0;
  const length = input.bytes[input.at] | (input.bytes[input.at + 1] << 8);
  input.at += 4;
  output.set(input.bytes.subarray(input.at, input.at + length), at);
  input.at += length;
  return at + length;
}

// Huffman codes as counts per length and symbols in order of their codes.
function table(lengths) {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const starts = new Uint16Array(16);
  for (let length = 1; length < 15; length++) starts[length + 1] = starts[length] + counts[length];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length) symbols[starts[length]++] = symbol;
  });
  return { counts, symbols };
}

function symbol(input, { counts, symbols }) {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; ; length++) {
    code |= take(input, 1);
    if (code - counts[length] < first) return symbols[index + code - first];
    index += counts[length];
    first = (first + counts[length]) << 1;
    code <<= 1;
  }
}

function codes(input, kind) {
  if (kind === 1) {
    const lengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
    return { literals: table(lengths), distances: table(new Array(30).fill(5)) };
  }
  const literal_count = take(input, 5) + 257;
  const distance_count = take(input, 5) + 1;
  const own = new Array(19).fill(0);
  for (let i = take(input, 4) + 4, k = 0; k < i; k++) own[code_length_order[k]] = take(input, 3);
  const code_lengths = table(own);
  const lengths = [];
  while (lengths.length < literal_count + distance_count) {
    const value = symbol(input, code_lengths);
    if (value < 16) lengths.push(value);
    else if (value === 16) repeat(lengths, lengths[lengths.length - 1], take(input, 2) + 3);
    else repeat(lengths, 0, value === 17 ? take(input, 3) + 3 : take(input, 7) + 11);
  }
  return {
    literals: table(lengths.slice(0, literal_count)),
    distances: table(lengths.slice(literal_count)),
  };
}

function repeat(lengths, value, count) {
  for (let i = 0; i < count; i++) lengths.push(value);
}

function decode(input, { literals, distances }, output, at) {
  for (;;) {
    const value = symbol(input, literals);
    if (value === 256) return at;
    if (value < 256) {
      output[at++] = value;
      continue;
    }
    const length = length_base[value - 257] + take(input, length_extra[value - 257]);
    const code = symbol(input, distances);
    const extra = code < 4 ? 0 : (code >> 1) - 1;
    const distance = code < 4 ? code + 1 : ((2 + (code & 1)) << extra) + 1 + take(input, extra);
    for (let i = 0; i < length; i++, at++) output[at] = output[at - distance];
  }
}
