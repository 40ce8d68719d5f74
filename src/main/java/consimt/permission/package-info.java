/**
 * The question before every message: may this business reach this person, in this way, now?
 *
 * <p>The rules are one ordered list ({@code Rules}). The first rule that matches gives the answer. A block stops all
 * direct contact, both ways; groups, the profile and the catalogue stay open. An opt-out stops marketing and nothing
 * else. A business that was never in contact may only make a first contact. A store that does not answer is a fault,
 * and never a permission.
 */
@NullMarked
package consimt.permission;

import org.jspecify.annotations.NullMarked;
