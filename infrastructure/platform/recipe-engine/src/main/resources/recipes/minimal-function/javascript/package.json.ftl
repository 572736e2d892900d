{
  "name": "[=project.name]",
  "version": "1.0.0",
  "description": "Input text without surrounding white space",
  "private": true,
  "type": "module",
  "exports": "./src/[=project.name].js",
  "engines": {
    "node": ">=20"
  },
  "scripts": {
    "test": "node --test"
  }
}
