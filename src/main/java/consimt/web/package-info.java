/**
 * Functions that speak HTTP themselves. Their callers do not speak the JSON of the other functions: a mail program, a
 * browser, a messenger's platform. The functions take the call as a gateway hands it over, and answer with a status,
 * headers and a body.
 *
 * <p>A fault is an answer of 503. Input of strangers is never a fault: unreadable parts count as absent.
 */
@NullMarked
package consimt.web;

import org.jspecify.annotations.NullMarked;
