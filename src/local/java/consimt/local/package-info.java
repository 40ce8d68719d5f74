/**
 * What serves, starts and feeds the functions on one's own machine: the embedded engine, its tables, the sample, and
 * the HTTP status codes. On in development and tests, never in the deployment zip.
 */
@NullMarked
package consimt.local;

import org.jspecify.annotations.NullMarked;
