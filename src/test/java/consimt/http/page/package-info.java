/**
 * A real browser presses the pages, against the functions and the engine. The tests are left out where there is no
 * Chromium.
 */
@NullMarked
package consimt.http.page;

import org.jspecify.annotations.NullMarked;
