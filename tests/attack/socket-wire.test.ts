import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_SOCKET_MESSAGE_BYTES } from '#contracts/limits';
import { serverLimits } from '#server/limits';
import { eventually } from '../helpers/eventually';
import {
  publish,
  type RawSocket,
  type Recorder,
  range,
  startWorld,
  submit,
  type World,
} from '../server/socket-world';

/** Rows of the attack catalogue that come over the socket port; a bystander looks on at every one. */
describe('attacks on the socket port', () => {
  let world: World;
  let bystander: Recorder;
  let published = 0;
  beforeAll(async () => {
    world = await startWorld();
    bystander = await world.connect('bystander');
    await bystander.got('resync');
  });
  afterAll(() => world.stop());

  /** The process lives and serves: the bystander's next event arrives. */
  const servesOthers = async () => {
    await publish(world, 'bystander', 1);
    published += 1;
    await eventually(() => bystander.seqs.length === published);
    expect(bystander.closedBy).toBeUndefined();
  };

  const codes = (socket: RawSocket): string[] =>
    socket.messages
      .filter((message) => message.startsWith('44'))
      .map((message) => JSON.parse(message.slice(message.indexOf('{'))).data?.code);

  const http = (head: string): Promise<string> =>
    new Promise((resolve) => {
      let answer = '';
      const socket = connect(world.port, '127.0.0.1', () => socket.write(head));
      socket.on('data', (data) => {
        answer += String(data);
      });
      socket.on('error', () => resolve(answer));
      socket.on('close', () => resolve(answer));
    });

  it('S1 serves a browser of another origin nothing but the refusal', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:3000.evil.example',
      '',
    ]) {
      const options = { extraHeaders: { origin } };
      const tab = world.recorder({ token: world.token('ann') }, options);
      expect(await tab.refused()).toBe('origin_refused');
      expect(tab.received).toEqual([]);
    }
    const allowed = { extraHeaders: { origin: 'http://localhost:3000' } };
    await world.connect('ann', {}, allowed);
    const raw = await world.raw(undefined, { origin: 'https://evil.example' }).opened();
    raw.ws.send(`40${JSON.stringify({ token: world.token('ann') })}`);
    await raw.closed();
    expect(codes(raw)).toEqual(['origin_refused']);
    await servesOthers();
  });

  it('S2 S7 S9 S11 offers no polling, whatever is sent to it, and no other transport or protocol', async () => {
    const requests = [
      'GET /socket.io/?EIO=4&transport=polling',
      'GET /socket.io/?EIO=4&transport=webtransport',
      'GET /socket.io/?EIO=4&transport=__proto__',
      'GET /socket.io/?EIO=4&transport=websocket',
      'GET /socket.io/?EIO=4&transport=websocket&sid=unknown',
      'GET /socket.io/',
      'DELETE /socket.io/?EIO=4&transport=polling',
    ];
    for (const request of requests) {
      const answer = await http(`${request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).not.toMatch(/access-control-allow-origin/i);
    }
    const body = 'x'.repeat(2 * 1024 * 1024);
    const posted = await http(
      `POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(posted === '' || posted.startsWith('HTTP/1.1 400 ')).toBe(true);
    const old = world.raw('EIO=3&transport=websocket');
    await old.closed();
    const unknown = world.raw('EIO=4&transport=websocket&sid=unknown');
    await unknown.closed();
    expect([...old.messages, ...unknown.messages].filter((one) => one.startsWith('0{'))).toEqual(
      [],
    );
    await servesOthers();
  });

  it('S3 closes a connection that never signs in', async () => {
    const own = await world.another({ connectTimeoutMs: 300 });
    const silent = await own.raw().opened();
    await silent.closed(4_000);
    await own.stop();
    expect(serverLimits.connectTimeoutMs).toBeLessThanOrEqual(5_000);
  });

  it('S4 runs one handshake a connection, however many are asked for', async () => {
    let checks = 0;
    const own = await world.another({}, (platform) => ({
      ...platform,
      tokens: {
        ...platform.tokens,
        verify: (token, accept) => {
          checks += 1;
          return platform.tokens.verify(token, accept);
        },
      },
    }));
    const greedy = await own.raw().opened();
    const connectPacket = `40${JSON.stringify({ token: world.token('ann') })}`;
    for (let n = 0; n < 20_000 && greedy.closeCode === undefined; n += 1)
      greedy.ws.send(connectPacket);
    await greedy.closed();
    expect(checks).toBeLessThanOrEqual(1);
    const patient = await own.rawUser('ann');
    expect(checks).toBeGreaterThan(0);
    patient.ws.send(connectPacket);
    await patient.closed();
    await own.stop();
  });

  it('S5 closes after three unknown namespaces', async () => {
    const prober = await world.raw().opened();
    for (const n of range(1, 50)) prober.ws.send(`40/nope-${n},{"token":"x"}`);
    await prober.closed();
    const replies = prober.messages.filter((message) => message.startsWith('44'));
    expect(replies.length).toBeLessThanOrEqual(3);
    await servesOthers();
  });

  it('S6 answers a flood of events with rate_limited, then closes', async () => {
    const tab = await world.rawUser('flood');
    for (let n = 0; n < 50_000 && tab.closeCode === undefined; n += 1) {
      tab.ws.send(`42${n}["job:unwatch",{"jobIds":["x"]}]`);
    }
    await tab.closed();
    const answers = tab.messages.filter((message) => message.startsWith('43'));
    expect(answers.length).toBeGreaterThan(0);
    // One read of the kernel's buffer may hold more than the allowance; what comes after it is not read.
    expect(answers.length).toBeLessThan(5_000);
    expect(answers.some((message) => message.includes('rate_limited'))).toBe(true);
    await servesOthers();
  });

  it('S6 closes on a flood of packets that are no events', async () => {
    const flood = async (packet: string) => {
      const tab = await world.rawUser('flooding');
      for (let n = 0; n < 5_000 && tab.closeCode === undefined; n += 1) tab.ws.send(packet);
      await tab.closed();
    };
    await Promise.all(['3', '6', '43999[]'].map(flood));
    await servesOthers();
  });

  it('S8 closes with 1009 on a message over the limit', async () => {
    const tab = await world.rawUser('large');
    tab.ws.send(`42["job:watch",{"jobIds":["${'x'.repeat(MAX_SOCKET_MESSAGE_BYTES)}"]}]`);
    expect(await tab.closed()).toBe(1009);
    await servesOthers();
  });

  it('S10 closes on what is no packet', async () => {
    const packets = [
      '42[',
      '42[]',
      '42{}',
      '42[null]',
      '42[{}]',
      '42["connect"]',
      '42["disconnecting"]',
      '4',
      '49',
      '4x',
      'x',
      '9',
      '42NaN["job:watch"]',
      '44{"message":"x"}',
    ];
    for (const packet of packets) {
      const tab = await world.rawUser('junk');
      tab.ws.send(packet);
      await tab.closed();
    }
    await servesOthers();
  });

  it('S11 closes on an event before the handshake and on a handshake that is no object', async () => {
    for (const packet of [
      '42["job:watch",{"jobIds":["x"]}]',
      '40"text"',
      '40[1]',
      '401',
      '41',
      '43[]',
    ]) {
      const early = await world.raw().opened();
      early.ws.send(packet);
      await early.closed();
      expect(early.messages.filter((message) => message.startsWith('40'))).toEqual([]);
    }
    await servesOthers();
  });

  it('S12 refuses everything binary', async () => {
    const packets: (string | Buffer)[] = [
      '4511-["job:watch"]',
      '451000000000-["x",{"_placeholder":true,"num":0}]',
      '451-["x",{"_placeholder":true,"num":"splice"}]',
      '461-0[{"_placeholder":true,"num":0}]',
      Buffer.from([1, 2, 3]),
      'bAQID',
    ];
    for (const packet of packets) {
      const tab = await world.rawUser('binary');
      tab.ws.send(packet);
      tab.ws.send('text instead of the attachment');
      await tab.closed();
    }
    await servesOthers();
  });

  it('S13 closes with 1008 on a message in hundreds of thousands of pieces', async () => {
    const tab = await world.rawUser('pieces');
    for (let n = 0; n < 300_000 && tab.closeCode === undefined; n += 1) {
      tab.ws.send(n === 0 ? '4' : '', { fin: false });
      if (n % 2_000 === 0) await delay(1);
    }
    expect(await tab.closed()).toBe(1008);
    await servesOthers();
  });

  it('S14 refuses keys that reach for the prototype', async () => {
    const tab = await world.rawUser('proto');
    tab.ws.send('421["job:watch",{"jobIds":["x"],"__proto__":{"polluted":1}}]');
    tab.ws.send('422["job:watch",{"jobIds":["x"],"constructor":{"prototype":{"polluted":1}}}]');
    tab.ws.send('423["__proto__",{}]');
    tab.ws.send('424["toString",{}]');
    const answers = await Promise.all(
      range(1, 4).map((n) => tab.saw((message) => message.startsWith(`43${n}`))),
    );
    expect(answers.map((one) => JSON.parse(one.slice(3))[0].error.code)).toEqual([
      'unknown_field',
      'unknown_field',
      'unknown_event',
      'unknown_event',
    ]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('S15 closes on deep nesting before it is used', async () => {
    for (const packet of [
      `42["job:watch",${'['.repeat(10_000)}${']'.repeat(10_000)}]`,
      `40${'{"a":'.repeat(4_000)}1${'}'.repeat(4_000)}`,
    ]) {
      const tab = packet.startsWith('42')
        ? await world.rawUser('deep')
        : await world.raw().opened();
      tab.ws.send(packet);
      await tab.closed();
    }
    await servesOthers();
  });

  it('S16 does not compress, though it is offered', async () => {
    const tab = world.raw(undefined, { perMessageDeflate: true });
    await tab.opened();
    expect(tab.ws.extensions).toBe('');
  });

  it('S19 limits flapping, and leaves no room behind', async () => {
    const job = await submit(world, 'flap');
    const own = await world.another();
    const tab = await own.connect('flap');
    const answers = await Promise.all(
      range(1, 300).map((n) => tab.ask(n % 2 ? 'job:watch' : 'job:unwatch', { jobIds: [job.id] })),
    );
    const refused = answers.filter((one) => !one.ok && one.error.code === 'rate_limited').length;
    expect(refused).toBeGreaterThan(100);
    expect(own.serverCore.subscriptions.channels).toBeLessThanOrEqual(2);
    await own.stop();
  });

  it('S20 takes events without an acknowledgement, or with one in the wrong place', async () => {
    const tab = await world.rawUser('no-ack');
    tab.ws.send('42["job:watch",{"jobIds":["x"]}]');
    tab.ws.send('42["job:watch",{"jobIds":["x"]},"callback"]');
    tab.ws.send('42["job:watch"]');
    tab.ws.send('431[{"ok":true}]');
    tab.ws.send('431[{"ok":true}]');
    tab.ws.send('427["job:watch",{"jobIds":["x"]},{}]');
    expect(await tab.saw((message) => message.startsWith('437'))).toContain('invalid_input');
    expect(tab.closeCode).toBeUndefined();
  });

  it('S22 keeps no state that a connection could claim', async () => {
    const tab = await world.raw().opened();
    tab.ws.send(`40${JSON.stringify({ pid: 'x', offset: 'y' })}`);
    await tab.saw((message) => message.startsWith('44'));
    expect(codes(tab)).toEqual(['token_missing']);
    const signedIn = await world.rawUser('no-pid');
    expect(signedIn.messages.find((message) => message.startsWith('40'))).not.toContain('pid');
  });

  it('S23 passes on nothing a client sends', async () => {
    const victim = await world.connect('victim');
    await victim.got('resync');
    const before = [victim.received.length, bystander.received.length];
    const tab = await world.connect('victim');
    for (const event of [
      'job:event',
      'job:progress',
      'resync',
      'hello',
      'server:closing',
      'progress',
      'join',
    ]) {
      expect(await tab.ask(event, { jobId: 'x', room: 'user:bystander' })).toMatchObject({
        ok: false,
        error: { code: 'unknown_event', retryable: false },
      });
    }
    await servesOthers();
    expect([victim.received.length, bystander.received.length]).toEqual([
      before[0],
      (before[1] ?? 0) + 1,
    ]);
  });

  it('S28 closes on junk in the WebSocket headers', async () => {
    const upgrade = (headers: string) =>
      http(
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${headers}\r\n\r\n`,
      );
    const junk = [
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short',
      `Sec-WebSocket-Version: 99\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==`,
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\nSec-WebSocket-Protocol: a,,b`,
      `X: ${'x'.repeat(100_000)}`,
    ];
    for (const headers of junk) expect(await upgrade(headers)).not.toMatch(/^HTTP\/1\.1 (101|5)/);
    await servesOthers();
  });
});
