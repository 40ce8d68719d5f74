/**
 * The command line: a client of the functions, which opens no table and has nothing of the functions' own code. What was
 * answered decides: a fault, or an answer that is not understood, lets no row pass. Texts on the screen name nobody; ids
 * stand in the files that the caller asked for, and nowhere else.
 */
@NullMarked
package consimt.cli;

import org.jspecify.annotations.NullMarked;
