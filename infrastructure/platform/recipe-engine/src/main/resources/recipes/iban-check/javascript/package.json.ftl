{
  "name": "[=project.name]",
  "version": "1.0.0",
  "description": "IBAN check by ISO 13616 and ISO 7064 MOD 97-10",
  "private": true,
  "type": "module",
  "exports": "./src/iban.js",
  "engines": {
    "node": ">=20"
  },
  "scripts": {
    "test": "node --test"
  }
}
