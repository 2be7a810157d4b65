/**
 * Runs in the guest: starts `lifeboat unlock` with a channel, plays one case on it and prints what
 * came as one line of JSON. The case is JSON on standard input:
 *
 * { argv: string[], before: string[], rules: Rule[], after: string[], timeoutMs: number }
 *
 * `before` and `after` are lines for lifeboat-token(1). A rule waits for its event, then acts; the
 * next rule waits from there on. Rules are described in test/image/unlock-cases.ts.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const { argv, before, rules, after, timeoutMs } = JSON.parse(readFileSync(0, 'utf8'));
const path = `/run/unlock-case-${process.pid}.sock`;
const started = Date.now();
const seen = [];
let peer;
let offer = null;

function runToken(lines) {
  if (lines.length === 0) return;
  const { stdout, status } = spawnSync('lifeboat-token', ['-'], {
    input: lines.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
  });
  if (status !== 0) seen.push({ tokenError: stdout });
}

const send = (questionId, secret) =>
  peer.write(`${JSON.stringify({ type: 'answer', questionId, secret })}\n`);

function act(rule, event) {
  runToken(rule.token ?? []);
  if ('answer' in rule) send(event.question.id, rule.answer);
  if (rule.choose) {
    const choice = offer?.choices.find(({ kind }) => kind === rule.choose);
    if (choice) send(offer.id, choice.id);
    else seen.push({ missingChoice: rule.choose });
  }
  if (rule.cancel) send(offer.id, null);
}

const isAwaited = (rule, event) =>
  (rule.isOffered &&
    event.type === 'question' &&
    event.question.kind === 'method' &&
    !event.question.isStanding) ||
  (rule.isFileOffered &&
    event.type === 'question' &&
    event.question.choices.some(({ kind }) => kind === 'file')) ||
  (rule.phase !== undefined && event.type === 'unlock' && event.view.phase === rule.phase) ||
  (rule.kind !== undefined && event.type === 'question' && event.question.kind === rule.kind);

/** What a test looks at, without what differs from run to run. */
function note(event) {
  if (event.type === 'question') {
    const { kind, retry, triesLeft } = event.question;
    if (kind !== 'method') seen.push({ question: kind, retry, triesLeft });
  } else if (event.type === 'unlock') {
    const { phase, triesLeft, note: said, opens, lacks, failure } = event.view;
    seen.push({ phase, triesLeft, note: said, opens, lacks, failure: failure?.code ?? null });
  } else if (event.type === 'failure') seen.push({ failure: event.failure.code });
}

function take(event) {
  note(event);
  if (event.type === 'question' && event.question.kind === 'method') offer = event.question;
  if (rules.length > 0 && isAwaited(rules[0], event)) act(rules.shift(), event);
}

const server = createServer((socket) => {
  peer = socket;
  socket.on('error', () => undefined);
  createInterface({ input: socket }).on('line', (line) => take(JSON.parse(line)));
});
await new Promise((resolve) => server.listen(path, resolve));
runToken(before);
const child = spawn('lifeboat', argv, {
  env: { ...process.env, LIFEBOAT_CHANNEL: path },
  stdio: ['ignore', 'pipe', 'pipe'],
});
let output = '';
child.stdout.on('data', (chunk) => (output += chunk));
child.stderr.on('data', (chunk) => (output += chunk));
const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
const exitCode = await new Promise((resolve) => child.on('close', resolve));
clearTimeout(timer);
runToken(after);
rmSync(path, { force: true });
const milliseconds = Date.now() - started;
console.log(
  `CASE ${JSON.stringify({ exitCode, milliseconds, rulesLeft: rules.length, seen, output })}`,
);
process.exit(0);
