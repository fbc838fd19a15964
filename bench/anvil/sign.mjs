// node sign.mjs TRANSFERS ACCOUNTS FILE: signed transfers of anvil's own accounts in turn, a raw transaction a line; the first line names
// the accounts.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import * as secp256k1 from 'tiny-secp256k1';
import { keccak256, serializeTransaction, toHex } from 'viem';
import { mnemonicToAccount, privateKeyToAddress } from 'viem/accounts';

// What anvil derives its accounts from, and its chain id, unless told otherwise.
const mnemonic = 'test test test test test test test test test test test junk';
const path = "m/44'/60'/0'/0";
const chainId = 31337;

// Any base fee that blocks full of transfers can drive it to in the meantime.
const maxFeePerGas = 1_000_000_000_000n;

function derive(count) {
  const parent = mnemonicToAccount(mnemonic, { path }).getHdKey();
  return Array.from({ length: count }, (_, index) => {
    const key = parent.deriveChild(index).privateKey;
    return { key, address: privateKeyToAddress(toHex(key)) };
  });
}

// By libsecp256k1 as WebAssembly, many times faster than viem's own signing, which a load of half a minute would wait minutes for.
function sign({ from, to, accounts }) {
  const count = accounts.length;
  const lines = [];
  for (let i = from; i < to; i++) {
    const transfer = {
      type: 'eip1559', chainId, nonce: Math.floor(i / count), to: accounts[(i + 1) % count].address, value: 1n, gas: 21_000n, maxFeePerGas,
      maxPriorityFeePerGas: 1n,
    };
    const hash = keccak256(serializeTransaction(transfer), 'bytes');
    const { signature, recoveryId } = secp256k1.signRecoverable(hash, accounts[i % count].key);
    lines.push(serializeTransaction(transfer, { r: toHex(signature.slice(0, 32)), s: toHex(signature.slice(32)), yParity: recoveryId }));
  }
  return lines;
}

function inWorker(workerData) {
  return new Promise((resolve, reject) => new Worker(new URL(import.meta.url), { workerData }).on('message', resolve).on('error', reject));
}

if (isMainThread) {
  const [transfers, count] = process.argv.slice(2, 4).map(Number);
  const accounts = derive(count);
  const workers = availableParallelism();
  const parts = await Promise.all(Array.from({ length: workers }, (_, worker) => inWorker({
    from: Math.floor((transfers * worker) / workers), to: Math.floor((transfers * (worker + 1)) / workers), accounts,
  })));
  writeFileSync(process.argv[4], [accounts.map((account) => account.address).join(','), ...parts.flat()].join('\n'));
} else {
  parentPort.postMessage(sign(workerData));
}
