/**
 * Reads what a vendor tells of people, by a file of data for each vendor. {@code docs/sources.md} says how to write one.
 *
 * <p>An event is a stop, a complaint, a start, or words that a person wrote. What no line of the file names is nothing.
 * A vendor's list tells of clerks, of bounces and of API calls too, so only the field that tells these apart makes a stop
 * or a start.
 */
@NullMarked
package consimt.source;

import org.jspecify.annotations.NullMarked;
