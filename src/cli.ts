#!/usr/bin/env node
import { readArguments, UsageFault, type Arguments } from './cli/arguments.js';
import type { Command } from './cli/command.js';
import { keyCreate, keyList, keyRevoke, keyRotate } from './cli/key.js';
import { merchantCreate } from './cli/merchant.js';
import { backup, demoReset, migrateTables } from './cli/upkeep.js';
import { ConfigFaults, readConfig } from './config.js';
import { openMigrated, openVaultOf } from './main/database.js';
import { StartFault } from './main/start-fault.js';
import { closeDatabase } from './store/db.js';
import type { Vault } from './vault.js';

const EXIT_FAULT = 1;
const EXIT_USAGE = 2;
const COMMANDS: readonly Command[] = [merchantCreate, keyCreate, keyList, keyRevoke, keyRotate, demoReset, migrateTables, backup];

/** Carries out one command line; the answer is the exit code: 0 done, 1 it could not be done, 2 it could not be understood. */
async function main(argv: readonly string[]): Promise<number> {
  if (argv.length === 0 || ['--help', '-h', 'help'].includes(argv[0] ?? '')) {
    say(helpText());
    return argv.length === 0 ? EXIT_USAGE : 0;
  }
  const given = readArguments(argv);
  const command = COMMANDS.find(({ words }) => startsWith(given, words));
  if (command === undefined) throw new UsageFault(`There is no command "${given.words.join(' ')}".\n\n${helpText()}`);
  if (given.options.has('help')) say(`npx cartwright ${command.words} ${command.takes}\n${command.does}`);
  else await carryOut(command, given);
  return 0;
}

async function carryOut(command: Command, given: Arguments): Promise<void> {
  const { config, warnings } = readConfig();
  for (const warning of warnings) process.stderr.write(`${warning}\n`);
  const { db, migrations } = await openMigrated(config);
  try {
    for (const name of migrations) say(`Brought up to date: ${name}`);
    const vault = async (): Promise<Vault> => (await openVaultOf(db, config)).vault;
    await command.run({ config, db, vault, clock: Date.now, say }, given);
  } finally {
    await closeDatabase(db);
  }
}

function startsWith({ words }: Arguments, wanted: string): boolean {
  return wanted.split(' ').every((word, index) => words[index] === word);
}

function helpText(): string {
  const lines = COMMANDS.map(({ words, takes, does }) => `  ${`${words} ${takes}`.trimEnd()}\n      ${does}`);
  return [
    'npx cartwright <command>',
    '',
    ...lines,
    '',
    'It works on the database of DATABASE_URL, as the service does; see docs/operations.md.',
    'Exit: 0 done, 1 it could not be done, 2 the command could not be understood.',
  ].join('\n');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Every expected reason is a sentence; only a mistake of ours shows where it happened. */
function explain(error: unknown): number {
  if (error instanceof UsageFault || error instanceof ConfigFaults) {
    process.stderr.write(`${error.message}\n`);
    return EXIT_USAGE;
  }
  const text =
    error instanceof StartFault ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
  return EXIT_FAULT;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => (process.exitCode = explain(error)),
);
