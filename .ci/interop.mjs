// Opens every table of an output folder with DuckDB and runs queries.sql.
// usage: node interop.mjs OUT
import { readFileSync, readdirSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

process.chdir(process.argv[2]);
const db = await (await DuckDBInstance.create(':memory:')).connect();
const rows = async (sql) => (await db.runAndReadAll(sql)).getRowObjects();

let tables = 0, parted = 0;
for (const resource of JSON.parse(readFileSync('datapackage.json', 'utf8')).resources) {
  if (resource.format !== 'parquet') continue;
  const from = resource.parts ? `'${resource.name}/*.parquet'` : `'${resource.path}'`;
  const [{ n }] = await rows(`SELECT count(*) AS n FROM ${from}`);
  parted += resource.parts ? 1 : 0;
  if (Number(n) !== resource.rows) throw new Error(`${resource.path}: ${n} rows, manifest says ${resource.rows}`);
  tables++;
}
if (tables - parted !== readdirSync('.').filter((f) => f.endsWith('.parquet')).length) throw new Error('a table is not in the manifest');

const queries = readFileSync('queries.sql', 'utf8').split(';').map((q) => q.trim()).filter((q) => /\bSELECT\b/.test(q));
for (const query of queries) {
  const answer = await rows(query);
  const title = query.split('\n').filter((l) => l.startsWith('--')).pop();
  console.log(`${title} (${answer.length} rows)`);
  const mustBeEmpty = /No row: all agree/.test(query);
  if (mustBeEmpty !== (answer.length === 0)) throw new Error(`${title}: ${JSON.stringify(answer.slice(0, 3), (_, v) => typeof v === 'bigint' ? Number(v) : v)}`);
}
console.log(`interop.mjs: ${tables} tables opened, ${queries.length} queries run`);
