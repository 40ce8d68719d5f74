// The playground begins here.

import base from '../shared/base.css' with { type: 'css' };
import parts from '../shared/parts.css' with { type: 'css' };
import sheet from './playground.css' with { type: 'css' };
import { Playground } from './playground.js';

document.adoptedStyleSheets = [base, parts, sheet];

new Playground(document.body).start();
