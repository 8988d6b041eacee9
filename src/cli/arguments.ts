/** What stood on the command line: words in order, and options by name. `--json` alone has the value ''. */
export interface Arguments {
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

/** A command line that cannot be carried out; the text says why, and how it should look. */
export class UsageFault extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'UsageFault';
  }
}

/** Reads `merchant create --name "My shop" --email=me@shop.example`. Throws a UsageFault for an option given twice. */
export function readArguments(argv: readonly string[]): Arguments {
  const words: string[] = [];
  const options = new Map<string, string>();
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? '';
    if (!argument.startsWith('--')) {
      words.push(argument);
      continue;
    }
    const [name = '', ...rest] = argument.slice(2).split('=');
    const next = argv[index + 1];
    const separate = rest.length === 0 && next !== undefined && !next.startsWith('--');
    if (options.has(name)) throw new UsageFault(`--${name} stands there twice.`);
    options.set(name, separate ? next : rest.join('='));
    if (separate) index++;
  }
  return { words, options };
}

/** The value of an option that must be there. */
export function required({ options }: Arguments, name: string): string {
  const value = options.get(name);
  if (value === undefined || value === '') throw new UsageFault(`--${name} is missing.`);
  return value;
}

/** Refuses options that the command does not know: a misspelled one must not be passed over. */
export function allowOnly({ options }: Arguments, names: readonly string[]): void {
  const unknown = [...options.keys()].find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const known = names.length === 0 ? 'It takes no options.' : `It takes ${names.map((name) => `--${name}`).join(', ')}.`;
  throw new UsageFault(`--${unknown} is not an option of this command. ${known}`);
}
