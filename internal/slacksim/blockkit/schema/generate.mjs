// Makes ../schema.json from the types that Slack publishes. Run by `go generate`; it needs npm and leaves nothing behind.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

// The packages live outside the work tree: Go would look into node_modules.
function generate(work) {
  for (const name of ['package.json', 'package-lock.json', 'types.ts']) copyFileSync(join(here, name), join(work, name));
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
  const { createGenerator } = createRequire(join(work, 'package.json'))('ts-json-schema-generator');
  return createGenerator({ path: join(work, 'types.ts'), type: 'Kit', expose: 'export', jsDoc: 'none', skipTypeCheck: false, topRef: false, additionalProperties: false }).createSchema('Kit');
}

const resolve = (schema, definitions) => (schema.$ref ? definitions[decodeURIComponent(schema.$ref.split('/').at(-1))] : schema);
const typeOf = (schema) => schema?.properties?.type?.const;

// A union of objects that differ in `type` is decided by that field first: byType, a keyword of this schema's own. Otherwise one
// wrong field would make a finding for each member of the union, and each member would be tried.
function decide(node, definitions) {
  if (Array.isArray(node)) return node.map((n) => decide(n, definitions));
  if (!node || typeof node !== 'object') return node;
  const made = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, decide(value, definitions)]));
  const members = flat(made.anyOf || [], definitions);
  const types = members.map((m) => typeOf(resolve(m, definitions)));
  if (!members.length || types.some((t) => !t)) return made;
  const cases = new Map();
  members.forEach((m, i) => cases.set(types[i], [...(cases.get(types[i]) || []), m]));
  delete made.anyOf;
  return {
    ...made, type: 'object', required: ['type'],
    properties: { type: { enum: [...cases.keys()] } },
    byType: Object.fromEntries([...cases].map(([type, of]) => [type, of.length > 1 ? { anyOf: of } : of[0]])),
  };
}

// flat opens unions within a union.
const flat = (members, definitions) => members.flatMap((m) => {
  const meant = resolve(m, definitions);
  return meant.anyOf && !typeOf(meant) ? flat(meant.anyOf, definitions) : [m];
});

// What Slack's reference documents and the published types lack.
function amend({ definitions }) {
  const settings = definitions.TableBlock.properties.column_settings;
  settings.items = { anyOf: [settings.items, { type: 'null' }] }; // null stands for a column without settings
  definitions.RichTextList.properties.offset = { type: 'number' };
  // Radio buttons and checkboxes may describe in mrkdwn.
  for (const name of ['MrkdwnOption', 'PlainTextOption']) definitions[name].properties.description = { $ref: '#/definitions/TextObject' };
}

// used drops what nothing refers to any more.
function used(schema) {
  const wanted = new Set();
  const look = (node) => JSON.stringify(node).replace(/"\$ref":"#\/definitions\/([^"]+)"/g, (_, name) => {
    if (!wanted.has(name)) { wanted.add(name); look(schema.definitions[decodeURIComponent(name)]); }
    return '';
  });
  look({ ...schema, definitions: {} });
  return { ...schema, definitions: Object.fromEntries(Object.keys(schema.definitions).filter((n) => wanted.has(encodeURIComponent(n))).sort().map((n) => [n, schema.definitions[n]])) };
}

// print puts every definition on a line of its own: small, and a new version of the types makes a diff one can read.
function print({ definitions, ...top }) {
  const lines = Object.entries(definitions).map(([name, definition]) => `  ${JSON.stringify(name)}: ${JSON.stringify(definition)}`);
  const head = Object.entries(top).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${head.join(',\n')},\n"definitions": {\n${lines.join(',\n')}\n}\n}\n`;
}

const work = mkdtempSync(join(tmpdir(), 'block-kit-schema-'));
try {
  const schema = generate(work);
  amend(schema);
  const made = used(decide(schema, schema.definitions));
  writeFileSync(join(here, '..', 'schema.json'), print(made));
} finally {
  rmSync(work, { recursive: true });
}
