// Reads {"keys","receipts","receipt","bits"} from the standard input. Writes what jose says of each of the receipts, and how many
// copies of the receipt with one changed bit it takes.
import { readFileSync } from 'node:fs';
import { base64url, compactVerify, createLocalJWKSet } from 'jose';

const { keys, receipts, receipt, bits } = JSON.parse(readFileSync(0, 'utf8'));
const keySet = createLocalJWKSet(keys);

async function verdict(text) {
  try {
    const { payload } = await compactVerify(text, keySet);
    return JSON.parse(new TextDecoder().decode(payload))['@type'];
  } catch (error) {
    return error.code ?? error.name;
  }
}

function changed(parts, bit) {
  const copies = parts.map((part) => Uint8Array.from(part));
  let place = bit >> 3;
  let part = 0;
  while (place >= copies[part].length) {
    place -= copies[part++].length;
  }
  copies[part][place] ^= 1 << (bit & 7);
  return copies.map((copy) => base64url.encode(copy)).join('.');
}

const parts = receipt.split('.').map((part) => base64url.decode(part));
let taken = 0;
for (const bit of bits) {
  if ((await verdict(changed(parts, bit))) === 'dpv:ConsentReceipt') {
    taken++;
  }
}
const verdicts = [];
for (const each of receipts) {
  verdicts.push(await verdict(each));
}
console.log(JSON.stringify({ verdicts, taken }));
