/**
 * What a function does before Lambda takes a snapshot of it, so that its first answer after a restore finds all classes
 * loaded: it answers made-up events. Its calls of AWS's services go to a stand-in on the machine itself meanwhile.
 */
@NullMarked
package consimt.priming;

import org.jspecify.annotations.NullMarked;
