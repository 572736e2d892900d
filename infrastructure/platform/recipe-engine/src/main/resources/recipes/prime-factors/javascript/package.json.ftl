{
  "name": "[=project.name]",
  "version": "1.0.0",
  "description": "Prime factorisation by trial division",
  "private": true,
  "type": "module",
  "exports": "./src/prime-factors.js",
  "engines": {
    "node": ">=20"
  },
  "scripts": {
    "test": "node --test"
  }
}
