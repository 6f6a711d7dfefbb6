// Reads GeoJSON files with three libraries that we did not write, and prints what each found, as JSON.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { check } from '@placemarkio/check-geojson';

const require = createRequire(import.meta.url);
const { hint } = require('@mapbox/geojsonhint');
const mapshaper = require('mapshaper');

function checked(text) {
  try {
    check(text);
    return [];
  } catch (error) {
    return (error.issues ?? [error]).map((issue) => issue.message);
  }
}

// How many features Mapshaper reads and, after it has built topology and cleaned it, still has: a broken
// polygon is gone then, and so is ground that lies over other ground. Polygons and lines come back apart.
async function counted(text, commands) {
  const made = await mapshaper.applyCommands(
    `-i in.geojson ${commands} -o format=geojson target='*'`, { 'in.geojson': text });
  const trees = Object.values(made).map((part) => JSON.parse(part));
  return trees.reduce((sum, tree) => sum + (tree.features ?? tree.geometries).length, 0);
}

const results = {};
const paths = process.argv.slice(2).filter((word) => word !== '--clean');
const toClean = new Set(process.argv.slice(process.argv.indexOf('--clean') + 1)); // what stands behind the word
for (const path of paths) {
  const text = await readFile(path, 'utf8');
  results[path] = {
    check: checked(text),
    hint: hint(text).map((fault) => `${fault.level ?? 'error'}: ${fault.message}`),
    read: await counted(text, ''),
    cleaned: toClean.has(path) ? await counted(text, "-clean target='*'") : null,
  };
}
process.stdout.write(JSON.stringify(results));
