{
  "name": "[=project.name]",
  "version": "1.0.0",
  "private": true,
  "type": "module",
  "exports": "./src/merge-intervals.js",
  "engines": {
    "node": ">=20"
  },
  "scripts": {
    "test": "node --test"
  }
}
