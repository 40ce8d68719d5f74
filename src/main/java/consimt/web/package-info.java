/**
 * Functions that speak HTTP themselves, because who calls them does not speak our JSON: a mail program, a browser, a
 * messenger's platform. They take the call as a gateway hands it over and answer with a status, headers and a body. A
 * fault is an answer of 503 there, since those callers understand nothing else. Whatever a stranger sends is no fault: what
 * cannot be read counts as absent.
 */
@NullMarked
package consimt.web;

import org.jspecify.annotations.NullMarked;
