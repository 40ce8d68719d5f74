// The person's page begins here.

import { takeToken } from '../shared/session.js';
import base from '../shared/base.css' with { type: 'css' };
import parts from '../shared/parts.css' with { type: 'css' };
import chat from '../shared/chat.css' with { type: 'css' };
import person from './person.css' with { type: 'css' };
import { Page } from './page.js';

// Before anything else sees the address.
takeToken();
document.adoptedStyleSheets = [base, parts, chat, person];

const page = new Page(document.body);
addEventListener('hashchange', () => (takeToken() ? page.start() : page.go()));
page.start();
