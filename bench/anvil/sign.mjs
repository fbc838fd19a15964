// node sign.mjs TRANSFERS ACCOUNTS FILE: signed transfers of anvil's own accounts in turn, a raw transaction a line; the first line names
// the accounts.
import { writeFileSync } from 'node:fs';
import { mnemonicToAccount } from 'viem/accounts';

const [transfers, count] = process.argv.slice(2, 4).map(Number);
const file = process.argv[4];

// What anvil derives its accounts from, and its chain id, unless told otherwise.
const mnemonic = 'test test test test test test test test test test test junk';
const chainId = 31337;

// Any base fee that blocks full of transfers can drive it to in the meantime.
const maxFeePerGas = 1_000_000_000_000n;

const accounts = Array.from({ length: count }, (_, addressIndex) => mnemonicToAccount(mnemonic, { addressIndex }));
const lines = [accounts.map((account) => account.address).join(',')];
for (let i = 0; i < transfers; i++) {
  lines.push(await accounts[i % count].signTransaction({
    type: 'eip1559', chainId, nonce: Math.floor(i / count), to: accounts[(i + 1) % count].address, value: 1n, gas: 21_000n, maxFeePerGas,
    maxPriorityFeePerGas: 1n,
  }));
}
writeFileSync(file, lines.join('\n'));
