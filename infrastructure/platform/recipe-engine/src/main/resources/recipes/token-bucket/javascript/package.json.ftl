{
  "name": "[=project.name]",
  "version": "1.0.0",
  "private": true,
  "type": "module",
  "exports": "./src/token-bucket.js",
  "engines": {
    "node": ">=20"
  },
  "scripts": {
    "test": "node --test"
  }
}
