/**
 * What the tests are told with: a small world on an engine in memory or on the real one, in which each function is held to
 * its role, a meter, and a client that fails on purpose.
 */
@NullMarked
package consimt.kit;

import org.jspecify.annotations.NullMarked;
