/**
 * Runs and explains the functions on a developer's machine: the embedded engine, its tables, the sample, the HTTP
 * status codes, and the page of the OpenAPI document. It is on in development and tests, and never in the deployment
 * zip.
 */
@NullMarked
package consimt.local;

import org.jspecify.annotations.NullMarked;
