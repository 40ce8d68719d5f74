/** What the tests are told with: a small world on the real local engine, a meter, and a client that fails on purpose. */
@NullMarked
package consimt.kit;

import org.jspecify.annotations.NullMarked;
