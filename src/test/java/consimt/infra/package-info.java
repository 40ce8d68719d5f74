/** The deployment template against the code: what it grants, names and declares is what the code uses. */
@NullMarked
package consimt.infra;

import org.jspecify.annotations.NullMarked;
