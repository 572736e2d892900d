{
  "name": "[=project.name]",
  "version": "1.0.0",
  "private": true,
  "type": "module",
  "exports": "./src/csv-to-json.js",
  "engines": {
    "node": ">=20"
  },
  "scripts": {
    "test": "node --test"
  }
}
