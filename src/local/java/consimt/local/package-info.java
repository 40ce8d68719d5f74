/**
 * What serves, starts, feeds and explains the functions on one's own machine: the embedded engine, its tables, the
 * sample, the HTTP status codes, and the page of the OpenAPI document. On in development and tests, never in the deployment zip.
 */
@NullMarked
package consimt.local;

import org.jspecify.annotations.NullMarked;
