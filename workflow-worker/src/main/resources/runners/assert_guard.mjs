// Loaded before each test file: what tests are judged by cannot be replaced.
import assert from 'node:assert';
import strict from 'node:assert/strict';

Object.freeze(assert);
Object.freeze(strict);
