/**
 * The deployment zip put to work as Lambda does it: unpacked, started in a JVM of its own under AWS's runtime client,
 * and fed through the Runtime API. What only the zip can show is tested here: that it holds all it needs and nothing of
 * one's own machine, and what callers get when something is wrong.
 */
@NullMarked
package consimt.zip;

import org.jspecify.annotations.NullMarked;
