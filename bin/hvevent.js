#!/usr/bin/env node
// The smallest door: says in one sentence when Node is too old, and otherwise opens the real one.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `hvevent needs Node.js 22.13 or newer, and this is ${process.versions.node}: install Node.js 24 LTS, or start it with "npm start", which brings its own.`,
  );
  process.exit(70);
}

await import('../dist/adapters/main.js');
