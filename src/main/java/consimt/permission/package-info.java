/**
 * The question asked before every message: may this business reach this person, in this way, now?
 *
 * <p>The rules stand in one ordered list ({@code Rules}); the first that matches answers. A block stops everything
 * direct, both ways, but not groups, the profile or the catalogue. An opt-out stops marketing and nothing else.
 * Unknown standing allows nothing but a first contact. A store that does not answer is a fault, never a permission.
 */
@NullMarked
package consimt.permission;

import org.jspecify.annotations.NullMarked;
