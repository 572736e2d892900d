{
  "name": "[=project.name]",
  "version": "1.0.0",
  "description": "Conversion between integers and Roman numerals",
  "private": true,
  "type": "module",
  "exports": "./src/roman-numerals.js",
  "engines": {
    "node": ">=20"
  },
  "scripts": {
    "test": "node --test"
  }
}
