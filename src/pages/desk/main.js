// The desk begins here.

import { takeToken } from '../shared/session.js';
import base from '../shared/base.css' with { type: 'css' };
import parts from '../shared/parts.css' with { type: 'css' };
import sheet from './desk.css' with { type: 'css' };
import { Desk } from './desk.js';
import { onKey } from './keys.js';

// Before anything else sees the address.
takeToken();
document.adoptedStyleSheets = [base, parts, sheet];

const desk = new Desk(document.body);
addEventListener('hashchange', () => (takeToken() ? desk.start() : desk.go()));
addEventListener('keydown', (event) => onKey(desk, event));
desk.start();
