import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One query as BigQuery's REST API got it. */
interface RecordedQuery {
  readonly project: string;
  readonly jobId: string;
  readonly sql: string;
  readonly location: string | undefined;
  readonly maximumBytesBilled: string | undefined;
  readonly jobTimeoutMs: string | undefined;
  readonly useLegacySql: boolean | undefined;
  /** Values of the array parameters, by name. */
  readonly params: Record<string, string[]>;
}

interface Column {
  name: string;
  type: 'STRING' | 'INTEGER' | 'FLOAT' | 'BOOLEAN';
  mode?: 'REPEATED';
}

interface StubTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly unknown[])[];
}

export interface BigQueryStub {
  readonly url: string;
  readonly queries: RecordedQuery[];
  readonly cancelled: string[];
  /** What the next query whose text contains the key answers with. */
  readonly answers: Map<string, StubTable>;
  /** `fail`: the job is refused with this status; `hang`: it never answers. */
  trouble: { kind: 'fail'; status: number; reason: string } | { kind: 'hang' } | null;
  stop(): Promise<void>;
}

interface InsertBody {
  jobReference: { projectId: string; jobId: string; location?: string };
  configuration: {
    jobTimeoutMs?: string;
    query: {
      query: string;
      maximumBytesBilled?: string;
      useLegacySql?: boolean;
      queryParameters: {
        name: string;
        parameterValue: { arrayValues?: { value: string }[] };
      }[];
    };
  };
}

const cell = (column: Column, value: unknown) => {
  const text = (one: unknown) => (one === null ? null : String(one));
  return column.mode === 'REPEATED'
    ? { v: (value as unknown[]).map((one) => ({ v: text(one) })) }
    : { v: text(value) };
};

/** The part of BigQuery's REST API that a query needs: insert, results, cancel. It runs no SQL. */
export const startBigQueryStub = async (): Promise<BigQueryStub> => {
  const queries: RecordedQuery[] = [];
  const cancelled: string[] = [];
  const answers = new Map<string, StubTable>();
  const stub: Pick<BigQueryStub, 'trouble'> = { trouble: null };

  const record = (body: InsertBody) => {
    const { query } = body.configuration;
    queries.push({
      project: body.jobReference.projectId,
      jobId: body.jobReference.jobId,
      sql: query.query,
      location: body.jobReference.location,
      maximumBytesBilled: query.maximumBytesBilled,
      jobTimeoutMs: body.configuration.jobTimeoutMs,
      useLegacySql: query.useLegacySql,
      params: Object.fromEntries(
        query.queryParameters.map(({ name, parameterValue }) => [
          name,
          (parameterValue.arrayValues ?? []).map(({ value }) => value),
        ]),
      ),
    });
  };

  const results = (jobId: string) => {
    const sql = queries.find((query) => query.jobId === jobId)?.sql ?? '';
    const [, table] = [...answers].find(([key]) => sql.includes(key)) ?? [];
    const { columns, rows } = table ?? { columns: [], rows: [] };
    return {
      kind: 'bigquery#getQueryResultsResponse',
      jobReference: { projectId: 'p', jobId, location: 'EU' },
      jobComplete: true,
      totalRows: String(rows.length),
      schema: { fields: columns },
      rows: rows.map((row) => ({
        f: columns.map((column, index) => cell(column, row[index])),
      })),
    };
  };

  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    const path = new URL(request.url ?? '/', 'http://stub').pathname;
    const cancel = /\/jobs\/([^/]+)\/cancel$/.exec(path);
    if (cancel) {
      cancelled.push(cancel[1] ?? '');
      json(200, { job: {} });
      return;
    }
    if (request.method === 'POST' && path.endsWith('/jobs')) {
      const body = JSON.parse(Buffer.concat(parts).toString()) as InsertBody;
      record(body);
      if (stub.trouble?.kind === 'hang') return;
      if (stub.trouble?.kind === 'fail') {
        const { status, reason } = stub.trouble;
        json(status, { error: { code: status, message: reason, errors: [{ reason }] } });
        return;
      }
      json(200, {
        jobReference: body.jobReference,
        configuration: body.configuration,
        status: { state: 'DONE' },
      });
      return;
    }
    const found = /\/queries\/([^/]+)$/.exec(path);
    if (found) json(200, results(found[1] ?? ''));
    else json(404, { error: { code: 404, message: `no such path: ${path}` } });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(stub, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    queries,
    cancelled,
    answers,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
};
