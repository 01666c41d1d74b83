import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { environmentVariables } from '#platform/config';
import { ROOT } from '../../scripts/bootstrap/environment.mjs';

const folder = join(ROOT, 'deploy/k8s');
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly [part: string]: unknown;
}
const resources = files
  .filter((file) => file !== 'kustomization.yaml')
  .flatMap((file) => {
    const documents = parseAllDocuments(read(file));
    return documents.map((document) => {
      expect(document.errors, file).toEqual([]);
      return document.toJS() as Resource;
    });
  });
const find = (kind: string, name: string) =>
  resources.find((one) => one.kind === kind && one.metadata.name === name);

const labels = z.looseObject({ 'app.kubernetes.io/name': z.string() });
const environment = {
  envFrom: z.tuple([
    z.strictObject({ configMapRef: z.strictObject({ name: z.literal('jobwire') }) }),
    z.strictObject({ secretRef: z.strictObject({ name: z.literal('jobwire') }) }),
  ]),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
};
const probe = z.looseObject({
  httpGet: z.strictObject({ path: z.string().regex(/\/health\//), port: z.literal('http') }),
});
const deployment = z.looseObject({
  apiVersion: z.literal('apps/v1'),
  spec: z.looseObject({
    replicas: z.number(),
    selector: z.strictObject({ matchLabels: labels }),
    template: z.looseObject({
      metadata: z.looseObject({ labels }),
      spec: z.looseObject({
        terminationGracePeriodSeconds: z.number().min(30),
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
        containers: z.tuple([
          z.looseObject({
            ...environment,
            image: z.string(),
            env: z.array(z.strictObject({ name: z.string(), value: z.string() })),
            ports: z.tuple([
              z.strictObject({ name: z.literal('http'), containerPort: z.number() }),
            ]),
            startupProbe: probe,
            livenessProbe: probe,
            readinessProbe: probe,
            resources: z.looseObject({
              requests: z.strictObject({ cpu: z.string(), memory: z.string() }),
            }),
          }),
        ]),
      }),
    }),
  }),
});

describe.each([
  { name: 'web', replicas: 2, port: 3000, under: '/api/health' },
  { name: 'socket', replicas: 2, port: 3001, under: '/health' },
  { name: 'worker', replicas: 3, port: 3002, under: '/health' },
])('$name on Kubernetes', ({ name, replicas, port, under }) => {
  const { spec } = deployment.parse(find('Deployment', `jobwire-${name}`));
  const [container] = spec.template.spec.containers;

  test('begins with its replicas, is probed on its health routes, and scales on its own', () => {
    expect(spec.replicas).toBe(replicas);
    expect(container.ports[0].containerPort).toBe(port);
    expect(container.livenessProbe.httpGet.path).toBe(`${under}/live`);
    expect(container.readinessProbe.httpGet.path).toBe(`${under}/ready`);
    expect(find('HorizontalPodAutoscaler', `jobwire-${name}`)?.spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: `jobwire-${name}` },
      minReplicas: replicas,
    });
  });

  test('is found by its Service, and its labels agree', () => {
    const selector = spec.selector.matchLabels;
    expect(spec.template.metadata.labels).toMatchObject(selector);
    expect(find('Service', `jobwire-${name}`)?.spec).toMatchObject({ selector });
    expect(find('PodDisruptionBudget', `jobwire-${name}`)?.spec).toMatchObject({
      selector: { matchLabels: selector },
    });
  });

  test('names only variables there are, and none of them a secret', () => {
    // Next's server takes its address from HOSTNAME.
    const known = new Set([...environmentVariables, 'HOSTNAME']);
    const data = find('ConfigMap', 'jobwire')?.data as Record<string, string>;
    const names = [...container.env.map((one) => one.name), ...Object.keys(data)];
    expect(names.filter((one) => !known.has(one))).toEqual([]);
    expect(names.filter((one) => /SECRET|PASSWORD|TOKEN|KEY|_URL$/.test(one)).sort()).toEqual([
      'SOCKET_PUBLIC_URL',
      'WEB_INTERNAL_URL',
      'WEB_PUBLIC_URL',
    ]);
  });
});

test('the worker is given longer than its own grace before it is killed', () => {
  const { spec } = deployment.parse(find('Deployment', 'jobwire-worker'));
  const [container] = spec.template.spec.containers;
  const graceMs = container.env.find(({ name }) => name === 'WORKER_GRACE_MS')?.value;
  expect(spec.template.spec.terminationGracePeriodSeconds * 1000).toBeGreaterThan(
    Number(graceMs) + 5_000,
  );
});

test('a Job migrates the database, and every file is listed', () => {
  expect(find('Job', 'jobwire-prepare')?.spec).toMatchObject({
    template: {
      spec: { containers: [{ image: 'jobwire-worker', command: ['node', 'prepare.mjs'] }] },
    },
  });
  const { resources: listed } = parse(read('kustomization.yaml')) as { resources: string[] };
  expect([...listed, 'kustomization.yaml'].sort()).toEqual([...files].sort());
  expect(resources.some(({ kind }) => kind === 'Secret')).toBe(false);
});
