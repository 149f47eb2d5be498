// SHA-256 by hand, in a worker: the browser's own is asynchronous, only there over HTTPS, and slower for short texts.
"use strict";
const K = new Uint32Array(64);
const START = new Uint32Array(8);
(function constants() {
  const fraction = (x) => ((x - Math.floor(x)) * 4294967296) >>> 0;
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(n));
    K[found++] = fraction(Math.cbrt(n));
  }
})();

const W = new Uint32Array(64);
function block(state, bytes, at) {
  for (let i = 0; i < 16; i++, at += 4) W[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

// the words and a number: everything that stays the same is hashed once
function solve(puzzle, bits) {
  const words = `${puzzle}:`;
  const whole = words.length - (words.length % 64);
  const before = new Uint32Array(START);
  const first = new Uint8Array(whole);
  for (let i = 0; i < whole; i++) first[i] = words.charCodeAt(i);
  for (let at = 0; at < whole; at += 64) block(before, first, at);
  const rest = words.slice(whole);
  const tail = new Uint8Array(128);
  const state = new Uint32Array(8);
  for (let n = 0; ; n++) {
    const text = rest + n;
    const size = text.length + 9 > 64 ? 128 : 64;
    tail.fill(0);
    for (let i = 0; i < text.length; i++) tail[i] = text.charCodeAt(i);
    tail[text.length] = 128;
    const length = (whole + text.length) * 8;
    tail[size - 2] = length >>> 8;
    tail[size - 1] = length & 255;
    state.set(before);
    block(state, tail, 0);
    if (size === 128) block(state, tail, 64);
    if (Math.clz32(state[0]) >= bits) return String(n);
  }
}

self.addEventListener("message", (asked) => self.postMessage(solve(asked.data.puzzle, asked.data.bits)));
