import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from '#platform/metrics';

/*
 * What ships for Grafana and Prometheus asks for metrics by name and label. A query for one that is not there draws
 * nothing and rings no bell, so that nobody would notice.
 */
const folder = join(import.meta.dirname, '../../../deploy/grafana');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

interface Dashboard {
  readonly panels: readonly {
    readonly id: number;
    readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
  readonly templating: { readonly list: readonly { readonly definition?: string }[] };
}
interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: Record<string, string>;
    }[];
  }[];
}

/** Of every series, the labels it may have: ours, those of every metric, and the one Prometheus adds. */
const series = (): Map<string, Set<string>> => {
  const known = new Map<string, Set<string>>();
  const { registry } = createMetrics('web');
  for (const metric of registry.getMetricsAsArray()) {
    const { labelNames = [] } = metric as unknown as { labelNames?: readonly string[] };
    const labels = new Set(['process', 'instance', ...labelNames]);
    known.set(metric.name, labels);
    const isHistogram = (metric as unknown as { type?: unknown; upperBounds?: unknown })
      .upperBounds;
    if (!isHistogram) continue;
    known.set(`${metric.name}_bucket`, new Set([...labels, 'le']));
    known.set(`${metric.name}_sum`, labels);
    known.set(`${metric.name}_count`, labels);
  }
  return known;
};

/** What of a query, with what names its results, no registry knows. */
const faults = (
  expr: string,
  texts: readonly string[],
  known: Map<string, Set<string>>,
): string[] => {
  const names = [...expr.matchAll(/\b(?:jobwire|nodejs|process)_\w+/g)].map(([name]) => name);
  const missing = names.filter((name) => !known.has(name));
  const allowed = new Set(names.flatMap((name) => [...(known.get(name) ?? [])]));
  const matchers = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
  );
  const groups = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, inside = '']) =>
    inside.split(',').map((label) => label.trim()),
  );
  const shown = texts.flatMap((text) =>
    [...text.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(([, label = '']) => label),
  );
  const foreign = [...matchers, ...groups, ...shown].filter((label) => !allowed.has(label));
  return [...(names.length === 0 ? ['no metric at all'] : []), ...missing, ...foreign];
};

const dashboard = JSON.parse(read('jobwire.json')) as Dashboard;
const rules = (parse(read('alerts.yaml')) as Rules).groups.flatMap((group) => group.rules);

test('every query of the dashboard asks for metrics and labels that exist', () => {
  const known = series();
  const queries = dashboard.panels.flatMap(({ targets = [] }) => targets);
  expect(queries.length).toBeGreaterThan(30);
  const found = queries.flatMap(({ expr, legendFormat }) =>
    faults(expr, [legendFormat], known).map((fault) => `${fault} in ${expr}`),
  );
  expect(found).toEqual([]);
  const ids = dashboard.panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const [, variable] = dashboard.templating.list;
  expect(variable?.definition).toBe('label_values(jobwire_jobs, type)');
});

test('every rule asks for metrics and labels that exist, and says in words what is wrong', () => {
  const known = series();
  const found = rules.flatMap(({ alert, expr, annotations }) =>
    faults(expr, Object.values(annotations), known).map((fault) => `${fault} in ${alert}`),
  );
  expect(found).toEqual([]);
  expect(rules.every(({ annotations }) => (annotations.summary?.length ?? 0) > 0)).toBe(true);
});

test('finds a metric and a label that do not exist', () => {
  const known = series();
  expect(faults('sum by (owner) (jobwire_jobs{state="x"})', ['{{nobody}}'], known)).toEqual([
    'state',
    'owner',
    'nobody',
  ]);
  expect(faults('jobwire_missing_total', [], known)).toEqual(['jobwire_missing_total']);
});

test('every metric of jobs, queues and schedules is drawn', () => {
  const drawn = JSON.stringify(dashboard.panels);
  const asked = /^jobwire_(jobs|attempts|job_|oldest|queue|workers|schedule|outbox|sockets)/;
  const ours = [...series().keys()].filter((name) => asked.test(name));
  const left = ours.filter((name) => !/_(sum|count)$/.test(name) && !drawn.includes(name));
  expect(left).toEqual([]);
});
