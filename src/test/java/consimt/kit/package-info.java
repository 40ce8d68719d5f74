/**
 * What the tests are told with: a small world on the real local engine, in which each function is held to its role, a
 * meter, and a client that fails on purpose.
 */
@NullMarked
package consimt.kit;

import org.jspecify.annotations.NullMarked;
