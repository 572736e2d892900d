{
  "name": "[=project.name]",
  "version": "1.0.0",
  "description": "Text to URL slug",
  "private": true,
  "type": "module",
  "exports": "./src/slug.js",
  "engines": {
    "node": ">=20"
  },
  "scripts": {
    "test": "node --test"
  }
}
